"""A history: each state where it was, the rest cut off at the edge, and names that stay text."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from visualisation.diagrams import LONGEST_LABEL, MOST_TRACKS, Period, Stretch, Track, draw_history
from visualisation.svg import NAMESPACE

SVG = f"{{{NAMESPACE}}}"
TODAY = (date(2026, 12, 1), "today")
PLAN = Period(date(2019, 1, 1), date(2022, 12, 31), "the plan")
ACT = Track(
    "Act", [Stretch(date(1992, 6, 1), date(1994, 1, 17), 2), Stretch(date(1994, 1, 17), date(2020, 1, 1))], main=True
)


def draw(*tracks: Track, period: Period | None = PLAN) -> Element:
    """Draw *tracks* beside the *period*, and read the picture."""
    return fromstring(draw_history(tracks, TODAY, "When it held", "days", period))  # noqa: S314  our own picture


def list_boxes(picture: Element, name: str) -> list[tuple[float, float]]:
    """List where each box of the class *name* begins and ends, in per cent."""
    boxes = (it for it in picture.iter(f"{SVG}rect") if name in it.get("class", "").split())
    spans = [(float(it.get("x", "")[:-1]), float(it.get("width", "")[:-1])) for it in boxes]
    return [(start, start + width) for start, width in spans]


def list_texts(picture: Element, name: str) -> list[str]:
    """List the texts of the class *name*, without what keeps their direction apart."""
    return [
        (it.text or "").strip("\u2068\u2069")
        for it in picture.iter(f"{SVG}text")
        if name in it.get("class", "").split()
    ]


def test_states_follow_on_each_other_and_lie_beside_the_plan() -> None:
    """What was decided ends where it begins to hold, and that ends within the period of the plan."""
    picture = draw(ACT)
    decided, holds = list_boxes(picture, "weight-2")[0], list_boxes(picture, "weight-3")[0]
    plan = list_boxes(picture, "period")[0]

    assert decided[1] == pytest.approx(holds[0], abs=0.2)
    assert plan[0] < holds[1] < plan[1]
    assert picture.get("role") == "img"
    assert picture.get("aria-describedby") == "days"


def test_state_without_an_end_goes_on() -> None:
    """What still holds reaches the last day of the picture."""
    end = list_boxes(draw(Track("Open", [Stretch(date(2020, 1, 1))])), "series")[0][1]

    assert end == pytest.approx(94, abs=0.1)


@pytest.mark.parametrize(
    ("begin", "end", "drawn"),
    [
        (date(1, 1, 1), date(2025, 1, 1), 1),
        (date(1850, 1, 1), date(1899, 12, 31), 0),
        (date(2020, 1, 1), date(9999, 12, 31), 1),
        (date(9999, 1, 1), None, 0),
        (date(2020, 1, 1), date(2019, 1, 1), 0),
        (date(2020, 1, 1), date(2020, 1, 1), 1),
    ],
)
def test_far_days_and_turned_ones_press_nothing_together(begin: date, end: date | None, drawn: int) -> None:
    """What lies outside what there is room for is cut off at the edge, and takes the room of nothing else."""
    picture = draw(ACT, Track("Far", [Stretch(begin, end)]))
    boxes = list_boxes(picture, "series")
    years = list_texts(picture, "year-name")

    assert len(boxes) == 2 + drawn
    assert all(0 <= start <= stop <= 95 for start, stop in boxes)
    assert int(years[0]) >= TODAY[0].year - 60
    assert int(years[-1]) <= TODAY[0].year + 20


def test_plan_outside_the_picture_is_not_drawn() -> None:
    """A period of which no day is in the picture has no place in it, and a picture does without one."""
    far = Period(date(9000, 1, 1), date(9999, 12, 31), "far")

    assert list_boxes(draw(ACT, period=far), "period") == []
    assert list_boxes(draw(ACT, period=None), "period") == []


def test_names_are_cut_and_stay_text() -> None:
    """A name of 300 letters is cut, its whole is the tooltip, and markup or a turn to the left stays in its name."""
    long, evil = "a" * 300, '</text><script>alert("1")</script>\u202eold\x00'
    picture = draw(Track(long, [Stretch(date(2000, 1, 1))]), Track(evil, [Stretch(date(2000, 1, 1))]))
    names = list_texts(picture, "short")

    assert len(names[0]) == LONGEST_LABEL
    assert next(it.text for it in picture.iter(f"{SVG}title") if it.text == long)
    assert not list(picture.iter(f"{SVG}script"))
    assert sum(it.text == ACT.name for it in draw(*[ACT] * 50).iter(f"{SVG}title")) == MOST_TRACKS


def test_nothing_at_all_is_a_picture_too() -> None:
    """Without tracks there is the year of today."""
    assert str(TODAY[0].year) in list_texts(draw(period=None), "year-name")
