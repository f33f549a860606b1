"""Networks as JSON that is small and soon read: each value stands in it once, and a row has the places of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from visualisation import Edge, Network, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Rows = list[list[int]]

_get_node = attrgetter(*(it.name for it in fields(Node)))
_get_edge = attrgetter(*(it.name for it in fields(Edge)))


@dataclass
class Recorder:
    """Networks being written; `values` has each value that is in any of them, in the order in which they came."""

    values: list[Any] = field(default_factory=list)
    _places: dict[tuple[type, Any], int] = field(default_factory=dict)

    def write(self, network: Network) -> dict[str, Any]:
        """Write *network* as rows of places in the `values`."""
        return {
            "nodes": self._write_rows(map(_get_node, network.nodes)),
            "edges": self._write_rows(map(_get_edge, network.edges)),
            "directed": network.directed,
        }

    def _write_rows(self, rows: Iterable[tuple[Any, ...]]) -> Rows:
        """Write *rows*; a number is another value than a truth that equals it."""
        return [[self._find_place((type(value), value)) for value in row] for row in rows]

    def _find_place(self, key: tuple[type, Any]) -> int:
        """Find the place of a value, which is added where it is new."""
        place = self._places.setdefault(key, len(self.values))
        if place == len(self.values):
            self.values.append(key[1])
        return place


def read_network(written: dict[str, Any], values: Sequence[Any]) -> Network:
    """Read a network as `Recorder` wrote it, in the order that it had."""
    nodes = (Node(*[values[place] for place in row]) for row in written["nodes"])
    edges = (Edge(*[values[place] for place in row]) for row in written["edges"])
    return Network(tuple(nodes), tuple(edges), written["directed"])
