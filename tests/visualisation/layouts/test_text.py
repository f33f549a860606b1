"""Text: as wide as DejaVu Sans draws it or a little wider, wrapped into lines that fit, and free of controls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualisation.layouts.text import cut_text, measure_text, wrap_label

#: As wide as DejaVu Sans draws these at 14 pixels, read from the font's table of advances.
DRAWN = {
    "Gemeente Meierijstad": 154.73,
    "Veiligheidsregio": 112.01,
    "WMO-loket, 24 uur": 131.33,
    "Café België: één ĳ": 127.34,
    "„Samen” \N{EN DASH} 50 %…": 128.56,
}


@pytest.mark.parametrize("text", DRAWN)
def test_text_is_measured_as_wide_as_it_is_drawn(text: str) -> None:
    """No text is measured narrower than the font draws it, nor much wider."""
    assert DRAWN[text] <= measure_text(text) <= 1.1 * DRAWN[text]


@given(text=st.text(max_size=200), width=st.floats(40, 300), most=st.integers(1, 3))
def test_lines_fit(text: str, width: float, most: int) -> None:
    """Whatever the text, there are no more lines than asked, none wider than the room, and none with a control."""
    lines = wrap_label(text, width, most)

    assert len(lines) <= most
    assert all(line.isprintable() or "\u200d" in line or not line.isascii() for line in lines)
    assert all(measure_text(line) <= width for line in lines)


def test_word_is_broken_before_a_syllable() -> None:
    """A word that is too long is broken about half way, with a hyphen, and not before its last letter."""
    assert wrap_label("Expertisecentrum", 120, 2) == ("Expertise-", "centrum")
    assert wrap_label("theme:zilverhaven-2031/kade", 150, 2) == ("theme:zilverhaven-", "2031/kade")


def test_what_was_cut_off_is_seen() -> None:
    """A text that does not fit ends in an ellipsis; one that fits does not."""
    assert wrap_label("x" * 250, 100, 3)[-1].endswith("…")
    assert wrap_label("Politie en zorg", 200, 1) == ("Politie en zorg",)
    assert cut_text("Politie", 200) == "Politie"
    assert wrap_label("van expertisecentrum", 90, 2) == ("van", "expertise…")


def test_family_of_joined_signs_is_not_cut() -> None:
    """Signs that are drawn as one stay together or go together."""
    family = "👨\u200d👩\u200d👧\u200d👦"

    assert set(wrap_label(family * 20, 100, 1)[0].removesuffix("…").split(family)) == {""}


def test_marks_that_turn_the_direction_are_replaced() -> None:
    """A label cannot turn round what is written behind it, and white space of any kind is a space."""
    assert wrap_label("a\u202eb\x00c\nd", 200, 1) == ("a\ufffdb\ufffdc d",)


def test_no_label_has_no_lines() -> None:
    """What has no label, or an empty one, has no line either."""
    assert wrap_label(" \n", 100, 3) == ()
