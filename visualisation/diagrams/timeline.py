"""A line of time: lanes under each other, each with what falls on a day, between the first year and the last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from visualisation import svg
from visualisation.diagrams.canvas import LINE, add_box, add_group, add_label, add_line, make_scale, start_canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    Place = Callable[[date], float]

#: Pixels: how high a lane is under its label, half of that, and the half of a mark.
_HIGH, _HALF, _RADIUS = 26, 13, 7
#: The line has this much of the width, so that the last year can be written behind it.
_WIDEST = 94.0
#: The line is divided into so many places; what falls on the same one is counted and not drawn over another.
_PLACES = 30
#: As many years as are written under the line, and as many as it spans; what lies beyond has no place on it.
_MOST_TICKS, MOST_YEARS = 7, 60


@dataclass(frozen=True)
class Moment:
    """What falls on a day, or begins on it and lasts until another."""

    day: date
    until: date | None = None


@dataclass(frozen=True)
class Lane:
    """What is of one kind, under one label, and the number of the series whose look it has."""

    label: str
    moments: Sequence[Moment]
    series: int = 1


def draw_timeline(lanes: Sequence[Lane], now: tuple[date, str], title: str, table: str) -> str:
    """Draw *lanes* and *now*, a day and what it is called, as SVG that the table with the id *table* describes."""
    first, last = find_years(lanes, now[0])
    days = make_scale(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal(), _WIDEST)
    height = (len(lanes) + 1) * LINE + len(lanes) * _HIGH + LINE
    picture = start_canvas("timeline", height, title, table)
    place: Place = lambda day: days(day.toordinal())  # noqa: E731  a scale, as the one that it rests on
    for number, lane in enumerate(lanes):
        _draw_lane(picture, lane, LINE + number * (LINE + _HIGH), place)
    foot = height - LINE
    _draw_years(picture, (first, last), foot, place)
    if first <= now[0].year <= last:
        across = place(now[0])
        add_line(picture, (across, LINE), (across, foot), "now")
        add_label(picture, (across, 0), now[1], "heading", **_stand_beside(across, 4))
    return svg.to_xml(picture)


def find_years(lanes: Sequence[Lane], now: date) -> tuple[int, int]:
    """Find the first and the last year of *lanes* and of the day *now*, no more than can be drawn apart.

    What lies far from the rest of them does not press those together: the years nearest to *now* are kept.
    """
    days = [day for lane in lanes for it in lane.moments for day in (it.day, it.until) if day]
    years = [day.year for day in days if abs(day.year - now.year) <= MOST_YEARS // 2]
    return min([now.year, *years]), max([now.year, *years])


def _draw_lane(picture: Element, lane: Lane, top: int, place: Place) -> None:
    """Draw *lane* from *top* downwards: its label, what lasts as a bar, and what falls on a day as a mark."""
    box = add_group(picture, f"{lane.label}: {len(lane.moments)}")
    add_label(box, (0, top), lane.label)
    middle = top + LINE + _HALF
    add_line(box, (0, middle), (_WIDEST, middle), "lane")
    shown = [it for it in lane.moments if 0 <= place(it.day) <= _WIDEST or it.until]
    for it in shown:
        if it.until:
            start, end = max(place(it.day), 0), min(place(it.until), _WIDEST)
            add_box(box, (start, max(end - start, 1)), (middle - 4, 8), f"series series-{lane.series}")
    counted = Counter(round(place(it.day) * _PLACES / _WIDEST) for it in shown if not it.until)
    for spot, count in sorted(counted.items()):
        _draw_mark(box, spot * _WIDEST / _PLACES, middle, count, lane.series)


def _draw_mark(box: Element, across: float, middle: int, count: int, series: int) -> None:
    """Draw a mark at *across*, with its *count* behind it where that is more than one."""
    attributes = {"class": f"series series-{series}", "cx": f"{svg.format_pixels(across)}%", "cy": str(middle)}
    SubElement(box, "circle", attributes | {"r": str(_RADIUS)})
    if count > 1:
        add_label(box, (across, middle - 11), f"{count}", "value", **_stand_beside(across, _RADIUS + 2))


def _draw_years(picture: Element, years: tuple[int, int], foot: int, place: Place) -> None:
    """Draw the years from the first to the last of *years* at *foot*, so many that they stand apart."""
    first, last = years
    step = -(-(last - first + 1) // _MOST_TICKS)
    for year in range(first, last + 1, step):
        across = place(date(year, 1, 1))
        add_line(picture, (across, LINE), (across, foot), "year")
        add_label(picture, (across, foot), str(year), "value")


def _stand_beside(across: float, pixels: int) -> dict[str, str]:
    """Say how a text stands *pixels* beside *across*: on its left from where there is no room on its right."""
    left = across > _WIDEST * 2 / 3
    return {"text-anchor": "end" if left else "start", "dx": str(-pixels if left else pixels)}
