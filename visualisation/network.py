"""Nodes and edges in, network out: each node once and with its place, each pair joined by at most one edge.

Above some three hundred nodes a whole network is a hairball, so show a part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from visualisation.layout import compute_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from visualisation.networks import Edge, Node


def build_network(nodes: Iterable[Node], edges: Iterable[Edge], careful: float = float("inf")) -> nx.Graph[str]:
    """Build the network of *edges* between *nodes*; nodes get `x`, `y` and `degree`, edges their weight.

    Edges between the same two nodes are merged, with their weights added; a stated ground outweighs a derived one.
    Parts of more than *careful* nodes are laid out quickly (`visualisation.layout`).
    """
    import networkx as nx  # noqa: PLC0415  slow to load, and the web process never draws

    graph: nx.Graph[str] = nx.Graph()
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, label=node.label, kind=node.kind, page=node.page)
    for edge in sorted(edges, key=lambda edge: (edge.one, edge.other, edge.basis, edge.title)):
        _merge_edge(graph, edge)
    for name, (x, y) in compute_places(graph, careful).items():
        graph.nodes[name].update(x=x, y=y, degree=graph.degree(name))
    return graph


def _merge_edge(graph: nx.Graph[str], edge: Edge) -> None:
    """Add *edge* to *graph*, merged with the one that is already there between the two."""
    if not graph.has_edge(edge.one, edge.other):
        graph.add_edge(edge.one, edge.other, weight=edge.weight, stated=edge.basis != "derived", titles=[edge.title])
        return
    known = graph.edges[edge.one, edge.other]
    known["weight"] += edge.weight
    known["stated"] = known["stated"] or edge.basis != "derived"
    if edge.title not in known["titles"]:
        known["titles"].append(edge.title)
