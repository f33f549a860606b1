"""A history: tracks under each other, each with the stretches of time during which something was in a state.

How far a state goes is seen from how thick its stretch is, so that nobody needs to see colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visualisation import svg
from visualisation.diagrams.canvas import LINE, add_box, add_group, add_label, add_line, make_scale, start_canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from xml.etree.ElementTree import Element

    Place = Callable[[date], float]

#: As many years before and after today as there is room for; what lies beyond is cut off at the edge.
YEARS_BEFORE, YEARS_AFTER = 60, 20
#: As many tracks as are drawn; the table beside the picture has all.
MOST_TRACKS = 12
#: Pixels: the band of a track under its name, and the thickness of each state.
_BAND, _THICK = 18, {1: 4, 2: 8, 3: 14}
#: The share of the width that time takes, the least that a stretch takes, and how many years are written below.
_WIDEST, _LEAST, _TICKS = 94.0, 0.8, 6


@dataclass(frozen=True)
class Stretch:
    """From the day `begin` up to `end` something was in a state; without an end it still is.

    The `weight` says how far the state goes: 1 is proposed, 2 decided, 3 holds.
    """

    begin: date
    end: date | None = None
    weight: int = 3


@dataclass(frozen=True)
class Track:
    """What has a `name`, with its stretches; the one that the page is about is the `main` one."""

    name: str
    stretches: Sequence[Stretch]
    main: bool = False


@dataclass(frozen=True)
class Period:
    """A time to hold the tracks against, such as that of a plan, and what it is called."""

    begin: date
    end: date
    name: str


def draw_history(
    tracks: Sequence[Track], today: tuple[date, str], title: str, table: str, period: Period | None = None
) -> str:
    """Draw *tracks*, *today* and the *period*, called *title*, as SVG that the table with the id *table* describes."""
    shown = tracks[:MOST_TRACKS]
    bounds = _find_bounds(shown, today[0], period)
    place = _make_place(*bounds)
    foot = 2 * LINE + len(shown) * (LINE + _BAND)
    picture = start_canvas("history", foot + LINE, title, table)
    if period and period.begin <= bounds[1] and period.end >= bounds[0]:
        _draw_period(picture, period, place, foot)
    _draw_years(picture, bounds, place, foot)
    for number, track in enumerate(shown):
        _draw_track(picture, track, 2 * LINE + number * (LINE + _BAND), bounds, place)
    across = place(today[0])
    add_line(picture, (across, LINE), (across, foot), "now")
    _write_beside(picture, (across, 0), today[1], "now-name")
    return svg.to_xml(picture)


def _find_bounds(tracks: Iterable[Track], today: date, period: Period | None) -> tuple[date, date]:
    """Find the first and last day of the years that *tracks*, *today* and the *period* take, as far as these fit."""
    every = [day for track in tracks for it in track.stretches for day in (it.begin, it.end) if day]
    days = [today, *every, *((period.begin, period.end) if period else ())]
    first = max(min(days).year, today.year - YEARS_BEFORE)
    last = min(max(days).year, today.year + YEARS_AFTER)
    return date(first, 1, 1), date(last, 12, 31)


def _make_place(first: date, last: date) -> Place:
    """Make what turns a day into a share of the width; one before *first* or after *last* stands at the edge."""
    scale = make_scale(first.toordinal(), last.toordinal(), _WIDEST)
    return lambda day: scale(min(max(day, first), last).toordinal())


def _draw_period(picture: Element, period: Period, place: Place, foot: int) -> None:
    """Draw the *period* behind everything, from its name down to *foot*."""
    start, end = place(period.begin), place(period.end)
    add_box(picture, (start, max(end - start, _LEAST)), (LINE, foot - LINE), "period")
    _write_beside(picture, (start, LINE), period.name, "value")


def _draw_track(picture: Element, track: Track, top: int, bounds: tuple[date, date], place: Place) -> None:
    """Draw *track* from *top* downwards: its name, and its stretches below as far as they lie within *bounds*."""
    group = add_group(picture, track.name)
    add_label(group, (0, top), track.name, **({"font-weight": "600"} if track.main else {}))
    middle = top + LINE + _BAND // 2
    for it in track.stretches:
        end = it.end or bounds[1]
        if end >= max(it.begin, bounds[0]) and it.begin <= bounds[1]:
            thick, across = _THICK.get(it.weight, _THICK[3]), place(it.begin)
            wide, name = max(place(end) - across, _LEAST), "series series-1" if track.main else "series series-3"
            add_box(group, (across, wide), (middle - thick // 2, thick), f"{name} weight-{it.weight}")


def _draw_years(picture: Element, bounds: tuple[date, date], place: Place, foot: int) -> None:
    """Draw the years within *bounds* at *foot*, so few that they stand apart."""
    first, last = (day.year for day in bounds)
    for year in range(first, last + 1, -(-(last - first + 1) // _TICKS)):
        across = place(date(year, 1, 1))
        add_line(picture, (across, 2 * LINE), (across, foot), "year")
        add_label(picture, (across, foot), str(year), "value year-name")


def _write_beside(picture: Element, place: tuple[float, int], text: str, name: str) -> None:
    """Write *text* of the class *name* at *place*, on the side where there is room."""
    looks = {"text-anchor": "end", "dx": "-4"} if place[0] > _WIDEST / 2 else {"dx": "4"}
    add_label(picture, place, text, name, **looks)
