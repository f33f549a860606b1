"""The measures, and one measure: who answers for it, what is missing, what others do, and who takes part with what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.absent import make_absence
from api.components.listing import Listing
from api.components.measure import summarise_measure
from api.components.moved import lead_to_thing
from api.components.nearest import describe_nearest
from api.components.page import render_page
from api.components.question_page import make_question_page
from api.components.thing import ask_panel, describe_thing, enter_plan, list_days, parse_day
from api.http.errors import wants_page
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import find_iri
from queries.comparison import find_elsewhere

if TYPE_CHECKING:
    from queries.answers import Row

blueprint = Blueprint("measures", __name__)


@blueprint.get("/measures")
def list_measures() -> Response:
    """List the measures, by theme, actor or horizon."""
    listing = Listing("theme_label", ("measure_label", "step", "owner_label"))
    return make_question_page(
        get_scope(), read_url(), "measures", "listed.html", for_people=wants_page(), listing=listing
    )


@blueprint.get("/measures/<local_id>")
def find_measure(local_id: str) -> Response:
    """Lead to the measure that a plan has under *local_id*, or list the plans that have one."""
    return lead_to_thing(get_scope(), read_url(), "Measure", local_id)


@blueprint.get("/measures/<plan>/<local_id>")
def show_measure(plan: str, local_id: str) -> Response | str:
    """Show a measure: who answers for it, what is missing, what others do, who is involved and with what.

    That is as of today, or of the day `on`.
    """
    whole, url = get_scope(), read_url()
    scope = enter_plan(whole, plan)
    iri = find_iri(scope.engine, "Measure", local_id)
    if iri is None:
        _ = scope.translator.gettext
        detail = _("The plan has nothing called %(id)s here. Choose one from the list.") % {"id": local_id[:80]}
        raise make_absence(scope, url, local_id, detail, "measures")
    day = parse_day(scope, url)
    actors = answer_question(scope, "actors-of-measures", {"measure": iri})
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
        involved=actors.rows,
        summary=summarise_measure(scope, iri, actors.rows, day),
        missing=[{**row, "sentence": describe_nearest(scope, row)} for row in missing],
        days=list_days(scope),
        around=around,
        elsewhere=find_elsewhere(whole.plans, scope.chosen[0], iri, scope.language, tuple(whole.plans))
        if whole.has_several
        else None,
        plan_names={it.key: it.find_label(scope.language) for it in whole.plans},
    )
