"""When measures are alike: by a rule that can be checked with the two titles at hand, the same from either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.comparison.comparison import Cell
from queries.comparison.likeness import Described, find_likeness, find_significant_words, pair_alike

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Words of which some stand in many titles, and some in few.
WORDS = ("voorlichting", "inbraak", "inbraken", "jeugd", "school", "scholen", "samen", "aanpak", "cameratoezicht", "de")
NAMES = st.dictionaries(st.sampled_from(("a", "b", "c")), st.sampled_from(("Weegtafel", "weegtafel")), max_size=2)
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


def describe(title: str, thing: str = "", **more: dict[str, str]) -> Described:
    """Describe a measure by its *title*, its IRI and what it names."""
    return Described(Cell(thing or title, title), title, find_significant_words(title), **more)


@st.composite
def measures(draw: st.DrawFn, side: str) -> list[Described]:
    """Draw a few measures of one *side*, each with an IRI of its own."""
    drawn = draw(st.lists(st.tuples(TITLES, NAMES, NAMES), max_size=5))
    return [
        describe(title, f"{side}{place}", instruments=instruments, partners=partners)
        for place, (title, instruments, partners) in enumerate(drawn)
    ]


def list_pairs(left: Sequence[Described], right: Sequence[Described]) -> set[tuple[str, str]]:
    """List the pairs that are alike, by IRI."""
    return {(a.cell.thing, b.cell.thing) for a, b, _why in pair_alike(left, right)}


@pytest.mark.parametrize(
    ("left", "right", "named", "alike"),
    [
        ("Ladders hangen", "ladders hangen", {}, True),
        ("Voorlichting over inbraak", "Inbraken: voorlichting aan bewoners", {}, True),
        ("Voorlichting op scholen", "Voorlichting aan ouders", {}, False),
        ("Voorlichting op scholen", "Voorlichting aan ouders", {"a": "Weegtafel"}, True),
        ("Cameratoezicht", "Voorlichting", {"a": "Weegtafel"}, False),
        ("Samen de aanpak versterken", "De aanpak samen verbeteren", {}, False),
    ],
)
def test_rule_is_what_it_says(left: str, right: str, named: dict[str, str], *, alike: bool) -> None:
    """Same title, or two significant words, or one and an instrument or partner; words of every plan do not count."""
    for kind in ("instruments", "partners"):
        found = find_likeness(describe(left, "l", **{kind: named}), describe(right, "r", **{kind: named}))
        assert (found is not None) == alike
        assert found is None or found.reasons


@given(measures("l"), measures("r"))
def test_pairs_are_the_same_from_either_side(left: list[Described], right: list[Described]) -> None:
    """Who changes the sides gets the same pairs turned around, with the same reasons; nobody has two likes."""
    pairs = list_pairs(left, right)

    assert list_pairs(right, left) == {(b, a) for a, b in pairs}
    assert {(b.cell.thing, a.cell.thing): why.reasons for a, b, why in pair_alike(left, right)} == {
        (a.cell.thing, b.cell.thing): why.reasons for a, b, why in pair_alike(right, left)
    }
    assert len({a for a, _b in pairs}) == len({b for _a, b in pairs}) == len(pairs)


@given(measures("l"), measures("r"))
def test_two_that_are_alike_are_found(left: list[Described], right: list[Described]) -> None:
    """No two are left without a like that are alike: each of the rest has its like in a pair, or none at all."""
    pairs = pair_alike(left, right)
    taken = {it.cell.thing for a, b, _why in pairs for it in (a, b)}
    rest = [[it for it in side if it.cell.thing not in taken] for side in (left, right)]

    assert not [(a, b) for a in rest[0] for b in rest[1] if find_likeness(a, b)]


@given(measures("l"))
def test_copy_is_alike(left: list[Described]) -> None:
    """Every measure has its like in a copy of its plan."""
    copy = [describe(it.title, it.cell.thing.replace("l", "r"), instruments=it.instruments) for it in left]

    assert len(pair_alike(left, copy)) == len(left)
