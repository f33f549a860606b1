"""What stands beside a network: of a thing, a group, a line and a way, and what each lights in the picture."""

from __future__ import annotations

from api.networks.choice import NetworkChoice
from api.networks.panel import build_edge_panel, build_node_panel, build_panels, find_homes
from tests.api.networks.made_up import BASE, make_drawn, make_edge, make_node, make_small_network
from visualisation import make_network

#: Twelve that are tied to `hub`, of two kinds, of which at most eight nodes are shown.
KINDS = {f"n{number:02}": "care" if number < 8 else "housing" for number in range(12)}
STAR = " ".join(f"hub-{name}" for name in KINDS)


def test_thing_has_its_neighbours_by_weight() -> None:
    """A thing lists whom it is tied to, those with the most to rest on first, each with its own edges."""
    nodes = [make_node(name) for name in "abc"]
    edges = [make_edge("a-b"), make_edge("a-c", 3, "derived"), make_edge("c-a", 2), make_edge("b-c", 9)]
    panel = build_node_panel(make_drawn(make_network(nodes, edges)), "A")

    assert panel
    assert [it.node.label for it in panel.neighbours] == ["C", "B"]
    assert [it.weight for it in panel.neighbours[0].edges] == [3, 2]
    assert panel.light.marked == f"{BASE}a"
    assert set(panel.light.nodes) == {f"{BASE}{name}" for name in "abc"}
    assert len(panel.light.edges) == 3


def test_group_lists_its_members() -> None:
    """A group in the picture lists who is in it, and a thing in it says in which group it is."""
    drawn = make_drawn(make_small_network(STAR, KINDS), most=8)
    groups = [node for node in drawn.shown.nodes if node.sort == "group"]
    homes = find_homes(drawn)

    assert groups
    for group in groups:
        panel = build_node_panel(drawn, group.id)
        assert panel
        assert len(panel.members) == group.members
        assert {homes[it.id] for it in panel.members} == {group.id}
        member = build_node_panel(drawn, panel.members[0].id)
        assert member
        assert member.home == group
        assert member.light.marked == group.id
        assert [it.line for it in member.neighbours] == [""]


def test_group_that_is_opened_shows_its_members() -> None:
    """What is opened is shown by itself, and has no group around it."""
    drawn = make_drawn(make_small_network(STAR, KINDS), ["housing"], most=8)
    panel = build_node_panel(drawn, "n08")

    assert panel
    assert panel.home is None
    assert panel.neighbours[0].line


def test_line_has_its_reasons_and_those_beside_it() -> None:
    """A line lists its edges, and the lines between the same two on another basis."""
    nodes = [make_node(name) for name in "abc"]
    edges = [
        make_edge("a-b", about="x"),
        make_edge("a-b", about="y"),
        make_edge("b-a", basis="derived"),
        make_edge("b-c"),
    ]
    drawn = make_drawn(make_network(nodes, edges))
    line = next(it for it in drawn.shown.bundle() if it.basis == "stated" and len(it.edges) == 2)
    panel = build_edge_panel(drawn, line.id)

    assert panel
    assert [it.about for it in panel.edges] == ["x", "y"]
    assert [it.basis for it in panel.beside] == ["derived"]
    assert panel.light.edges == (line.id,)
    assert build_edge_panel(drawn, "nothing") is None


def test_way_is_lit_as_the_picture_shows_it() -> None:
    """A way lights what it passes, the group in the place of who is in it."""
    drawn = make_drawn(make_small_network(STAR, KINDS), most=8)
    folded = sorted(name for name, home in find_homes(drawn).items() if name != home)
    choice = NetworkChoice(start=folded[0], end="hub")
    panels = build_panels(drawn, choice)

    assert panels.way
    assert panels.light
    assert set(panels.light.nodes) <= {node.id for node in drawn.shown.nodes}
    assert set(panels.light.edges) <= {it.id for it in drawn.shown.bundle()}
    assert len(panels.light.nodes) == 2
    assert len(panels.light.edges) == 1


def test_nothing_is_lit_of_what_is_not_there() -> None:
    """Names of nothing give no panel; one name alone gives no way."""
    drawn = make_drawn(make_small_network("a-b"))

    assert build_panels(drawn, NetworkChoice(node="x", edge="y", start="a")).light is None
