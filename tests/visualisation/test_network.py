"""A network of nodes and edges: each pair joined once, on the strongest ground."""

from __future__ import annotations

import pytest

from visualisation.network import build_network
from visualisation.networks import Edge, Node

NAMES = [f"urn:{number:02}" for number in range(20)]


def node(name: str) -> Node:
    """Make a node called *name*."""
    return Node(name, f"Label of {name}", "team", f"/partners/{name}")


def nodes(count: int) -> list[Node]:
    """Make *count* nodes."""
    return [node(name) for name in NAMES[:count]]


def edge(one: int, other: int, basis: str = "derived", weight: int = 1, title: str = "Theme") -> Edge:
    """Make an edge between the nodes numbered *one* and *other*."""
    return Edge(NAMES[one], NAMES[other], weight, basis, title)


def test_network_of_nobody_is_empty() -> None:
    """Without nodes there is nothing to place, and no error."""
    assert len(build_network([], [])) == 0


def test_node_keeps_what_is_known_of_it() -> None:
    """A node has its label, its kind, its page, and how many edges it has."""
    graph = build_network(nodes(3), [edge(0, 1), edge(0, 2)])
    about = dict(graph.nodes[NAMES[0]])

    assert (about.pop("label"), about.pop("kind"), about.pop("page")) == ("Label of urn:00", "team", "/partners/urn:00")
    assert about.pop("degree") == 2
    assert about.keys() == {"x", "y"}


def test_edges_between_two_are_one() -> None:
    """Edges between the same two, either way round, are one: weights added, each title once."""
    graph = build_network(
        nodes(2), [edge(0, 1, weight=3, title="a"), edge(1, 0, weight=4, title="b"), edge(0, 1, title="a")]
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
    """One sentence that mentions cooperation makes the edge stated, beside however many shared measures."""
    graph = build_network(nodes(2), [edge(0, 1, basis, title=str(place)) for place, basis in enumerate(bases)])

    assert graph.edges[NAMES[0], NAMES[1]]["stated"] is stated


def test_derived_edge_the_other_way_round_takes_nothing_away() -> None:
    """A stated edge stays stated beside a derived one that names the two in the other order."""
    graph = build_network(nodes(2), [edge(0, 1, "stated"), edge(1, 0, "derived")])

    assert graph.edges[NAMES[0], NAMES[1]]["stated"] is True
