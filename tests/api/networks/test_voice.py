"""Voice: names are joined and counted, and shares rounded, as the language does and never to something untrue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.api.networks.speaking import DUTCH, ENGLISH


def test_names_are_sorted_joined_and_counted() -> None:
    """As many as one can say in a breath are named, and the others counted; a single other is named too."""
    assert ENGLISH.name_all("cab") == "A, B and C"
    assert DUTCH.name_all("ba") == "A en B"
    assert ENGLISH.name_in_order("ba") == "B and A"
    assert ENGLISH.name_all("abcde", 3) == "A, B, C and 2 others"
    assert DUTCH.name_all("abcde", 3) == "A, B, C en 2 anderen"
    assert ENGLISH.name_all("abcd", 3) == "A, B, C and D"
    assert ENGLISH.name("unknown") == "unknown"


@pytest.mark.parametrize(
    ("fraction", "english", "dutch"),
    [
        (0, "0%", "0%"),
        (0.0004, "less than 1%", "minder dan 1%"),
        (0.23, "23%", "23%"),
        (0.996, "more than 99%", "meer dan 99%"),
        (1, "100%", "100%"),
    ],
)
def test_share_is_nothing_or_all_only_where_it_is(fraction: float, english: str, dutch: str) -> None:
    """What is nearly nothing is not nothing, and what is nearly all is not all."""
    assert (ENGLISH.share(fraction), DUTCH.share(fraction)) == (english, dutch)


def test_numbers_are_written_as_the_language_does() -> None:
    """A thousand has a point in Dutch and a comma in English."""
    assert (DUTCH.count(1128), ENGLISH.count(1128)) == ("1.128", "1,128")


def test_who_is_left_out_is_said() -> None:
    """A sentence about a network without its author says so."""
    assert replace(DUTCH, left_out=("b", "a")).say("Zo is het.", "").text == "Zo is het. Niet meegeteld: A en B."
