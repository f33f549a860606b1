"""Ways through a picture: lines and curves as points, which are moved, turned round, bounded and written as SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import asin, atan2, degrees, hypot, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Point = tuple[float, float]
#: How many points of a curve are looked at to find a place on it.
_CLOSELY = 24
_COMMAND = re.compile("([MLC])([^MLC]*)")
#: Left, top, right and bottom.
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Way:
    """Where a path begins, and its steps: one point is the end of a line, three are those of a cubic curve."""

    start: Point
    steps: tuple[tuple[Point, ...], ...]

    def shift(self, across: float, down: float) -> Way:
        """Give the same way elsewhere."""
        return self._map(lambda point: (point[0] + across, point[1] + down))

    def mirror(self) -> Way:
        """Give the same way as a mirror at x = 0 shows it."""
        return self._map(lambda point: (-point[0], point[1]))

    def _map(self, move: Callable[[Point], Point]) -> Way:
        return Way(move(self.start), tuple(tuple(map(move, step)) for step in self.steps))

    def reverse(self) -> Way:
        """Give the same way, from its end to its start."""
        points = [self.start, *(step[-1] for step in self.steps)]
        steps = [(*step[-2::-1], point) for step, point in zip(self.steps, points, strict=False)]
        return Way(points[-1], tuple(reversed(steps)))

    def measure_bounds(self) -> Bounds:
        """Measure what the way keeps within, exactly."""
        xs, ys, last = [self.start[0]], [self.start[1]], self.start
        for step in self.steps:
            xs += _find_extremes([last[0], *(x for x, _y in step)])
            ys += _find_extremes([last[1], *(y for _x, y in step)])
            last = step[-1]
        return min(xs), min(ys), max(xs), max(ys)

    def sample(self, count: int) -> Iterator[Point]:
        """Give *count* points of each step, and the start."""
        last = self.start
        yield last
        for step in self.steps:
            points = (last, last, step[-1], step[-1]) if len(step) == 1 else (last, *step)
            for place in range(1, count + 1):
                t = place / count
                weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
                shares = [(weight * x, weight * y) for weight, (x, y) in zip(weights, points, strict=True)]
                yield sum(x for x, _y in shares), sum(y for _x, y in shares)
            last = step[-1]

    def find_place(self, part: float) -> tuple[float, float, float]:
        """Find the point at *part* of the way, by length, and which way it leads there, in degrees."""
        points = list(self.sample(_CLOSELY))
        lengths = [hypot(there[0] - here[0], there[1] - here[1]) for here, there in pairwise(points)]
        left = part * sum(lengths)
        for length, (here, there) in zip(lengths, pairwise(points), strict=True):
            if length >= left and length:
                done = left / length
                (x, y), across, down = here, there[0] - here[0], there[1] - here[1]
                return x + done * across, y + done * down, degrees(atan2(down, across))
            left -= length
        return (*points[-1], 0.0)

    def to_path(self) -> str:
        """Write the way as the `d` of an SVG path, with M, L and C alone."""
        parts = [f"M{_format(self.start)}"]
        parts += [f"{'L' if len(step) == 1 else 'C'}{' '.join(map(_format, step))}" for step in self.steps]
        return "".join(parts)


def read_path(path: str) -> Way:
    """Read the `d` of an SVG path of M, L and C back as a way.

    >>> read_path("M0 0L10 0").find_place(0.5)
    (5.0, 0.0, 0.0)
    """
    steps = []
    for _letter, numbers in _COMMAND.findall(path):
        values = [float(value) for value in numbers.split()]
        steps.append(tuple(zip(values[::2], values[1::2], strict=True)))
    return Way(steps[0][0], tuple(steps[1:]))


def _format(point: Point) -> str:
    """Write *point* to a hundredth of a pixel."""
    return " ".join(f"{round(value, 2) + 0.0:.10g}" for value in point)


def _find_extremes(values: list[float]) -> list[float]:
    """Find the values of a line or a cubic curve on one axis between which all others lie."""
    if len(values) < 4:  # noqa: PLR2004  a line ends where it ends
        return [values[-1]]
    one, two, three, four = values
    found = [four]
    for at in _find_roots(four - one + 3 * (two - three), 2 * (one - 2 * two + three), two - one):
        if 0 < at < 1:
            back = 1 - at
            found.append(back**3 * one + 3 * back**2 * at * two + 3 * back * at**2 * three + at**3 * four)
    return found


def _find_roots(square: float, linear: float, fixed: float) -> list[float]:
    """Find where a polynomial of the second degree is 0."""
    if abs(square) < 1e-9:  # noqa: PLR2004  a line, then
        return [-fixed / linear] if abs(linear) > 1e-9 else []  # noqa: PLR2004  as above
    under = linear * linear - 4 * square * fixed
    return [(-linear + sign * sqrt(under)) / (2 * square) for sign in (-1, 1)] if under >= 0 else []


def find_time(fraction: float) -> float:
    """Find when a curve that leaves and arrives level has done *fraction* of its height: the inverse of 3t² - 2t³."""
    return 0.5 - sin(asin(1 - 2 * min(max(fraction, 0), 1)) / 3)
