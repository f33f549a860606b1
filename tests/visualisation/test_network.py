"""A network of links: one place per node, the same each time, and the strongest ground shown."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisation.network import Edge, Node, build_network

if TYPE_CHECKING:
    import networkx as nx

NAMES = [f"urn:{number:02}" for number in range(30)]


def node(name: str) -> Node:
    """Make a node called *name*."""
    return Node(name, f"Label of {name}", "team", f"/partners/{name}")


def nodes(count: int) -> list[Node]:
    """Make *count* nodes."""
    return [node(name) for name in NAMES[:count]]


def link(one: int, other: int, basis: str = "derived", weight: int = 1, title: str = "Theme") -> Edge:
    """Make a link between the nodes numbered *one* and *other*."""
    return Edge(NAMES[one], NAMES[other], weight, basis, title)


def places(graph: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """Give the place of each node."""
    return {name: (about["x"], about["y"]) for name, about in graph.nodes(data=True)}


RING = [link(number, (number + 1) % 20) for number in range(20)]
STAR = [link(0, number) for number in range(1, 20)]
ALL = [link(one, other) for one, other in combinations(range(12), 2)]
PAIRS = [link(number, number + 1) for number in range(0, 20, 2)]
SHAPES: dict[str, list[Edge]] = {"ring": RING, "star": STAR, "all": ALL, "pairs": PAIRS, "nothing": []}


@pytest.mark.parametrize("shape", SHAPES)
def test_same_links_give_same_places(shape: str) -> None:
    """The picture is the same each time, in whatever order the links and the nodes come."""
    first = build_network(nodes(20), SHAPES[shape])

    again = build_network(reversed(nodes(20)), reversed(SHAPES[shape]))

    assert len(places(first)) == 20
    assert places(again) == places(first)
    assert list(again.edges(data=True)) == list(first.edges(data=True))


SMALL_PARTS = """
from visualisation.network import Edge, Node, build_network
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
    """Whatever the links are, each node has a place of its own, in whole pixels."""
    ties = [link(one, other) for one, other in sorted(pairs) if one < other < count]

    found = places(build_network(nodes(count), ties))

    assert len(set(found.values())) == count
    assert all(isinstance(value, int) for place in found.values() for value in place)


def test_parts_lie_side_by_side() -> None:
    """Parts that nothing ties together do not lie over one another."""
    graph = build_network(nodes(9), [link(0, 1), link(1, 2), link(2, 0), link(3, 4), link(4, 5), link(5, 3)])
    left, right = ([graph.nodes[name]["x"] for name in NAMES[start : start + 3]] for start in (0, 3))

    assert max(left) < min(right)


def test_network_of_nobody_is_empty() -> None:
    """Without nodes there is nothing to place, and no error."""
    assert len(build_network([], [])) == 0


def test_node_keeps_what_is_known_of_it() -> None:
    """A node has its label, its kind, its page, and with how many it is tied."""
    graph = build_network(nodes(3), [link(0, 1), link(0, 2)])
    about = dict(graph.nodes[NAMES[0]])

    assert (about.pop("label"), about.pop("kind"), about.pop("page")) == ("Label of urn:00", "team", "/partners/urn:00")
    assert about.pop("degree") == 2
    assert about.keys() == {"x", "y"}


def test_links_between_two_are_one() -> None:
    """Links between the same two, either way round, are one: weights added, each title once."""
    graph = build_network(
        nodes(2), [link(0, 1, weight=3, title="a"), link(1, 0, weight=4, title="b"), link(0, 1, title="a")]
    )

    assert graph.number_of_edges() == 1
    assert graph.edges[NAMES[0], NAMES[1]]["weight"] == 8
    assert sorted(graph.edges[NAMES[0], NAMES[1]]["titles"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("bases", "stated"),
    [
        (["derived"], False),
        (["derived", "derived"], False),
        (["stated"], True),
        (["implied"], True),
        (["stated", "derived"], True),
        (["derived", "stated"], True),
        (["derived", "implied", "derived"], True),
    ],
)
def test_stated_outweighs_derived(bases: list[str], stated: bool) -> None:  # noqa: FBT001  a parameter of the test
    """One sentence that mentions cooperation makes the tie stated, beside however many shared measures."""
    graph = build_network(nodes(2), [link(0, 1, basis, title=str(place)) for place, basis in enumerate(bases)])

    assert graph.edges[NAMES[0], NAMES[1]]["stated"] is stated


def test_derived_tie_the_other_way_round_takes_nothing_away() -> None:
    """A stated tie stays stated beside a derived one that names the two in the other order."""
    graph = build_network(nodes(2), [link(0, 1, "stated"), link(1, 0, "derived")])

    assert graph.edges[NAMES[0], NAMES[1]]["stated"] is True
