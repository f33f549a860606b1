"""Clean texts: what a file cannot hold is replaced, and nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace

from tests.visualisation.files.examples import MEASURED, MEASURES, NETWORK, PICTURE, A
from visualisation.files.cleaning import clean_network
from visualisation.layouts import Picture, PlacedNode
from visualisation.measures import NodeMeasures
from visualisation.networks import Edge, Network, Node

ODD = ("a\0", "a\x01", "a\ufffd", "a\ufffd'")


def test_ids_stay_apart() -> None:
    """Ids that would become the same do not, and those that are clean stay as they are."""
    nodes = tuple(Node(it, it, "team") for it in ODD)
    edges = tuple(Edge(it, ODD[0], title="\0") for it in ODD)
    clean = clean_network(Network(nodes, edges)).network

    assert [node.id for node in clean.nodes] == ["a\ufffd", "a\ufffd'", "a\ufffd''", "a\ufffd'''"]
    assert {node.label for node in clean.nodes} == {"a\ufffd", "a\ufffd'"}
    assert len({edge.one for edge in clean.edges}) == len(ODD)
    assert {edge.other for edge in clean.edges} <= {node.id for node in clean.nodes}


def test_edges_that_become_alike_are_all_kept() -> None:
    """Two statements that differ in what no file can hold remain two."""
    edges = (Edge("n", "n", title="\0"), Edge("n", "n", title="\x01"))

    assert len(clean_network(Network((Node("n", "n", "team"),), edges)).network.edges) == len(edges)


def test_places_and_measures_follow_the_ids() -> None:
    """What was said of a node by the id that it came with is said of it by its new one."""
    placed = PlacedNode("n\0", 1, 2, 3, "start", (), (0, 0, 1, 1))
    network = Network((Node("n\0", "", "team"),), ())
    measurement = replace(MEASURES, nodes=tuple(NodeMeasures(it, *MEASURED[A].values()) for it in ("gone", "n\0")))
    clean = clean_network(network, Picture(9, 9, (placed,), ()), measurement)

    assert clean.places == {"n\ufffd": placed}
    assert clean.measures == {"n\ufffd": MEASURED[A]}


def test_clean_network_stays_as_it_is() -> None:
    """A network with nothing odd in it comes out as it went in."""
    clean = clean_network(NETWORK, PICTURE, MEASURES)

    assert clean.network == NETWORK
    assert clean.places == {it.id: it for it in PICTURE.nodes}
    assert clean_network(replace(NETWORK, directed=True)).network.directed
