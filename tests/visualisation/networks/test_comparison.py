"""Two networks in one: what is in the left, the right, and both."""

from __future__ import annotations

from visualisation.networks import BOTH, LEFT, RIGHT, Edge, Node, compare_networks, make_network

NODES = [Node(name, name.upper(), "team") for name in "abcd"]
LEFT_ONE = make_network(NODES[:3], [Edge("a", "b"), Edge("b", "c", basis="derived")])
RIGHT_ONE = make_network(NODES[1:], [Edge("c", "b", basis="stated"), Edge("c", "d")])


def test_each_has_its_side() -> None:
    """Nodes and pairs say where they are; a pair on two bases is in both, and has both edges."""
    compared = compare_networks(LEFT_ONE, RIGHT_ONE)

    assert [(it.id, it.side) for it in compared.nodes] == [("a", LEFT), ("b", BOTH), ("c", BOTH), ("d", RIGHT)]
    assert [(it.one, it.other, it.basis, it.side) for it in compared.edges] == [
        ("a", "b", "stated", LEFT),
        ("b", "c", "derived", BOTH),
        ("c", "b", "stated", BOTH),
        ("c", "d", "stated", RIGHT),
    ]


def test_swapping_mirrors() -> None:
    """What is only left from one side is only right from the other."""
    mirror = {LEFT: RIGHT, RIGHT: LEFT, BOTH: BOTH}

    swapped = compare_networks(RIGHT_ONE, LEFT_ONE)

    assert [(it.id, mirror[it.side]) for it in swapped.nodes] == [
        (it.id, it.side) for it in compare_networks(LEFT_ONE, RIGHT_ONE).nodes
    ]


def test_network_beside_itself_is_in_both() -> None:
    """A comparison with the same shows no difference."""
    compared = compare_networks(LEFT_ONE, LEFT_ONE)

    assert {it.side for it in (*compared.nodes, *compared.edges)} == {BOTH}
    assert len(compared.edges) == len(LEFT_ONE.edges)


def test_nodes_called_otherwise_are_matched() -> None:
    """What each plan calls in its own way counts as one where it is said to be alike."""
    compared = compare_networks(LEFT_ONE, RIGHT_ONE, {"a": "kind", "d": "kind"})

    assert [(it.id, it.side) for it in compared.nodes] == [("b", BOTH), ("c", BOTH), ("kind", BOTH)]
