"""Sentences about a network as a whole: true of it, whole in both languages, and each with what it does not say."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.networks.sentences import describe_breakup, describe_broker, describe_reach
from api.networks.summary import (
    describe_absence,
    describe_author,
    describe_communities,
    describe_core,
    describe_density,
    describe_parts,
)
from tests.api.networks.speaking import DUTCH, ENGLISH, NAMES, measure

if TYPE_CHECKING:
    from api.networks.voice import Sentence, Voice
    from visualisation import Measurement

PAIRS = ["".join(pair) for pair in combinations(NAMES, 2)]
#: Words of those who reckon with networks, in which nobody speaks at a table.
JARGON = ("betweenness", "centralit", "node", "edge", "graph", "graaf", "modulari", "communit", "k-core", "density")


def describe_all(voice: Voice, measurement: Measurement) -> list[Sentence]:
    """Say all that can be said of *measurement*."""
    return [
        *(it(voice, measurement) for it in (describe_parts, describe_density, describe_core, describe_communities)),
        *(describe_breakup(voice, it) for it in measurement.breakups),
        *(it(voice, measurement, node.id) for node in measurement.nodes for it in (describe_broker, describe_reach)),
    ]


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(PAIRS)), st.sampled_from([DUTCH, ENGLISH]))
def test_every_sentence_is_whole(pairs: set[str], voice: Voice) -> None:
    """Each sentence is filled in, ends, says what it does not say, and is in words that one can say aloud."""
    found = describe_all(voice, measure(NAMES, pairs).with_author)

    assert len(found) >= 20
    for sentence in found:
        for text in (sentence.text, sentence.unsaid):
            assert text.endswith(".")
            assert "%(" not in text
            assert not any(word in text.lower() for word in JARGON)


def test_dutch_is_dutch() -> None:
    """No sentence is the same in both languages."""
    measured = measure(NAMES, ["ab", "bc", "ca", "cd", "ef"]).with_author

    for dutch, english in zip(describe_all(DUTCH, measured), describe_all(ENGLISH, measured), strict=True):
        assert dutch.text != english.text
        assert dutch.unsaid != english.unsaid


def say(function: object, *values: object) -> tuple[str, str]:
    """Give what *function* says in English and in Dutch."""
    assert callable(function)
    return function(ENGLISH, *values).text, function(DUTCH, *values).text


def test_author_is_said() -> None:
    """How many ties are the author's is said, for one and for more; of a network without an author nothing is."""
    assert say(describe_author, measure("abc", ["ab", "ac", "bc"], "a")) == (
        "Of the 3 ties, 2 are with who published the plan: A.",
        "Van de 3 verbanden zijn er 2 met wie het plan uitgaf: A.",
    )
    assert say(describe_author, measure("abc", ["ab", "bc"], "a")) == (
        "Of the 2 ties, 1 is with who published the plan: A.",
        "Van de 2 verbanden is er 1 met wie het plan uitgaf: A.",
    )
    assert say(describe_author, measure("ab", ["ab"], "a")) == (
        "The only tie is one with who published the plan: A.",
        "Het enige verband is er een met wie het plan uitgaf: A.",
    )
    assert describe_author(ENGLISH, measure("ab", ["ab"])) is None
    assert describe_author(ENGLISH, measure("abc", ["bc"], "a")) is None


def test_without_the_author_is_said_with_it() -> None:
    """A sentence about what is left without the author names who is left out."""
    measures = measure("abcd", ["ab", "ac", "bc", "bd"], "a")

    text = describe_parts(replace(DUTCH, left_out=measures.authors), measures.without_author).text

    assert text == "Alle 3 partners zijn verbonden, rechtstreeks of via anderen. Niet meegeteld: A."


@pytest.mark.parametrize(
    ("names", "pairs", "english", "dutch"),
    [
        ("", [], "There is nobody in this network.", "Er is niemand in dit netwerk."),
        (
            "a",
            [],
            "There is one partner, who appears together with nobody.",
            "Er is één partner, en die staat met niemand samen.",
        ),
        (
            "abc",
            [],
            "There are 3 partners, of whom no two appear together.",
            "Er zijn 3 partners, van wie er geen twee samen staan.",
        ),
        (
            "abc",
            ["ab"],
            (
                "There are 2 parts that touch nowhere; the largest has 2 of the 3 partners. 1 partner appears together"
                " with nobody."
            ),
            (
                "Er zijn 2 delen die elkaar nergens raken; het grootste telt 2 van de 3 partners. 1 partner staat"
                " met niemand samen."
            ),
        ),
        (
            "abcde",
            ["ab", "bc", "de"],
            "There are 2 parts that touch nowhere; the largest has 3 of the 5 partners.",
            "Er zijn 2 delen die elkaar nergens raken; het grootste telt 3 van de 5 partners.",
        ),
    ],
)
def test_parts_are_said(names: str, pairs: list[str], english: str, dutch: str) -> None:
    """Parts are said for nobody, for one, for more, and for who is alone."""
    assert say(describe_parts, measure(names, pairs).with_author) == (english, dutch)


