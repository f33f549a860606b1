"""The levels of escalation as stairs: the situation at each, who answers for it, and who else takes part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.choice_words import list_field_choices
from api.components.form import build_fields
from api.components.heading import build_heading
from api.components.page import render_page
from api.requests.question import answer_all, answer_question, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust
from visualisation import Stair, draw_stairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.requests.scope import Scope
    from queries.answers import Row

blueprint = Blueprint("levels", __name__)
#: The roles of who directs a case, whatever its level.
DIRECTING = ("process_director", "case_director", "director")


@dataclass
class Level:
    """A level: its first row, who answers for it, and who else takes part."""

    row: Row
    responsible: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)


@dataclass
class Approach:
    """An approach with levels in one plan, lowest first; `table` is the id of its table, and `diagram` its stairs."""

    plan_label: str
    label: str
    table: str
    levels: list[Level] = field(default_factory=list)
    diagram: str = ""


@blueprint.get("/levels")
def show_levels() -> str:
    """Show the levels of escalation of each approach: the situation, who answers for it, and who directs a case."""
    url = read_url()
    scope = get_scope().narrow(url)
    question = scope.library.find("escalation-levels")
    answer = answer_all(scope, question, parse_parameters(url))
    parts = answer_question(scope, "responsibilities", {}).rows if answer.rows else []
    fields = build_fields(scope, question, url.parameters)
    return render_page(
        scope,
        url,
        "levels/index.html",
        question=question,
        fields=fields,
        heading=build_heading(scope, url, list_field_choices(fields, url)),
        approaches=build_approaches(scope, answer.rows, parts),
        directors=[row for row in parts if row["role"] in DIRECTING],
        trust=assess_trust(answer),
    )


def build_approaches(scope: Scope, rows: Iterable[Row], parts: Iterable[Row]) -> list[Approach]:
    """Build the approaches of *rows*, each with its levels; who takes part in one is among *parts*."""
    found: dict[tuple[str, str], Approach] = {}
    levels: dict[str, Level] = {}
    for row in rows:
        key = (str(row["plan"] or ""), str(row["approach"] or ""))
        names = str(row["plan_label"] or ""), str(row["approach_label"] or "")
        approach = found.setdefault(key, Approach(*names, f"levels-{len(found) + 1}"))
        if row.text("level") not in levels:
            levels[row.text("level")] = Level(row)
            approach.levels.append(levels[row.text("level")])
        if row["responsible"]:
            levels[row.text("level")].responsible.append(row)
    for row in parts:
        if row["role"] != "responsible" and (level := levels.get(str(row["subject"]))):
            level.others.append(row)
    for approach in found.values():
        approach.diagram = _draw(scope, approach)
    return list(found.values())


def _draw(scope: Scope, approach: Approach) -> str:
    """Draw the levels of *approach* as stairs, with who answers for each."""
    _ = scope.translator.gettext
    stairs = [
        Stair(
            str(it.row["level_label"]),
            ", ".join(dict.fromkeys(str(row["responsible_label"]) for row in it.responsible)) or _("nobody named"),
        )
        for it in approach.levels
    ]
    return draw_stairs(stairs, _("Who answers at each level, the gravest on top"), approach.table)
