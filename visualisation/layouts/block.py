"""A part of a picture by itself: its nodes and ways, from its own left and top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log2
from typing import TYPE_CHECKING

from visualisation.layouts.picture import Picture, PlacedEdge, PlacedNode
from visualisation.layouts.text import LINE, SLACK, clean_text, measure_text, wrap_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from visualisation.layouts.picture import Anchor
    from visualisation.layouts.way import Way
    from visualisation.networks import Node

#: Pixels between a symbol and its label, and what a way keeps from the symbols of others.
GAP, CLEAR = 6, 3.5
#: How large a symbol is, from its middle to its edge: at least and at most.
SMALLEST, LARGEST = 6.0, 8.0
#: Pixels of a row, at least, so that the symbols in it are apart, and what a row has above and below its lines.
ROW, PADDING = 24, 7


@dataclass(frozen=True)
class Label:
    """A node before it has a place: the lines of its label, how wide these are, and the size of its symbol."""

    id: str
    lines: tuple[str, ...]
    width: float
    radius: float

    @property
    def height(self) -> float:
        """How high the lines are."""
        return LINE * len(self.lines)

    @property
    def row(self) -> float:
        """How high a row with this in it is."""
        return max(ROW, self.height + PADDING)

    def place(self, x: float, y: float, anchor: Anchor = "start") -> PlacedNode:
        """Place the middle of the symbol, and the label right of it (`start`) or left of it (`end`)."""
        away = self.radius + GAP
        left = x + away if anchor == "start" else x - away - self.width
        box = (left, y - self.height / 2, self.width, self.height)
        return PlacedNode(self.id, x, y, self.radius, anchor, self.lines, box)


def make_label(node: Node, degree: int, width: float, most: int) -> Label:
    """Make the label of *node*, which has *degree* ways, of at most *most* lines of at most *width* pixels."""
    lines = wrap_label(node.label, width - SLACK, most)
    radius = min(SMALLEST + 0.45 * log2(max(degree, node.members, 1)), LARGEST)
    return Label(node.id, lines, max((measure_text(line) + SLACK for line in lines), default=0), round(radius, 1))


def measure_label(node: Node) -> float:
    """Measure how wide the label of *node* is in one line."""
    return measure_text(clean_text(node.label)) + SLACK


@dataclass(frozen=True)
class Block:
    """A rectangle with all that is in it, from 0 to its width and its height."""

    width: float
    height: float
    nodes: tuple[PlacedNode, ...]
    ways: tuple[tuple[str, Way], ...]

    def shift(self, across: float, down: float) -> Block:
        """Give the same, with what is in it further to the right and down."""
        nodes = tuple(_shift_node(node, across, down) for node in self.nodes)
        return replace(self, nodes=nodes, ways=tuple((name, way.shift(across, down)) for name, way in self.ways))


def _shift_node(node: PlacedNode, across: float, down: float) -> PlacedNode:
    """Give *node* with its box elsewhere."""
    left, top, width, height = node.box
    return replace(node, x=node.x + across, y=node.y + down, box=(left + across, top + down, width, height))


def make_block(nodes: Iterable[PlacedNode], ways: Iterable[tuple[str, Way]]) -> Block:
    """Make the smallest block that holds *nodes* and *ways*, wherever these lie."""
    nodes, ways = tuple(nodes), tuple(ways)
    bounds = [way.measure_bounds() for _name, way in ways]
    for it in nodes:
        bounds.append((it.x - it.radius, it.y - it.radius, it.x + it.radius, it.y + it.radius))
        bounds.append((it.box[0], it.box[1], it.box[0] + it.box[2], it.box[1] + it.box[3]))
    left, top = (min(it[side] for it in bounds) for side in (0, 1))
    right, bottom = (max(it[side] for it in bounds) for side in (2, 3))
    return Block(right - left, bottom - top, nodes, ways).shift(-left, -top)


def to_picture(blocks: Sequence[Block], width: float, height: float) -> Picture:
    """Make a picture of *blocks* that have their place in it."""
    nodes = sorted((_round_node(node) for block in blocks for node in block.nodes), key=lambda node: node.id)
    edges = [PlacedEdge(name, way.to_path()) for block in blocks for name, way in block.ways]
    return Picture(round(width, 2), round(height, 2), tuple(nodes), tuple(sorted(edges, key=lambda edge: edge.id)))


def _round_node(node: PlacedNode) -> PlacedNode:
    """Give *node* with its place to a hundredth of a pixel, as ways have theirs."""
    left, top, width, height = (round(value, 2) + 0.0 for value in node.box)
    return replace(node, x=round(node.x, 2) + 0.0, y=round(node.y, 2) + 0.0, box=(left, top, width, height))
