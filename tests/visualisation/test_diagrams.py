"""Diagrams of pages: what comes in is drawn to one scale, named in full, and never more than text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pytest

from visualisation.diagrams import Bar, BarGroup, Lane, Moment, Stair, draw_bars, draw_stairs, draw_timeline
from visualisation.diagrams.timeline import MOST_YEARS, find_years

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
NOW = (date(2027, 3, 1), "today")


def parse(picture: str) -> Element:
    """Parse *picture*."""
    return fromstring(picture)  # noqa: S314  what was just written here


def read_boxes(picture: str, name: str) -> list[tuple[float, float]]:
    """Read where each box of the class *name* in *picture* begins and how wide it is, in per cent."""
    boxes = parse(picture).iter(f"{SVG}rect")
    return [
        (float(it.attrib["x"].rstrip("%")), float(it.attrib["width"].rstrip("%")))
        for it in boxes
        if name in it.attrib["class"].split()
    ]


def draw(*values: float) -> str:
    """Draw a bar of each of *values*."""
    return draw_bars([BarGroup(f"bar {value}", [Bar(value, f"{value}")]) for value in values], "Bars", "table")


def test_bars_have_one_scale() -> None:
    """Twice as much is twice as long, and nought has no bar."""
    (_, short), (_, long) = read_boxes(draw(20, 40, 0), "series")

    assert long == pytest.approx(2 * short)


def test_negative_bar_goes_left() -> None:
    """A bar below nought ends where the others begin."""
    (down, width), (up, _) = read_boxes(draw(-10, 10), "series")

    assert down < up
    assert down + width == pytest.approx(up, abs=0.2)


@pytest.mark.parametrize("values", [(), (0,), (1,), (-1,), (1e308, -1e308), (5e-324, 1e300), (float("inf"), 3)])
def test_extreme_bars_stay_in_the_picture(values: tuple[float, ...]) -> None:
    """Nothing, one bar and what no screen could hold are drawn within the width."""
    for start, width in read_boxes(draw(*values), "series"):
        assert 0 <= start <= 100
        assert 0 < width <= 100


def test_part_has_its_whole_behind_it() -> None:
    """A bar that is a part of something is drawn on the whole of that."""
    picture = draw_bars([BarGroup("owner", [Bar(20, "20 of 80", whole=80)])], "Bars", "table")

    assert read_boxes(picture, "track")[0][1] == pytest.approx(4 * read_boxes(picture, "series")[0][1], rel=0.02)


@pytest.mark.parametrize("name", ["a" * 300, "</svg><script>alert(1)</script>", "\u202eתל אביב", "🏳️‍🌈 \x00\ud800", ""])
def test_odd_name_is_text(name: str) -> None:
    """A name is cut where it is long, isolated from what stands beside it, and no more than text."""
    for picture in (
        draw_bars([BarGroup(name, [Bar(1, name)], name)], name, "table"),
        draw_stairs([Stair(name, name)], name, "table"),
        draw_timeline([Lane(name, [Moment(NOW[0])])], (NOW[0], name), name, "table"),
    ):
        root = parse(picture)
        texts = [it.text or "" for it in root.iter(f"{SVG}text")]

        assert not list(root.iter(f"{SVG}script"))
        assert all(len(text) <= 92 and text[0] == "\u2068" and text[-1] == "\u2069" for text in texts)
        assert " style=" not in picture


def test_long_name_is_there_in_full_for_the_pointer() -> None:
    """What was cut off a name is in the title of its group, and a wide screen shows more of it than a small one."""
    name = "Gemeenschappelijke regeling voor de brandweer en de rampenbestrijding"
    picture = draw_bars([BarGroup(name, [Bar(1, "1")])], "Bars", "table")
    classes = re.findall(r'<text [^>]*class="(short|full)"', picture)

    assert f"<title>{name}: 1</title>" in picture
    assert classes == ["short", "full"]


def test_diagram_is_described_by_its_table() -> None:
    """The picture is an image with a name, which the table describes."""
    for picture in (draw(1), draw_stairs([Stair("a", "b")], "Bars", "table"), draw_timeline([], NOW, "Bars", "table")):
        root = parse(picture)

        assert (root.attrib["role"], root.attrib["aria-describedby"]) == ("img", "table")
        assert [it.text for it in root.iter(f"{SVG}title") if it.get("id") == root.attrib["aria-labelledby"]] == [
            "Bars"
        ]


def test_higher_step_reaches_farther() -> None:
    """The last of the stairs is on top and the longest."""
    widths = [
        width for _start, width in read_boxes(draw_stairs([Stair(f"{n}", "") for n in range(4)], "", "t"), "series")
    ]

    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4


def test_moments_stand_in_the_order_of_time() -> None:
    """A later day stands further to the right, and what lasts has its length."""
    days = [Moment(date(2026, 1, 1)), Moment(date(2027, 1, 1)), Moment(date(2028, 12, 31))]
    picture = draw_timeline(
        [Lane("days", days), Lane("plan", [Moment(date(2026, 1, 1), date(2027, 6, 30))])], NOW, "", "t"
    )
    across = [float(it.rstrip("%")) for it in re.findall(r'cx="([^"]+)"', picture)]

    assert across == sorted(set(across))
    assert read_boxes(picture, "series")[0][1] == pytest.approx(47, abs=2)


def test_moments_of_one_place_are_counted() -> None:
    """What falls on the same day is one mark with a number."""
    picture = draw_timeline([Lane("days", [Moment(NOW[0])] * 12)], NOW, "", "t")

    assert picture.count("<circle") == 1
    assert "\u206812\u2069" in picture


def test_day_of_another_age_presses_nothing_together() -> None:
    """A day centuries away has no place, and the first and last day that there are do no harm."""
    lanes = [Lane("days", [Moment(date.min), Moment(date(2028, 1, 1)), Moment(date.max)])]

    assert find_years(lanes, NOW[0]) == (2027, 2028)
    assert MOST_YEARS < 100
    assert draw_timeline(lanes, NOW, "", "t").count("<circle") == 1
