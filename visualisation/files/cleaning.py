"""A network whose every text fits in a file: XML has characters that it cannot hold, and UTF-8 has no halves of pairs.

It is done once, before anything is written, so that the same thing has the same id in every file.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from visualisation.measures import NodeMeasures
from visualisation.networks import Network
from visualisation.svg import replace_control_characters

if TYPE_CHECKING:
    from typing import Any, TypeVar

    from visualisation.layouts import Picture, PlacedNode
    from visualisation.measures import Measurement
    from visualisation.networks import Edge, Node

    Thing = TypeVar("Thing", Node, Edge)

#: What is measured of a node, in this order.
MEASURE_FIELDS = tuple(it.name for it in fields(NodeMeasures) if it.name != "id")


@dataclass(frozen=True)
class CleanNetwork:
    """A `network` with clean texts; by the ids in it where nodes are placed, and what is measured of them."""

    network: Network
    places: dict[str, PlacedNode]
    measures: dict[str, dict[str, float]]

    def list_measures(self) -> tuple[str, ...]:
        """List the names of what is measured: none where nothing is."""
        return MEASURE_FIELDS if self.measures else ()


def clean_network(
    network: Network, picture: Picture | None = None, measurement: Measurement | None = None
) -> CleanNetwork:
    """Clean *network*, placed as in *picture* and measured: no node and no edge is lost, and ids stay apart."""
    ids = _make_ids([node.id for node in network.nodes])
    nodes = [replace(_clean(node), id=ids[node.id]) for node in network.nodes]
    edges = [replace(_clean(edge), one=ids[edge.one], other=ids[edge.other]) for edge in network.edges]
    whole = Network(tuple(sorted(nodes)), tuple(sorted(edges)), network.directed)
    places = {ids[it.id]: it for it in picture.nodes if it.id in ids} if picture else {}
    measured = [it for it in measurement.nodes if it.id in ids] if measurement else []
    return CleanNetwork(whole, places, {ids[it.id]: _list_measures(it) for it in measured})


def clean_text(text: str) -> str:
    r"""Clean *text*: what a file cannot hold is replaced, and lines end in one way.

    >>> clean_text("a\r\nb\x00")
    'a\nb\ufffd'
    """
    return replace_control_characters(text.replace("\r\n", "\n").replace("\r", "\n"))


def _make_ids(ids: list[str]) -> dict[str, str]:
    """Make of each of *ids* one that is clean; those that are keep theirs, and no two become the same."""
    made = {it: it for it in ids if clean_text(it) == it}
    taken = set(made)
    for it in ids:
        if it not in made:
            name = clean_text(it)
            while name in taken:
                name += "'"
            made[it] = name
            taken.add(name)
    return made


def _list_measures(node: NodeMeasures) -> dict[str, float]:
    """List what is measured of *node*, by name."""
    return {name: getattr(node, name) for name in MEASURE_FIELDS}


def _clean(thing: Thing) -> Thing:
    """Clean each text of *thing*."""
    values = {it.name: getattr(thing, it.name) for it in fields(thing)}
    texts: dict[str, Any] = {name: clean_text(it) for name, it in values.items() if isinstance(it, str)}
    return replace(thing, **texts)
