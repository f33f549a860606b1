"""The plans as data under `/api/v1`: whose each is, when it holds, its documents, and how much there is in it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from api.http.response import add_etag
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.rest.conduct import BASE_PATH, require_json_accepted, require_known_parameters
from ontology.namespaces import make_plan_graph_iri
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from queries.plans import Plan

blueprint = Blueprint("rest_plans", __name__, url_prefix=BASE_PATH)
#: What is counted of each plan, by class.
COUNTED = {"Measure": "measures", "Partner": "partners", "Theme": "themes"}


@blueprint.get("/plans")
def list_plans() -> Response:
    """List the plans, or those that `plan` names, in the order of their names."""
    require_known_parameters(read_url(), "lang", "plan", "version")
    scope = get_scope()
    counts, names = _count_things(scope), _name_publishers(scope)
    listed = [_describe_plan(scope, plan, counts[plan.key], names) for plan in scope.chosen]
    body = {"version": scope.version.digest, "plans": listed, "count": len(listed)}
    return add_etag(jsonify(body), scope.version.digest, by_language=True)


def _describe_plan(scope: Scope, plan: Plan, counts: Mapping[str, int], names: Mapping[str, str]) -> dict[str, object]:
    """Describe *plan* as an entry of the list, with its *counts* by class and the *names* of publishers by IRI."""
    language = scope.language
    documents = [{"iri": iri, "label": plan.find_document_label(iri, language)} for iri in sorted(plan.documents)]
    return {
        "key": plan.key,
        "iri": plan.iri,
        "label": plan.find_label(language),
        "publishers": [{"iri": iri, "label": names.get(iri, iri)} for iri in plan.publishers],
        "starts": plan.starts or None,
        "ends": plan.ends or None,
        "ended": plan.has_ended(scope.on),
        "documents": documents,
        "counts": {name: counts.get(cls, 0) for cls, name in COUNTED.items()},
        "href": scope.origin + scope.paths.find_page(plan.iri),
    }


def _count_things(scope: Scope) -> dict[str, dict[str, int]]:
    """Count what each plan has, by its key and then by class."""
    beginnings = {make_plan_graph_iri(plan.key, ""): plan.key for plan in scope.plans}
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in ask_rows(scope.plans.engine, load_panel("plan-counts"), {}, scope.language):
        if key := beginnings.get(row.text("graphs")):
            counts[key][row.text("class")] = row.integer("count")
    return counts


def _name_publishers(scope: Scope) -> dict[str, str]:
    """Name the publishers of all plans, by IRI."""
    rows = ask_rows(scope.plans.engine, load_panel("publishers"), {}, scope.language)
    return {row.text("publisher"): row.text("publisher_label") for row in rows}


blueprint.before_request(require_json_accepted)
