"""The places of a network: one for each node, the same each time, parts side by side."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visualisation.test_network import NAMES, edge, nodes
from visualisation.network import build_network

if TYPE_CHECKING:
    import networkx as nx

    from visualisation.networks import Edge


def places(graph: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """Give the place of each node."""
    return {name: (about["x"], about["y"]) for name, about in graph.nodes(data=True)}


RING = [edge(number, (number + 1) % 20) for number in range(20)]
STAR = [edge(0, number) for number in range(1, 20)]
ALL = [edge(one, other) for one, other in combinations(range(12), 2)]
PAIRS = [edge(number, number + 1) for number in range(0, 20, 2)]
SHAPES: dict[str, list[Edge]] = {"ring": RING, "star": STAR, "all": ALL, "pairs": PAIRS, "nothing": []}


@pytest.mark.parametrize("shape", SHAPES)
def test_same_edges_give_same_places(shape: str) -> None:
    """The picture is the same each time, in whatever order the edges and the nodes come."""
    first = build_network(nodes(20), SHAPES[shape])

    again = build_network(reversed(nodes(20)), reversed(SHAPES[shape]))

    assert len(places(first)) == 20
    assert places(again) == places(first)
    assert list(again.edges(data=True)) == list(first.edges(data=True))


SMALL_PARTS = """
from visualisation.network import build_network
from visualisation.networks import Edge, Node
names = [f"urn:{number}" for number in range(23)]
pairs = [(0, other) for other in range(1, 20)] + [(20, 21), (21, 22), (20, 22)]
graph = build_network([Node(it, it, "", "") for it in names], [Edge(names[a], names[b], 1, "", "") for a, b in pairs])
print(sorted((name, about["x"], about["y"]) for name, about in graph.nodes(data=True)))
"""


def test_places_are_the_same_in_another_process() -> None:
    """However a process orders its sets, small parts beside a large one have the same places."""
    found = {
        subprocess.run(
            [sys.executable, "-c", SMALL_PARTS],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(4)
    }

    assert len(found) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_no_two_nodes_share_a_place(shape: str) -> None:
    """Each node can be seen: no two lie in one place."""
    found = places(build_network(nodes(20), SHAPES[shape]))

    assert len(found) == 20
    assert len(set(found.values())) == 20


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 16), st.sets(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=40))
def test_any_network_has_its_places(count: int, pairs: set[tuple[int, int]]) -> None:
    """Whatever the edges are, each node has a place of its own, in whole pixels."""
    edges = [edge(one, other) for one, other in sorted(pairs) if one < other < count]

    found = places(build_network(nodes(count), edges))

    assert len(set(found.values())) == count
    assert all(isinstance(value, int) for place in found.values() for value in place)


def test_parts_lie_side_by_side() -> None:
    """Parts that no edge joins do not lie over one another."""
    graph = build_network(nodes(9), [edge(0, 1), edge(1, 2), edge(2, 0), edge(3, 4), edge(4, 5), edge(5, 3)])
    left, right = ([graph.nodes[name]["x"] for name in NAMES[start : start + 3]] for start in (0, 3))

    assert max(left) < min(right)
