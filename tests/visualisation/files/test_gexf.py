"""GEXF: read back by networkx it is the network that was written, and Gephi finds what it looks for."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import networkx as nx
import pytest
from hypothesis import given, settings

from tests.visualisation.files.examples import (
    CAPTION,
    DIRECTED,
    EVIL,
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
from visualisation import Caption, find_style, write_gexf
from visualisation.networks import Edge, Network, Node, make_network

SPACES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def read(content: bytes) -> nx.MultiGraph[str]:
    """Read *content* as networkx does, as a network that may have parallel edges."""
    found = nx.read_gexf(BytesIO(content))
    return found if found.is_multigraph() else (nx.MultiDiGraph if found.is_directed() else nx.MultiGraph)(found)


def parse(network: Network) -> Element:
    """Write *network* and parse what is written."""
    return fromstring(write_gexf(network, CAPTION, PICTURE))  # noqa: S314  our own


def test_nodes_come_back() -> None:
    """Each node has its id, its label, its kind and whatever else is known of it, and its measures."""
    graph = read(write_gexf(NETWORK, CAPTION, measurement=MEASURES))
    plain = {"members": 1, "layer": -1, "is_author": False, "side": "both"}
    viz = {name: graph.nodes[name].pop("viz") for name in graph}

    assert dict(graph.nodes(data=True)) == {
        A: plain
        | {"label": "Gemeente", "kind": "municipality", "kind_label": "Gemeenten", "sort": "actor", "is_author": True}
        | {"page": "https://example.org/a", "layer": 0, **MEASURED[A]},
        B: plain
        | {"label": EVIL, "kind": "team", "kind_label": "Teams", "sort": "actor", "page": "javascript:hurt=1"}
        | {"group": "team", "group_label": "Teams", "members": 3, **MEASURED[B]},
        C: plain | {"label": C, "kind": "unheard_of"},
    }
    assert viz[A] == {"color": {"r": 31, "g": 78, "b": 121, "a": 1.0}}
    assert find_style("municipality")[0] == "#1f4e79"


def test_edges_come_back() -> None:
    """What is one line in the picture is one edge, with the weight, the count and the words of what it stands for."""
    graph = read(write_gexf(NETWORK, CAPTION))
    found = {edge.pop("id"): (one, other, edge) for one, other, edge in graph.edges(data=True)}

    assert [(one, other) for one, other, _ in found.values()] == [(A, B), (A, B), (C, C)]
    assert found["1"][2] == {
        "label": "voert uit",
        "weight": 5.0,
        "count": 2,
        "basis": "stated",
        "relation": "voert uit",
        "about": "Jeugd; Drugs",
        "title": "Jeugd (12-14); Drugs (20)",
        "lines": "12-14; 20",
        "plan": "Plan",
        "side": "both",
    }
    assert [edge["basis"] for _, _, edge in found.values()] == ["derived", "stated", "agreed"]


def test_parallel_edges_are_of_different_kinds() -> None:
    """Gephi merges edges of one kind between the same two nodes; ours differ in kind, so that it merges none."""
    edges = [edge.attrib for edge in parse(NETWORK).iterfind(".//g:edge", SPACES)]

    assert [edge["kind"] for edge in edges] == ["derived left", "stated", "agreed"]
    assert len({(edge["source"], edge["target"], edge["kind"]) for edge in edges}) == len(edges)


def test_direction_is_kept() -> None:
    """In a directed network there and back are two edges, and the file says that it is directed."""
    graph = read(write_gexf(DIRECTED, CAPTION))

    assert graph.is_directed()
    assert not read(write_gexf(NETWORK, CAPTION)).is_directed()
    assert sorted(graph.edges()) == sorted([(A, B), (A, B), (B, A), (C, C)])


def test_places_are_those_of_the_picture() -> None:
    """Gephi counts upwards and a picture downwards: what is lower in the picture is lower there too."""
    graph = read(write_gexf(NETWORK, CAPTION, PICTURE))
    places = [graph.nodes[name]["viz"]["position"] for name in (A, B, C)]

    assert places == [{"x": 10.0 * n, "y": -20.25 * n, "z": 0.0} for n in range(3)]
    assert {graph.nodes[name]["viz"]["size"] for name in (A, B, C)} == {7.0}


def test_file_says_what_it_is() -> None:
    """Title, choice, source and day stand in the file; without a day it has no date."""
    meta = parse(NETWORK).find("g:meta", SPACES)
    undated = fromstring(write_gexf(NETWORK, Caption("x"))).find("g:meta", SPACES)  # noqa: S314  our own

    assert meta is not None
    assert undated is not None
    assert meta.get("lastmodifieddate") == "2026-11-30"
    assert "lastmodifieddate" not in undated.attrib
    assert meta.findtext("g:description", "", SPACES).split("\n") == [CAPTION.title, *CAPTION.lines]


def test_attributes_are_declared_before_what_has_them() -> None:
    """Who reads a file from beginning to end knows each attribute when it comes."""
    graph = parse(NETWORK).find("g:graph", SPACES)
    assert graph is not None
    declared = {it.get("id", ""): it.get("type") for it in graph.iterfind(".//g:attribute", SPACES)}
    used = {it.get("for", "") for it in graph.iterfind(".//g:attvalue", SPACES)}

    assert [it.tag.rpartition("}")[2] for it in graph] == ["attributes", "attributes", "nodes", "edges"]
    assert used == declared.keys()
    assert (declared["members"], declared["is_author"], declared["kind"]) == ("long", "boolean", "string")


@pytest.mark.parametrize("size", [300, 250])
def test_long_name_is_whole(size: int) -> None:
    """A name of 300 letters, or one word of 250, comes back as it was."""
    name = "a b" * (size // 3) if size == 300 else "w" * size

    assert read(write_gexf(make_network([Node("n", name, "team")], []), CAPTION)).nodes["n"]["label"] == name


def test_same_network_gives_same_bytes() -> None:
    """The order in which nodes and edges come counts for nothing."""
    turned = make_network(reversed(NETWORK.nodes), reversed(NETWORK.edges))

    assert write_gexf(turned, CAPTION, PICTURE, MEASURES) == write_gexf(NETWORK, CAPTION, PICTURE, MEASURES)


def test_ten_thousand_parallel_edges_are_one() -> None:
    """Ten thousand statements of one basis between two nodes are one edge that says so."""
    edges = [Edge(A, B, title=str(number)) for number in range(10_000)]
    graph = read(write_gexf(replace(NETWORK, edges=tuple(edges)), CAPTION))
    ((_, _, edge),) = graph.edges(data=True)

    assert (edge["count"], edge["weight"]) == (10_000, 10_000.0)


@settings(deadline=None, derandomize=True)
@given(networks())
def test_hostile_network_survives(network: Network) -> None:
    """Whatever the texts are, the file is read, and no node, no edge and no weight is lost."""
    graph = read(write_gexf(network, CAPTION))
    clean = {node.id: node.label for node in network.nodes if is_clean(node.id) and is_clean(node.label)}
    weights: list[dict[str, Any]] = [edge for _, _, edge in graph.edges(data=True)]

    assert len(graph) == len(network.nodes)
    assert {name: graph.nodes[name]["label"] for name in clean} == {name: it or name for name, it in clean.items()}
    assert sorted(edge["weight"] for edge in weights) == sorted(it.weight for it in network.bundle())
    assert sum(edge["count"] for edge in weights) == len(network.edges)
