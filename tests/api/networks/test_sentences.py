"""Sentences about one partner or two: true of the network that they speak of, and in good Dutch and English."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.networks.sentences import (
    describe_breakup,
    describe_broker,
    describe_common,
    describe_missing,
    describe_path,
    describe_reach,
)
from tests.api.networks.speaking import DUTCH, ENGLISH, NAMES, measure, network
from visualisation import Missing, find_path

if TYPE_CHECKING:
    from api.networks.voice import Voice

PAIRS = ["".join(pair) for pair in combinations(NAMES, 2)]
#: Networks in which `a` holds others together, with what is said of that in English and Dutch.
BREAKUPS = {
    "one on its own": (
        ["ab", "ac", "cd", "ad"],
        "Without A, 1 partner is on its own: B.",
        "Zonder A staat 1 partner alleen: B.",
    ),
    "each on its own": (
        ["ab", "ac", "ad", "de", "ef"],
        "Without A, 2 partners are each on their own: B and C.",
        "Zonder A staan 2 partners elk alleen: B en C.",
    ),
    "all on their own": (
        ["ab", "ac", "ad"],
        "Without A, the 3 partners that are connected by way of A are each on their own.",
        "Zonder A staan de 3 partners die via A verbonden zijn elk alleen.",
    ),
    "one part": (
        ["ab", "bc", "ad", "de", "ef"],
        "Without A, 2 partners are cut off from the rest, and connected only with each other: B and C.",
        "Zonder A staan 2 partners los van de rest, en alleen nog met elkaar in verband: B en C.",
    ),
    "more parts": (
        ["ab", "bc", "ad", "ae", "ef", "fg"],
        "Without A, 3 partners are cut off from the rest, in 2 parts: B and C; D.",
        "Zonder A staan 3 partners los van de rest, in 2 delen: B en C; D.",
    ),
}


@pytest.mark.parametrize("name", BREAKUPS)
def test_breakup_is_said(name: str) -> None:
    """What falls apart is said as it is: alone, together, or in parts."""
    pairs, english, dutch = BREAKUPS[name]
    (found,) = (it for it in measure(sorted({*"".join(pairs)}), pairs).with_author.breakups if it.node == "a")

    assert describe_breakup(ENGLISH, found).text == english
    assert describe_breakup(DUTCH, found).text == dutch


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(PAIRS)))
def test_breakup_names_whom_one_cannot_reach_any_more(pairs: set[str]) -> None:
    """Whoever is named is cut off from who is most, and nobody else is; the number said is how many they are."""
    graph: nx.Graph[str] = nx.Graph([(pair[0], pair[1]) for pair in pairs])

    for found in measure(NAMES, pairs).with_author.breakups:
        text = describe_breakup(ENGLISH, found).text
        named = {it.lower() for it in re.findall(r"\b[A-H]\b", text)} - {found.node}
        part = nx.node_connected_component(graph, found.node) - {found.node}
        left = list(nx.connected_components(graph.subgraph(part)))
        number = int((re.search(r"\d+", text) or pytest.fail(text))[0])
        if named:
            assert part - named in left
            assert len(part - named) == max(map(len, left))
            assert number == len(named)
        else:
            assert {len(it) for it in left} == {1}
            assert number == len(part)


@pytest.mark.parametrize(
    ("pairs", "english", "dutch"),
    [
        (
            ["ab", "ac", "bc"],
            "No shortest way between two others leads along A.",
            "Geen enkele kortste weg tussen twee anderen loopt langs A.",
        ),
        (
            ["ab"],
            "There are no two others that are connected, so no way can lead along A.",
            "Er zijn geen twee anderen die verbonden zijn, dus er kan geen weg langs A lopen.",
        ),
        (
            ["ab", "bc", "cd", "ad"],
            "Of the shortest ways between two others, 17% lead along A, counted over 3 pairs.",
            "Van de kortste wegen tussen twee anderen loopt 17% langs A, geteld over 3 paren.",
        ),
        (
            ["ab", "ac"],
            (
                "By way of A, partners are connected who otherwise are not. Of the shortest ways between two others,"
                " 100% lead along A, counted over 1 pair."
            ),
            (
                "Via A zijn partners verbonden die dat anders niet zijn. Van de kortste wegen tussen twee anderen loopt"
                " 100% langs A, geteld over 1 paar."
            ),
        ),
    ],
)
def test_broker_is_said(pairs: list[str], english: str, dutch: str) -> None:
    """A broker is said with the share of the ways, over how many pairs, and whether there is another way."""
    measured = measure(NAMES, pairs).with_author

    assert describe_broker(ENGLISH, measured, "a").text == english
    assert describe_broker(DUTCH, measured, "a").text == dutch


@pytest.mark.parametrize(
    ("names", "pairs", "english", "dutch"),
    [
        ("abc", [], "Nobody appears together with A.", "Niemand staat samen met A."),
        ("ab", ["ab"], "Everyone else appears together with A.", "Ieder ander staat samen met A."),
        (
            "abc",
            ["ab"],
            "From A, 1 of the 2 others is reached in two steps at most, and directly.",
            "Vanuit A is 1 van de 2 anderen in hooguit twee stappen te bereiken, en wel rechtstreeks.",
        ),
        (
            "abcd",
            ["ab", "ac"],
            "From A, 2 of the 3 others are reached in two steps at most, all directly.",
            "Vanuit A zijn 2 van de 3 anderen in hooguit twee stappen te bereiken, allemaal rechtstreeks.",
        ),
        (
            "abcde",
            ["ab", "bc", "bd", "de"],
            "From A, 3 of the 4 others are reached in two steps at most: 1 directly, and 2 by way of those.",
            "Vanuit A zijn 3 van de 4 anderen in hooguit twee stappen te bereiken: 1 rechtstreeks en 2 langs die weg.",
        ),
    ],
)
def test_reach_is_said(names: str, pairs: list[str], english: str, dutch: str) -> None:
    """Reach is said with how many there are, and how many of them directly."""
    measured = measure(names, pairs).with_author

    assert describe_reach(ENGLISH, measured, "a").text == english
    assert describe_reach(DUTCH, measured, "a").text == dutch


def test_missing_is_said_with_why() -> None:
    """Who is not at the table is said with the themes, and with whom both do appear."""
    missing = Missing("b", "a", 1.0, ("c", "d"), ("x", "y"))
    alone = Missing("a", "b", 0.0, (), ("x",))

    assert describe_missing(DUTCH, missing).text == (
        "A en B zijn allebei actief op Jeugd en Zorg, maar staan nergens samen. Zij staan wel allebei samen met C en D."
    )
    assert describe_missing(ENGLISH, missing).text == (
        "A and B are both active on Jeugd and Zorg, and appear together nowhere. Both do appear together with C and D."
    )
    assert describe_missing(DUTCH, alone).text.endswith("Er is ook niemand met wie zij allebei samen staan.")


@pytest.mark.parametrize(
    ("other", "english", "dutch"),
    [
        ("a", "From A to A there is no step to take.", "Van A naar A hoeft men geen stap te zetten."),
        ("b", "A and B appear together.", "A en B staan samen."),
        ("d", "From A to D it takes 3 steps, by way of C and B.", "Van A naar D zijn het 3 stappen, via C en B."),
        ("h", "There is no way from A to H.", "Er is geen weg van A naar H."),
    ],
)
def test_path_is_said(other: str, english: str, dutch: str) -> None:
    """A path is said with its steps, and whom one passes in that order."""
    pairs = ["ab"] if other == "b" else ["ac", "cb", "bd"]
    path = find_path(network(NAMES, pairs), "a", other)

    assert describe_path(ENGLISH, "a", other, path).text == english
    assert describe_path(DUTCH, "a", other, path).text == dutch


@pytest.mark.parametrize("voice", [ENGLISH, DUTCH])
def test_common_neighbours_are_said(voice: Voice) -> None:
    """Whom two have in common is named, and that there is nobody is said."""
    expected = {
        "en": ("A and B both appear together with C.", "There is nobody with whom both A and B appear together."),
        "nl": ("A en B staan allebei samen met C.", "Er is niemand met wie zowel A als B samen staat."),
    }
    found = tuple(describe_common(voice, "a", "b", it).text for it in (("c",), ()))

    assert found == expected[voice.translator.language]
