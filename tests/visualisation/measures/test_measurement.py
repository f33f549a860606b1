"""Measures of networks: held against the definitions on small ones, and known by heart on a star, a cycle, a chain."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisation.measures import measure_network
from visualisation.networks import Edge, Network, Node, make_network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from visualisation.measures import Measurement, NodeMeasures

NAMES = "abcdefgh"
PAIRS = list(combinations(NAMES, 2))


def network(names: Iterable[str], pairs: Iterable[tuple[str, str]], authors: str = "") -> Network:
    """Make a network of *names*, those of *authors* among them, with an edge for each of *pairs*."""
    return make_network([Node(it, it.upper(), "team", is_author=it in authors) for it in names], [*map(edge, pairs)])


def edge(pair: tuple[str, str]) -> Edge:
    """Make an edge between the two of *pair*."""
    return Edge(*pair)


def measure(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Measurement:
    """Measure a network without an author."""
    return measure_network(network(names, pairs)).with_author


def by_id(measurement: Measurement) -> dict[str, NodeMeasures]:
    """Give the measures of each node by its id."""
    return {node.id: node for node in measurement.nodes}


def graph_of(pairs: Iterable[tuple[str, str]]) -> nx.Graph[str]:
    """Make the graph of all names with *pairs*."""
    graph: nx.Graph[str] = nx.Graph(pairs)
    graph.add_nodes_from(NAMES)
    return graph


def share_of_ways(graph: nx.Graph[str], middle: str) -> Fraction:
    """Sum the shares of the shortest ways between others that pass *middle*, by listing each of the ways."""
    total = Fraction()
    for one, other in combinations(sorted(set(graph) - {middle}), 2):
        if nx.has_path(graph, one, other):
            ways = list(nx.all_shortest_paths(graph, one, other))
            total += Fraction(sum(middle in way for way in ways), len(ways))
    return total


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(PAIRS)))
def test_nodes_are_measured_as_defined(pairs: set[tuple[str, str]]) -> None:
    """Degree, reach, betweenness and brokerage are what one finds by going over every pair and every way."""
    graph = graph_of(pairs)

    found = by_id(measure(NAMES, pairs))

    for name, node in found.items():
        others = [pair for pair in combinations(sorted(set(graph) - {name}), 2) if nx.has_path(graph, *pair)]
        ways = share_of_ways(graph, name)
        assert node.degree == len([pair for pair in pairs if name in pair])
        assert node.reach == len([it for it in nx.single_source_shortest_path_length(graph, name, 2) if it != name])
        assert node.betweenness == pytest.approx(float(ways / 21))
        assert node.brokerage == pytest.approx(float(ways / len(others)) if others else 0)
        assert node.pairs == len(others)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(PAIRS)))
def test_core_is_the_most_that_one_can_keep(pairs: set[tuple[str, str]]) -> None:
    """A node's core number is the most k for which some group with it keeps k neighbours in the group for each."""
    groups = [set(it) for size in range(1, 9) for it in combinations(NAMES, size)]
    kept = [(group, min(sum(set(pair) <= group for pair in pairs if one in pair) for one in group)) for group in groups]

    found = by_id(measure(NAMES, pairs))

    assert {name: node.core for name, node in found.items()} == {
        name: max(least for group, least in kept if name in group) for name in NAMES
    }


@settings(max_examples=80, deadline=None)
@given(st.sets(st.sampled_from(PAIRS)))
def test_breakup_is_what_one_sees_without_the_node(pairs: set[tuple[str, str]]) -> None:
    """Whoever holds a part together is named, with the parts that are there when one takes that node out."""
    graph = graph_of(pairs)
    seen = {}
    for name in NAMES:
        part = nx.node_connected_component(graph, name) - {name}
        left = sorted(
            (sorted(it) for it in nx.connected_components(graph.subgraph(part))), key=lambda it: (-len(it), it)
        )
        if len(left) > 1:
            seen[name] = (left[1:], len(left[0]))

    found = measure(NAMES, pairs).breakups

    assert {it.node: ([*map(list, it.cut_off)], it.stays) for it in found} == seen


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(PAIRS)))
def test_whole_is_measured_as_defined(pairs: set[tuple[str, str]]) -> None:
    """Parts and communities hold each node once; no community reaches from one part into another."""
    graph = graph_of(pairs)

    found = measure(NAMES, pairs)

    assert {frozenset(it) for it in found.parts} == {frozenset(it) for it in nx.connected_components(graph)}
    assert found.pairs == len(pairs)
    assert found.density == pytest.approx(len(pairs) / 28)
    assert sorted(name for group in found.communities for name in group) == list(NAMES)
    assert all(any(set(group) <= set(part) for part in found.parts) for group in found.communities)
    assert found.pairs_within == sum(any({*pair} <= set(group) for group in found.communities) for pair in pairs)
    assert {node.id: node.community for node in found.nodes} == {
        name: number for number, group in enumerate(found.communities, 1) for name in group
    }


