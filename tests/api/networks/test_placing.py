"""Places for what is folded in a picture."""

from __future__ import annotations

import math
from itertools import combinations

from api.networks.placing import place_members
from tests.api.networks.networks import make_star
from visualisation import Picture, PlacedNode


def place(name: str, x: float) -> PlacedNode:
    """Place a node at *x*."""
    return PlacedNode(name, x, 50, 7, "start", (name,), (x + 10, 40, 80, 20))


def test_members_lie_round_their_group_and_apart() -> None:
    """What is shown keeps its place; what is folded lies near its group, or else near the group of the rest."""
    network = make_star(["a", "b", "cc", "dd", "eee"])
    a = network.nodes[0].id
    found = place_members(network, Picture(300, 100, (place(a, 20), place("group:g2", 100), place("group:*", 200)), ()))
    places = {it.lines[0]: (it.x, it.y) for it in found.nodes}

    assert places.keys() == {"b", "cc", "dd", "eee", a}
    assert places[a] == (20, 50)
    assert all(math.dist(places[name], (100, 50)) < 40 for name in ("cc", "dd"))
    assert all(math.dist(places[name], (200, 50)) < 40 for name in ("b", "eee"))
    assert min(math.dist(one, other) for one, other in combinations(places.values(), 2)) > 5


def test_what_has_no_group_in_the_picture_has_no_place() -> None:
    """A picture without the group of a node says nothing of where that would stand."""
    found = place_members(make_star(["a"]), Picture(300, 100, (), ()))

    assert found.nodes == ()
