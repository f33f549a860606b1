"""Nodes and edges as records: names and plain values, the same in every format."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from visualisation.networks import Edge, Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from visualisation.files.cleaning import CleanNetwork
    from visualisation.networks import Bundle

    Value = str | bool | int | float
    Record = dict[str, Value]

NODE_FIELDS = tuple(it.name for it in fields(Node))
#: Source and target are what every reader of edges calls the ends.
EDGE_FIELDS = ("source", "target", *(it.name for it in fields(Edge) if it.name not in {"one", "other"}))


def build_node_record(node: Node, clean: CleanNetwork) -> Record:
    """Build the record of *node*, one of *clean*: what it is, and what is measured of it.

    One without a label has its id as label.
    """
    own: Record = {name: getattr(node, name) for name in NODE_FIELDS} | {"label": node.label or node.id}
    return own | clean.measures.get(node.id, {})


def build_edge_record(edge: Edge) -> Record:
    """Build the record of *edge*: its ends, and all that it states."""
    return {"source": edge.one, "target": edge.other} | {name: getattr(edge, name) for name in EDGE_FIELDS[2:]}


def build_bundle_record(bundle: Bundle) -> Record:
    """Build the record of *bundle*: what its edges say, each thing once, and how many they are.

    Programs that draw keep one line for each pair and kind and lose what the others say, so we bundle ourselves.
    """
    edges = bundle.edges
    return {
        "label": _join(edge.relation_label or edge.about_label for edge in edges),
        "weight": bundle.weight,
        "count": len(edges),
        "basis": bundle.basis,
        "relation": _join(edge.relation_label or edge.relation for edge in edges),
        "about": _join(edge.about_label or edge.about for edge in edges),
        "title": _join(edge.title for edge in edges),
        "lines": _join(edge.lines for edge in edges),
        "plan": _join(edge.plan_label or edge.plan for edge in edges),
        "side": bundle.side,
    }


def drop_empty(record: Record) -> Record:
    """Drop from *record* what is an empty text, which XML cannot tell from what is not there."""
    return {name: value for name, value in record.items() if value != ""}


def _join(texts: Iterable[str]) -> str:
    """Join *texts*, each once and none empty, in their own order."""
    return "; ".join(dict.fromkeys(filter(None, texts)))
