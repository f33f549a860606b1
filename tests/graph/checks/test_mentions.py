"""Whom the lines of a measure name: each way to be with it, each way to be left out, and no author's name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from api.catalogue import load_catalogue
from graph.checks.mentions import AUTHOR, check_mentions
from graph.sources import Statements
from graph.sources.source import list_packaged_sources, read_source
from graph.sources.source_text import SourceText
from ontology.namespaces import PREFIXES, compact_iri

if TYPE_CHECKING:
    from graph.fault import Fault

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
LINES = (
    "# Plan van Waterdorp",
    "## Colofon",
    "Jip Verzonnen \N{EN DASH} Adviseur water",
    "Mina van der Nergens, Beleidsadviseur",
    "Anna Maria Bedacht, medewerker",
    "## Wat gaan we doen?",
    "- Het OM praat om de week met de Waterpolitie.",
    "- De politie leest WATERPOLITIE op straat,",
    "en de GGD kijkt mee.",
    "- Samen met de ggd-arts van de Waterpolitie Noord.",
    "- De pol\N{LATIN SMALL LETTER DOTLESS I}tie in een vreemde letter.",
)
TEXT = SourceText(hashlib.sha256("\n".join(LINES).encode()).hexdigest(), LINES)

ACTORS = f"""
document:d a smd:Document ; smd:sha256 "{TEXT.sha256}" ; smd:lineCount {len(LINES)} .
actor:om a smd:Partner ; skos:prefLabel "Openbaar Ministerie"@nl ; skos:altLabel "OM"@nl .
actor:ggd a smd:Partner ; skos:prefLabel "GGD"@nl .
actor:politie a smd:Partner ; skos:prefLabel "politie"@nl .
actor:water a smd:GenericActor ; skos:hiddenLabel "Waterpolitie"@nl .
actor:noord a smd:TargetGroup ; skos:altLabel "Waterpolitie Noord"@nl .
"""


def measure(first: int, last: int | None = None) -> str:
    """Write a measure that rests on the lines from *first* to *last*."""
    return f"""
    measure:m a smd:Measure ; smd:evidence evidence:e .
    evidence:e a smd:Evidence ; smd:inDocument document:d ; smd:firstLine {first} ; smd:lastLine {last or first} .
    """


def faults(turtle: str, text: SourceText = TEXT) -> list[Fault]:
    """Give the faults in *turtle* with the actors, as if from one file, against *text*."""
    quads: list[tuple[Quad, str]] = [(q, "test.ttl") for q in parse(HEADER + ACTORS + turtle, RdfFormat.TURTLE)]
    return check_mentions(quads, {text.sha256: text})


def named(turtle: str) -> list[str]:
    """Give whom *turtle* leaves out, each with the line and the name there."""
    dutch = load_catalogue("nl")
    told = [fault.words.describe(dutch).split(", die niet")[0].split(" noemt ") for fault in faults(turtle)]
    return [f"{line.removeprefix('Regel ')} {actor}" for line, actor in told]


NAMED = {
    "abbreviation_that_is_also_a_word": (7, 7, ["7 actor:om (OM)", "7 actor:water (Waterpolitie)"]),
    "any_case": (8, 8, ["8 actor:politie (politie)", "8 actor:water (WATERPOLITIE)"]),
    "a_later_line": (
        8,
        9,
        ["8 actor:politie (politie)", "8 actor:water (WATERPOLITIE)", "9 actor:ggd (GGD)"],
    ),
    "longest_name_first": (10, 10, ["10 actor:noord (Waterpolitie Noord)"]),
    "another_letter_is_another_name": (11, 11, []),
    "nobody": (6, 6, []),
    "no_line_of_the_document": (0, 0, []),
}


@pytest.mark.parametrize("case", NAMED)
def test_who_is_named_and_not_with_it_is_told(case: str) -> None:
    """A measure's lines name an actor by a whole word, an abbreviation only in capitals, the longest name first."""
    first, last, expected = NAMED[case]

    assert named(measure(first, last)) == expected


