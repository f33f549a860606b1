"""What a filter keeps of a network, and which choice left nothing of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualisation.networks import (
    Edge,
    Network,
    NetworkFilter,
    Node,
    filter_network,
    find_emptying_choice,
    make_network,
    measure_author_share,
)

#: The author works with everyone; beside that there is a chain of three, a pair, and one who stands alone.
NODES = [Node("author", "A", "municipality", is_author=True), *(Node(it, it, "team") for it in "abcdef")]
EDGES = [
    *(Edge("author", it, basis="implied") for it in "abcde"),
    Edge("a", "b", basis="stated", relation="owner"),
    Edge("b", "c", basis="derived", weight=3, relation="partner"),
    Edge("d", "e", basis="stated", relation="owner"),
]
WHOLE = make_network(NODES, EDGES)


def names(network: Network) -> str:
    """Give the ids of the nodes but the author's."""
    return "".join(node.id for node in network.nodes if node.id != "author")


@pytest.mark.parametrize(
    ("chosen", "left", "edges"),
    [
        (NetworkFilter(), "abcdef", 8),
        (NetworkFilter(authors=False), "abcdef", 3),
        (NetworkFilter(basis="stated"), "abdef", 2),
        (NetworkFilter(relation="partner"), "bcf", 1),
        (NetworkFilter(least=2), "bcf", 1),
        (NetworkFilter(hidden=frozenset({"municipality"})), "abcdef", 3),
        (NetworkFilter(focus="a", authors=False), "ab", 1),
        (NetworkFilter(focus="a", steps=2, authors=False), "abc", 2),
        (NetworkFilter(focus="f", steps=3), "f", 0),
    ],
)
def test_filter_keeps(chosen: NetworkFilter, left: str, edges: int) -> None:
    """Each choice leaves what it says; who was alone before stays, and who is left alone goes."""
    network = filter_network(WHOLE, chosen)

    assert (names(network), len(network.edges)) == (left, edges)


def test_who_only_worked_with_the_author_goes_with_it() -> None:
    """Somebody who is tied to nobody else is no part of the network without the author."""
    network = make_network(NODES, [*EDGES[:5], EDGES[5]])

    assert names(filter_network(network, NetworkFilter(authors=False))) == "abf"


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        (NetworkFilter(basis="stated"), ""),
        (NetworkFilter(hidden=frozenset({"team", "municipality"}), basis="stated"), "hidden"),
        (NetworkFilter(hidden=frozenset({"nothing"}), focus="nowhere"), "focus"),
    ],
)
def test_emptying_choice_is_named(chosen: NetworkFilter, name: str) -> None:
    """The first choice after which nothing is left is the one to take back."""
    assert find_emptying_choice(WHOLE, chosen) == name


def test_weights_of_a_pair_count_together() -> None:
    """Two edges of one between the same two weigh two."""
    network = make_network(NODES, [Edge("a", "b", about="x"), Edge("b", "a", about="y"), Edge("c", "d")])

    assert names(filter_network(network, NetworkFilter(least=2))) == "abef"


def test_author_share_counts_pairs() -> None:
    """Five of eight pairs are the author's; a second edge between two makes no more of them."""
    doubled = make_network(NODES, [*EDGES, Edge("a", "b", basis="derived")])

    assert measure_author_share(WHOLE) == measure_author_share(doubled) == 5 / 8
    assert measure_author_share(make_network(NODES, [])) == 0


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.integers(1, 3))
def test_focus_keeps_what_is_so_many_steps_away(pairs: set[tuple[str, str]], steps: int) -> None:
    """What is kept has a way of at most so many edges to the focus, found anew here by walking."""
    network = make_network(NODES, [Edge(*pair) for pair in pairs])
    reached = {"a"}
    for _ in range(steps):
        reached |= {end for pair in pairs for end in pair if not reached.isdisjoint(pair)}

    assert set(names(filter_network(network, NetworkFilter(focus="a", steps=steps)))) == reached
