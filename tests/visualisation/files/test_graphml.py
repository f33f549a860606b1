"""GraphML: read back by networkx it is the network that was written, in names that Gephi knows."""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import fromstring

import networkx as nx
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
from visualisation import find_style, write_graphml
from visualisation.networks import Network, make_network

KEYS = "{http://graphml.graphdrawing.org/xmlns}key"


def read(content: bytes) -> nx.MultiGraph[str]:
    """Read *content* as networkx does, as a network that may have parallel edges."""
    return nx.read_graphml(BytesIO(content), force_multigraph=True)


def test_nodes_come_back() -> None:
    """Each node has its id, its label, its kind, its place, its colour and its measures."""
    graph = read(write_graphml(NETWORK, CAPTION, PICTURE, MEASURES))
    plain = {"members": 1, "layer": -1, "is_author": False, "side": "both", "size": 7.0}

    assert dict(graph.nodes(data=True)) == {
        A: plain
        | {"label": "Gemeente", "kind": "municipality", "kind_label": "Gemeenten", "sort": "actor", "is_author": True}
        | {"page": "https://example.org/a", "layer": 0, **MEASURED[A]}
        | {"x": 0.0, "y": 0.0, "color": find_style("municipality")[0]},
        B: plain
        | {"label": EVIL, "kind": "team", "kind_label": "Teams", "sort": "actor", "page": "javascript:hurt=1"}
        | {"group": "team", "group_label": "Teams", "members": 3, **MEASURED[B]}
        | {"x": 10.0, "y": -20.25, "color": find_style("team")[0]},
        C: plain | {"label": C, "kind": "unheard_of", "x": 20.0, "y": -40.5, "color": find_style("unheard_of")[0]},
    }


def test_edges_come_back() -> None:
    """What is one line in the picture is one edge, with the weight and the count of what it stands for."""
    graph = read(write_graphml(NETWORK, CAPTION))
    found = [(one, other, edge["basis"], edge["weight"], edge["count"]) for one, other, edge in graph.edges(data=True)]

    assert found == [(A, B, "derived", 1, 1), (A, B, "stated", 5, 2), (C, C, "agreed", 1, 1)]
    assert not graph.is_directed()


def test_direction_is_kept() -> None:
    """In a directed network there and back are two edges, and the file says that it is directed."""
    graph = read(write_graphml(DIRECTED, CAPTION))

    assert graph.is_directed()
    assert sorted(graph.edges()) == sorted([(A, B), (A, B), (B, A), (C, C)])


def test_file_says_what_it_is() -> None:
    """Title, choice, source and day are attributes of the whole."""
    graph = read(write_graphml(NETWORK, CAPTION))

    assert {name: graph.graph[name] for name in ("title", "choice", "source", "day")} == {
        "title": CAPTION.title,
        "choice": "\n".join(CAPTION.choice),
        "source": CAPTION.source,
        "day": CAPTION.day,
    }


def test_each_key_is_declared_once() -> None:
    """Nodes and edges both have a label; each key has an id of its own, by which readers tell them apart."""
    keys = fromstring(write_graphml(NETWORK, CAPTION, PICTURE, MEASURES)).findall(KEYS)  # noqa: S314  our own
    names = [(key.get("for"), key.get("attr.name")) for key in keys]

    assert len({key.get("id") for key in keys}) == len(keys) == len(set(names))
    assert {("node", "label"), ("edge", "label")} <= set(names)


def test_same_network_gives_same_bytes() -> None:
    """The order in which nodes and edges come counts for nothing."""
    turned = make_network(reversed(NETWORK.nodes), reversed(NETWORK.edges))

    assert write_graphml(turned, CAPTION, PICTURE, MEASURES) == write_graphml(NETWORK, CAPTION, PICTURE, MEASURES)


@settings(deadline=None, derandomize=True)
@given(networks())
def test_hostile_network_survives(network: Network) -> None:
    """Whatever the texts are, the file is read, and no node, no edge and no weight is lost."""
    graph = read(write_graphml(network, CAPTION))
    clean = {it.id: it.label or it.id for it in network.nodes if is_clean(it.id) and is_clean(it.label)}

    assert len(graph) == len(network.nodes)
    assert {name: graph.nodes[name].get("label", "") for name in clean} == clean
    assert sorted(edge["weight"] for _, _, edge in graph.edges(data=True)) == sorted(
        it.weight for it in network.bundle()
    )
    assert sum(edge["count"] for _, _, edge in graph.edges(data=True)) == len(network.edges)
