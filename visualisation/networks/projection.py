"""A network of two sorts of things in, one of the first sort out: two of it are tied by what of the other they share.

The one-mode projection of a two-mode network (Borgatti and Everett, Network analysis of 2-mode data, 1997).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from visualisation.networks.neighbours import map_neighbours
from visualisation.networks.network import Edge, Network, make_network

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from visualisation.networks.network import Node

#: As many nodes have an edge for each thing that two of them share; of more each keeps its nearest alone.
MOST_WHOLE = 15
#: How many of its nearest each node keeps, where there are more.
NEAREST = 5
#: As many shared things as an edge names.
MOST_NAMED = 8


def project_network(network: Network, shared: Collection[str]) -> Network:
    """Project *network* to the nodes that are not *shared*: two are tied by each shared node that both are tied to.

    Of many nodes each keeps an edge to its nearest alone, those with which it shares most of what either has.
    """
    neighbours = map_neighbours(network)
    nodes = [node for node in network.nodes if node.id not in shared]
    sets = {node.id: set(neighbours[node.id]) & set(shared) for node in nodes}
    labels = {node.id: node for node in network.nodes}
    common = _find_common(sets)
    if len(nodes) <= MOST_WHOLE:
        return make_network(nodes, (it for pair, its in common.items() for it in _iter_edges(pair, its, labels)))
    kept = _choose_nearest(sets, common)
    return make_network(nodes, (_merge_edge(pair, common[pair], labels) for pair in kept))


def _find_common(sets: Mapping[str, set[str]]) -> dict[tuple[str, str], set[str]]:
    """Find what each two of *sets* have in common, where that is anything."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name in sorted(sets):
        for it in sets[name]:
            holders[it].append(name)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for it, names in holders.items():
        for pair in combinations(names, 2):
            found[pair].add(it)
    return dict(sorted(found.items()))


def _choose_nearest(
    sets: Mapping[str, set[str]], common: Mapping[tuple[str, str], set[str]]
) -> Iterable[tuple[str, str]]:
    """Choose the pairs of which one is among the nearest of the other: by the share of both that is in *common*."""
    near: dict[str, list[tuple[float, str, tuple[str, str]]]] = defaultdict(list)
    for pair, its in common.items():
        likeness = len(its) / len(sets[pair[0]] | sets[pair[1]])
        near[pair[0]].append((-likeness, pair[1], pair))
        near[pair[1]].append((-likeness, pair[0], pair))
    return sorted({pair for its in near.values() for _likeness, _other, pair in sorted(its)[:NEAREST]})


def _iter_edges(pair: tuple[str, str], shared: set[str], labels: Mapping[str, Node]) -> Iterable[Edge]:
    """Yield an edge between *pair* for each thing that they have *shared*."""
    for name in sorted(shared):
        yield Edge(*pair, 1, "derived", about=name, about_label=labels[name].label, about_page=labels[name].page)


def _merge_edge(pair: tuple[str, str], shared: set[str], labels: Mapping[str, Node]) -> Edge:
    """Make one edge between *pair* for all that they have *shared*, of which it names some."""
    names = sorted(labels[name].label for name in shared)
    more = [] if len(names) <= MOST_NAMED else ["…"]
    return Edge(*pair, len(names), "derived", about_label=", ".join([*names[:MOST_NAMED], *more]))
