"""What the OpenAPI document says of networks: the list of views, a path for each, and what all of them take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.networks.choice import AUTHORS, MOST_REPEATED, MOST_STEPS, MOST_WEIGHT
from api.networks.made import list_views
from api.rest.conduct import JSON
from api.rest.operations import (
    build_json_response,
    build_parameter,
    build_path,
    build_question_parameter,
    build_response,
    list_narrowing_parameters,
    list_references,
)
from api.rest.schemas import TEXT, build_reference, to_pascal_case
from visualisation import BASES, LAYOUTS, NETWORK_TYPES

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.rest.operations import Member
    from graph.message import Translator
    from queries.questions import Question

#: What is written as bytes, and not as text.
_BINARY = ("zip", "png")
#: The parameters of every network, by the names of their components.
_SHARED = ("hide", "open", "relation", "basis", "weight", "author", "focus", "within", "layout", "networkFormat")


def build_network_paths(scope: Scope) -> dict[str, Member]:
    """Build the path of the list of views, and the path of each."""
    _ = scope.translator.gettext
    texts = _("The networks"), _("Each view of the plans as a network, with the parameters of its question.")
    listing = build_json_response(build_reference("Networks"), scope.translator)
    return {
        "/networks": build_path("networks", ["networks"], texts, list_references("lang", "version"), listing),
        **{f"/networks/{it.name}": _build_view_path(scope, it) for it in list_views(scope)},
    }


def _build_view_path(scope: Scope, question: Question) -> Member:
    """Build the path of the view that *question* is."""
    _ = scope.translator.gettext
    summary = _("%(title)s, as a network") % {"title": question.title[scope.language]}
    narrowing = [it for it in list_narrowing_parameters(question, scope.translator) if it["name"] != "sort"]
    parameters = [
        *(build_question_parameter(scope, it) for it in question.bound),
        *narrowing,
        *list_references(*_SHARED, "plan", "lang", "version"),
    ]
    rows = _("Its links are the rows of /questions/%(name)s, where it says how those are read.") % {
        "name": question.name
    }
    texts = summary, f"{question.question[scope.language]} {rows}"
    name = f"show{to_pascal_case(question.name)}Network"
    return build_path(name, ["networks"], texts, parameters, build_response(_build_content(), scope.translator))


def _build_content() -> dict[str, Member]:
    """Build the media types in which a network is given."""
    content: dict[str, Member] = {}
    for short, media_type in NETWORK_TYPES.items():
        content.setdefault(media_type, {"schema": {**TEXT, "format": "binary"} if short in _BINARY else TEXT})
    return {**content, JSON: {"schema": build_reference("Network")}}


def build_network_parameters(translator: Translator) -> dict[str, Member]:
    """Build the parameters that every network takes, by the name of their component."""
    return {**_build_filters(translator), **_build_forms(translator)}


def _build_filters(translator: Translator) -> dict[str, Member]:
    """Build the parameters that say what is left of a network."""
    _ = translator.gettext
    author = _("Whether who published a plan is in the network; by itself only with at most a third of its pairs.")
    weight = {"type": "integer", "minimum": 1, "maximum": MOST_WEIGHT, "default": 1}
    steps = {"type": "integer", "minimum": 1, "maximum": MOST_STEPS, "default": 1}
    return {
        "hide": _build_list("hide", _("A kind of things that is left out, as 'kind' in the nodes has it.")),
        "relation": build_parameter("relation", _("Only links with this 'relation'."), TEXT),
        "basis": build_parameter("basis", _("Only links that rest on this."), _build_choice(BASES)),
        "weight": build_parameter("weight", _("Only pairs whose links together weigh so much."), weight),
        "author": build_parameter("author", author, _build_choice(AUTHORS)),
        "focus": build_parameter("focus", _("Only what is near this thing: its name, its local id or its IRI."), TEXT),
        "within": build_parameter("within", _("Within so many steps of the focus."), steps),
    }


def _build_forms(translator: Translator) -> dict[str, Member]:
    """Build the parameters that say how a network is drawn and written."""
    _ = translator.gettext
    form = _("The format of a network, where the header Accept does not say it; 'csv' has its links.")
    opened = _("A group that a picture shows in full, as 'group' in the nodes has it; data have all nodes.")
    layout = _("How a picture is laid out, and so where nodes stand.")
    formats = {"type": "string", "enum": list(NETWORK_TYPES)}
    return {
        "open": _build_list("open", opened),
        "layout": build_parameter("layout", layout, _build_choice(LAYOUTS)),
        "networkFormat": build_parameter("format", form, formats, example="json"),
    }


def _build_list(name: str, description: str) -> Member:
    """Build the parameter called *name* that may be repeated."""
    schema = {"type": "array", "items": TEXT, "maxItems": MOST_REPEATED}
    return build_parameter(name, description, schema, style="form", explode=True)


def _build_choice(options: tuple[str, ...]) -> Member:
    """Build the schema of one of *options*, or of nothing."""
    return {**TEXT, "enum": ["", *options]}
