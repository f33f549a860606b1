"""A network of links, with a place for each node, computed once and the same each time.

Positions are computed here and the browser's physics are off: a page shows at once, and the same link gives the
same picture. Above some three hundred nodes a whole network is a hairball, so show a part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Pixels between the places of nodes, and how much wider than high a picture is.
ROOM = 60
WIDE = 1.5

_SEED = 20190101
_QUICK = 100


@dataclass(frozen=True)
class Edge:
    """An edge between two nodes; `weight` says how strong, `basis` on what ground, `title` what it is about."""

    one: str
    other: str
    weight: int
    basis: str
    title: str


@dataclass(frozen=True)
class Node:
    """A node with its label, its kind, and the URL of its page."""

    id: str
    label: str
    kind: str
    page: str


def build_network(nodes: Iterable[Node], links: Iterable[Edge], careful: float = float("inf")) -> nx.Graph[str]:
    """Build the network of *links* between *nodes*; nodes get `x`, `y` and `degree`, edges their weight.

    Links between the same two nodes are one, with their weights added; a stated ground outweighs a derived one. A part
    of more than *careful* nodes gets its places in a quicker way, which keeps them less well apart.
    """
    graph: nx.Graph[str] = nx.Graph()
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, label=node.label, kind=node.kind, page=node.page)
    for link in sorted(links, key=lambda link: (link.one, link.other, link.basis, link.title)):
        _add_edge(graph, link)
    for name, (x, y) in _compute_places(graph, careful).items():
        graph.nodes[name].update(x=x, y=y, degree=graph.degree(name))
    return graph


def _compute_places(graph: nx.Graph[str], careful: float) -> dict[str, tuple[int, int]]:
    """Compute a place for each node, in pixels: each connected part laid out by itself, side by side."""
    places: dict[str, tuple[int, int]] = {}
    left = 0
    for part in sorted(nx.connected_components(graph), key=lambda names: (-len(names), min(names))):
        half = round(ROOM * len(part) ** 0.5)
        tie: nx.Graph[str] = nx.Graph()  # a view of the graph would give small parts in an order that no one chose
        tie.add_nodes_from(sorted(part))
        tie.add_edges_from(graph.edges(sorted(part)))
        for name, (x, y) in _scale_layout(_lay_out(tie, quick=len(part) > careful)).items():
            places[name] = left + round(WIDE * half * (1 + x)), round(half * y)
        left += round(2 * WIDE * half) + 2 * ROOM
    return places


def _lay_out(tie: nx.Graph[str], *, quick: bool) -> dict[str, list[float]]:
    """Compute a place for each node of *tie*, starting from a circle."""
    start = nx.circular_layout(tie)
    if quick:
        found = nx.spring_layout(tie, pos=start, iterations=_QUICK, weight=None, seed=_SEED)
        return {name: place.tolist() for name, place in found.items()}
    careful = nx.arf_layout(tie, pos=start, scaling=1, a=1.1, max_iter=2000, seed=_SEED)
    return {name: place.tolist() for name, place in careful.items()}


def _scale_layout(layout: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    """Scale each axis of *layout* to -1 to 1, so that one node far off does not press the others together."""
    spread: list[dict[str, float]] = []
    for axis in (0, 1):
        values = {name: float(place[axis]) for name, place in layout.items()}
        low, high = min(values.values()), max(values.values())
        span = high - low or 1.0
        spread.append({name: 2 * (value - low) / span - 1 for name, value in values.items()})
    return {name: (spread[0][name], spread[1][name]) for name in layout}


def _add_edge(graph: nx.Graph[str], link: Edge) -> None:
    """Add *link* to *graph*, merged with the edge that is already there between the two."""
    if not graph.has_edge(link.one, link.other):
        graph.add_edge(link.one, link.other, weight=link.weight, stated=link.basis != "derived", titles=[link.title])
        return
    edge = graph.edges[link.one, link.other]
    edge["weight"] += link.weight
    edge["stated"] = edge["stated"] or link.basis != "derived"
    if link.title not in edge["titles"]:
        edge["titles"].append(link.title)
