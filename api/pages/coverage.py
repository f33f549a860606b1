"""The matrix of partners and themes: who is active on what, with how many measures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.form import build_fields
from api.components.page import render_page
from api.requests.question import answer_question, find_choices
from api.requests.scope import get_scope
from api.requests.url import read_url
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from queries.answers import Row, Value

blueprint = Blueprint("coverage", __name__)


@blueprint.get("/coverage")
def show_coverage() -> str:
    """Show on which themes each partner is active; `kind` narrows the partners, `theme` the themes."""
    scope, url = get_scope(), read_url()
    question = scope.library.find("partner-coverage")
    chosen = find_choices(scope, question, url)
    kinds = tuple(it for it in question.parameters if it.name == "kind")
    kind, theme = chosen.get("kind", ""), chosen.get("theme")
    everyone = find_partners(scope, kind)
    themes = [row for row in answer_question(scope, "themes", {}).rows if theme in (None, row["theme"])]
    cells = find_cells(scope, {row["actor"] for row in everyone}, {row["theme"] for row in themes})
    active = {actor for actor, _theme in cells}
    return render_page(
        scope,
        url,
        "coverage/index.html",
        question=question,
        fields=build_fields(scope, replace(question, parameters=kinds), url.parameters),
        themes=[(row, _count_partners(row, cells)) for row in themes],
        partners=[(row, _list_cells(row, themes, cells)) for row in everyone if row["actor"] in active],
        idle=sum(row["actor"] not in active for row in everyone),
        kind=kind.rpartition("/")[2],
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
