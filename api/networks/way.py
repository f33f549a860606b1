"""The way from one thing in a network to another, in as few steps as there are, and what both are tied to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visualisation import find_common_neighbours, find_path

if TYPE_CHECKING:
    from visualisation import Edge, Network, Node


@dataclass(frozen=True)
class Step:
    """A step of a way: from one node to the next, by the edges between the two."""

    one: Node
    other: Node
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Way:
    """The way from `start` to `end`: its steps, and none where there is no way; and what both are tied to."""

    start: Node
    end: Node
    steps: tuple[Step, ...]
    common: tuple[Node, ...]


def find_way(network: Network, start: str, end: str) -> Way:
    """Find a shortest and firmest way in *network* from the node *start* to the node *end* (`find_path`)."""
    nodes = {node.id: node for node in network.nodes}
    path = find_path(network, start, end)
    steps = tuple(Step(nodes[it.start], nodes[it.end], it.edges) for it in path.steps) if path else ()
    return Way(nodes[start], nodes[end], steps, tuple(nodes[it] for it in find_common_neighbours(network, start, end)))
