"""Nodes and edges in, network as SVG out, placed by `visualisation.layout`: for pages without a script, and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from visualisation import svg
from visualisation.network import build_network
from visualisation.svg import UndrawableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from networkx import Graph

    from graph.terms import TermJson
    from visualisation.networks import Edge, Node

    Row = Mapping[str, TermJson]

#: As many nodes and edges as can be told apart; a picture with more shows nothing.
MOST_NODES, MOST_EDGES = 300, 1_200
#: As many nodes as are placed with care; more would keep a client waiting, and others with them.
CAREFUL_NODES = 80
#: How much wider and higher than the places of the network the picture is, so that labels have room.
ACROSS, DOWN = 1.1, 0.85
RADIUS, ROOM, HEAD = 7, 80, 44
#: What a node is: at the beginning of edges, at their ends, or both.
ROUND, SQUARE = "from", "to"


def select_edge_columns(head: Sequence[str], rows: Sequence[Row]) -> tuple[str, str]:
    """Select the first two columns that hold things.

    :raises UndrawableError: when there is no row, or fewer than two such columns.
    """
    if not rows:
        raise UndrawableError("empty")
    things = [name for name in head if {row[name]["type"] for row in rows if name in row} & {"uri", "bnode"}]
    if len(things) < 2:  # noqa: PLR2004  an edge has two ends
        raise UndrawableError("no_edges")
    return things[0], things[1]


def build_drawable_network(nodes: Sequence[Node], edges: Sequence[Edge]) -> Graph[str]:
    """Build the network of *edges* between *nodes*, of which each is there once.

    :raises UndrawableError: when there is no edge, or there are too many to be told apart.
    """
    if not edges:
        raise UndrawableError("no_edges")
    pairs = {frozenset((edge.one, edge.other)) for edge in edges}
    if len(nodes) > MOST_NODES or len(pairs) > MOST_EDGES:
        raise UndrawableError("many", nodes=len(nodes), edges=len(pairs), most=MOST_NODES, most_edges=MOST_EDGES)
    return build_network(nodes, edges, CAREFUL_NODES)


def render_network(graph: Graph[str], title: str, notes: Sequence[str]) -> str:
    """Draw *graph* under *title* and above *notes*: edges first, so that nodes and labels lie over them."""
    places = _place_nodes(graph)
    width = round(max([x for x, _ in places.values()]) + ROOM)
    height = round(max([y for _, y in places.values()]) + ROOM / 2)
    picture = svg.build_picture(width, height, title, notes)
    for one, other, edge in graph.edges(data=True):
        _draw_edge(picture, places[one], places[other], [str(it) for it in edge["titles"]])
    for name, node in graph.nodes(data=True):
        _draw_node(picture, places[name], node["label"], node["page"], square=node["kind"] == SQUARE)
    return svg.to_xml(picture)


def _place_nodes(graph: Graph[str]) -> dict[str, tuple[float, float]]:
    """Compute the place of each node in the picture."""
    places = {name: (ACROSS * node["x"], DOWN * node["y"]) for name, node in graph.nodes(data=True)}
    left, top = (min(place[axis] for place in places.values()) for axis in (0, 1))
    return {name: (x - left + ROOM, y - top + HEAD + ROOM / 2) for name, (x, y) in places.items()}


def _draw_edge(picture: Element, one: tuple[float, float], other: tuple[float, float], titles: Sequence[str]) -> None:
    """Draw an edge from *one* to *other* with *titles* as its tooltip; one from a node to itself is a ring."""
    looks = {"stroke": "#8a949b", "stroke-width": svg.format_pixels(min(1 + 0.5 * len(titles), 5)), "fill": "none"}
    if one == other:
        around = {"cx": svg.format_pixels(one[0]), "cy": svg.format_pixels(one[1] - RADIUS), "r": str(RADIUS + 3)}
        line = SubElement(picture, "circle", around | looks)
    else:
        ends = dict(zip(("x1", "y1", "x2", "y2"), map(svg.format_pixels, (*one, *other)), strict=True))
        line = SubElement(picture, "line", ends | looks)
    svg.add_title(line, "\n".join(titles))


def _draw_node(picture: Element, place: tuple[float, float], label: str, page: str, *, square: bool) -> None:
    """Draw a node with its *label*, as a link where it has a *page*.

    The link takes no place in the order of Tab: a picture is one thing to a keyboard, and the table has the links.
    """
    x, y = place
    parent = (
        SubElement(picture, "a", {"href": svg.replace_control_characters(page), "tabindex": "-1"})
        if page
        else SubElement(picture, "g")
    )
    svg.add_title(parent, label)
    looks = {"fill": svg.OTHER if square else svg.ACCENT, "stroke": svg.PAPER, "stroke-width": "1.5"}
    if square:
        corner = {"x": svg.format_pixels(x - RADIUS), "y": svg.format_pixels(y - RADIUS)}
        SubElement(parent, "rect", corner | {"width": str(2 * RADIUS), "height": str(2 * RADIUS)} | looks)
    else:
        SubElement(parent, "circle", {"cx": svg.format_pixels(x), "cy": svg.format_pixels(y), "r": str(RADIUS)} | looks)
    halo = {"font_size": "15", "paint_order": "stroke", "stroke": svg.PAPER, "stroke_width": "3"}
    svg.add_text(parent, (x, y + RADIUS + 15), svg.shorten_text(label, 2 * ROOM), "middle", **halo)
