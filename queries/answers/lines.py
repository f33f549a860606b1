"""The lines that a row rests on: gathered by its query as places, and told as people read them.

A query gathers them with `(GROUP_CONCAT(DISTINCT ?at; separator="|") AS ?lines)`, where `?at` is the `smd:place` of
each piece of evidence; in which order, and how often each, does not matter. In the header such a column has the type
`lines`; in a panel it is called `lines`, or so at its end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from graph.terms import make_literal, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Self

    from graph.terms import TermJson

    #: What finds how a document, given by its IRI, is called in a language.
    DocumentNamer = Callable[[str, str], str]

#: What stands between two places; it can be in no IRI (RFC 3987, section 2.2).
SEPARATOR = "|"
#: What stands between the first and the last line of a range.
DASH = "\u2013"
#: The sign that a place begins its number with, where that is the number of a page.
PAGE_SIGN = "p"
#: And where it is that of a line.
LINE_SIGN = "l"
#: What is put before the numbers of pages, which would else be read as lines; Dutch and English both write it so.
BEFORE_PAGES = "p. "


@dataclass(frozen=True)
class Place:
    """The lines, or pages where the sign says so, from `first` up to `last` in a document, given by its IRI."""

    document: str
    sign: str
    first: int
    last: int

    @property
    def is_page(self) -> bool:
        """Whether the numbers are those of pages."""
        return self.sign == PAGE_SIGN

    def __str__(self) -> str:
        """Give the number, or the first and the last."""
        return str(self.first) if self.first == self.last else f"{self.first}{DASH}{self.last}"


class Part(NamedTuple):
    """A part of what is told of lines: its text, and the place that it is of, where it is of one."""

    text: str
    place: Place | None = None


class Lines(str):
    """The lines that a row rests on, as text; `parts` are what the text is made of, so that each can be a link."""

    __slots__ = ("parts",)

    parts: tuple[Part, ...]

    def __new__(cls, text: str = "", parts: Iterable[Part] = ()) -> Self:
        """Hold *parts*, which make up the text."""
        made = super().__new__(cls, text or "".join(part.text for part in parts))
        made.parts = tuple(parts)
        return made

    @property
    def first(self) -> int:
        """The number of the first line or page, to sort by."""
        return next(part.place.first for part in self.parts if part.place)


def read_lines(gathered: str, language: str, find_document: DocumentNamer) -> Lines:
    """Read the lines in *gathered*, places in no order, and tell them in *language*, in order and each once.

    Where they are of more than one document, each is named by *find_document*; the text of the plan comes first.

    >>> str(read_lines("0https://x/a l0000191|0https://x/a l0000037|0https://x/a l0000191", "nl", lambda iri, _: iri))
    '37, 191'
    """
    groups = [list(its) for _, its in groupby(parse_places(gathered), attrgetter("document"))]
    parts: list[Part] = []
    for its in groups:
        parts.append(Part("; " if parts else ""))
        if len(groups) > 1:
            parts.append(Part(f"{find_document(its[0].document, language)}: "))
        parts.append(Part(BEFORE_PAGES if its[0].is_page else ""))
        for number, place in enumerate(its):
            parts += [Part(", " if number else ""), Part(str(place), place)]
    return Lines(parts=[part for part in parts if part.text])


def parse_places(gathered: str) -> list[Place]:
    """Parse the places in *gathered*, in order; those that overlap are one.

    >>> [(it.first, it.last) for it in parse_places("0https://x/a l0000137|0https://x/a l0000136-0000138")]
    [(136, 138)]
    """
    found: list[Place] = []
    for text in sorted({it for it in gathered.split(SEPARATOR) if it}):
        document, _, numbers = text[1:].partition(" ")
        first, _, last = numbers[1:].partition("-")
        place = Place(document, numbers[0], int(first), int(last or first))
        before = found[-1] if found else None
        if before and (before.document, before.sign) == (document, place.sign) and place.first <= before.last:
            found[-1] = replace(before, last=max(before.last, place.last))
        else:
            found.append(place)
    return found


def tell_lines(
    terms: Mapping[str, TermJson], names: Iterable[str], language: str, find_document: DocumentNamer
) -> dict[str, TermJson]:
    """Tell in *language* the lines in *terms*, which stand under *names*: as a term each; none where there are none."""
    gathered = {name: terms[name]["value"] for name in names if name in terms}
    read = {name: read_lines(text, language, find_document) for name, text in gathered.items() if text}
    return {name: {**to_json(make_literal(lines)), "value": lines} for name, lines in read.items()}
