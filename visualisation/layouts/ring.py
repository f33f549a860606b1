"""Nodes on a ring, names outside it, and curves that do not leave its inside."""

from __future__ import annotations

from itertools import pairwise
from math import hypot, sqrt
from typing import TYPE_CHECKING

from visualisation.layouts import bends as curves
from visualisation.layouts.bends import Bar
from visualisation.layouts.block import CLEAR, GAP, LARGEST, make_block
from visualisation.layouts.column import group_pairs
from visualisation.layouts.ordering import improve_order, order_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from visualisation.layouts.block import Block, Label
    from visualisation.layouts.ordering import Adjacency
    from visualisation.layouts.picture import PlacedNode
    from visualisation.layouts.way import Point, Way
    from visualisation.networks import Bundle, Node

#: How much of an ellipse a ring is, from round to two straight columns: the first with room for all its curves counts.
_ROUNDNESS = (0.88, 0.75, 0.55, 0.3, 0.0)
#: How wide a ring is inside, at least and at most, and as a part of its height.
NARROWEST, _WIDEST, _WIDTH_OF_HEIGHT = 88.0, 460.0, 0.95
#: How much of the way across curves run level at first, and how far arcs bend: at least, and as a part of their height.
_LEVEL, _LEAST_ARC, _ARC = 0.5, 30.0, 0.62


class NoRoomError(Exception):
    """A ring has no room for its curves."""


def order_ring(part: Sequence[Node], adjacency: Adjacency) -> list[str]:
    """Order the nodes of *part* round a ring, from its top down on the right and up again on the left."""
    line = order_line(part, adjacency)
    half = (len(line) + 1) // 2
    rows = max(half - 1, 1)

    def find_point(place: int) -> Point:
        level = 2 * (place if place < half else len(line) - 1 - place) / rows - 1
        return (1 if place < half else -1) * sqrt(1 - 0.75 * level * level), level * 1.1

    def measure_distance(one: int, other: int) -> float:
        (x1, y1), (x2, y2) = find_point(one), find_point(other)
        return hypot(x1 - x2, y1 - y2)

    return improve_order(line, adjacency, measure_distance)


def lay_ring(labels: Sequence[Label], bundles: Iterable[Bundle], width: float) -> Block:
    """Lay out *labels*, in their order, on a ring, with *bundles* as its curves, within *width* if that is possible.

    :raises NoRoomError: when no ring has room for them.
    """
    half = (len(labels) + 1) // 2
    sides = (labels[half:][::-1], labels[:half])
    pairs = list(group_pairs(bundles))
    height = max(sum(label.row for label in side) for side in sides)
    outside = sum(max((it.width for it in side), default=0) for side in sides) + 2 * (GAP + 2 * LARGEST)
    across = min(max(_WIDTH_OF_HEIGHT * height, NARROWEST), _WIDEST, width - outside)
    for roundness in _ROUNDNESS:
        ring = _Ring(*sides, across / 2, height, roundness)
        try:
            return make_block(ring.nodes.values(), [it for pair, group in pairs for it in ring.draw(pair, group)])
        except NoRoomError:
            continue
    raise NoRoomError


def _spread_rows(side: Sequence[Label], height: float) -> list[float]:
    """Spread the rows of *side* over *height*, and give the middle of each."""
    more = (height - sum(label.row for label in side)) / max(len(side), 1)
    tops = [0.0]
    for label in side:
        tops.append(tops[-1] + label.row + more)
    return [(top + bottom) / 2 for top, bottom in pairwise(tops)]


