"""Bends: a curve that bends as far as was found just passes what is in its way, and one that bends less does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.visualisation.layouts.geometry import follow_path
from visualisation.layouts.bends import Bar, draw_arc, draw_crossing, find_arc_bend, find_crossing_bends

if TYPE_CHECKING:
    from visualisation.layouts.way import Way

START, LOW, HIGH = (0.0, 0.0), (10.0, 300.0), (200.0, 300.0)


def measure_lead(way: Way, bar: Bar) -> float:
    """Measure how far right of *bar* the way is where it passes it, at least."""
    points = follow_path(way.to_path())
    passing = points[(points[:, 1] > bar.top) & (points[:, 1] < bar.bottom)]
    return float(passing[:, 0].min()) - bar.x


@given(top=st.floats(12, 260), height=st.floats(4, 28), x=st.floats(15, 40))
def test_arc_just_passes_a_bar(top: float, height: float, x: float) -> None:
    """An arc bends as far as it must, and no further."""
    bar = Bar(top, top + height, x)

    bend = find_arc_bend([bar], START, LOW)

    assert measure_lead(draw_arc(START, LOW, bend), bar) == pytest.approx(0, abs=0.5)


@given(top=st.floats(12, 150), height=st.floats(4, 28), x=st.floats(8, 20))
def test_crossing_passes_bars_on_both_sides(top: float, height: float, x: float) -> None:
    """A curve from the left to the right passes what is in its way at either end, unless it is said that none can."""
    left, right = Bar(top, top + height, x), Bar(300 - top - height, 300 - top, x - 200)

    bends = find_crossing_bends([left], [right], START, HIGH, 0.1)

    if bends is None:
        assert measure_lead(draw_crossing(START, HIGH, (200, 200)), left) < 0.5
    else:
        way = draw_crossing(START, HIGH, bends)
        assert measure_lead(way, left) > -0.5
        assert measure_lead(way.mirror(), right) > -0.5


def test_what_a_curve_starts_in_or_does_not_reach_is_not_passed() -> None:
    """Its own ends are not in its way, nor is what lies above or below them."""
    bars = [Bar(-5, 5, 50), Bar(295, 305, 50), Bar(-40, -20, 50), Bar(320, 340, 50)]

    assert find_arc_bend(bars, START, LOW) == 0
