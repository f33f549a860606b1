"""The matrix of partners and themes: who is active on what, with how many measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.form import build_fields
from api.components.page import render_page
from api.requests.question import answer_question, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url

if TYPE_CHECKING:
    from queries.answers import Row

blueprint = Blueprint("coverage", __name__)


@blueprint.get("/coverage")
def show_coverage() -> str:
    """Show on which themes each partner is active; `kind` narrows the partners, `theme` the themes."""
    scope, url = get_scope(), read_url()
    answer = answer_question(scope, "partner-coverage", parse_parameters(url))
    kind = {name: value for name, value in answer.parameters.items() if name == "kind"}
    cells = {(str(row["actor"]), str(row["theme"])): row for row in answer.rows}
    chosen = answer.parameters.get("theme")
    themes = [row for row in answer_question(scope, "themes", {}).rows if chosen in (None, row["theme"])]
    everyone = answer_question(scope, "partners", kind).rows
    active = {actor for actor, _theme in cells}
    return render_page(
        scope,
        url,
        "coverage/index.html",
        question=answer.question,
        fields=[field for field in build_fields(scope, answer.question, url.parameters) if field.name == "kind"],
        themes=[(row, _count_partners(row, cells)) for row in themes],
        partners=[(row, _list_cells(row, themes, cells)) for row in everyone if row["actor"] in active],
        idle=sum(row["actor"] not in active for row in everyone),
        kind=kind.get("kind", "").rpartition("/")[2],
    )


def _list_cells(partner: Row, themes: list[Row], cells: dict[tuple[str, str], Row]) -> list[Row | None]:
    """List the cells of *partner*, one for each of *themes*; none where it is not active on it."""
    return [cells.get((str(partner["actor"]), str(theme["theme"]))) for theme in themes]


def _count_partners(theme: Row, cells: dict[tuple[str, str], Row]) -> int:
    """Count the partners that are active on *theme*."""
    return sum(key[1] == theme["theme"] for key in cells)