WITH = {
    "involved": "involvement:i a smd:Involvement ; smd:actor actor:ggd ; smd:concerns measure:m .",
    "party": "cooperation:c a smd:Cooperation ; smd:party actor:ggd , actor:om ; smd:concerns measure:m .",
    "centre": "cooperation:c a smd:Cooperation ; smd:centre actor:ggd ; smd:concerns measure:m .",
    "named_only": "measure:m smd:namesOnly actor:ggd .",
    "another_of_that_name": (
        'actor:other a smd:Partner ; skos:altLabel "GGD"@nl . '
        "involvement:i a smd:Involvement ; smd:actor actor:other ; smd:concerns measure:m ."
    ),
}
NOT_WITH = {
    "nothing": "",
    "involved_in_another": "involvement:i a smd:Involvement ; smd:actor actor:ggd ; smd:concerns measure:n .",
    "another_is_involved": "involvement:i a smd:Involvement ; smd:actor actor:om ; smd:concerns measure:m .",
    "named_only_by_another": "measure:n smd:namesOnly actor:ggd .",
}


@pytest.mark.parametrize("case", WITH)
def test_who_is_with_the_measure_is_not_told(case: str) -> None:
    """An actor is with a measure by an involvement, as party or centre of a cooperation, or as named only."""
    assert named(measure(9) + WITH[case]) == []


@pytest.mark.parametrize("case", NOT_WITH)
def test_who_is_with_something_else_is_told(case: str) -> None:
    """Being with another measure, or another being with this one, is not being with it."""
    assert named(measure(9) + NOT_WITH[case]) == ["9 actor:ggd (GGD)"]


def test_fault_names_file_node_rule_and_remedy() -> None:
    """Whoever is left out is one violation, in Dutch and in English, with the line and both ways to mend it."""
    (fault,) = faults(measure(9))

    assert fault.describe(load_catalogue("nl")) == (
        "test.ttl: measure:m: Regel 9 noemt actor:ggd (GGD), die niet bij de maatregel staat; "
        "voeg een smd:Involvement toe, of smd:namesOnly als de naam niets meer dan een naam is."
    )
    assert fault.describe(load_catalogue("en")) == (
        "test.ttl: measure:m: Line 9 names actor:ggd (GGD), which is not with the measure; "
        "add a smd:Involvement, or smd:namesOnly where the name is no more than a name."
    )
    assert (fault.rule, fault.severity) == ("named-actor", "violation")


def test_document_that_is_not_at_hand_names_nobody() -> None:
    """Without its text nothing is claimed of a document: another edition is another document."""
    label = 'actor:x skos:altLabel "Jip Verzonnen"@nl .'

    assert len(faults(measure(9) + label)) == 2
    assert faults(measure(9) + label, text=SourceText("0" * 64, LINES)) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('skos:prefLabel "Jip Verzonnen"@nl', True),
        ('smd:note "Volgens jip verzonnen, die het schreef"@nl', True),
        ('skos:hiddenLabel "MINA VAN DER NERGENS"@nl', True),
        ('skos:hiddenLabel "Anna Maria Bedacht"@nl', False),
        ('skos:altLabel "Jip Janneke"@nl', False),
        ('skos:altLabel "Adviseur water"@nl', False),
    ],
    ids=["label", "within_a_text", "with_a_particle", "other_office", "another_name", "office"],
)
def test_name_of_an_author_is_found(said: str, found: bool) -> None:  # noqa: FBT001  a case of the table
    """A text with the name of one whom the colophon lists with an office is told, in any case; an office is not."""
    told = [f"{compact_iri(fault.node)}: {fault.rule}" for fault in faults(f"actor:x {said} .")]

    assert told == (["actor:x: no-author"] if found else [])


def test_author_is_told_once_in_either_language() -> None:
    """A node that names an author twice is one fault, in the language asked."""
    turtle = 'actor:x skos:altLabel "Jip Verzonnen"@nl , "J. Verzonnen, of Jip Verzonnen"@nl .'

    (fault,) = faults(turtle)

    assert fault.describe(load_catalogue("en")) == f"test.ttl: actor:x: {AUTHOR}"
    assert "de naam van een opsteller" in fault.describe(load_catalogue("nl"))


def test_packaged_data_leaves_nobody_out(seed: SourceText) -> None:
    """Whoever the lines of a packaged measure name is with it, and no author of the plan stands in the data."""
    readings = [read_source(source) for source in list_packaged_sources()]
    quads = [(quad, reading.source.name) for reading in readings for quad in reading.quads]
    spoken = [pair for pair in quads if "namesOnly" not in pair[0].predicate.value]
    texts = {seed.sha256: seed}

    assert len(Statements(quads).list_members("Measure")) == 80
    assert [str(fault) for fault in check_mentions(quads, texts)] == []
    assert check_mentions(spoken, texts) != []
