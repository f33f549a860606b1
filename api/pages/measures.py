"""The measures, and one measure: its theme, who is involved, with what, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.moved import lead_to_thing
from api.components.nearest import describe_nearest
from api.components.page import render_page
from api.components.question_page import make_question_page
from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing, enter_plan, find_thing_iri, list_days, parse_day
from api.http.errors import wants_page
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url

if TYPE_CHECKING:
    from queries.answers import Row

blueprint = Blueprint("measures", __name__)


@blueprint.get("/measures")
def list_measures() -> Response:
    """List the measures, by theme, actor or horizon."""
    return make_question_page(get_scope(), read_url(), "measures", for_people=wants_page())


@blueprint.get("/measures/<local_id>")
def find_measure(local_id: str) -> Response:
    """Lead to the measure that a plan has under *local_id*, or list the plans that have one."""
    return lead_to_thing(get_scope(), read_url(), "Measure", local_id)


@blueprint.get("/measures/<plan>/<local_id>")
def show_measure(plan: str, local_id: str) -> str:
    """Show a measure: its theme, who is involved in it, with what, and what is missing, today or on the day `on`."""
    scope, url = enter_plan(get_scope(), plan), read_url()
    iri, day = find_thing_iri(scope, "Measure", local_id), parse_day(scope, url)
    actors = answer_question(scope, "actors-of-measures", {"measure": local_id})
    around: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel(scope, "around-measure", iri):
        around[row.text("what")].append(row)
    missing = ask_panel(scope, "measure-gaps", iri, scope.bind_day(day))
    return render_page(
        scope,
        url,
        "measures/show.html",
        **describe_thing(scope, iri),
        themes=ask_panel(scope, "measure-themes", iri),
        actors=build_table(scope, actors, ("measure", "measure_label")),
        standing=ask_panel(scope, "measure-step", iri, scope.bind_day(day)),
        missing=[{**row, "sentence": describe_nearest(scope, row)} for row in missing],
        days=list_days(scope),
        around=around,
    )
