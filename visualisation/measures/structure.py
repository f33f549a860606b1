"""Cores and communities, by networkx: the one module of this room that knows that library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    Neighbours = Sequence[Sequence[int]]

#: Louvain's method looks at the nodes in an order that it draws; from one seed it is the same one each time.
SEED = 1


def find_cores(neighbours: Neighbours) -> list[int]:
    """Find the core number of each node: the most k for which it is in a group where all have k others of the group."""
    import networkx as nx  # noqa: PLC0415  slow to load, and the web process never measures

    cores = nx.core_number(_build_graph(neighbours))
    return [cores[node] for node in range(len(neighbours))]


def find_communities(neighbours: Neighbours) -> list[list[int]]:
    """Find groups with many edges within and few between them (Louvain), the largest first, and then by first node.

    Nodes are numbers here, not names, so that no set is in an order that differs from one process to the next.
    """
    import networkx as nx  # noqa: PLC0415

    groups = nx.community.louvain_communities(_build_graph(neighbours), weight=None, seed=SEED)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def _build_graph(neighbours: Neighbours) -> nx.Graph[int]:
    """Build the graph of numbered nodes."""
    import networkx as nx  # noqa: PLC0415

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(neighbours)))
    graph.add_edges_from((one, other) for one, them in enumerate(neighbours) for other in them if one < other)
    return graph
