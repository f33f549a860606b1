"""The start page: what can be asked, and the state of the plan, or of each of the plans, in a few numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, current_app, make_response, redirect

from api.components.examples import list_examples
from api.components.form import build_fields
from api.components.gap_summary import summarise_gaps
from api.components.own_plan import MUNICIPALITY_NAME, OwnPlan, find_own_plan
from api.components.page import render_page
from api.components.plan_figures import build_plan_figures
from api.components.plan_list import build_plan_lines
from api.components.plan_numbers import count_by_plan, sum_numbers
from api.components.step_summary import summarise_steps
from api.http.errors import wants_page
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import RequestUrl, read_url
from api.serving.dataset import get_history
from graph.errors import BadParameter

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.serving.history import History
    from api.style.house import HouseStyle
    from queries.plans import Plan

blueprint = Blueprint("home", __name__)


#: The questions that the start page leads to, beside the two headline ones and those that have a page of their own.
OFFERED_QUESTIONS = ("measures-by-phenomenon", "holds-only-for", "duplicates")


@blueprint.get("/")
def show_home() -> Response:
    """Show what can be asked, and the state of the plan in a few numbers; of several plans, each in a row.

    A municipality that the URL names leads to its plan.
    """
    url = read_url()
    whole = get_scope()
    scope = whole.narrow(url)
    own, fault = _find_own(whole, url)
    if len(own.plans) == 1:
        return make_response(redirect(url.build_changed(plan=own.plans[0].key, **{MUNICIPALITY_NAME: ""})))
    kinds = {gap.kind: gap for gap in summarise_gaps(whole)}
    shown = _describe_plan(scope, scope.plan, get_history()) if scope.plan else _describe_plans(scope, whole)
    page = render_page(
        scope,
        url,
        "home/index.html",
        own=own,
        fault=fault,
        examples=list_examples(scope),
        owner=kinds.pop("owner"),
        steps=summarise_steps(whole),
        gaps=[gap for gap in kinds.values() if gap.total],
        fields=build_fields(scope, scope.library.find("cooperation"), {}),
        offered=[scope.library.find(name) for name in OFFERED_QUESTIONS],
        **shown,
    )
    return make_response(page, 400 if fault else 200)


def _find_own(scope: Scope, url: RequestUrl) -> tuple[OwnPlan, str]:
    """Find the plans of the municipality in *url*, and what is wrong with it; a program is told by an error.

    :raises BadParameter: when there is no such municipality, and a program asks.
    """
    try:
        return find_own_plan(scope, url), ""
    except BadParameter as error:
        if not wants_page():
            raise
        return find_own_plan(scope, RequestUrl(url.path)), error.describe(scope.translator)


def _describe_plan(scope: Scope, plan: Plan, history: History) -> dict[str, object]:
    """Describe the one *plan*: its themes, its documents, and how many partners and measures it has."""
    return {
        "plan": plan,
        "key_figures": build_plan_figures(scope, plan, history),
        "numbers": count_by_plan(scope).get(plan.key),
        "themes": answer_question(scope, "themes", {}).rows,
        "documents": [(iri, plan.find_document_label(iri, scope.language)) for iri in plan.documents],
    }


def _describe_plans(scope: Scope, whole: Scope) -> dict[str, object]:
    """Describe the plans in the window of *scope* each, and all that are chosen in *whole* together."""
    numbers = count_by_plan(scope)
    return {
        "register": [] if whole.chosen else scope.ask_panel("register-counts"),
        "plan": None,
        "key_figures": [],
        "lines": build_plan_lines(scope, scope.chosen),
        "count": len(whole.chosen),
        "totals": sum_numbers(numbers, whole.chosen),
        "documents": [],
    }


@blueprint.get("/static/house-style.css")
def serve_house_style() -> Response:
    """Serve the design tokens of the house style, where a setting names one."""
    house: HouseStyle | None = current_app.config["SAMENDOEN_HOUSE_STYLE"]
    if house is None:
        abort(404)
    response = Response(house.css, mimetype="text/css")
    response.set_etag(house.digest)
    response.cache_control.max_age = 86400
    return response
