"""Who stands beside whom: two nodes are neighbours where there is an edge between them, on whatever basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualisation.networks.network import Network


def map_neighbours(network: Network) -> dict[str, tuple[str, ...]]:
    """Map each node of *network* to its neighbours, in order: each once, whichever way an edge leads."""
    found: dict[str, set[str]] = {node.id: set() for node in network.nodes}
    for edge in network.edges:
        if edge.one != edge.other:
            found[edge.one].add(edge.other)
            found[edge.other].add(edge.one)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def find_common_neighbours(network: Network, one: str, other: str) -> tuple[str, ...]:
    """Find the neighbours that *one* and *other* have in common, in order; none where either is not in *network*."""
    neighbours = map_neighbours(network)
    return tuple(sorted(set(neighbours.get(one, ())) & set(neighbours.get(other, ()))))
