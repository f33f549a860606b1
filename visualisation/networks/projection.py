"""A network of two sorts of things in, one of the first sort out: two of it are tied by what of the other they share.

The one-mode projection of a two-mode network (Borgatti and Everett, Network analysis of 2-mode data, 1997).
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
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
    names = sorted({it for node in nodes for it in neighbours[node.id]} & set(shared))
    bits = {name: 1 << place for place, name in enumerate(names)}
    sets = {node.id: sum(bits.get(it, 0) for it in neighbours[node.id]) for node in nodes}
    labels = {node.id: node for node in network.nodes}
    pairs = _list_pairs(sets) if len(nodes) <= MOST_WHOLE else _choose_nearest(sets)
    common = ((pair, [it for it in names if sets[pair[0]] & sets[pair[1]] & bits[it]]) for pair in pairs)
    if len(nodes) <= MOST_WHOLE:
        return make_network(nodes, (it for pair, its in common for it in _iter_edges(pair, its, labels)))
    return make_network(nodes, (_merge_edge(pair, its, labels) for pair, its in common))


def _list_pairs(sets: Mapping[str, int]) -> list[tuple[str, str]]:
    """List each two of *sets*, whose members are bits, that have something in common."""
    return [(one, other) for one, other in combinations(sorted(sets), 2) if sets[one] & sets[other]]


def _choose_nearest(sets: Mapping[str, int]) -> list[tuple[str, str]]:
    """Choose the pairs of *sets* of which one is among the nearest of the other: by the share of both in common."""
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for one, other in _list_pairs(sets):
        likeness = (sets[one] & sets[other]).bit_count() / (sets[one] | sets[other]).bit_count()
        near[one].append((-likeness, other))
        near[other].append((-likeness, one))
    nearest = ((one, other) for one, its in near.items() for _likeness, other in nsmallest(NEAREST, its))
    return sorted({(min(pair), max(pair)) for pair in nearest})


def _iter_edges(pair: tuple[str, str], shared: Iterable[str], labels: Mapping[str, Node]) -> Iterable[Edge]:
    """Yield an edge between *pair* for each thing that they have *shared*."""
    for name in shared:
        yield Edge(*pair, 1, "derived", about=name, about_label=labels[name].label, about_page=labels[name].page)


def _merge_edge(pair: tuple[str, str], shared: Collection[str], labels: Mapping[str, Node]) -> Edge:
    """Make one edge between *pair* for all that they have *shared*, of which it names some."""
    names = sorted((labels[name].label for name in shared), key=to_sort_key)
    more = [] if len(names) <= MOST_NAMED else ["…"]
    return Edge(*pair, len(names), "derived", about_label=", ".join([*names[:MOST_NAMED], *more]))
