"""A network with a place for all of it: what each drawing, on a canvas or as SVG, is made of.

Lengths are in pixels at a scale of 1, from the left and the top of the picture; letters are `SIZE` high.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: How high letters are.
SIZE = 14

Anchor = Literal["start", "middle", "end"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class PlacedNode:
    """The place of a node: the middle of its symbol and how large that is, from its middle to its edge.

    Its label, in `lines`, begins right of the symbol (`start`), ends left of it (`end`), or stands below it (`middle`).
    `box` is what the label keeps for itself, whatever the font: left, top, width and height.
    """

    id: str
    x: float
    y: float
    radius: float
    anchor: Anchor
    lines: tuple[str, ...]
    box: Box


@dataclass(frozen=True)
class PlacedEdge:
    """The way of a bundle through the picture, from one node to the other, as a path of SVG with M, L and C alone.

    `id` is that of the bundle. Paths neither run through the symbol or the box of a node that is not their own.
    """

    id: str
    path: str


@dataclass(frozen=True)
class Picture:
    """All of a network in its place; the same network gives the same picture to the last digit."""

    width: float
    height: float
    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...]
