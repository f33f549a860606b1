"""The lines of bundles as SVG: dash and mark say on what they rest, width what they weigh, an arrow where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from visualisation import svg
from visualisation.layouts import read_path
from visualisation.networks import LEFT, RIGHT
from visualisation.svg_symbol import draw_half_disc

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from visualisation.layouts import Way
    from visualisation.networks import Bundle

#: The colour of lines, and of those that only one of two compared networks has.
LINE, _SIDES = "#6b7780", {LEFT: "#0f5e6e", RIGHT: "#a03a00"}
#: How lines are dashed, and how much further apart dots are than they are wide; what is stated or agreed is whole.
_DASH, _DOTS = (11, 5), 4.5
#: How wide a line is at least and at most, and how much wider for each doubling of its weight.
_NARROW, _WIDEST, _WIDER = 1.25, 6.0, 0.8
#: Where on a line its marks stand: for agreed, for a side of a comparison, and the arrow, on its own and beside one.
_MIDDLE, _SIDE, _ARROW, _ARROW_OF_AGREED = 0.5, 0.36, 0.55, 0.66


@dataclass(frozen=True)
class Look:
    """How a line looks: on what it rests, on which side of a comparison it is, what it weighs, whether it leads."""

    basis: str
    side: str
    weight: int = 1
    directed: bool = False

    @property
    def colour(self) -> str:
        """The colour of the line and its marks."""
        return _SIDES.get(self.side, LINE)

    @property
    def width(self) -> float:
        """How wide it is; dots are no narrower than can be seen."""
        width = min(1 + _WIDER * (self.weight.bit_length() - 1), _WIDEST)
        return max(width, 2.0 if self.basis == "derived" else _NARROW)


def find_look(bundle: Bundle, *, directed: bool) -> Look:
    """Find how *bundle* looks; one from a node to itself leads nowhere."""
    return Look(bundle.basis, bundle.side, bundle.weight, directed and bundle.one != bundle.other)


def draw_line(parent: Element, path: str, look: Look, title: str = "") -> None:
    """Draw a line along *path*, with its marks, and *title* as its tooltip."""
    group = SubElement(parent, "g")
    if title:
        svg.add_title(group, title)
    looks = {"fill": "none", "stroke": look.colour, "stroke-width": svg.format_pixels(look.width)}
    SubElement(group, "path", {"d": path} | looks | _find_dashes(look))
    if look.directed or look.basis == "agreed" or look.side in _SIDES:
        _draw_marks(group, read_path(path), look)


def _find_dashes(look: Look) -> dict[str, str]:
    """Find how the line is dashed: long for what is implied, dots for what is derived."""
    if look.basis == "implied":
        return {"stroke-dasharray": f"{_DASH[0]} {svg.format_pixels(_DASH[1] + look.width)}"}
    if look.basis == "derived":
        return {"stroke-dasharray": f"0.1 {svg.format_pixels(_DOTS + look.width)}", "stroke-linecap": "round"}
    return {}


def _draw_marks(group: Element, way: Way, look: Look) -> None:
    """Draw what stands on a line: an arrow, a square where it is agreed, half a disc where one side alone has it."""
    if look.directed:
        x, y, turned = way.find_place(_ARROW_OF_AGREED if look.basis == "agreed" else _ARROW)
        size = 5 + look.width
        points = f"{size:.1f},0 {-size / 2:.1f},{size / 1.5:.1f} {-size / 2:.1f},{-size / 1.5:.1f}"
        place = f"translate({svg.format_pixels(x)} {svg.format_pixels(y)}) rotate({svg.format_pixels(turned)})"
        SubElement(group, "polygon", {"points": points, "transform": place, "fill": look.colour})
    if look.basis == "agreed":
        x, y, _turned = way.find_place(_MIDDLE)
        half = 3 + look.width / 2
        corner = {"x": svg.format_pixels(x - half), "y": svg.format_pixels(y - half)}
        size_of = {"width": svg.format_pixels(2 * half), "height": svg.format_pixels(2 * half)}
        SubElement(group, "rect", corner | size_of | {"fill": look.colour})
    if look.side in _SIDES:
        x, y, _turned = way.find_place(_SIDE)
        draw_half_disc(group, (x, y), 5, look.colour, look.side)
