"""A network as a value: each node once, edges bundled by pair and basis, and an order that depends on nothing else."""

from __future__ import annotations

from itertools import permutations

from visualisation.networks import BASES, Edge, Node, make_network

NODES = [Node(name, name.upper(), "team") for name in "abc"]
EDGES = [
    Edge("b", "a", basis="stated", about="x"),
    Edge("a", "b", basis="derived", weight=0),
    Edge("a", "b", basis="derived", weight=3, about="y"),
    Edge("c", "c"),
]


def test_order_of_what_comes_in_counts_for_nothing() -> None:
    """The same nodes and edges are the same network, and bundle the same way."""
    whole = make_network(NODES, EDGES)

    again = [make_network(nodes, edges) for nodes in permutations(NODES) for edges in permutations(EDGES)]

    assert {(it, it.bundle()) for it in again} == {(whole, whole.bundle())}


def test_first_node_of_an_id_counts_and_edges_need_both_ends() -> None:
    """A node is there once, and an edge to what is not there is left out."""
    network = make_network([*NODES, Node("a", "other", "team")], [*EDGES, EDGES[0], Edge("a", "gone")])

    assert [node.label for node in network.nodes] == ["A", "B", "C"]
    assert len(network.edges) == len(EDGES)


def test_parallel_edges_are_apart_by_basis() -> None:
    """What is stated and what is derived between two are two lines, whichever end each begins at."""
    bundles = make_network(NODES, EDGES).bundle()

    assert [(it.one, it.other, it.basis, it.weight) for it in bundles] == [
        ("a", "b", "derived", 4),
        ("a", "b", "stated", 1),
        ("c", "c", "stated", 1),
    ]


def test_in_a_directed_network_there_and_back_are_two() -> None:
    """An edge with a direction is not one with the edge that leads back."""
    there_and_back = [Edge("a", "b"), Edge("b", "a")]

    bundles = [len(make_network(NODES, there_and_back, directed=it).bundle()) for it in (False, True)]

    assert bundles == [1, 2]


def test_bundles_have_ids_of_their_own() -> None:
    """No two lines of a picture have the same id."""
    edges = [Edge(one, other, basis=basis) for one in "abc" for other in "abc" for basis in BASES]

    bundles = make_network(NODES, edges, directed=True).bundle()

    assert len({it.id for it in bundles}) == len(bundles) == len(edges)
