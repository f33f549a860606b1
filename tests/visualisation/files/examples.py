"""Networks to write: a small one with everything in it, and hostile ones as many as one likes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from visualisation import Caption, measure_network
from visualisation.layouts import Picture, PlacedNode
from visualisation.measures import NodeMeasures
from visualisation.networks import BASES, BOTH, LEFT, Edge, Network, Node, make_network

EVIL = "</script><img src=x onerror=\"hurt=1\"> & 'quotes'"
A, B, C = "https://example.org/id/a", "urn:b\"'&<", "urn:c"
NODES = (
    Node(A, "Gemeente", "municipality", "https://example.org/a", "actor", "Gemeenten", is_author=True, layer=0),
    Node(B, EVIL, "team", "javascript:hurt=1", "actor", "Teams", "team", "Teams", members=3),
    Node(C, "", "unheard_of"),
)
EDGES = (
    Edge(
        A, B, 3, "stated", "Jeugd (12-14)", "executor", "voert uit", "urn:t", "Jeugd", "", "12-14", "https://x.nl/#12"
    ),
    Edge(B, A, 2, "stated", "Drugs (20)", "executor", "voert uit", "urn:d", "Drugs", "", "20", "", "p", "Plan"),
    Edge(A, B, 1, "derived", "Drugs (21)", side=LEFT),
    Edge(C, C, 0, "agreed"),
)
NETWORK = make_network(NODES, EDGES)
DIRECTED = replace(NETWORK, directed=True)
PICTURE = Picture(
    820,
    600,
    tuple(PlacedNode(id_, 10 * n, 20.25 * n, 7, "start", (), (0, 0, 1, 1)) for n, id_ in enumerate((A, B, C))),
    (),
)
#: Of two of the three, as where somebody is left out.
MEASURED: dict[str, dict[str, Any]] = {
    A: {"degree": 1, "reach": 2, "betweenness": 0.5, "brokerage": 1.0, "pairs": 1, "core": 2, "community": 1},
    B: {"degree": 3, "reach": 4, "betweenness": 0.0, "brokerage": 0.25, "pairs": 3, "core": 1, "community": 1},
}
MEASURES = replace(
    measure_network(NETWORK).with_author, nodes=tuple(NodeMeasures(it, *MEASURED[it].values()) for it in (A, B))
)
CAPTION = Caption(
    "Wie werkt met wie",
    ("Thema: Jeugd", "Zonder de auteur"),
    "2026-11-30",
    "Plan 2019, versie 3f2a",
    names={"stated": "uitgesproken", "label": "Naam", "nodes": "Partners", "2026-11-30": "30 november 2026"},
)

#: What XML cannot hold, UTF-8 cannot hold, ends a line, or means something to HTML, CSV or a spreadsheet.
ODD = "\ud800\udfff\0\x1f\ufffe\x85\r\n\u2028\t\"'<>&=+-@ ]"
_hostile = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=12)
_ids = st.lists(_hostile, min_size=1, max_size=5, unique=True)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw a network of which every text is hostile, some of it parallel, and some from a node to itself."""
    ids = draw(_ids)
    nodes = [Node(it, draw(_hostile), draw(_hostile), draw(_hostile)) for it in ids]
    end = st.sampled_from(ids)
    edges = st.builds(
        Edge,
        end,
        end,
        st.integers(0, 9),
        st.sampled_from(BASES),
        _hostile,
        _hostile,
        _hostile,
        side=st.sampled_from((BOTH, LEFT)),
    )
    return make_network(nodes, draw(st.lists(edges, max_size=8)), directed=draw(st.booleans()))


def is_clean(text: str) -> bool:
    """Say whether XML can hold *text* and gives it back as it is."""
    return not any((it < " " and it not in "\t\n") or "\ud800" <= it <= "\udfff" or it in "\ufffe\uffff" for it in text)
