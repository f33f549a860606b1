"""Evidence held against the document: each kind of fault provoked once, and none in the packaged data."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from api.catalogue import load_catalogue
from graph.checks.evidence import check_evidence, list_unproved_documents
from graph.sources import Statements
from graph.sources.source import list_packaged_sources, read_source
from graph.sources.source_text import SourceText
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from graph.fault import Fault

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
LINES = (
    "# Plan",
    "",
    "## Samen",
    "De Politie en het OM werken samen.",
    "Dat doen zij elke dag.",
    "## Later",
    "We gaan leren.",
    "",
)
SHA256 = hashlib.sha256("\n".join(LINES).encode()).hexdigest()
TEXT = SourceText(SHA256, LINES)

DOCUMENT = f'document:d a smd:Document ; smd:sha256 "{SHA256}" ; smd:lineCount 8 .'
SAMEN = (
    'section:samen a smd:Section ; smd:inDocument document:d ; smd:anchor "Samen" ; smd:firstLine 3 ; smd:lastLine 5 .'
)
GOOD = f"""
{DOCUMENT}
section:whole a smd:Section ; smd:inDocument document:d ; smd:firstLine 1 ; smd:lastLine 8 .
{SAMEN}
evidence:e a smd:Evidence ; smd:inDocument document:d ; smd:inSection section:samen ;
    smd:firstLine 4 ; smd:lastLine 5 ; smd:anchor "OM werken" .
actor:politie a smd:Partner ; skos:prefLabel "Nationale Politie"@nl ; skos:altLabel "politie"@nl .
involvement:i a smd:Involvement ; smd:actor actor:politie ; smd:basis basis:stated ; smd:evidence evidence:e .
"""

# What to replace in the good data, by what, and the node and rule that are then reported.
FAULTS = {
    "wrong_line_count": ("smd:lineCount 8", "smd:lineCount 9", "document:d: The document has 8 lines, not 9"),
    "anchor_on_other_line": ('"OM werken"', '"elke dag"', "'elke dag' is not on line 4, it is on line 5"),
    "anchor_nowhere": ('"OM werken"', '"O.M. werken"', "is not on line 4, it is nowhere in the document"),
    "anchor_of_section": (
        '"Samen"',
        '"Later"',
        "section:samen: Anchor 'Later' is not on line 3, it is on line 6",
    ),
    "lines_beyond_end": (
        "smd:firstLine 4 ; smd:lastLine 5",
        "smd:firstLine 4 ; smd:lastLine 9",
        "Lines 4-9 are not in",
    ),
    "line_before_first": (
        "smd:firstLine 1 ; smd:lastLine 8",
        "smd:firstLine 0 ; smd:lastLine 8",
        "Lines 0-8 are not in",
    ),
    "lines_backwards": (
        "smd:firstLine 1 ; smd:lastLine 8",
        "smd:firstLine 8 ; smd:lastLine 1",
        "Lines 8-1 are not in",
    ),
    "wrong_section": (
        "smd:inSection section:samen",
        "smd:inSection section:whole",
        "evidence:e: Lines 4-5 lie in",
    ),
    "not_in_its_section": (
        "smd:firstLine 4 ; smd:lastLine 5 ; smd:anchor",
        "smd:firstLine 4 ; smd:lastLine 6 ; smd:anchor",
        "section:whole; correct smd:inSection",
    ),
    "actor_not_named": ('skos:altLabel "politie"', 'skos:altLabel "agenten"', "Line 4 does not name"),
}


def quads(turtle: str) -> list[tuple[Quad, str]]:
    """Read *turtle* as if from one file."""
    return [(quad, "test.ttl") for quad in parse(HEADER + turtle, RdfFormat.TURTLE)]


def faults(turtle: str, text: SourceText = TEXT) -> list[Fault]:
    """Give the faults of evidence in *turtle* against *text*."""
    return check_evidence(quads(turtle), {text.sha256: text})


def test_good_evidence_has_no_fault() -> None:
    """Where everything lies as it says, nothing is reported."""
    assert faults(GOOD) == []


@pytest.mark.parametrize("case", FAULTS)
def test_fault_is_reported_once(case: str) -> None:
    """Each kind of fault gives one violation, which names the file, the node, the place and the remedy."""
    old, new, said = FAULTS[case]
    assert GOOD.count(old) == 1

    found = faults(GOOD.replace(old, new))

    assert len(found) == 1
    assert said in str(found[0])
    assert str(found[0]).startswith("test.ttl: ")
    assert "correct" in str(found[0].words)
    assert "verbeter" in found[0].words.describe(load_catalogue("nl"))
    assert found[0].severity == "violation"


@pytest.mark.parametrize("basis", ["implied", "derived"])
def test_only_a_stated_actor_must_be_named(basis: str) -> None:
    """Who is implied is, by that word, not named in the sentence."""
    unnamed = GOOD.replace('skos:altLabel "politie"', 'skos:altLabel "agenten"')
    assert len(faults(unnamed)) == 1

    assert faults(unnamed.replace("basis:stated", f"basis:{basis}")) == []


@pytest.mark.parametrize("name", ["prefLabel", "altLabel", "hiddenLabel"])
def test_actor_is_named_by_any_of_its_names(name: str) -> None:
    """A spelling of the document, also a wrong one kept as hidden label, names the actor."""
    assert faults(GOOD.replace('skos:altLabel "politie"', f'skos:{name} "het om"')) == []


def test_actor_is_named_in_any_line_of_the_evidence() -> None:
    """The name may stand on a later line of the same evidence."""
    assert faults(GOOD.replace('skos:altLabel "politie"', 'skos:altLabel "ELKE DAG"')) == []


def test_document_that_is_not_at_hand_is_unproved() -> None:
    """Without its text nothing is claimed of a document, and it is named as unproved."""
    wrong = GOOD.replace('"OM werken"', '"nowhere"')

    assert check_evidence(quads(wrong), {}) == []
    assert list_unproved_documents(quads(wrong), {}) == [f"{PREFIXES['document']}d"]
    assert list_unproved_documents(quads(wrong), {SHA256: TEXT}) == []


def test_other_bytes_are_another_document() -> None:
    """A document is its bytes: another edition of the same plan proves nothing."""
    other = SourceText("0" * 64, LINES)

    assert faults(GOOD.replace('"OM werken"', '"nowhere"'), other) == []
    assert list_unproved_documents(quads(GOOD), {other.sha256: other}) == [f"{PREFIXES['document']}d"]


def test_name_is_a_word_and_not_a_part_of_one() -> None:
    """A name that is only part of another word does not name the actor."""
    assert len(faults(GOOD.replace('skos:altLabel "politie"', 'skos:altLabel "werk"'))) == 1


def test_packaged_data_has_no_fault(seed: SourceText) -> None:
    """Every locator and anchor of the packaged data is in the plan, and everyone stated is named there."""
    readings = [read_source(source) for source in list_packaged_sources()]
    packaged = [(quad, reading.source.name) for reading in readings for quad in reading.quads]
    statements = Statements(packaged)
    texts = {seed.sha256: seed}

    assert len(statements.list_members("Evidence")) > 300
    assert len(statements.list_members("Involvement")) > 200
    assert list_unproved_documents(packaged, texts) == []
    assert [str(fault) for fault in check_evidence(packaged, texts)] == []