def test_star_rests_on_its_middle() -> None:
    """All ways pass the middle, and without it everyone is alone."""
    found = measure("abcde", [("c", it) for it in "abde"])

    assert {name: (node.degree, node.reach, node.betweenness, node.core) for name, node in by_id(found).items()} == {
        "a": (1, 4, 0, 1),
        "b": (1, 4, 0, 1),
        "c": (4, 4, 1, 1),
        "d": (1, 4, 0, 1),
        "e": (1, 4, 0, 1),
    }
    assert [(it.node, it.cut_off, it.stays) for it in found.breakups] == [("c", (("b",), ("d",), ("e",)), 1)]


def test_cycle_rests_on_nobody() -> None:
    """In a ring of six nobody is more than another, and the ring holds without any one."""
    found = measure("abcdef", [*pairwise("abcdef"), ("a", "f")])

    assert {(it.degree, it.reach, it.betweenness, it.core) for it in found.nodes} == {(2, 4, 0.2, 2)}
    assert found.breakups == ()
    assert found.innermost == tuple("abcdef")


def test_two_parts_are_apart() -> None:
    """Between parts there is no way: a broker of its own part is one of the pairs that have one."""
    found = measure("abcdef", [("a", "b"), ("b", "c"), ("d", "e"), ("e", "f"), ("d", "f")])

    assert found.parts == (("a", "b", "c"), ("d", "e", "f"))
    assert (by_id(found)["b"].betweenness, by_id(found)["b"].brokerage) == (0.1, 0.25)
    assert found.innermost == ("d", "e", "f")
    assert found.communities == (("a", "b", "c"), ("d", "e", "f"))


@pytest.mark.parametrize("names", ["", "a"])
def test_next_to_nothing_is_measured(names: str) -> None:
    """Of nothing, and of one alone, there are measures too, and all of them are zero."""
    found = measure(names, [])

    assert [(it.degree, it.reach, it.betweenness, it.brokerage, it.core) for it in found.nodes] == [(0,) * 5] * len(
        names
    )
    assert (found.pairs, found.density, found.core, found.innermost, found.breakups) == (0, 0, 0, (), ())
    assert len(found.parts) == len(found.communities) == len(names)


def test_chain_longer_than_is_walked_at_once() -> None:
    """In a chain of 600 each node has so many before it times so many behind it; no walk is too deep, or cut short."""
    names = [f"{number:03}" for number in range(600)]

    found = measure(names, pairwise(names))

    assert [it.betweenness for it in found.nodes] == [round(at * (599 - at) / (599 * 299), 9) for at in range(600)]
    assert [(len(it.cut_off[0]), it.stays) for it in found.breakups[:2]] == [(1, 598), (2, 597)]
    assert len(found.breakups) == 598


def test_parallel_edges_loops_and_directions_count_for_nothing() -> None:
    """What is measured are pairs: neither how often nor on what basis, nor which way, nor a node with itself."""
    nodes = [Node(it, it, "") for it in "abc"]
    plain = [Edge("a", "b"), Edge("b", "c")]
    more = [*plain, Edge("b", "a", basis="derived", weight=9), Edge("a", "b", basis="implied"), Edge("c", "c")]

    assert measure_network(make_network(nodes, more, directed=True)) == measure_network(make_network(nodes, plain))


def test_without_the_author_the_rest_is_measured() -> None:
    """Of a star around its author nothing is left but the nodes, and both are there to be compared."""
    star = network("abcde", [("a", it) for it in "bcde"] + [("b", "c")], authors="a")

    found = measure_network(star)

    assert found.authors == ("a",)
    assert (found.with_author.pairs, found.without_author.pairs) == (5, 1)
    assert [it.id for it in found.without_author.nodes] == ["b", "c", "d", "e"]
    assert found.without_author == measure("bcde", [("b", "c")])


def test_without_an_author_both_are_the_same() -> None:
    """Where nobody published, there is one measurement."""
    found = measure_network(network("abc", [("a", "b")]))

    assert found.with_author is found.without_author


IN_A_PROCESS = """
from visualisation.measures import measure_network
from visualisation.networks import Edge, Node, make_network
names = [f"urn:{number}" for number in range(60)]
pairs = {(names[one], names[one * factor % 60]) for one in range(60) for factor in (3, 7, 11, 26)}
nodes = {Node(it, it, "", is_author=it == "urn:3") for it in names}
print(measure_network(make_network(nodes, {Edge(*it) for it in pairs})))
"""


def test_measures_are_the_same_in_another_process() -> None:
    """However a process orders its sets, communities and fractions are the same."""
    found = {
        subprocess.run(
            [sys.executable, "-c", IN_A_PROCESS],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(4)
    }

    assert len(found) == 1
    assert b"betweenness" in found.pop()