def test_density_is_said() -> None:
    """The pairs that appear together are said beside those that could; of two partners there is only one pair."""
    assert say(describe_density, measure("abc", ["ab"]).with_author) == (
        "Of the 3 pairs that there could be, 1 appears together: 33%.",
        "Van de 3 paren die er kunnen zijn, staat er 1 samen: 33%.",
    )
    assert say(describe_density, measure("abcd", ["ab", "cd", "ad"]).with_author) == (
        "Of the 6 pairs that there could be, 3 appear together: 50%.",
        "Van de 6 paren die er kunnen zijn, staan er 3 samen: 50%.",
    )
    assert say(describe_density, measure("ab", ["ab"]).with_author)[0].startswith("All 2 partners are connected")


def test_core_is_said() -> None:
    """Who is in the innermost core is named; a chain has none."""
    assert say(describe_core, measure("abcd", ["ab", "ac", "bc", "cd"]).with_author) == (
        "Most closely knit are A, B and C: each of these 3 appears together with at least 2 of the others.",
        "Het hechtst verweven zijn A, B en C: elk van deze 3 staat samen met minstens 2 van de anderen.",
    )
    assert say(describe_core, measure("abc", ["ab", "bc"]).with_author) == (
        "There is no group in which each appears together with at least two of the others.",
        "Er is geen groep waarin elk samen staat met minstens twee van de anderen.",
    )


def test_communities_are_said() -> None:
    """Groups are counted with the ties within them, and who is alone is none."""
    two = measure("abcdefg", ["ab", "bc", "ac", "de", "ef", "df", "cd"]).with_author
    assert say(describe_communities, two) == (
        (
            "By who appears with whom there are 2 groups; of the 7 ties, 6 are within one. The largest has 3 partners:"
            " A, B and C."
        ),
        (
            "Naar wie met wie staat zijn er 2 groepen; van de 7 verbanden vallen er 6 binnen een groep. De grootste"
            " telt 3 partners: A, B en C."
        ),
    )
    assert say(describe_communities, measure("abc", ["ab"]).with_author)[0] == (
        "Whoever appears together with someone is in one group. The largest has 2 partners: A and B."
    )
    assert say(describe_communities, measure("ab", []).with_author)[0] == (
        "No two partners appear together, so there are no groups."
    )


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(PAIRS)))
def test_nobody_who_appears_with_someone_is_a_group_alone(pairs: set[str]) -> None:
    """What is said of one group rests on this: whoever has a neighbour is in a group with others."""
    measured = measure(NAMES, pairs).with_author

    alone = {group[0] for group in measured.communities if len(group) == 1}

    assert alone == {node.id for node in measured.nodes if not node.degree}


@pytest.mark.parametrize(
    ("partners", "missing", "english", "dutch"),
    [
        (1, 0, "On Jeugd there are no two partners.", "Op Jeugd zijn er geen twee partners."),
        (
            3,
            0,
            "Whoever is active on Jeugd appears together with each of the others on it.",
            "Wie actief is op Jeugd, staat samen met elk van de anderen daarop.",
        ),
        (
            2,
            1,
            "The only two partners that are active on Jeugd appear together nowhere.",
            "De enige twee partners die actief zijn op Jeugd, staan nergens samen.",
        ),
        (
            3,
            1,
            "Of the 3 pairs that are active on Jeugd, 1 appears together nowhere.",
            "Van de 3 paren die actief zijn op Jeugd staat er 1 nergens samen.",
        ),
        (
            13,
            57,
            "Of the 78 pairs that are active on Jeugd, 57 appear together nowhere.",
            "Van de 78 paren die actief zijn op Jeugd staan er 57 nergens samen.",
        ),
    ],
)
def test_absence_is_said(partners: int, missing: int, english: str, dutch: str) -> None:
    """How many pairs on a theme are together nowhere is said, of none, one and more."""
    assert say(describe_absence, "x", partners, missing) == (english, dutch)
