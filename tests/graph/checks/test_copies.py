"""Texts of our own that a document has: what is a copy, and what is a name, an anchor or a text of one's own."""

from __future__ import annotations

import hashlib

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from api.catalogue import load_catalogue
from graph.checks.copies import check_copies
from graph.sources.source_text import SourceText
from ontology.namespaces import PREFIXES

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
LINES = (
    "# Plan van Waterdorp",
    "Wij zorgen samen met de buren voor een rustige nacht, en de dag.",
    "De Wet op de rustige nachten van Waterdorp en omstreken geldt ook voor de boten op het kanaal.",
)
TEXT = SourceText(hashlib.sha256("\n".join(LINES).encode()).hexdigest(), LINES)
GROUND = f"""
document:d a smd:Document ; smd:sha256 "{TEXT.sha256}" ; smd:lineCount {len(LINES)} .
legislation:l a smd:Law ; skos:prefLabel "Wet op de rustige nachten van Waterdorp en omstreken"@nl .
"""


def list_copied(turtle: str, text: SourceText = TEXT) -> list[tuple[str, str]]:
    """List the nodes of which *turtle* copies *text*, each with what is said."""
    quads: list[tuple[Quad, str]] = [(q, "test.ttl") for q in parse(HEADER + GROUND + turtle, RdfFormat.TURTLE)]
    return [
        (it.node.rpartition("/")[2], it.words.describe(load_catalogue("en")))
        for it in check_copies(quads, {TEXT.sha256: text})
    ]


@pytest.mark.parametrize(
    "text",
    [
        "zorgen samen met de buren voor een rustige",
        "Nu: ZORGEN samen, met de buren, voor een rustige tijd",
    ],
)
@pytest.mark.parametrize("prop", ["skos:prefLabel", "smd:explanation", "skos:definition"])
def test_eight_words_in_a_row_are_a_copy(prop: str, text: str) -> None:
    """Whatever the text is for, and whatever its capitals and commas; the fault says the words and their line."""
    ((node, words),) = list_copied(f'claim:c {prop} "{text}"@nl .')

    assert node == "c"
    assert "'zorgen samen met de buren voor een rustige'" in words
    assert "2" in words


@pytest.mark.parametrize(
    "turtle",
    [
        'claim:c skos:prefLabel "samen met de buren voor een rustige"@nl .',
        'claim:c skos:prefLabel "zorgen samen met alle buren voor een rustige nacht"@nl .',
        'claim:c skos:altLabel "zorgen samen met de buren voor een rustige nacht"@nl .',
        'claim:c skos:prefLabel "zorgen samen met de buren voor een rustige nacht"@en .',
        'evidence:e smd:anchor "zorgen samen met de buren voor een rustige" .',
        'claim:c skos:prefLabel "Wat de Wet op de rustige nachten van Waterdorp en omstreken wil"@nl .',
    ],
    ids=["seven words", "another word", "another name", "another language", "anchor", "name"],
)
def test_what_is_no_copy(turtle: str) -> None:
    """Fewer words, other words, a spelling that is kept, another language, an anchor, and the name of an act."""
    assert list_copied(turtle) == []


def test_a_name_does_not_hide_a_copy() -> None:
    """A name counts as one word: what stands around it is compared too."""
    sentence = "De Wet op de rustige nachten van Waterdorp en omstreken geldt ook voor de boten op het kanaal"

    assert [node for node, _ in list_copied(f'claim:c skos:prefLabel "{sentence}"@nl .')] == ["c"]


def test_document_not_at_hand_is_not_compared() -> None:
    """What is not there cannot be held against anything."""
    quads = [(q, "test.ttl") for q in parse(f'{HEADER}claim:c skos:prefLabel "een"@nl .', RdfFormat.TURTLE)]

    assert check_copies(quads, {}) == []
