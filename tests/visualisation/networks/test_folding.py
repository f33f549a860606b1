"""Too much for one picture is folded into groups, and nothing is lost but what lies within one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from visualisation.networks import MOST_NODES, Edge, Network, Node, fold_network, make_network


def make(groups: int, each: int, hub: str = "0-0") -> Network:
    """Make a network of so many groups of nodes; all are tied to the hub, and each to the next of its group."""
    nodes = [
        Node(f"{group}-{place}", "x", f"kind{group}", group=f"g{group}", group_label=f"group {group}")
        for group in range(groups)
        for place in range(each)
    ]
    ties = [Edge(hub, node.id) for node in nodes if node.id != hub]
    return make_network(nodes, [*ties, *(Edge(one.id, two.id) for one, two in pairwise(nodes))])


def test_what_fits_stays_as_it_is() -> None:
    """Nothing is folded where all can be shown."""
    network = make(10, MOST_NODES // 10)

    assert fold_network(network) is network


def test_groups_say_how_many_they_hold() -> None:
    """The hub, the best tied and groups with their number are shown, and every node is somewhere."""
    folded = fold_network(make(4, 100))
    groups = [node for node in folded.nodes if node.sort == "group"]

    assert len(folded.nodes) <= MOST_NODES
    assert "0-0" in {node.id for node in folded.nodes}
    assert [node.label for node in groups] == [f"+ {node.members} group {place}" for place, node in enumerate(groups)]
    assert sum(node.members for node in folded.nodes) == 400
    assert {node.kind for node in groups} == {"kind0", "kind1", "kind2", "kind3"}


def test_opened_group_shows_its_nodes() -> None:
    """Who opens a group sees all in it, and no more of the others than there is room for."""
    folded = fold_network(make(4, 100), {"g2"})

    assert {f"2-{place}" for place in range(100)} <= {node.id for node in folded.nodes}
    assert len(folded.nodes) <= MOST_NODES


def test_more_groups_than_nodes_are_merged() -> None:
    """Where there are too many groups the smallest are one."""
    folded = fold_network(make(400, 2))

    assert len(folded.nodes) <= MOST_NODES
    assert sum(node.members for node in folded.nodes) == 800


def test_group_of_the_smallest_groups_opens() -> None:
    """Who opens what the smallest groups are merged in sees things of those, and goes on so through the others."""
    network, most = make(20, 20), 20
    folded = fold_network(network, most=most)
    rest = next(node for node in folded.nodes if node.id == "group:*")
    inside = {node.id for node in network.nodes} - {node.id for node in folded.nodes}
    gone = {
        node.group
        for node in network.nodes
        if node.id in inside and f"group:{node.group}" not in {it.id for it in folded.nodes}
    }

    opened = fold_network(network, {rest.group}, most=most)

    shown = [node for node in opened.nodes if node.sort != "group"]
    assert gone
    assert shown
    assert {node.group for node in shown} <= gone
    assert len(opened.nodes) <= most


@given(st.integers(1, 30), st.integers(1, 12), st.sets(st.integers(0, 30)))
def test_edges_between_groups_are_all_there(groups: int, each: int, opened: set[int]) -> None:
    """An edge is lost only where both its ends are in the same group."""
    network = make(groups, each)

    folded = fold_network(network, {f"g{it}" for it in opened}, most=40)

    shown = {node.id for node in folded.nodes}
    homes = {
        node.id: next(it for it in (node.id, f"group:{node.group}", "group:*") if it in shown) for node in network.nodes
    }
    wanted = {(homes[it.one], homes[it.other]) for it in network.edges}
    assert len(folded.nodes) <= 40
    assert {(it.one, it.other) for it in folded.edges} == {pair for pair in wanted if pair[0] != pair[1]}
