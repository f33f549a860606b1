"""The symbols of nodes as SVG: their shape says the same as their colour."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from visualisation import svg
from visualisation.networks import LEFT, RIGHT
from visualisation.style import find_style

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    Corners = list[tuple[float, float]]

#: The shapes with corners: how many, at which angle the first is, and how deep it is between two; others are round.
_SHAPES = {
    "square": (4, pi / 4, 1.0),
    "diamond": (4, -pi / 2, 1.0),
    "triangle": (3, -pi / 2, 1.0),
    "triangleDown": (3, pi / 2, 1.0),
    "hexagon": (6, 0.0, 1.0),
    "star": (5, -pi / 2, 0.45),
}
#: What is round is drawn with so many corners where half of it is filled.
_ROUND = (48, 0.0, 1.0)
_HALVES = {LEFT: -1, RIGHT: 1}


def draw_symbol(parent: Element, kind: str, place: tuple[float, float], radius: float, side: str) -> None:
    """Draw the symbol of *kind* with its middle at *place*.

    Of a comparison, what is on one *side* alone is filled on that side alone.
    """
    colour, shape = find_style(kind)
    half = _HALVES.get(side)
    looks = {"fill": svg.PAPER if half else colour, "stroke": colour if half else svg.PAPER, "stroke-width": "1.5"}
    if shape in _SHAPES or half:
        corners = _find_corners(*_SHAPES.get(shape, _ROUND))
        _draw_corners(parent, corners, place, radius, looks)
        if half:
            _draw_corners(parent, _cut_half(corners, half), place, radius, {"fill": colour})
    else:
        middle = {"cx": svg.format_pixels(place[0]), "cy": svg.format_pixels(place[1])}
        SubElement(parent, "circle", {**middle, "r": svg.format_pixels(radius), **looks})


def draw_half_disc(parent: Element, place: tuple[float, float], radius: float, colour: str, side: str) -> None:
    """Draw a disc that is filled on one *side*: the mark of what only that side of a comparison has."""
    corners = _find_corners(*_ROUND)
    _draw_corners(parent, corners, place, radius, {"fill": svg.PAPER, "stroke": colour, "stroke-width": "1.5"})
    _draw_corners(parent, _cut_half(corners, _HALVES[side]), place, radius, {"fill": colour})


def _find_corners(count: int, first: float, depth: float) -> Corners:
    """Find the corners of a shape within a circle of one; where *depth* is less there is another between each two."""
    steps = 2 * count if depth < 1 else count
    angles = [first + 2 * pi * step / steps for step in range(steps)]
    fars = [depth if step % 2 else 1.0 for step in range(steps)]
    return [(far * cos(angle), far * sin(angle)) for far, angle in zip(fars, angles, strict=True)]


def _cut_half(corners: Corners, half: int) -> Corners:
    """Cut the *half* left (-1) or right (1) of the middle out of the shape with *corners*."""
    cut: Corners = []
    for (x, y), (next_x, next_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if x * half >= 0:
            cut.append((x, y))
        if x * next_x < 0:
            cut.append((0.0, y + (next_y - y) * x / (x - next_x)))
    return cut


def _draw_corners(
    parent: Element, corners: Corners, place: tuple[float, float], radius: float, looks: dict[str, str]
) -> None:
    """Draw a shape by its *corners*, which lie within a circle of one."""
    points = " ".join(
        f"{svg.format_pixels(place[0] + radius * x)},{svg.format_pixels(place[1] + radius * y)}" for x, y in corners
    )
    SubElement(parent, "polygon", {"points": points} | looks)
