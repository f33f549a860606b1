"""A network and its picture in, SVG out: for pages without a script, for files and for paper."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from visualisation import svg
from visualisation.layouts import LINE, lay_out, wrap_label
from visualisation.networks import make_network
from visualisation.svg import UndrawableError
from visualisation.svg_legend import draw_legend, list_entries, measure_legend
from visualisation.svg_line import draw_line, find_look
from visualisation.svg_symbol import draw_symbol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from graph.terms import TermJson
    from visualisation.layouts import Picture, PlacedNode
    from visualisation.networks import Bundle, Edge, Network, Node

    Row = Mapping[str, TermJson]

#: As many nodes and edges as can be told apart; a picture with more shows nothing.
MOST_NODES, MOST_EDGES = 300, 1_200
#: How wide a picture is whose letters are larger than 9 points where it is printed across A4, on 19 centimetres.
PAPER_WIDTH = 820
#: What a node is: at the beginning of edges, at their ends, or both.
ROUND, SQUARE = "from", "to"
#: How high the letters of the title are, a line of it, and how many lines of a title or a note there may be.
_TITLE, _TITLE_LINE, _MOST_LINES = 18, 24, 12
#: How much of a line of text is above its letters' foot, and how many titles a line has as its tooltip.
_FOOT, _MOST_TITLES = 13, 12


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


def build_drawable_network(nodes: Sequence[Node], edges: Sequence[Edge]) -> Network:
    """Build the network of *edges* between *nodes*, of which each is there once.

    :raises UndrawableError: when there is no edge, or there are too many to be told apart.
    """
    if not edges:
        raise UndrawableError("no_edges")
    pairs = {edge.pair for edge in edges}
    if len(nodes) > MOST_NODES or len(pairs) > MOST_EDGES:
        raise UndrawableError("many", nodes=len(nodes), edges=len(pairs), most=MOST_NODES, most_edges=MOST_EDGES)
    return make_network(nodes, edges)


def render_network(network: Network, title: str, notes: Sequence[str]) -> str:
    """Lay out *network* on a ring and draw it under *title* and *notes*, legible on A4."""
    return draw_picture(network, lay_out(network, "ring", PAPER_WIDTH), title, notes)


def draw_picture(
    network: Network, picture: Picture, title: str, notes: Sequence[str], names: Mapping[str, str] | None = None
) -> str:
    """Draw *network* as *picture* has it, under *title* and *notes* and above its legend.

    The legend has the kinds that have a label, and of what lines rest on and of sides those that *names* has.
    """
    rows = list_entries(network, names or {})
    width = ceil(picture.width)
    head, below = _Head(title, notes, width), measure_legend(rows, width) * svg.LINE + (svg.EDGE if rows else 0)
    whole = head.height + ceil(picture.height) + below
    drawn = svg.start_svg(width, whole, " ".join([title, *notes]))
    head.draw(drawn)
    inside = SubElement(drawn, "g", {"transform": f"translate(0 {head.height})"})
    _draw_network(inside, network, picture)
    draw_legend(drawn, rows, width, whole - below)
    return svg.to_xml(drawn)


class _Head:
    """The title and the notes above a picture, in lines that fit in it."""

    def __init__(self, title: str, notes: Sequence[str], width: float) -> None:
        """Wrap *title* and *notes*."""
        room = width - 2 * svg.EDGE
        self.title = wrap_label(title, room * svg.SIZE / _TITLE, _MOST_LINES)
        self.notes = [line for note in notes for line in wrap_label(note, room, _MOST_LINES)]
        self.height = svg.EDGE + len(self.title) * _TITLE_LINE + len(self.notes) * svg.LINE + svg.EDGE // 2

    def draw(self, parent: Element) -> None:
        """Write all lines under each other."""
        y = float(svg.EDGE)
        for line in self.title:
            svg.add_text(parent, (svg.EDGE, y + _TITLE - 2), line, font_weight="600", font_size=str(_TITLE))
            y += _TITLE_LINE
        for line in self.notes:
            svg.add_text(parent, (svg.EDGE, y + svg.SIZE), line, fill=svg.SOFT)
            y += svg.LINE


def _draw_network(parent: Element, network: Network, picture: Picture) -> None:
    """Draw the lines first, so that symbols and names lie over them."""
    nodes, bundles = {node.id: node for node in network.nodes}, {bundle.id: bundle for bundle in network.bundle()}
    for edge in picture.edges:
        bundle = bundles[edge.id]
        draw_line(parent, edge.path, find_look(bundle, directed=network.directed), _describe_bundle(bundle, nodes))
    for placed in picture.nodes:
        _draw_node(parent, nodes[placed.id], placed)


def _describe_bundle(bundle: Bundle, nodes: Mapping[str, Node]) -> str:
    """Describe *bundle* by the titles of its edges, or else by its ends and what it is about."""
    titles = dict.fromkeys(edge.title for edge in bundle.edges if edge.title)
    if not titles:
        ends = " \N{EN DASH} ".join(nodes[name].label for name in (bundle.one, bundle.other))
        about = dict.fromkeys(edge.about_label or edge.relation_label for edge in bundle.edges)
        titles = dict.fromkeys([ends, *filter(None, about)])
    lines = list(titles)[:_MOST_TITLES]
    return "\n".join([*lines, *(["\N{HORIZONTAL ELLIPSIS}"] if len(titles) > _MOST_TITLES else [])])


def _draw_node(parent: Element, node: Node, placed: PlacedNode) -> None:
    """Draw *node* where it is *placed*, as a link where it has a page.

    The link takes no place in the order of Tab: a picture is one thing to a keyboard, and the table has the links.
    """
    link = {"href": svg.replace_control_characters(node.page), "tabindex": "-1"}
    group = SubElement(parent, "a", link) if node.page else SubElement(parent, "g")
    svg.add_title(group, node.label)
    draw_symbol(group, node.kind, (placed.x, placed.y), placed.radius, node.side)
    left, top, width, _height = placed.box
    x = {"start": left, "middle": left + width / 2, "end": left + width}[placed.anchor]
    halo = {"paint_order": "stroke", "stroke": svg.PAPER, "stroke_width": "3"}
    for number, line in enumerate(placed.lines):
        svg.add_text(group, (x, top + number * LINE + _FOOT), line, placed.anchor, **halo)
