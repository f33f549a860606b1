"""JSON of nodes and links: what networkx and d3 read, with all that is known of each."""

from __future__ import annotations

import json
from dataclasses import fields

import networkx as nx
from hypothesis import given, settings

from tests.visualisation.files.examples import (
    CAPTION,
    DIRECTED,
    EDGES,
    MEASURED,
    MEASURES,
    NETWORK,
    PICTURE,
    A,
    B,
    C,
    is_clean,
    networks,
)
from visualisation import write_json
from visualisation.networks import Edge, Network, Node, make_network


def test_networkx_reads_it() -> None:
    """Networkx makes of it a network with the same nodes and one edge for each statement."""
    graph = nx.node_link_graph(json.loads(write_json(NETWORK, CAPTION)), edges="links")
    directed = nx.node_link_graph(json.loads(write_json(DIRECTED, CAPTION)), edges="links")

    assert set(graph) == {A, B, C}
    assert graph.number_of_edges() == directed.number_of_edges() == len(EDGES)
    assert (graph.is_directed(), directed.is_directed()) == (False, True)
    assert directed.number_of_edges(B, A) == 1


def test_all_that_is_known_is_there() -> None:
    """A node has each of its fields, its measures and its place; a link has each field of an edge."""
    body = json.loads(write_json(NETWORK, CAPTION, PICTURE, MEASURES))
    node = {it["id"]: it for it in body["nodes"]}[B]
    link = next(it for it in body["links"] if it["lines"] == "12-14")
    edge = EDGES[0]

    assert node == {it.name: getattr(NETWORK.nodes[1], it.name) for it in fields(Node)} | MEASURED[B] | {
        "x": 10.0,
        "y": 20.25,
    }
    assert {it.name for it in fields(Edge)} - {"one", "other"} | {"source", "target", "key"} == link.keys()
    assert (link["source"], link["target"], link["weight"]) == (edge.one, edge.other, edge.weight)
    assert (link["relation"], link["about_label"], link["page"]) == (edge.relation, edge.about_label, edge.page)


def test_file_says_what_it_is() -> None:
    """Title, choice, source, day and language describe the whole."""
    body = json.loads(write_json(NETWORK, CAPTION))

    assert body["graph"] == {
        "title": CAPTION.title,
        "choice": list(CAPTION.choice),
        "source": CAPTION.source,
        "day": "2026-11-30",
        "language": "nl",
    }


def test_same_network_gives_same_bytes() -> None:
    """The order in which nodes and edges come counts for nothing."""
    turned = make_network(reversed(NETWORK.nodes), reversed(NETWORK.edges))

    assert write_json(turned, CAPTION, PICTURE, MEASURES) == write_json(NETWORK, CAPTION, PICTURE, MEASURES)


@settings(deadline=None, derandomize=True)
@given(networks())
def test_hostile_network_survives(network: Network) -> None:
    """Whatever the texts are, each link has both ends, and no node and no statement is lost."""
    body = json.loads(write_json(network, CAPTION))
    ids = [it["id"] for it in body["nodes"]]

    assert len(set(ids)) == len(ids) == len(network.nodes)
    assert {it.id for it in network.nodes if is_clean(it.id)} <= set(ids)
    assert len(body["links"]) == len(network.edges)
    assert {end for it in body["links"] for end in (it["source"], it["target"])} <= set(ids)
