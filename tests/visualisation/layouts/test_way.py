"""Ways: turned round, bounded and written, and the inverse of how far down a curve is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.visualisation.layouts.geometry import follow_path
from visualisation.layouts.way import Way, find_time

WAY = Way((0, 0), (((10, 0),), ((40, -30), (40, 60), (20, 20))))
POINTS = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


def test_way_is_written_as_a_path() -> None:
    """A line is an L and a curve a C, to a hundredth of a pixel."""
    assert WAY.to_path() == "M0 0L10 0C40 -30 40 60 20 20"


def test_way_back_is_the_same_way() -> None:
    """A way that is turned round passes the same points, and turned round again it is what it was."""
    assert WAY.reverse().to_path() == "M20 20C40 60 40 -30 10 0L0 0"
    assert WAY.reverse().reverse() == WAY
    assert WAY.mirror().shift(3, 4).start == (3, 4)


@given(points=st.tuples(POINTS, POINTS, POINTS, POINTS))
def test_bounds_hold_all_of_a_curve(points: tuple[tuple[float, float], ...]) -> None:
    """No point of a curve is out of its bounds, and it touches each of them."""
    way = Way(points[0], (points[1:],))
    followed = follow_path(way.to_path())

    found = [*followed.min(axis=0), *followed.max(axis=0)]

    assert np.abs(np.array(way.measure_bounds()) - found).max() < 1


@pytest.mark.parametrize("fraction", [0, 0.01, 0.3, 0.5, 0.99, 1])
def test_time_is_when_a_curve_is_so_far_down(fraction: float) -> None:
    """At the time that is found, a level curve has done the fraction of its height that was asked."""
    time = find_time(fraction)

    assert 3 * time**2 - 2 * time**3 == pytest.approx(fraction)
