"""Two things are tied by what they share, and of many each keeps its nearest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from visualisation.networks import Edge, Network, Node, make_network, project_network
from visualisation.networks.projection import MOST_WHOLE, NEAREST

SHARED = [f"body{number}" for number in range(12)]


def make(sets: list[set[int]]) -> Network:
    """Make a network of plans, each tied to the bodies of these numbers."""
    nodes = [Node(f"plan{place:03}", f"Plan {place}", "plan") for place in range(len(sets))]
    bodies = [Node(name, name.title(), "team", f"/partners/{name}") for name in SHARED]
    edges = [Edge(node.id, SHARED[it]) for node, its in zip(nodes, sets, strict=True) for it in its]
    return make_network([*nodes, *bodies], edges)


@given(st.lists(st.sets(st.integers(0, 11)), max_size=MOST_WHOLE))
def test_each_shared_thing_is_an_edge(sets: list[set[int]]) -> None:
    """Of few there is an edge between two for each thing that both have, which says what that is."""
    projected = project_network(make(sets), SHARED)

    wanted = {
        (f"plan{one:03}", f"plan{other:03}", f"Body{it}")
        for one in range(len(sets))
        for other in range(one + 1, len(sets))
        for it in sets[one] & sets[other]
    }
    assert {(it.one, it.other, it.about_label) for it in projected.edges} == wanted
    assert len(projected.edges) == len(wanted)
    assert [node.id for node in projected.nodes] == [f"plan{place:03}" for place in range(len(sets))]


def test_of_many_each_keeps_its_nearest() -> None:
    """Two groups that share something within and little between stay two groups, with one edge for each pair."""
    first, second = [{0, 1, 2, 11}] * 20, [{5, 6, 7, 11}] * 20

    projected = project_network(make([*first, *second]), SHARED)

    assert all((it.one < "plan020") == (it.other < "plan020") for it in projected.edges)
    assert {it.weight for it in projected.edges} == {4}
    assert len(projected.edges) <= NEAREST * 40
    assert {end for it in projected.edges for end in (it.one, it.other)} == {node.id for node in projected.nodes}
