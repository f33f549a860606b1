"""Paths: as few steps as there can be, over the firmest of such ways, with every edge that may be taken."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisation.networks import BASES, Edge, Network, Node, Path, find_path, make_network

NAMES = "abcdef"
EDGES = [Edge(one, other, basis=basis) for (one, other), basis in product(combinations(NAMES, 2), BASES)]


def network(*edges: Edge) -> Network:
    """Make a network of all names with *edges*."""
    return make_network([Node(name, name.upper(), "team") for name in NAMES], edges)


def passed(*edges: Edge) -> tuple[str, ...] | None:
    """Give whom the path from a to f passes in a network of *edges*."""
    path = find_path(network(*edges), "a", "f")
    return path and path.between


def test_path_of_fewest_steps_is_taken() -> None:
    """A way of two steps is taken before one of three, also where it is less firm."""
    three = [Edge("a", "b"), Edge("b", "c"), Edge("c", "f")]

    assert passed(*three) == ("b", "c")
    assert passed(*three, Edge("a", "d", basis="derived"), Edge("f", "d", basis="derived")) == ("d",)


@pytest.mark.parametrize("basis", BASES[1:])
def test_of_ways_as_short_the_firmest_is_taken(basis: str) -> None:
    """One step on a weaker basis is enough to take the other way, although its name comes later."""
    weaker = [Edge("a", "b"), Edge("b", "f", basis=basis)]

    assert passed(*weaker) == ("b",)
    assert passed(*weaker, Edge("a", "c"), Edge("c", "f")) == ("c",)


def test_one_derived_step_is_worse_than_two_implied_ones() -> None:
    """What the plan does not say outright comes last."""
    derived = [Edge("a", "b"), Edge("b", "f", basis="derived")]

    assert passed(*derived, Edge("a", "c", basis="implied"), Edge("c", "f", basis="implied")) == ("c",)


def test_of_equal_ways_the_first_by_id_is_taken() -> None:
    """Where nothing else decides, ids do."""
    assert passed(Edge("c", "f"), Edge("a", "c"), Edge("f", "b"), Edge("b", "a")) == ("b",)


def test_step_has_all_its_edges_firmest_first() -> None:
    """A step can be taken by each edge between the two, and the firmest basis comes first."""
    edges = [Edge("b", "a", basis="derived"), Edge("a", "b", about="x"), Edge("a", "b", basis="agreed")]

    path = find_path(network(*edges, Edge("a", "a")), "a", "b")

    assert path is not None
    (step,) = path.steps
    assert (step.start, step.end) == ("a", "b")
    assert [edge.basis for edge in step.edges] == ["stated", "agreed", "derived"]


def test_no_path_is_none_and_to_itself_is_no_step() -> None:
    """Between two parts there is no path, nor to who is not there; from one to itself there is one without steps."""
    parts = network(Edge("a", "b"), Edge("c", "d"))

    assert find_path(parts, "a", "d") is None
    assert find_path(parts, "a", "gone") is None
    assert find_path(parts, "gone", "gone") is None
    assert find_path(parts, "a", "a") == Path(())


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(EDGES), max_size=24))
def test_path_is_the_best_of_all_shortest(edges: set[Edge]) -> None:
    """Of all the shortest ways that there are, no other rests less on what is weak."""
    graph: nx.Graph[str] = nx.Graph([(edge.one, edge.other) for edge in edges])
    graph.add_nodes_from(NAMES)

    def weigh(way: list[str]) -> tuple[list[int], list[str]]:
        firmest = [
            min(BASES.index(edge.basis) for edge in edges if {edge.one, edge.other} == set(step))
            for step in pairwise(way)
        ]
        return [firmest.count(rank) for rank in (3, 2, 1, 0)], way

    path = find_path(network(*edges), "a", "f")

    if not nx.has_path(graph, "a", "f"):
        assert path is None
    else:
        best = min(nx.all_shortest_paths(graph, "a", "f"), key=weigh)
        assert path is not None
        assert path.between == tuple(best[1:-1])
