"""The schemas of networks in the OpenAPI document: the list of views, and nodes and links as JSON has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.rest.schemas import TEXT, build_object_schema, build_reference
from queries.questions import NETWORK_LAYOUTS
from visualisation import BASES, BOTH, LEFT, RIGHT

if TYPE_CHECKING:
    from api.rest.schemas import Schema
    from graph.message import Translator

_COUNT: Schema = {"type": "integer", "minimum": 0}
_TRUTH: Schema = {"type": "boolean"}
_SIDE: Schema = {"type": "string", "enum": [LEFT, RIGHT, BOTH]}


def build_network_schemas(translator: Translator) -> dict[str, Schema]:
    """Build the schemas of networks, by name."""
    return {
        "Network": _build_network_schema(translator),
        "NetworkLink": _build_link_schema(translator),
        "NetworkNode": _build_node_schema(translator),
        "Networks": _build_list_schema(),
    }


def _build_list_schema() -> Schema:
    """Build the schema of the list of views."""
    view = build_object_schema(
        {
            **dict.fromkeys(("name", "title", "question"), TEXT),
            "layout": {"type": "string", "enum": list(NETWORK_LAYOUTS)},
            "directed": _TRUTH,
            "parameters": {"type": "array", "items": TEXT},
            "href": {"type": "string", "format": "uri"},
        }
    )
    return build_object_schema(
        {"version": build_reference("DataVersion"), "networks": {"type": "array", "items": view}, "count": _COUNT}
    )


def _build_network_schema(translator: Translator) -> Schema:
    """Build the schema of a network."""
    _ = translator.gettext
    texts: Schema = {"type": "array", "items": TEXT}
    chosen = _("What was chosen, as the address has it; 'author' is there too where that does not say it.")
    count = {**build_object_schema({"nodes": _COUNT, "links": _COUNT}), "description": _("How many there are of each.")}
    graph = build_object_schema({"title": TEXT, "choice": texts, "source": TEXT, "day": TEXT, "language": TEXT})
    return build_object_schema(
        {
            "version": build_reference("DataVersion"),
            "view": TEXT,
            "plans": texts,
            "parameters": {
                "type": "object",
                "description": chosen,
                "additionalProperties": {"anyOf": [TEXT, texts]},
            },
            "directed": {**_TRUTH, "description": _("Whether a link leads from its source to its target.")},
            "multigraph": {**_TRUTH, "description": _("True, as two nodes may have several links.")},
            "graph": {**graph, "description": _("What was chosen in words, and of which data it is.")},
            "nodes": {"type": "array", "items": build_reference("NetworkNode")},
            "links": {"type": "array", "items": build_reference("NetworkLink")},
            "count": count,
        }
    )


def _build_node_schema(translator: Translator) -> Schema:
    """Build the schema of a node."""
    _ = translator.gettext
    members: Schema = {
        "id": {**TEXT, "description": _("The IRI of the thing.")},
        "label": TEXT,
        "kind": {**TEXT, "description": _("The kind of an actor, and of what is no actor its sort.")},
        "page": {**TEXT, "description": _("Where one reads about it; empty where that is nowhere.")},
        "sort": {**TEXT, "description": _("What it is: actor, theme, measure.")},
        "kind_label": TEXT,
        "group": {**TEXT, "description": _("With what it is folded where there is too much to draw.")},
        "group_label": TEXT,
        "is_author": {**_TRUTH, "description": _("Whether it published a plan.")},
        "members": {**_COUNT, "description": _("How many things it stands for.")},
        "layer": {"type": "integer", "description": _("Its column in a picture with layers; -1 without.")},
        "side": _SIDE,
    }
    place: Schema = {
        "type": "number",
        "description": _("Its place in the picture, in pixels from the left and the top."),
    }
    return build_object_schema({**members, **_build_measure_schemas(translator), "x": place, "y": place}, list(members))


def _build_measure_schemas(translator: Translator) -> dict[str, Schema]:
    """Build the schemas of what is measured of a node, which a network of many nodes has not."""
    _ = translator.gettext
    share: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    return {
        "degree": {**_COUNT, "description": _("How many others it is tied to.")},
        "reach": {**_COUNT, "description": _("How many others are within two steps.")},
        "betweenness": {**share, "description": _("Its share of the shortest ways between all pairs of others.")},
        "brokerage": {**share, "description": _("The same, of the pairs between which there is a way.")},
        "pairs": {**_COUNT, "description": _("How many of those pairs there are.")},
        "core": {**_COUNT, "description": _("The innermost k-core that it is in.")},
        "community": {**_COUNT, "description": _("The number of its group, the largest first.")},
    }


def _build_link_schema(translator: Translator) -> Schema:
    """Build the schema of a link."""
    _ = translator.gettext
    return build_object_schema(
        {
            "source": {**TEXT, "description": _("The 'id' of a node.")},
            "target": {**TEXT, "description": _("The 'id' of a node.")},
            "weight": {"type": "integer", "description": _("On how many measures or other things it rests.")},
            "basis": {"type": "string", "enum": list(BASES)},
            "title": TEXT,
            "relation": {**TEXT, "description": _("How the two are tied, such as a role.")},
            "relation_label": TEXT,
            "about": {**TEXT, "description": _("The IRI of what it is about.")},
            "about_label": TEXT,
            "about_page": TEXT,
            "lines": {**TEXT, "description": _("The lines of the document on which it rests.")},
            "page": {**TEXT, "description": _("The IRI of the document with the first of those lines behind it.")},
            "plan": {**TEXT, "description": _("The key of the plan that says so.")},
            "plan_label": TEXT,
            "side": _SIDE,
            "key": {**_COUNT, "description": _("Its number among the links.")},
        }
    )