class _Ring:
    """Where the nodes of a ring are, and what its curves must pass on either side."""

    def __init__(
        self, left: Sequence[Label], right: Sequence[Label], radius: float, height: float, roundness: float
    ) -> None:
        """Place the nodes of the *left* and of the *right*, from the top, on an ellipse *radius* wide."""
        self.nodes: dict[str, PlacedNode] = {}
        self.radius = radius

        def find_x(y: float) -> float:
            level = 2 * roundness * y / height - roundness
            return radius * sqrt(1 - level * level)

        for side, anchor, sign in ((left, "end", -1), (right, "start", 1)):
            for label, y in zip(side, _spread_rows(side, height), strict=True):
                self.nodes[label.id] = label.place(sign * find_x(y), y, "end" if anchor == "end" else "start")
        self.bars = {sign: self._find_bars(sign) for sign in (-1, 1)}

    def _find_bars(self, side: int) -> list[Bar]:
        """Find what is on one *side*, as if it were the left."""
        bars = []
        for node in self.nodes.values():
            if (node.x > 0) == (side > 0):
                x, reach = -abs(node.x), node.radius + CLEAR
                bars.append(Bar(node.y - reach, node.y + reach, x + reach))
                bars.append(Bar(node.box[1], node.box[1] + node.box[3], x - node.radius - GAP + 1))
        return bars

    def draw(self, pair: tuple[str, str], group: Sequence[Bundle]) -> Iterator[tuple[str, Way]]:
        """Draw the *group* of bundles between a *pair* of nodes.

        :raises NoRoomError: when there is no room for it.
        """
        one, other = (self.nodes[name] for name in pair)
        if one.x > 0 > other.x:
            one, other = other, one
        if one.id == other.id:
            ways = self._draw_loops(one, len(group))
        elif (one.x > 0) == (other.x > 0):
            ways = self._draw_arcs(one, other, len(group))
        else:
            ways = self._draw_crossings(one, other, len(group))
        for bundle, way in zip(group, ways, strict=True):
            yield bundle.id, way if bundle.one == one.id else way.reverse()

    def _draw_loops(self, node: PlacedNode, count: int) -> list[Way]:
        """Draw *count* rings of *node* to itself, inside."""
        across = -1 if node.x > 0 else 1
        ways = [curves.draw_loop((node.x + across * node.radius, node.y), turn, across) for turn in range(count)]
        left, _top, right, _bottom = ways[-1].measure_bounds()
        if right - left > abs(node.x):
            raise NoRoomError
        return ways

    def _draw_arcs(self, one: PlacedNode, other: PlacedNode, count: int) -> list[Way]:
        """Draw *count* arcs between two on one side."""
        side = 1 if one.x > 0 else -1
        start, end = ((-abs(node.x) + node.radius, node.y) for node in (one, other))
        step = curves.find_arc_step(start, end)
        wanted = min(max(_LEAST_ARC, _ARC * abs(end[1] - start[1])), 1.1 * self.radius)
        bend = max(curves.find_arc_bend(self.bars[side], start, end), wanted)
        ways = [curves.draw_arc(start, end, bend + turn * step) for turn in range(count)]
        reach, low, high = ways[-1].measure_bounds()[2], *sorted((start[1], end[1]))
        if any(bar.bottom > low and bar.top < high and reach > -bar.x for bar in self.bars[-side]):
            raise NoRoomError
        return [way.mirror() for way in ways] if side > 0 else ways

    def _draw_crossings(self, one: PlacedNode, other: PlacedNode, count: int) -> list[Way]:
        """Draw *count* curves from *one*, on the left, to the *other*, on the right."""
        start, end = (one.x + one.radius, one.y), (other.x - other.radius, other.y)
        if end[0] <= start[0]:
            raise NoRoomError
        bends = curves.find_crossing_bends(self.bars[-1], self.bars[1], start, end, _LEVEL)
        if bends is None:
            raise NoRoomError
        across, down = curves.find_aside(start, end, bends)
        turns = [turn - (count - 1) / 2 for turn in range(count)]
        ways = [curves.draw_crossing(start, end, bends, (turn * across, turn * down)) for turn in turns]
        if count > 1 and not all(self._is_clear(way, {one.id, other.id}) for way in (ways[0], ways[-1])):
            raise NoRoomError
        return ways

    def _is_clear(self, way: Way, ends: Iterable[str]) -> bool:
        """Look closely whether *way* passes all nodes but its *ends*."""
        others = [node for name, node in self.nodes.items() if name not in ends]
        low, high = way.measure_bounds()[1::2]
        points = list(way.sample(120))
        return not any(
            _is_within(point, node)
            for node in others
            if node.y + node.box[3] > low and node.y - node.box[3] < high
            for point in points
        )


def _is_within(point: Point, node: PlacedNode) -> bool:
    """Tell whether *point* is within what *node* keeps for itself, and a pixel more."""
    (x, y), (left, top, width, height) = point, node.box
    reach = node.radius + CLEAR + 1
    return (abs(x - node.x) < reach and abs(y - node.y) < reach) or (
        left - 1 < x < left + width + 1 and top - 1 < y < top + height + 1
    )
