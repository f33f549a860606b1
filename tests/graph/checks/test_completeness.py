"""How much of a document is in the graph: each state of a line, its sentences, and the bullets that are measures."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from api.catalogue import load_catalogue
from graph.checks.completeness import LINE_STATES, check_completeness, measure_completeness
from graph.sources import Statements
from graph.sources.source import list_packaged_sources, read_source
from graph.sources.source_text import SourceText
from ontology.namespaces import DEF, PREFIXES, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.checks.completeness import DocumentLine
    from graph.fault import Fault

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
LINES = (
    "# Waterplan",
    "",
    'De dijk lekt ca. 3 liter. Wie weet ervan? "Niemand", zegt de wacht.',
    "Dat moet anders.",
    "----",
    "## Wat gaan we doen?",
    "- De dijk dichten.",
    "- Emmers kopen! En vullen.",
    "12. Wacht houden.",
    "Alle bullets op een rij.",
    "## Later",
    "- Geen maatregel.",
)
TEXT = SourceText(hashlib.sha256("\n".join(LINES).encode()).hexdigest(), LINES)

DOCUMENT = f"""
document:d a smd:Document ; smd:sha256 "{TEXT.sha256}" ; smd:lineCount {len(LINES)} .
section:whole a smd:Section ; smd:inDocument document:d ; smd:firstLine 1 ; smd:lastLine 12 ; smd:anchor "Waterplan" .
section:doen a smd:Section , smd:MeasureSection ; smd:inDocument document:d ; smd:firstLine 6 ; smd:lastLine 10 ;
    smd:anchor "Wat gaan we doen" .
