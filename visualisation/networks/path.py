"""The way from one node to another: as few steps as there can be, and of those ways the firmest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from visualisation.networks.network import BASES, Edge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from visualisation.networks.network import Network


@dataclass(frozen=True)
class Step:
    """One step of a path, from `start` to `end`, with every edge that it may take, the firmest first."""

    start: str
    end: str
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Path:
    """The steps from one node to another: none from a node to itself."""

    steps: tuple[Step, ...]

    @property
    def between(self) -> tuple[str, ...]:
        """The nodes that are passed, in order, without the two ends."""
        return tuple(step.end for step in self.steps[:-1])


#: Of a way: how many of its steps have nothing firmer than the weakest basis, than the next one up; and its nodes.
_Way = tuple[tuple[int, ...], tuple[str, ...]]


def find_path(network: Network, one: str, other: str) -> Path | None:
    """Find the shortest path in *network* from *one* to the *other*; None where there is none, or one is not there.

    An edge may be taken either way, also where edges have a direction: who stands beside whom is what is asked. Of
    paths with as few steps, that one is taken which rests the least on what is derived, then on what is implied, then
    on what was agreed later; and of those that are equal in that, the first by the ids of its nodes.
    """
    edges = _map_edges(network)
    if not {one, other} <= {node.id for node in network.nodes}:
        return None
    ways: dict[str, _Way] = {one: ((0,) * len(BASES), (one,))}
    seen = {one}
    while ways and other not in ways:
        ways = _take_step(edges, ways, seen)
        seen |= ways.keys()
    if other not in ways:
        return None
    _counts, nodes = ways[other]
    return Path(tuple(Step(start, end, edges[start][end]) for start, end in pairwise(nodes)))


def _map_edges(network: Network) -> Mapping[str, Mapping[str, tuple[Edge, ...]]]:
    """Map each node to its neighbours, and each of those to the edges between the two, the firmest first."""
    found: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in network.edges:
        if edge.one != edge.other:
            found[edge.one][edge.other].append(edge)
            found[edge.other][edge.one].append(edge)
    return {
        start: {end: tuple(sorted(them, key=lambda it: (BASES.index(it.basis), it))) for end, them in ends.items()}
        for start, ends in found.items()
    }


def _take_step(
    edges: Mapping[str, Mapping[str, tuple[Edge, ...]]], ways: Mapping[str, _Way], seen: set[str]
) -> dict[str, _Way]:
    """Take a step further on all *ways*; of each node that was not *seen* keep the best way to it."""
    best: dict[str, _Way] = {}
    for start, (counts, nodes) in ways.items():
        for end, between in edges.get(start, {}).items():
            if end in seen:
                continue
            weakest_first = len(BASES) - 1 - BASES.index(between[0].basis)
            way = (tuple(it + (rank == weakest_first) for rank, it in enumerate(counts)), (*nodes, end))
            best[end] = min(best.get(end, way), way)
    return best
