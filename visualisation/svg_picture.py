"""A picture of a network in, SVG out: for a file and for paper; everything stands where the picture has it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from visualisation import svg
from visualisation.style import find_style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from visualisation.layouts import Picture, PlacedNode
    from visualisation.networks import Bundle, Network, Node

#: What stands above the picture: its title.
HEAD = 44
#: How lines are dashed by what they rest on, the firmest without a gap.
DASHES = {"agreed": "10 3", "implied": "6 4", "derived": "2 4"}
#: The corners of each shape, and how far its first is turned from the right; a circle has none.
_CORNERS = {"square": (4, 45), "diamond": (4, 0), "hexagon": (6, 0), "triangle": (3, -90), "triangleDown": (3, 90)}
#: How wide a line is at most, and what it is wider for each doubling of its weight.
_WIDEST, _WIDER = 6, 0.8


def draw_picture(network: Network, picture: Picture, title: str, notes: Sequence[str]) -> str:
    """Draw *network* as *picture* has it, under *title* and above *notes*: edges first, so that nodes lie over them."""
    drawn = svg.build_picture(math.ceil(picture.width), math.ceil(picture.height) + HEAD, title, notes)
    inside = SubElement(drawn, "g", {"transform": f"translate(0 {HEAD})"})
    nodes, bundles = {node.id: node for node in network.nodes}, {it.id: it for it in network.bundle()}
    for edge in picture.edges:
        _draw_edge(inside, bundles[edge.id], edge.path)
    for placed in picture.nodes:
        _draw_node(inside, nodes[placed.id], placed)
    return svg.to_xml(drawn)


def _draw_edge(parent: Element, bundle: Bundle, path: str) -> None:
    """Draw *bundle* along *path*."""
    looks = {"fill": "none", "stroke": "#7d8a93"}
    width = min(1 + _WIDER * (bundle.weight.bit_length() - 1), _WIDEST)
    dashes = {"stroke-dasharray": DASHES[bundle.basis]} if bundle.basis in DASHES else {}
    line = SubElement(parent, "path", {"d": path, "stroke-width": svg.format_pixels(width)} | looks | dashes)
    about = dict.fromkeys(it.about_label or it.relation_label for it in bundle.edges)
    svg.add_title(line, "\n".join(it for it in about if it))


def _draw_node(parent: Element, node: Node, placed: PlacedNode) -> None:
    """Draw *node* where it is *placed*, as a link where it has a page."""
    link = {"href": svg.replace_control_characters(node.page), "tabindex": "-1"}
    group = SubElement(parent, "a", link) if node.page else SubElement(parent, "g")
    svg.add_title(group, node.label)
    colour, shape = find_style(node.kind)
    looks = {"fill": colour, "stroke": svg.PAPER}
    if shape in _CORNERS:
        SubElement(group, "polygon", {"points": _find_corners(placed, *_CORNERS[shape])} | looks)
    else:
        place = {"cx": svg.format_pixels(placed.x), "cy": svg.format_pixels(placed.y)}
        SubElement(group, "circle", place | {"r": svg.format_pixels(placed.radius)} | looks)
    left, top, width, height = placed.box
    x = {"start": left, "middle": left + width / 2, "end": left + width}[placed.anchor]
    each = height / max(len(placed.lines), 1)
    for number, line in enumerate(placed.lines):
        svg.add_text(group, (x, top + (number + 0.75) * each), line, placed.anchor)


def _find_corners(placed: PlacedNode, count: int, turned: float) -> str:
    """Find the corners, so many, of the shape of *placed*, the first of them *turned* by so many degrees."""
    angles = (math.radians(turned + 360 * corner / count) for corner in range(count))
    corners = ((placed.x + placed.radius * math.cos(it), placed.y + placed.radius * math.sin(it)) for it in angles)
    return " ".join(f"{svg.format_pixels(x)},{svg.format_pixels(y)}" for x, y in corners)
