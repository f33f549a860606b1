"""In which order nodes stand, so that what is tied stands close."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from visualisation.networks import Bundle, Node

Adjacency = dict[str, dict[str, int]]
_PASSES = 4


def find_adjacency(bundles: Iterable[Bundle]) -> Adjacency:
    """Find to which others each node is tied, and by how many bundles."""
    adjacency: Adjacency = defaultdict(dict)
    for bundle in bundles:
        if bundle.one != bundle.other:
            for one, other in ((bundle.one, bundle.other), (bundle.other, bundle.one)):
                adjacency[one][other] = adjacency[one].get(other, 0) + 1
    return adjacency


def find_parts(nodes: Iterable[Node], adjacency: Adjacency) -> list[list[Node]]:
    """Find the parts of a network that do not touch each other: the largest first, then as its first node sorts."""
    known = {node.id: node for node in nodes}
    parts, seen = [], set[str]()
    for name in known:
        if name not in seen:
            part, seen = [name], seen | {name}
            for member in part:
                fresh = [it for it in sorted(adjacency.get(member, ())) if it not in seen]
                part += fresh
                seen.update(fresh)
            parts.append([known[it] for it in part])
    return sorted(parts, key=lambda part: (-len(part), min(rank_node(node) for node in part)))


def rank_node(node: Node) -> tuple[str, str, str]:
    """Rank *node* where no tie says where it belongs: by kind, then by name."""
    return node.kind, node.label.casefold(), node.id


def order_line(part: Sequence[Node], adjacency: Adjacency) -> list[str]:
    """Order the nodes of *part* in a line: next comes each time what has most edges to what stands there already."""
    ranks = {node.id: place for place, node in enumerate(sorted(part, key=rank_node))}
    gains = {name: -sum(adjacency.get(name, {}).values()) for name in ranks}
    latest = dict.fromkeys(ranks, -1)
    order: list[str] = []
    while gains:
        name = max(gains, key=lambda it: (gains[it], latest[it], -ranks[it]))
        del gains[name]
        for other, count in adjacency.get(name, {}).items():
            if other in gains:
                gains[other] += 2 * count
                latest[other] = len(order)
        order.append(name)
    return order


def improve_order(order: list[str], adjacency: Adjacency, distance: Callable[[int, int], float]) -> list[str]:
    """Improve *order* by swaps that bring what is tied closer, by the *distance* of two places."""
    order, places = list(order), {name: place for place, name in enumerate(order)}
    table = [[distance(one, other) for other in range(len(order))] for one in range(len(order))]
    for _ in range(_PASSES):
        swapped = False
        for name in list(order):
            swapped |= _swap_best(name, order, places, adjacency, table)
        if not swapped:
            break
    return order


def _swap_best(
    name: str, order: list[str], places: dict[str, int], adjacency: Adjacency, table: Sequence[Sequence[float]]
) -> bool:
    """Swap *name* with that of its neighbours, or of those beside what it is tied to, with which most is gained."""
    here = places[name]
    near = {here - 1, here + 1}
    for other in adjacency.get(name, ()):
        near |= {places[other] - 1, places[other] + 1}
    best, gained = -1, 1e-6
    for there in sorted({it % len(order) for it in near} - {here}):
        gain = _find_gain(name, order[there], places, adjacency, table)
        if gain > gained:
            best, gained = there, gain
    if best >= 0:
        order[here], order[best] = order[best], name
        places[order[here]], places[name] = here, best
    return best >= 0


def _find_gain(
    one: str, other: str, places: Mapping[str, int], adjacency: Adjacency, table: Sequence[Sequence[float]]
) -> float:
    """Find how much shorter all becomes if *one* and *other* change places."""
    here, there, gain = places[one], places[other], 0.0
    for name, old, new in ((one, here, there), (other, there, here)):
        was, will = table[old], table[new]
        for end, count in adjacency.get(name, {}).items():
            if end not in (one, other):
                gain += count * (was[places[end]] - will[places[end]])
    return gain
