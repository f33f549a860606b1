"""The way between two things in a network: in as few steps as there are, and the same each time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.networks.way import find_way
from tests.api.networks.made_up import BASE, make_edge, make_node, make_small_network
from visualisation import make_network


@pytest.mark.parametrize(
    ("pairs", "start", "end", "passed"),
    [
        ("a-b b-c c-d a-d", "a", "d", "a d"),
        ("a-b b-c c-d", "a", "d", "a b c d"),
        ("b-a c-b", "a", "c", "a b c"),
        ("a-b c-d", "a", "d", ""),
        ("a-a a-b", "a", "a", ""),
        ("a-b b-c c-a", "c", "b", "c b"),
    ],
)
def test_way_is_shortest(pairs: str, start: str, end: str, passed: str) -> None:
    """A way has as few steps as there are, whichever way edges point, and none where there is no way."""
    way = find_way(make_small_network(pairs), f"{BASE}{start}", f"{BASE}{end}")
    names = [way.steps[0].one, *(step.other for step in way.steps)] if way.steps else []

    assert " ".join(node.id.removeprefix(BASE) for node in names) == passed
    assert all({step.one.id, step.other.id} == {it.one, it.other} for step in way.steps for it in step.edges)


def test_way_takes_the_firmest_of_the_shortest() -> None:
    """Of two ways with as few steps it is the one that rests on what the plan says outright, however little that is."""
    nodes = [make_node(name) for name in "abcd"]
    for firm, weak in ("bc", "cb"):
        outright, derived = make_edge(f"a-{firm}", 1), replace(make_edge(f"a-{weak}", 5), basis="derived")
        way = find_way(
            make_network(nodes, [outright, derived, make_edge("b-d"), make_edge("c-d")]), f"{BASE}a", f"{BASE}d"
        )

        assert way.steps[0].other.id == f"{BASE}{firm}"


def test_common_neighbours_are_neither_end() -> None:
    """What both are tied to is listed by name, without the two themselves."""
    way = find_way(make_small_network("a-b a-c b-c a-d b-d a-e"), f"{BASE}a", f"{BASE}b")

    assert [node.label for node in way.common] == ["C", "D"]
