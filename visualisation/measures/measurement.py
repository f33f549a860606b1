"""A network in, its measures out: who stands where in it, and what would be left without whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from visualisation.measures.structure import find_breakups, find_communities, find_cores, find_parts, sum_ways
from visualisation.networks import make_network, map_neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visualisation.networks import Network

    Neighbours = Sequence[Sequence[int]]

#: So many digits of a fraction are kept: more would depend on in which order a processor adds.
DIGITS = 9


@dataclass(frozen=True)
class NodeMeasures:
    """Where one node stands in its network.

    `degree` counts its neighbours, and `reach` the others within two steps, its neighbours among them. `betweenness` is
    its share of the shortest ways between each two others, each pair counting for 1 and one without a way for 0; and
    `brokerage` is the same over the `pairs` of others between which there is a way. `core` is the most k for which the
    node is in a group of which each has at least k neighbours in the group. `community` is the number of its community,
    from 1.
    """

    id: str
    degree: int
    reach: int
    betweenness: float
    brokerage: float
    pairs: int
    core: int
    community: int


@dataclass(frozen=True)
class Breakup:
    """What would fall apart without one node: each of the parts that would be `cut_off`, the largest first.

    The largest part of all is what it is cut off from: it would be left with as many nodes as `stays`.
    """

    node: str
    cut_off: tuple[tuple[str, ...], ...]
    stays: int


@dataclass(frozen=True)
class Measurement:
    """The measures of one network: of its `nodes`, in the order of their ids, and of the whole.

    `pairs` counts the pairs of neighbours, and `density` is their share of all the pairs that there could be. `parts`
    and `communities` are ids, the largest first; `pairs_within` counts the pairs that are in one community.
    """

    nodes: tuple[NodeMeasures, ...]
    pairs: int
    density: float
    parts: tuple[tuple[str, ...], ...]
    communities: tuple[tuple[str, ...], ...]
    pairs_within: int
    breakups: tuple[Breakup, ...]

    def find(self, name: str) -> NodeMeasures:
        """Find the measures of the node with the id *name*; a KeyError says that it is not there."""
        return self._by_id[name]

    @cached_property
    def _by_id(self) -> dict[str, NodeMeasures]:
        """The measures of each node by its id."""
        return {node.id: node for node in self.nodes}

    @property
    def core(self) -> int:
        """The core number of the innermost core."""
        return max((node.core for node in self.nodes), default=0)

    @property
    def innermost(self) -> tuple[str, ...]:
        """The ids of who is in the innermost core; nobody where there is no edge."""
        return tuple(node.id for node in self.nodes if node.core == self.core > 0)


@dataclass(frozen=True)
class Measures:
    """The measures of a network with its authors and without them; without an author the two are the same."""

    authors: tuple[str, ...]
    with_author: Measurement
    without_author: Measurement


def measure_network(network: Network) -> Measures:
    """Measure *network*, with those who published the plan and without them.

    A plan says 'we' of who published it, so that with its author a network is a star, whatever the plan is about.

    All is counted over pairs of neighbours: an edge counts either way, and as one, however many sentences it rests on
    and on whatever basis. So nothing is weighted. A weight counts in how many places something is written, which is how
    much was said of it, and not how near two stand: a pair that two measures name is not half as far from each other as
    a pair that one names, and a plan that repeats itself does not tie its partners closer.
    """
    authors = tuple(node.id for node in network.nodes if node.is_author)
    whole = _measure(network)
    if not authors:
        return Measures(authors, whole, whole)
    others = make_network(
        (node for node in network.nodes if not node.is_author), network.edges, directed=network.directed
    )
    return Measures(authors, whole, _measure(others))


def _measure(network: Network) -> Measurement:
    """Measure *network* as it is."""
    named = map_neighbours(network)
    ids = tuple(named)
    places = {name: place for place, name in enumerate(ids)}
    neighbours = [[places[other] for other in others] for others in named.values()]

    def name(group: Sequence[int]) -> tuple[str, ...]:
        return tuple(ids[node] for node in group)

    parts, communities = find_parts(neighbours), find_communities(neighbours)
    community = {node: number for number, group in enumerate(communities, 1) for node in group}
    pairs = sum(map(len, neighbours)) // 2
    within = sum(community[one] == community[other] for one, them in enumerate(neighbours) for other in them) // 2
    return Measurement(
        nodes=tuple(_measure_nodes(ids, neighbours, parts, community)),
        pairs=pairs,
        density=_divide(pairs, _count_pairs(len(ids))),
        parts=tuple(map(name, parts)),
        communities=tuple(map(name, communities)),
        pairs_within=within,
        breakups=tuple(
            Breakup(ids[node], tuple(map(name, cut_off)), stays)
            for node, (cut_off, stays) in find_breakups(neighbours).items()
        ),
    )


def _measure_nodes(
    ids: Sequence[str], neighbours: Neighbours, parts: Sequence[Sequence[int]], community: dict[int, int]
) -> list[NodeMeasures]:
    """Measure each node, in the order of *ids*."""
    connected = sum(_count_pairs(len(part)) for part in parts)
    size = {node: len(part) for part in parts for node in part}
    ways, cores = sum_ways(neighbours), find_cores(neighbours)
    return [
        NodeMeasures(
            id=name,
            degree=len(neighbours[node]),
            reach=len({node, *neighbours[node]}.union(*(neighbours[it] for it in neighbours[node]))) - 1,
            betweenness=_divide(ways[node], _count_pairs(len(ids) - 1)),
            brokerage=_divide(ways[node], connected - (size[node] - 1)),
            pairs=connected - (size[node] - 1),
            core=cores[node],
            community=community[node],
        )
        for node, name in enumerate(ids)
    ]


def _count_pairs(count: int) -> int:
    """Count the pairs of *count* things.

    >>> _count_pairs(13), _count_pairs(0)
    (78, 0)
    """
    return count * (count - 1) // 2


def _divide(part: float, whole: int) -> float:
    """Divide *part* by *whole*, to so many digits; nothing of nothing is 0."""
    return round(part / whole, DIGITS) if whole else 0.0
