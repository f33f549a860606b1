"""The matrix of partners and themes: who is active on what, with how many measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.form import build_fields
from api.components.page import render_page
from api.components.plan_list import build_plan_lines
from api.requests.question import answer_question, find_choices
from api.requests.scope import get_scope
from api.requests.url import read_url
from ontology.namespaces import PREFIXES
from queries.answers import describe_empty

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from queries.answers import Row, Value
    from queries.plans import Plan

blueprint = Blueprint("coverage", __name__)


#: As many plans as have their matrix on one page, and as many cells as those may have together.
MOST_MATRICES, MOST_CELLS = 3, 3_000


@dataclass(frozen=True)
class Matrix:
    """The matrix of one plan: its themes, each with how many partners are active on it, and a row for each partner.

    `idle` is how many partners are active on no theme, `joint` holds those that only take part through the joint plan,
    and `empty` says what it means that there are no rows.
    """

    plan: Plan
    themes: list[tuple[Row, int]]
    partners: list[tuple[Row, list[Row | None]]]
    idle: int
    joint: list[Row]
    empty: str

    @property
    def size(self) -> int:
        """The number of its cells."""
        return len(self.themes) * len(self.partners)


@blueprint.get("/coverage")
def show_coverage() -> str:
    """Show on which themes each partner is active; `kind` narrows the partners, `theme` the themes.

    A matrix is of one plan. Of a few plans there is one for each; of more, one chooses a plan from their list.
    """
    scope, url = get_scope().narrow(read_url()), read_url()
    question = scope.library.find("partner-coverage")
    choices = find_choices(scope, question, url)
    kinds = tuple(it for it in question.parameters if it.name == "kind")
    matrices = _build_matrices(scope, choices)
    shown = {matrix.plan.key for matrix in matrices}
    return render_page(
        scope,
        url,
        "coverage/index.html",
        question=question,
        fields=build_fields(scope, replace(question, parameters=kinds), url.parameters),
        matrices=matrices,
        kind=choices[0][1].get("kind", "").rpartition("/")[2],
        lines=build_plan_lines(scope, [plan for plan in scope.chosen if plan.key not in shown]),
    )


def _build_matrices(scope: Scope, choices: list[tuple[Plan | None, dict[str, str]]]) -> list[Matrix]:
    """Build the matrix of each plan among *choices*, for as long as they fit on a page; the first always does."""
    plans = [(plan, chosen) for plan, chosen in choices if plan]
    built: list[Matrix] = []
    for plan, chosen in plans if len(plans) <= MOST_MATRICES else ():
        matrix = _build_matrix(scope.within(plan), plan, chosen.get("kind", ""), chosen.get("theme", ""))
        if built and sum(it.size for it in (*built, matrix)) > MOST_CELLS:
            break
        built.append(matrix)
    return built


def _build_matrix(scope: Scope, plan: Plan, kind: str, theme: str) -> Matrix:
    """Build the matrix of *plan*, for partners of the *kind* and for the *theme* with that IRI, where one is given."""
    everyone = find_partners(scope, kind)
    themes = [row for row in answer_question(scope, "themes", {}).rows if theme in ("", row["theme"])]
    cells = find_cells(scope, {row["actor"] for row in everyone}, {row["theme"] for row in themes})
    active = {actor for actor, _theme in cells}
    idle = [row for row in everyone if row["actor"] not in active]
    joint = [row for row in idle if row.get("through")]
    values = {name: it for name, it in (("kind", kind), ("theme", theme)) if it}
    return Matrix(
        plan=plan,
        themes=[(row, _count_partners(row, cells)) for row in themes],
        partners=[(row, _list_cells(row, themes, cells)) for row in everyone if row["actor"] in active],
        idle=len(idle) - len(joint),
        joint=joint,
        empty="" if active else describe_empty(answer_question(scope, "partner-coverage", values), scope.translator),
    )


def find_partners(scope: Scope, kind: str) -> list[Row]:
    """Find the partners, of the *kind* with that IRI where one is given, with their measures as published.

    Those of a version that was published without are counted now.
    """
    rows = scope.ask_panel("coverage-partners") or answer_question(scope, "partners", {}).rows
    return [row for row in rows if kind in ("", f"{PREFIXES['kind']}{row['kind']}")]


def find_cells(scope: Scope, partners: set[Value], themes: set[Value]) -> dict[tuple[str, str], Row]:
    """Find the counts of *partners* and *themes*, as published; those of an older version are counted now."""
    rows = scope.ask_panel("coverage-cells") or answer_question(scope, "partner-coverage", {}).rows
    kept = (row for row in rows if row["actor"] in partners and row["theme"] in themes)
    return {(row.text("actor"), row.text("theme")): row for row in kept}


def _list_cells(partner: Row, themes: list[Row], cells: dict[tuple[str, str], Row]) -> list[Row | None]:
    """List the cells of *partner*, one for each of *themes*; none where it is not active on it."""
    return [cells.get((partner.text("actor"), theme.text("theme"))) for theme in themes]


def _count_partners(theme: Row, cells: dict[tuple[str, str], Row]) -> int:
    """Count the partners that are active on *theme*."""
    return sum(key[1] == theme["theme"] for key in cells)
