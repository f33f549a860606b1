"""Who is not at the table: each pair on a theme that is nowhere together, the likeliest first, with why."""

from __future__ import annotations

from itertools import combinations
from math import log

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisation.measures import list_missing
from visualisation.networks import BASES, Edge, Network, Node, make_network

NAMES = "abcdef"
PAIRS = list(combinations(NAMES, 2))


def network(*edges: Edge) -> Network:
    """Make a network of all names with *edges*."""
    return make_network([Node(name, name.upper(), "team") for name in NAMES], edges)


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.sampled_from(PAIRS)),
    st.dictionaries(st.sampled_from("xyz"), st.sets(st.sampled_from(f"{NAMES}g")), max_size=3),
)
def test_missing_are_all_pairs_on_a_theme_without_an_edge(
    pairs: set[tuple[str, str]], active: dict[str, set[str]]
) -> None:
    """Each pair is there once, with every neighbour and every theme that the two have in common."""
    graph: nx.Graph[str] = nx.Graph(pairs)
    graph.add_nodes_from(f"{NAMES}g")
    wanted = {}
    for one, other in combinations(f"{NAMES}g", 2):
        themes = tuple(sorted(theme for theme, them in active.items() if {one, other} <= them))
        if themes and not graph.has_edge(one, other):
            wanted[one, other] = tuple(sorted(nx.common_neighbors(graph, one, other))), themes

    found = list_missing(network(*(Edge(*pair) for pair in pairs)), active)

    assert {(it.one, it.other): (it.common, it.themes) for it in found} == wanted
    assert len(found) == len(wanted)
    likely = nx.adamic_adar_index(graph, list(wanted))
    assert {(it.one, it.other): it.likelihood for it in found} == {
        (one, other): pytest.approx(value) for one, other, value in likely
    }


@pytest.mark.parametrize("basis", BASES)
def test_edge_of_any_basis_is_an_edge(basis: str) -> None:
    """Who is together on whatever basis, and on another theme, is not missing."""
    together = network(Edge("b", "a", basis=basis, about="y"))

    assert [(it.one, it.other) for it in list_missing(together, {"x": ["a", "b", "c"]})] == [("a", "c"), ("b", "c")]


def test_likeliest_is_first_then_most_themes_then_names() -> None:
    """A neighbour in common that has few others counts most; then shared themes; then names, and not ids."""
    nodes = [Node(str(number), name, "") for number, name in enumerate(["Zorg", "arts", "Bureau", "Zus", "Dok"], 1)]
    edges = [Edge("1", "5"), Edge("2", "5")]

    found = list_missing(make_network(nodes, edges), {"x": ["1", "2", "3", "4"], "y": ["1", "4"]})

    assert [it.one + it.other for it in found] == ["12", "14", "23", "24", "13", "34"]
    assert (found[0].likelihood, found[0].common) == (round(1 / log(2), 9), ("5",))


def test_order_of_what_comes_in_counts_for_nothing() -> None:
    """Whoever lists themes and partners in another order gets the same list."""
    edges = [Edge("a", "b"), Edge("b", "c"), Edge("b", "d")]
    active = {"x": list("acde"), "y": list("dca")}

    again = {theme: active[theme][::-1] for theme in reversed(active)}

    assert list_missing(network(*edges), again) == list_missing(network(*edges), active)
    assert list_missing(network(), {}) == ()
