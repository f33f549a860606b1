"""How things that are no actors look."""

from __future__ import annotations

import pytest

from visualisation.style import OTHER_STYLE, SORT_STYLES, STYLES, find_style


def luminance(colour: str) -> float:
    """Give the relative luminance of *colour* (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_sorts_look_like_nothing_else() -> None:
    """What is no actor has a look of its own, also beside actors of every kind but governing bodies."""
    assert len({*SORT_STYLES.values(), *STYLES.values(), OTHER_STYLE}) == len(SORT_STYLES) + len(STYLES)
    assert find_style("body") == STYLES["governing_body"]


@pytest.mark.parametrize("colour", sorted({colour for colour, _ in SORT_STYLES.values()}))
def test_colour_is_seen_on_white(colour: str) -> None:
    """Each colour has a contrast of at least 3:1 with the white that it lies on (WCAG 2.2, 1.4.11)."""
    assert 1.05 / (luminance(colour) + 0.05) >= 3
