"""How much of a document is in the graph: each line and each sentence, represented, left out on purpose, or open.

A line is *represented* when evidence of a statement covers it, *omitted* when a deliberate omission does, *structure*
when it is the heading of a section, *empty* when it holds no word, and *open* otherwise. A sentence is represented when
an anchor stands in it, or when evidence that began on an earlier line runs over it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from graph.fault import Fault
from graph.message import Message
from graph.sources import Statements, iter_sentences
from graph.terms import value_of
from graph.versions import open_version
from ontology.namespaces import DEF, DERIVED_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from graph.sources import Locator, SourceText

OPEN_LINE = Message("Nothing rests on line %(line)s; write down what it says, or make a smd:Omission with the reason.")
BULLET = Message("Line %(line)s is a measure and belongs to exactly one smd:Measure, not to %(count)s; add or remove.")
LINE_STATES = ("represented", "omitted", "structure", "open")
_BULLET = re.compile(r"\s*(- |\d+\. )")


@dataclass(frozen=True)
class DocumentLine:
    """A line that holds words: number, state, the nodes that cite it, and how many sentences are accounted for."""

    number: int
    state: str
    things: tuple[str, ...]
    sentences: int
    accounted: int


@dataclass(frozen=True)
class Completeness:
    """How much of one document is in the graph: its lines that hold words."""

    document: str
    lines: tuple[DocumentLine, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The number of lines in each state, with every state."""
        found = Counter(line.state for line in self.lines)
        return {state: found[state] for state in LINE_STATES}

    @property
    def sentences(self) -> tuple[int, int]:
        """How many sentences are accounted for, and how many there are."""
        return sum(line.accounted for line in self.lines), sum(line.sentences for line in self.lines)


def measure_completeness(quads: Iterable[tuple[Quad, str]], texts: Mapping[str, SourceText]) -> list[Completeness]:
    """Measure the completeness of each document that *quads* cite and *texts* (by SHA-256) hold."""
    statements = Statements(quads)
    return [_measure_document(document, text, statements) for document, text in statements.iter_at_hand(texts)]


def measure_version(path: Path, texts: Mapping[str, SourceText]) -> list[Completeness]:
    """Measure the completeness of each document in *texts*, by what the version at *path* states."""
    with open_version(path) as file:
        quads = parse(input=file, format=RdfFormat.N_QUADS)
        stated = ((quad, "") for quad in quads if not value_of(quad.graph_name).endswith(DERIVED_ENDING))
        return measure_completeness(stated, texts)


def measure_stated(triples: bytes, texts: Mapping[str, SourceText]) -> list[Completeness]:
    """Measure the completeness of each document in *texts*, by *triples*, the N-Triples that its plan states."""
    return measure_completeness(((quad, "") for quad in parse(triples, RdfFormat.N_TRIPLES)), texts)


def check_completeness(quads: Iterable[tuple[Quad, str]], texts: Mapping[str, SourceText]) -> list[Fault]:
    """List a warning for each open line, and a fault for each bullet among measures that is not one measure."""
    statements = Statements(quads)
    faults: list[Fault] = []
    for document, text in statements.iter_at_hand(texts):
        place = statements.places[document]
        lines = _measure_document(document, text, statements).lines
        open_lines = [line.number for line in lines if line.state == "open"]
        faults += [Fault(place, document, "open-line", OPEN_LINE.fill(line=number), "warning") for number in open_lines]
        faults += [
            Fault(
                statements.places[section],
                section,
                "bullet-of-one-measure",
                BULLET.fill(line=number, count=count),
            )
            for section, number, count in _iter_bullets(document, text, statements)
            if count != 1
        ]
    return sorted(faults)


def _measure_document(document: str, text: SourceText, statements: Statements) -> Completeness:
    """Measure the completeness of *document*, whose text is *text*."""
    resting = _group_by_evidence(statements)
    omissions = set(statements.list_members("Omission"))
    headings = {place.first for place in statements.list_locators("Section", document) if place.anchor}
    places: dict[int, list[Locator]] = defaultdict(list)
    for place in statements.list_locators("Evidence", document):
        for number in range(place.first, place.last + 1):
            if resting[place.node]:
                places[number].append(place)
    lines = []
    for number, words in enumerate(text.lines, 1):
        if re.search(r"\w", words):
            things = {thing for place in places[number] for thing in resting[place.node]}
            state = _choose_state(things, omissions, heading=number in headings)
            found = list(iter_sentences(words))
            accounted = sum(
                any(_holds_sentence(place, number, words, span) for place in places[number]) for span in found
            )
            if state == "structure":
                accounted = len(found)
            lines.append(DocumentLine(number, state, tuple(sorted(things)), len(found), accounted))
    return Completeness(document, tuple(lines))


def _group_by_evidence(statements: Statements) -> dict[str, set[str]]:
    """Group the nodes by the piece of evidence that they cite."""
    resting: dict[str, set[str]] = defaultdict(set)
    for node, evidence in statements.list_pairs(f"{DEF}evidence"):
        resting[evidence].add(node)
    return resting


def _choose_state(things: set[str], omissions: set[str], *, heading: bool) -> str:
    """Choose the state of a line on which *things* rest."""
    if things - omissions:
        return "represented"
    if things:
        return "omitted"
    return "structure" if heading else "open"


def _holds_sentence(place: Locator, number: int, line: str, span: tuple[int, int]) -> bool:
    """Say whether *place* accounts for the sentence at *span* of line *number*."""
    if place.first != number:
        return True
    return any(span[0] <= at.start() < span[1] for at in re.finditer(re.escape(place.anchor), line))


def _iter_bullets(document: str, text: SourceText, statements: Statements) -> Iterator[tuple[str, int, int]]:
    """Yield each bullet of a section of measures: the section, the line, and how many measures cover it."""
    places = {place.node: place for place in statements.list_locators("Evidence", document)}
    covered: Counter[int] = Counter()
    for measure in statements.list_members("Measure"):
        lines = {
            number
            for evidence in statements.list_values(measure, f"{DEF}evidence")
            if evidence in places
            for number in range(places[evidence].first, places[evidence].last + 1)
        }
        covered.update(lines)
    for section in statements.list_locators("MeasureSection", document):
        for number in range(section.first, section.last + 1):
            if _BULLET.match(text.line(number)):
                yield section.node, number, covered[number]
