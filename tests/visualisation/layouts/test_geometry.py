"""What measures pictures finds each fault that it is there for."""

from __future__ import annotations

from dataclasses import replace

from tests.visualisation.layouts.geometry import find_faults
from visualisation.layouts import Picture, PlacedEdge, PlacedNode, lay_out
from visualisation.networks import Edge, Node, make_network

NETWORK = make_network([Node(it, it, "team") for it in "abc"], [Edge("a", "b"), Edge("a", "b", basis="derived")])
NODES = tuple(
    PlacedNode(name, 20, y, 6, "start", (name,), (32, y - 8, 20, 16)) for name, y in (("a", 20), ("b", 60), ("c", 100))
)
GOOD = Picture(
    100,
    120,
    NODES,
    (PlacedEdge("a b derived both", "M20 26L20 54"), PlacedEdge("a b stated both", "M20 26C10 40 10 40 20 54")),
)


def change_node(name: str, **changes: object) -> list[str]:
    """Find the faults of the picture with one node elsewhere."""
    return find_faults(NETWORK, replace(GOOD, nodes=[replace(it, **changes) if it.id == name else it for it in NODES]))


def test_good_picture_has_no_fault() -> None:
    """What keeps to all rules has none, made by hand or laid out."""
    assert find_faults(NETWORK, GOOD) == []
    assert find_faults(NETWORK, lay_out(NETWORK, "ring", 400)) == []


def test_each_fault_is_found() -> None:
    """Overlaps, foreign ways, what is outside or missing, what runs together and what ends nowhere: all are found."""
    path = replace(GOOD.edges[1], path="M20 26C19 40 19 40 20 54")

    assert change_node("c", box=(32, 60, 20, 16)) == ["b overlaps c"]
    assert change_node("c", x=5, y=42, box=(60, 92, 20, 16))[0] == "a b stated both runs through c"
    assert change_node("c", box=(90, 92, 20, 16)) == ["c is not within the picture"]
    assert find_faults(NETWORK, replace(GOOD, nodes=NODES[:2])) == ["not every node is there once"]
    assert find_faults(NETWORK, replace(GOOD, edges=GOOD.edges[:1])) == ["not every bundle is there once"]
    assert "are not apart" in find_faults(NETWORK, replace(GOOD, edges=(GOOD.edges[0], path)))[0]
    assert change_node("b", x=90, box=(60, 52, 20, 16)) != []