section:later a smd:Section ; smd:inDocument document:d ; smd:firstLine 11 ; smd:lastLine 12 .
"""


def says(thing: str, cls: str, first: int, anchor: str, last: int | None = None) -> str:
    """Write a *thing* of our class *cls* that rests on the lines from *first*, where *anchor* stands, to *last*."""
    place = f"evidence:{thing.replace(':', '-')}-{first}"
    return f"""
    {thing} a smd:{cls} ; smd:evidence {place} .
    {place} a smd:Evidence ; smd:inDocument document:d ; smd:firstLine {first} ; smd:lastLine {last or first} ;
        smd:anchor "{anchor}" .
    """


def quads(turtle: str) -> list[tuple[Quad, str]]:
    """Read *turtle* with the document as if from one file."""
    return [(quad, "test.ttl") for quad in parse(HEADER + DOCUMENT + turtle, RdfFormat.TURTLE)]


def lines(turtle: str) -> dict[int, DocumentLine]:
    """Give the lines of the document by number, covered by *turtle*."""
    (found,) = measure_completeness(quads(turtle), {TEXT.sha256: TEXT})
    assert found.document == f"{PREFIXES['document']}d"
    return {line.number: line for line in found.lines}


def faults(turtle: str) -> list[Fault]:
    """Give the faults of coverage by *turtle*."""
    return check_completeness(quads(turtle), {TEXT.sha256: TEXT})


STATES = {
    "heading_of_a_section": ("", 1, "structure", []),
    "heading_without_anchor": ("", 11, "open", []),
    "nothing": ("", 4, "open", []),
    "statement": (says("claim:c", "Claim", 4, "anders"), 4, "represented", ["claim:c"]),
    "statement_that_goes_on": (says("claim:c", "Claim", 3, "dijk", 4), 4, "represented", ["claim:c"]),
    "omission": (says("omission:o", "Omission", 4, "anders"), 4, "omitted", ["omission:o"]),
    "both": (
        says("omission:o", "Omission", 4, "anders") + says("claim:c", "Claim", 4, "moet"),
        4,
        "represented",
        ["claim:c", "omission:o"],
    ),
    "heading_that_says_something": (says("claim:c", "Claim", 6, "doen"), 6, "represented", ["claim:c"]),
    "evidence_of_nothing": (
        """evidence:e a smd:Evidence ; smd:inDocument document:d ;
        smd:firstLine 4 ; smd:lastLine 4 ; smd:anchor "moet" .""",
        4,
        "open",
        [],
    ),
    "evidence_in_another_document": (
        says("claim:c", "Claim", 4, "anders").replace("document:d", "document:e"),
        4,
        "open",
        [],
    ),
}


@pytest.mark.parametrize("case", STATES)
def test_line_has_its_state(case: str) -> None:
    """A line is represented, omitted, structure or open, with what rests on it."""
    turtle, number, state, things = STATES[case]

    line = lines(turtle)[number]

    assert line.state == state
    assert [compact_iri(thing) for thing in line.things] == things


def test_every_state_is_tried() -> None:
    """No state without a case."""
    assert {state for _, _, state, _ in STATES.values()} == set(LINE_STATES)


def test_line_without_words_is_no_line() -> None:
    """What holds no word, such as a rule of dashes, asks for nothing."""
    assert set(lines("")) == set(range(1, 13)) - {2, 5}


ACCOUNTED = {
    "none": ("", 3, (0, 3)),
    "the_first": (says("claim:c", "Claim", 3, "dijk lekt"), 3, (1, 3)),
    "past_an_abbreviation": (says("claim:c", "Claim", 3, "3 liter"), 3, (1, 3)),
    "two": (says("claim:c", "Claim", 3, "Wie") + says("claim:e", "Claim", 3, "de wacht"), 3, (2, 3)),
    "one_twice": (says("claim:c", "Claim", 3, "Wie") + says("claim:e", "Claim", 3, "ervan"), 3, (1, 3)),
    "after_a_quotation_mark": (says("claim:c", "Claim", 3, "Niemand"), 3, (1, 3)),
    "anchor_of_another_line": (says("claim:c", "Claim", 3, "anders"), 3, (0, 3)),
    "omission": (says("omission:o", "Omission", 3, "Wie"), 3, (1, 3)),
    "evidence_of_nothing": (says("claim:c", "Claim", 3, "Wie").replace("smd:evidence ", "dct:source "), 3, (0, 3)),
    "later_line": (says("claim:c", "Claim", 7, "dijk", 8), 8, (2, 2)),
    "heading": ("", 6, (1, 1)),
}


@pytest.mark.parametrize("case", ACCOUNTED)
def test_sentence_is_accounted_for(case: str) -> None:
    """A sentence is accounted for by an anchor in it, by evidence that runs over it, or by being a heading."""
    turtle, number, expected = ACCOUNTED[case]

    line = lines(turtle)[number]

    assert (line.accounted, line.sentences) == expected


def test_counts_are_of_the_lines() -> None:
    """Each line with words is counted in one state, and each sentence once."""
    turtle = says("claim:c", "Claim", 3, "dijk lekt") + says("omission:o", "Omission", 4, "anders")
    (found,) = measure_completeness(quads(turtle), {TEXT.sha256: TEXT})

    assert found.counts == {"represented": 1, "omitted": 1, "structure": 2, "open": 6}
    assert sum(found.counts.values()) == len(found.lines) == 10
    assert found.sentences == (4, 13)


def test_document_that_is_not_at_hand_is_not_covered() -> None:
    """Of a document without its text nothing is told."""
    assert measure_completeness(quads(""), {}) == []
    assert check_completeness(quads(""), {}) == []
    assert measure_completeness(quads(""), {"0" * 64: SourceText("0" * 64, LINES)}) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Op regel 4 rust niets; leg vast wat er staat, of maak een smd:Omission met de reden."),
        ("en", "Nothing rests on line 4; write down what it says, or make a smd:Omission with the reason."),
    ],
)
def test_open_line_is_a_warning(language: str, said: str) -> None:
    """A line on which nothing rests is told once, as a warning of the document, in the language asked."""
    texts = load_catalogue(language)
    told = [fault.describe(texts) for fault in faults("") if fault.rule == "open-line"]

    assert [line for line in told if re.search(r"\b4\b", line)] == [f"[warning] test.ttl: document:d: {said}"]
    covered = faults(says("claim:c", "Claim", 4, "anders"))
    assert [fault for fault in covered if fault.words.describe(texts) == said] == []


def wrong(turtle: str, language: str = "nl") -> list[str]:
    """Give the violations of coverage by *turtle*."""
    return [fault.describe(load_catalogue(language)) for fault in faults(turtle) if fault.severity == "violation"]


MEASURES = (
    says("measure:a", "Measure", 7, "dijk")
    + says("measure:b", "Measure", 8, "Emmers")
    + says("measure:c", "Measure", 9, "Wacht")
)
BULLETS = {
    "each_once": (MEASURES, []),
    "one_without": (MEASURES.replace("measure:b a smd:Measure", "measure:b a smd:Claim"), ["8 0"]),
    "one_with_two": (MEASURES + says("measure:d", "Measure", 9, "houden"), ["9 2"]),
    "one_with_a_measure_and_a_claim": (MEASURES + says("claim:c", "Claim", 9, "houden"), []),
    "one_measure_in_two_places": (MEASURES + says("measure:a", "Measure", 9, "houden"), ["9 2"]),
    "two_places_on_one_line": (
        MEASURES + "measure:a smd:evidence evidence:x . evidence:x a smd:Evidence ; smd:inDocument document:d ; "
        'smd:firstLine 7 ; smd:lastLine 7 ; smd:anchor "dichten" .',
        [],
    ),
    "one_over_two_bullets": (MEASURES + says("measure:d", "Measure", 7, "De", 8), ["7 2", "8 2"]),
    "none": ("", ["7 0", "8 0", "9 0"]),
}


@pytest.mark.parametrize("case", BULLETS)
def test_bullet_is_one_measure(case: str) -> None:
    """A bullet of a section of measures belongs to exactly one measure; other lines and sections are left alone."""
    turtle, expected = BULLETS[case]

    assert wrong(turtle) == [
        f"test.ttl: section:doen: Regel {line} is een maatregel en hoort bij precies één smd:Measure, niet bij "
        f"{count}; voeg toe of haal weg."
        for line, count in map(str.split, expected)
    ]


def test_bullet_is_told_in_english() -> None:
    """The same fault in English."""
    assert wrong(BULLETS["one_with_two"][0], "en") == [
        "test.ttl: section:doen: Line 9 is a measure and belongs to exactly one smd:Measure, not to 2; add or remove."
    ]


def packaged(*without: str) -> list[tuple[Quad, str]]:
    """Read the packaged data, *without* the files of these names."""
    readings = [read_source(source) for source in list_packaged_sources() if source.path.name not in without]
    return [(quad, reading.source.name) for reading in readings for quad in reading.quads]


def lines_of_measures(statements: Statements) -> set[int]:
    """Give the first line of each piece of evidence of a measure."""
    places = [
        place
        for measure in statements.list_members("Measure")
        for place in statements.list_values(measure, f"{DEF}evidence")
    ]
    return {int(statements.find_value(place, "firstLine")) for place in places}


def test_packaged_data_covers_the_plan(seed: SourceText) -> None:
    """Every line and sentence of the plan is represented, left out on purpose or a heading; a bullet is one measure."""
    (found,) = measure_completeness(packaged(), {seed.sha256: seed})

    assert (
        len(found.lines) == sum(found.counts.values()) == len([line for line in seed.lines if re.search(r"\w", line)])
    )
    assert found.counts["open"] == 0
    assert min(found.counts["represented"], found.counts["omitted"], found.counts["structure"]) > 10
    assert all(line.sentences > 0 for line in found.lines)
    assert [line.number for line in found.lines if line.accounted != line.sentences] == []
    assert check_completeness(packaged(), {seed.sha256: seed}) == []


@pytest.mark.parametrize("name", ["measures-jeugd.ttl", "measures-ondermijning.ttl"])
def test_absent_file_of_measures_is_noticed(name: str, seed: SourceText) -> None:
    """Without one file of measures, each bullet it holds is told as belonging to no measure, and no other."""
    whole, rest = packaged(), packaged(name)
    gone = lines_of_measures(Statements(whole)) - lines_of_measures(Statements(rest))

    told = [fault for fault in check_completeness(rest, {seed.sha256: seed}) if fault.severity == "violation"]

    assert len(gone) > 5
    assert bullets(told) == {line for line in gone if re.match(r"\s*(- |\d+\. )", seed.line(line))}
    assert {fault.words.values["count"] for fault in told} == {0}


def bullets(told: Iterable[Fault]) -> set[int]:
    """Give the line of each of the faults *told*."""
    return {int(str(fault.words.values["line"])) for fault in told}
