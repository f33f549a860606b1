"""The pieces of a query, read as SPARQL and not by the look of its lines: what is a word, a variable or a comment.

A bracket, a keyword or a `#` may stand within a text, an IRI or a comment, and a query on one line is the same query.
So the text is cut by the reader of the engine, which leaves out the comments; those are what lies between its tokens.

>>> [(it.kind, it.text) for it in iter_pieces("ASK { ?a ?b '# no' } # yes") if it.kind in (WORD, VARIABLE, COMMENT)]
[('word', 'ASK'), ('variable', '?a'), ('variable', '?b'), ('comment', '# yes')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.engine import MARK, VARIABLE, WORD, OutlineReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "COMMENT",
    "MARK",
    "VARIABLE",
    "WORD",
    "Piece",
    "WhenMark",
    "find_pattern_start",
    "find_when_marks",
    "iter_pieces",
]

COMMENT = "comment"
# What the engine passes over between tokens (SPARQL 1.1, section 19.4 and production 162).
_BETWEEN = re.compile(r"[ \t\r\n]+|(?P<comment>\#[^\r\n]*)")
_WHEN = re.compile(r"[ \t]*# when: (?P<name>\w+)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query: its kind, its text, where it starts, and how many brackets were open before it."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def word(self) -> str:
        """The word that it is, in capitals; empty where it is none."""
        return self.text.upper() if self.kind == WORD else ""


@dataclass(frozen=True, slots=True)
class WhenMark:
    """The comment that ends a line which is for the parameter called `name`; it starts in `column`."""

    name: str
    column: int


def iter_pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of *text* in their order, up to its end or to where it can be no SPARQL."""
    reader = OutlineReader(text, None)
    place = 0
    for token in reader:
        depth = reader.structure.depth
        yield from _iter_comments(text, place, depth)
        place = _skip(text, place)
        yield Piece(token.kind, token.text, place, depth)
        place += len(token.text)
    yield from _iter_comments(text, place, reader.structure.depth)


@lru_cache(maxsize=1)  # a question asks for those of its text again as soon as it was proved
def find_when_marks(text: str) -> Mapping[int, WhenMark]:
    """Find which lines of *text*, counted from 0, end with the name of a parameter."""
    found = {}
    for piece in iter_pieces(text):
        if piece.kind == COMMENT and (match := _WHEN.search(piece.text)):
            number, begin = text.count("\n", 0, piece.start), text.rfind("\n", 0, piece.start) + 1
            found[number] = WhenMark(match["name"], piece.start + match.start() - begin)
    return found


def find_pattern_start(text: str) -> int:
    """Find where the pattern of the query *text* begins: at its WHERE, or else at its bracket."""
    begins = (it.start for it in iter_pieces(text) if it.depth == 0 and (it.word == "WHERE" or it.text == "{"))
    return next(begins, len(text))


def _iter_comments(text: str, place: int, depth: int) -> Iterator[Piece]:
    """Yield the comments from *place* in *text* up to the next token."""
    while match := _BETWEEN.match(text, place):
        if match["comment"]:
            yield Piece(COMMENT, match["comment"], match.start(), depth)
        place = match.end()


def _skip(text: str, place: int) -> int:
    """Find where the next token after *place* in *text* starts."""
    while match := _BETWEEN.match(text, place):
        place = match.end()
    return place
