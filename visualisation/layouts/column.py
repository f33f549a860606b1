"""Nodes one under the other, names right of their symbols, and arcs left of them: for a narrow screen."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from visualisation.layouts.bends import APART, Bar, draw_arc, draw_loop, find_arc_bend, find_arc_step
from visualisation.layouts.block import CLEAR, LARGEST, make_block
from visualisation.layouts.way import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from visualisation.layouts.block import Block, Label
    from visualisation.layouts.way import Point
    from visualisation.networks import Bundle

#: How far arcs reach at most, and at least.
REACH, _LEAST = 124.0, 16.0
#: Within how many pixels a way that runs straight down turns; rows are high enough for it.
_TURN = 12.0
_MIDDLE = 0.75


def lay_column(labels: Sequence[Label], bundles: Iterable[Bundle], row: float, reach: float = REACH) -> Block:
    """Lay out *labels* in their order, in rows of at least *row* pixels, with *bundles* as arcs of at most *reach*."""
    heights = [max(label.row, row) for label in labels]
    places = {it.id: sum(heights[:place]) + heights[place] / 2 for place, it in enumerate(labels)}
    nodes = [label.place(0, places[label.id]) for label in labels]
    bars = [Bar(it.y - it.radius - CLEAR, it.y + it.radius + CLEAR, it.radius + CLEAR) for it in nodes]
    starts = {it.id: (it.radius, it.y) for it in nodes}
    longest = max(sum(heights) - row, row)
    ways = [
        (name, way.mirror())
        for (one, other), group in group_pairs(bundles)
        for name, way in _draw_group(group, (starts[one], starts[other]), bars, longest, reach)
    ]
    return make_block(nodes, ways)


def group_pairs(bundles: Iterable[Bundle]) -> Iterator[tuple[tuple[str, str], list[Bundle]]]:
    """Group *bundles* by the two that they tie, whichever way these lead."""

    def find_pair(bundle: Bundle) -> tuple[str, str]:
        one, other = sorted((bundle.one, bundle.other))
        return one, other

    for pair, group in groupby(sorted(bundles, key=lambda it: (find_pair(it), it.id)), key=find_pair):
        yield pair, list(group)


def _draw_group(
    group: Sequence[Bundle], ends: tuple[Point, Point], bars: Sequence[Bar], longest: float, reach: float
) -> Iterator[tuple[str, Way]]:
    """Draw the *group* of bundles between two *ends*, to the right; each next bends further."""
    start, end = ends
    if start == end:
        yield from ((bundle.id, draw_loop(start, turn)) for turn, bundle in enumerate(group))
        return
    step, more = find_arc_step(start, end), len(group) - 1
    share = min(abs(end[1] - start[1]) / longest, 1.0)
    bend = max(find_arc_bend(bars, start, end), (_LEAST + share**0.6 * (0.8 * reach - _LEAST)) / _MIDDLE)
    fits = max(start[0], end[0]) + _MIDDLE * (bend + more * step) <= reach + LARGEST
    for turn, bundle in enumerate(group):
        far = LARGEST + CLEAR + (turn + 1) * APART
        way = draw_arc(start, end, bend + turn * step) if fits else _draw_bracket(start, end, far)
        yield bundle.id, way if bundle.one <= bundle.other else way.reverse()


def _draw_bracket(start: Point, end: Point, x: float) -> Way:
    """Draw a way that turns within the row of each end, and runs straight down in between."""
    turn = _TURN if end[1] > start[1] else -_TURN
    return Way(
        start,
        (
            ((x - (x - start[0]) * 0.4, start[1]), (x, start[1] + turn * 0.4), (x, start[1] + turn)),
            ((x, end[1] - turn),),
            ((x, end[1] - turn * 0.4), (x - (x - end[0]) * 0.4, end[1]), end),
        ),
    )
