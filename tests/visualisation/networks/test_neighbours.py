"""Neighbours: who stands beside whom, either way, and whom two have in common."""

from __future__ import annotations

from visualisation.networks import Edge, Node, find_common_neighbours, make_network, map_neighbours

NODES = [Node(name, name.upper(), "team") for name in "abcde"]
EDGES = [
    Edge("b", "a"),
    Edge("a", "b", basis="derived"),
    Edge("a", "c"),
    Edge("d", "b"),
    Edge("d", "c"),
    Edge("d", "d"),
]
NETWORK = make_network(NODES, EDGES)


def test_neighbours_are_there_once_and_in_order() -> None:
    """Each neighbour counts once, whichever way the edges lead; nobody is a neighbour of itself."""
    assert map_neighbours(NETWORK) == {"a": ("b", "c"), "b": ("a", "d"), "c": ("a", "d"), "d": ("b", "c"), "e": ()}


def test_common_neighbours_are_those_of_both() -> None:
    """Two have in common who is a neighbour of the one and of the other."""
    assert find_common_neighbours(NETWORK, "a", "d") == ("b", "c")
    assert find_common_neighbours(NETWORK, "a", "b") == ()
    assert find_common_neighbours(NETWORK, "a", "gone") == ()
