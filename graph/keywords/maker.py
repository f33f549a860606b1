"""The key words of each evidence: the terms of the sentence that its anchor stands in, as its document has it.

Titles are words of our own. Who searches for a word of the trade has to find the sentences that use it, and who is told
that a plan says nothing of a word has to be able to rely on it. So each evidence keeps the terms of its sentence: of a
bullet, a heading or a row of a table all of it. They stand in alphabetical order, without what binds them, so that no
sentence is told again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.keywords.turtle import list_keywords
from graph.keywords.wording import Expressions, join_terms
from graph.sources import NAME_PROPERTIES, Statements, find_authors, iter_sentences
from graph.terms import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from graph.sources import SourceText

#: The classes of what has a name that others use too; the titles of statements are words of our own.
NAMED_CLASSES = (
    *("Area", "Bill", "Collective", "GenericActor", "Instrument", "Law", "Municipality", "Office", "Organisation"),
    *("Partner", "Phenomenon", "PoliceUnit", "Policy", "Province", "SafetyRegion", "Sector", "Standard"),
    *("TargetGroup", "Theme", "YardstickTheme"),
)
#: What a line begins with that is a whole by itself: an item of a list, a heading, a row of a table.
_WHOLE = re.compile(r"\s*(- |\* |\d+\. |#|\|)")


@dataclass(frozen=True)
class _Place:
    """Where evidence says that it stands: lines, an anchor, and how that should be read where it is misspelt."""

    first: int
    last: int
    anchor: str
    meant: str


def make_keywords(quads: Iterable[Quad], texts: Mapping[str, SourceText]) -> dict[str, str]:
    """Make the key words of each evidence in *quads* whose document is among *texts* (by SHA-256).

    One whose sentence has no word that says something, or is not where it says, has none. The names of what *quads*
    speak of are the standing expressions, so what the register says of it belongs among them (`renew_keywords`).
    """
    index = Statements((quad, "") for quad in quads)
    known = _find_expressions(index)
    found: dict[str, str] = {}
    for document, text in index.iter_at_hand(texts):
        places = {
            node: _find_place(index, node)
            for node in index.list_members("Evidence")
            if index.find_value(node, "inDocument") == document
        }
        misspelt, authors = _group_misspelt(places.values()), find_authors(text)
        for node, place in places.items():
            passage = _strip_names(find_passage(text, place.first, place.last, place.anchor), authors)
            terms = [*known.find(passage), *_iter_meant(passage, place, misspelt)]
            if terms:
                found[node] = join_terms(terms)
    return found


def renew_keywords(register: Iterable[Quad], quads: Sequence[Quad], texts: Mapping[str, SourceText]) -> dict[str, str]:
    """Make the key words of *quads*, of a plan, anew; those of a document that is not among *texts* are left as stated.

    Those of what is evidence no longer are dropped. What *register* says of the things that they name gives standing
    expressions too.
    """
    index = Statements((quad, "") for quad in quads)
    at_hand = {document for document, _ in index.iter_at_hand(texts)}
    documents = {node: index.find_value(node, "inDocument") for node in index.list_members("Evidence")}
    absent = {node for node, document in documents.items() if document not in at_hand}
    kept = {node: it for node, it in list_keywords(quads).items() if node in absent}
    return kept | make_keywords([*_select_about(register, quads), *quads], texts)


def _select_about(register: Iterable[Quad], quads: Iterable[Quad]) -> list[Quad]:
    """Select from *register* what it says of the things that *quads*, of a plan, name."""
    named = {value_of(end) for quad in quads for end in (quad.subject, quad.object)}
    return [quad for quad in register if value_of(quad.subject) in named]


def find_passage(text: SourceText, first: int, last: int, anchor: str) -> str:
    """Find in *text* what evidence rests on: the sentences that *anchor* stands in on its *first* line, to its *last*.

    An item of a list, a heading and a row of a table are one whole. It is empty where the anchor is not on the line.
    """
    line = text.line(first)
    if anchor not in line:
        return ""
    rest = [text.line(number) for number in range(first + 1, last + 1)]
    if _WHOLE.match(line):
        return "\n".join([line, *rest])
    spans = [(at.start(), at.end()) for at in re.finditer(re.escape(anchor), line)]
    sentences = [
        line[start:end]
        for start, end in iter_sentences(line)
        if any(begin < end and start < finish for begin, finish in spans)
    ]
    return "\n".join([*sentences, *rest])


def _strip_names(passage: str, names: Iterable[str]) -> str:
    """Strip *passage* of *names*, which are of persons: those are no words to search for here."""
    for name in names:
        passage = passage.replace(name, "")
    return passage


def _find_expressions(index: Statements) -> Expressions:
    """Find the standing expressions that *index* knows: the names of things, and what a misspelt one should be."""
    names: list[str] = []
    corrections: dict[str, str] = {}
    for thing in sorted({node for cls in NAMED_CLASSES for node in index.list_members(cls)}):
        preferred, *others = (index.list_values(thing, prop) for prop in NAME_PROPERTIES)
        names += [*preferred, *(name for found in others for name in found)]
        if preferred:
            corrections |= dict.fromkeys(others[-1], preferred[0])
    return Expressions(names, corrections)


def _find_place(index: Statements, node: str) -> _Place:
    """Find in *index* where the evidence *node* stands."""
    return _Place(
        _read_number(index.find_value(node, "firstLine")),
        _read_number(index.find_value(node, "lastLine")),
        index.find_value(node, "anchor"),
        index.find_value(node, "readsAs"),
    )


def _read_number(text: str) -> int:
    """Read the number of a line in *text*; 0 where it is none."""
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0


def _group_misspelt(places: Iterable[_Place]) -> dict[int, list[_Place]]:
    """Group by line the *places* of which the anchor is misspelt."""
    found: dict[int, list[_Place]] = defaultdict(list)
    for place in places:
        if place.meant:
            found[place.first].append(place)
    return found


def _iter_meant(passage: str, place: _Place, misspelt: Mapping[int, Iterable[_Place]]) -> Iterator[str]:
    """Yield what is meant by what is *misspelt* in *passage*, which is at *place*."""
    for number in range(place.first, place.last + 1):
        for other in misspelt.get(number, ()):
            if other.anchor in passage:
                yield from Expressions([], {}).find(other.meant)
