"""The measures, and one measure: its theme, who is involved, with what, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from api.components.question_page import render_question_page
from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing, find_thing_iri
from api.requests.question import answer_question

if TYPE_CHECKING:
    from flask import Response

    from queries.answers import Row

blueprint = Blueprint("measures", __name__)


@blueprint.get("/measures")
def list_measures() -> Response:
    """List the measures, by theme, actor or horizon."""
    return render_question_page("measures")


@blueprint.get("/measures/<local_id>")
def show_measure(local_id: str) -> str:
    """Show a measure: its theme, who is involved in it, with what, and what is missing."""
    address = find_thing_iri("Measure", local_id)
    actors = answer_question("actors-of-measures", {"measure": local_id})
    themes = [row for row in answer_question("measures", {}).rows if row["measure"] == address]
    around: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel("around-measure", address):
        around[str(row["what"])].append(row)
    return render_template(
        "measures/show.html",
        **describe_thing(address),
        themes=themes,
        actors=build_table(actors, ("measure", "measure_label")),
        owned=any(row["role"] == "owner" for row in actors.rows),
        missing=_list_gaps(address),
        around=around,
    )


def _list_gaps(address: str) -> list[Row]:
    """List each gap of the measure with IRI *address* once, however many themes it has."""
    found = {str(row["kind"]): row for row in answer_question("gaps", {}).rows if row["node"] == address}
    return list(found.values())
