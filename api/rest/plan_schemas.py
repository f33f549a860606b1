"""What the OpenAPI document says of plans: the list of them, and the parameter that names some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.rest.operations import MOST_EXAMPLES, build_json_response, build_parameter, build_path, list_references
from api.rest.plans import COUNTED
from api.rest.schemas import TEXT, build_object_schema, build_reference

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.rest.operations import Member
    from graph.message import Translator


def build_plan_parameter(scope: Scope) -> Member:
    """Build the parameter that names plans, once for each, with the keys that there are."""
    _ = scope.translator.gettext
    named = {plan.key: plan.find_label(scope.language) for plan in scope.plans}
    examples = {key: {"value": [key], "summary": named[key]} for key in [*named][:MOST_EXAMPLES]}
    return build_parameter(
        "plan",
        _("The key of a plan; given several times for several plans, and left out for all of them."),
        {"type": "array", "items": {"type": "string", "enum": ["", *named]}, "uniqueItems": True},
        style="form",
        explode=True,
        **({"examples": examples} if examples else {}),
    )


def build_plans_path(translator: Translator) -> Member:
    """Build the path of the list of plans."""
    _ = translator.gettext
    texts = _("The plans"), _("Whose each plan is, when it holds, its documents, and how much there is in it.")
    response = build_json_response(_build_plans_schema(translator), translator)
    return build_path("plans", ["resources"], texts, list_references("plan", "lang", "version"), response)


def _build_plans_schema(translator: Translator) -> Member:
    """Build the schema of the list of plans."""
    _ = translator.gettext
    iri, day = {"type": "string", "format": "uri"}, {"type": "string", "format": "date", "nullable": True}
    named = {"type": "array", "items": build_object_schema({"iri": iri, "label": TEXT})}
    count = {"type": "integer", "minimum": 0}
    plan = build_object_schema(
        {
            "key": {"type": "string", "description": _("What the parameter 'plan' takes.")},
            "iri": iri,
            "label": TEXT,
            "publishers": named,
            "starts": day,
            "ends": {**day, "description": _("The last day on which it holds.")},
            "ended": {"type": "boolean", "description": _("Whether that day has passed.")},
            "documents": named,
            "counts": build_object_schema(dict.fromkeys(COUNTED.values(), count)),
            "href": iri,
        }
    )
    members = {"version": build_reference("DataVersion"), "plans": {"type": "array", "items": plan}, "count": count}
    return build_object_schema(members)
