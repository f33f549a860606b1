"""How a network hangs together, by networkx: the one module of this room that knows that library.

Nodes are numbers here, not names, so that no set is in an order that differs from one process to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    Neighbours = Sequence[Sequence[int]]

#: Louvain's method looks at the nodes in an order that it draws; from one seed it is the same one each time.
SEED = 1


def sum_ways(neighbours: Neighbours) -> list[float]:
    """Sum, for each node, over all pairs of others, the share of the shortest ways between the two that pass it.

    Divided by the number of such pairs it is the betweenness (Brandes, A faster algorithm for betweenness centrality,
    2001).
    """
    import networkx as nx  # noqa: PLC0415  slow to load, and the web process never measures

    ways = nx.betweenness_centrality(_build_graph(neighbours), normalized=False)
    return [ways[node] for node in range(len(neighbours))]


def find_cores(neighbours: Neighbours) -> list[int]:
    """Find the core number of each node: the most k for which it is in a group where all have k others of the group."""
    import networkx as nx  # noqa: PLC0415  as above

    cores = nx.core_number(_build_graph(neighbours))
    return [cores[node] for node in range(len(neighbours))]


def find_communities(neighbours: Neighbours) -> list[list[int]]:
    """Find groups with many edges within and few between them (Louvain), the largest first, and then by first node."""
    import networkx as nx  # noqa: PLC0415  as above

    return _sort_groups(nx.community.louvain_communities(_build_graph(neighbours), weight=None, seed=SEED))


def find_parts(neighbours: Neighbours) -> list[list[int]]:
    """Find the parts of a network that do not touch each other, the largest first, and then by their first node."""
    import networkx as nx  # noqa: PLC0415  as above

    return _sort_groups(nx.connected_components(_build_graph(neighbours)))


def find_breakups(neighbours: Neighbours) -> dict[int, tuple[list[list[int]], int]]:
    """Find each node without which its part would fall apart: the parts that would be cut off, and how many stay.

    The nodes that stay are the largest of the parts; of those as large, the one with the first node. They are not
    named: in a large network they would be nearly all of it, for each node over again.
    """
    import networkx as nx  # noqa: PLC0415  as above

    graph, found = _build_graph(neighbours), {}
    for node in sorted(nx.articulation_points(graph)):
        part = nx.node_connected_component(graph, node) - {node}
        stays, *cut_off = _sort_groups(nx.connected_components(graph.subgraph(part)))
        found[node] = (cut_off, len(stays))
    return found


def _sort_groups(groups: Iterable[set[int]]) -> list[list[int]]:
    """Sort *groups* of nodes: the largest first, and then by the first node."""
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def _build_graph(neighbours: Neighbours) -> nx.Graph[int]:
    """Build the graph of numbered nodes."""
    import networkx as nx  # noqa: PLC0415  as above

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(neighbours)))
    graph.add_edges_from((one, other) for one, them in enumerate(neighbours) for other in them if one < other)
    return graph
