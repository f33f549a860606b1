"""How far a curve must bend so that it passes the symbols and labels of others: solved, not tried.

All curves here leave and arrive level, and are as far down at a time t as 3t² - 2t³ says; so what they must pass is
passed at times that are known, and how far to the side they are then grows with their bend in a straight line.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from visualisation.layouts.way import Way, find_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from visualisation.layouts.way import Point

#: How far curves between the same two are apart in their middle.
APART = 5.0
_ARCS_APART = 7.5
#: What keeps a division from being one by nothing, and how often bends at both ends are made to agree.
_INSTANT, _ROUNDS = 1e-9, 12
#: How much of its bend a curve has in its middle.
_MIDDLE = 0.75
#: A ring from a node to itself: how far its curve is drawn out, how much further the next, and how wide it is.
_LOOP, _LOOP_STEP, _LOOP_WIDTH = 24, 7, 26


class Bar(NamedTuple):
    """What a curve must pass on its right: from which height to which, and as far right as what is there reaches."""

    top: float
    bottom: float
    x: float


def _find_times(bars: Iterable[Bar], start: Point, end: Point) -> Iterator[tuple[float, float, float]]:
    """Find when a curve passes each of *bars* but those that it starts in: how much of its height it has done then."""
    low, high, down = min(start[1], end[1]), max(start[1], end[1]), end[1] - start[1]
    for bar in bars:
        if bar.bottom > low and bar.top < high and not bar.top < start[1] < bar.bottom:
            one, other = ((min(max(y, low), high) - start[1]) / down for y in (bar.top, bar.bottom))
            yield bar.x, min(one, other), max(one, other)


def find_arc_bend(bars: Iterable[Bar], start: Point, end: Point) -> float:
    """Find how far an arc from *start* to *end*, both left, must bend to the right to pass *bars*."""
    need, across = 0.0, end[0] - start[0]
    others = [bar for bar in bars if not bar.top < end[1] < bar.bottom]
    for x, *fractions in _find_times(others, start, end):
        for fraction in fractions:
            lacking = x - start[0] - fraction * across
            if lacking > 0:
                time = find_time(fraction)
                need = max(need, lacking / max(3 * time * (1 - time), _INSTANT))
    return need


def draw_arc(start: Point, end: Point, bend: float) -> Way:
    """Draw an arc that bends to the right, or to the left where *bend* is below 0."""
    return Way(start, (((start[0] + bend, start[1]), (end[0] + bend, end[1]), end),))


def draw_loop(place: Point, turn: int, across: int = 1) -> Way:
    """Draw the ring of a node to itself, right of *place*, or left of it; each next *turn* is a larger one."""
    x, y = place
    far = x + across * (_LOOP + turn * _LOOP_STEP)
    return Way(place, (((far, y - _LOOP_WIDTH), (far, y + _LOOP_WIDTH), place),))


def find_crossing_bends(
    left: Sequence[Bar], right: Sequence[Bar], start: Point, end: Point, wanted: float
) -> tuple[float, float] | None:
    """Find how far a curve from *start*, left, to *end*, right, must run level at each to pass bars on both sides.

    The *right* bars are those of a mirror. Nothing comes back where there is no room for such a curve.
    """
    width = end[0] - start[0]
    sides = ((left, start, end), (right, (-end[0], end[1]), (-start[0], start[1])))
    passed = [
        [(x - here[0], first) for x, first, _last in _find_times(bars, here, there)] for bars, here, there in sides
    ]
    bends = [wanted * width, wanted * width]
    for _ in range(_ROUNDS):
        needs = [_find_need(it, width, other) for it, other in zip(passed, reversed(bends), strict=True)]
        if max(needs) > width:
            return None
        if needs[0] <= bends[0] and needs[1] <= bends[1]:
            return bends[0], bends[1]
        bends = [max(bend, need + 0.1) for bend, need in zip(bends, needs, strict=True)]
    return None


def _find_need(passed: Iterable[tuple[float, float]], width: float, other: float) -> float:
    """Find the bend at one end with which all bars are *passed*, with the bend at the *other*."""
    need = 0.0
    for x, fraction in passed:
        time = find_time(fraction)
        lacking = x - fraction * width + 3 * time * time * (1 - time) * other
        if lacking > 0:
            need = max(need, lacking / max(3 * time * (1 - time) ** 2, _INSTANT))
    return need


def draw_crossing(start: Point, end: Point, bends: tuple[float, float], aside: Point = (0, 0)) -> Way:
    """Draw a curve from *start*, left, to *end*, right, its middle *aside* from where it would be."""
    one, other, (across, down) = *bends, aside
    near, far = start[0] + one + across, end[0] - other + across
    return Way(start, (((near, start[1] + down), (far, end[1] + down), end),))


def find_aside(start: Point, end: Point, bends: tuple[float, float]) -> Point:
    """Find how far the handles of the next curve between the same two are aside, for it to be apart in its middle."""
    across, down = end[0] - start[0] - sum(bends) / 2, end[1] - start[1]
    length = hypot(across, down) or 1.0
    if abs(across) >= abs(down):
        return 0, APART / _MIDDLE / (abs(across) / length)
    return APART / _MIDDLE / (abs(down) / length), 0


def find_arc_step(start: Point, end: Point) -> float:
    """Find how much further the next arc between the same two bends, for it to be apart in its middle.

    The more two are aslant of each other, the nearer what is apart on the level comes elsewhere.
    """
    slant = (end[0] - start[0]) / (end[1] - start[1])
    return _ARCS_APART / _MIDDLE * (1 + slant * slant)
