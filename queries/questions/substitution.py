"""The SPARQL of a question with terms in the place of its parameters, to read and to edit.

A term can stand where a variable can, but for three lists: what a SELECT gives and what rows are grouped by are without
the parameter, as it says nothing there, and an order takes a term between brackets only (SPARQL 1.1, 19.8).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from queries.questions.piece import COMMENT, MARK, VARIABLE, iter_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from queries.questions.piece import Piece

#: The texts of which it is known where the parameters stand: a page shows its query each time.
TEXTS_KEPT = 256
#: What lists variables, by the word that it begins with; a word that ends in the next may be glued to it.
SELECT, GROUP, ORDER = "SELECT", "GROUP", "ORDER"
LISTS = {"SELECT": SELECT, "GROUP": GROUP, "GROUPBY": GROUP, "ORDER": ORDER, "ORDERBY": ORDER}
#: What may stand in a list and is no part of it.
WITHIN_LISTS = frozenset({"DISTINCT", "REDUCED", "BY", "ASC", "DESC"})


@dataclass(slots=True)
class _Clause:
    """A list of what is given, grouped or ordered by: its kind, and how much stands in it besides parameters."""

    kind: str = ""
    others: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """A parameter in a query: where it stands, its name, and the list that it stands in."""

    start: int
    end: int
    name: str
    clause: _Clause = field(default_factory=_Clause)


def write_terms(text: str, terms: Mapping[str, str]) -> str:
    """Write *terms*, as Turtle writes them, into the query *text* for its parameters, by their names without `?_`."""
    written, end, emptied = [], 0, set()
    for place in _list_places(text, frozenset(terms)):
        before = text[end : place.start]
        shown = _show(place, terms[place.name])
        if not shown:
            before = before.rstrip(" \t")
            emptied.add(text.count("\n", 0, place.start))
        glued = bool(shown) and (before or text[:end])[-1:].isalnum()
        written += [before, " " if glued else "", shown]
        end = place.end
    lines = ("".join(written) + text[end:]).split("\n")
    return "\n".join(line for number, line in enumerate(lines) if line.strip() or number not in emptied)


@lru_cache(maxsize=TEXTS_KEPT)
def _list_places(text: str, names: frozenset[str]) -> tuple[_Place, ...]:
    """List where the parameters with these *names* stand in *text*, in their order."""
    clauses: defaultdict[int, _Clause] = defaultdict(_Clause)
    places: list[_Place] = []
    for piece in _iter_code(text):
        if piece.word:
            _take_word(piece, clauses)
        elif piece.kind == VARIABLE and piece.text[1:2] == "_" and piece.text[2:] in names:
            end = piece.start + len(piece.text)
            places.append(_Place(piece.start, end, piece.text[2:], clauses[piece.depth]))
            continue
        elif piece.kind == MARK and piece.text == "{":
            clauses[piece.depth] = _Clause()
        if piece.kind == MARK and piece.text in ("{", "("):
            clauses[piece.depth + 1] = _Clause()
        clauses[piece.depth].others += piece.word not in (*LISTS, *WITHIN_LISTS)
    return tuple(places)


def _iter_code(text: str) -> Iterator[Piece]:
    """Yield the pieces of *text* without the comments."""
    return (piece for piece in iter_pieces(text) if piece.kind != COMMENT)


def _take_word(piece: Piece, clauses: defaultdict[int, _Clause]) -> None:
    """Begin or end a list in *clauses*, by depth, at the word that *piece* is."""
    if piece.word in LISTS:
        clauses[piece.depth] = _Clause(LISTS[piece.word])
    elif piece.word not in WITHIN_LISTS:
        clauses[piece.depth] = _Clause()


def _show(place: _Place, term: str) -> str:
    """Show *term* as it can stand in *place*; empty where it is left out."""
    if place.clause.kind in (SELECT, GROUP) and place.clause.others:
        return ""
    if place.clause.kind == SELECT:
        return f"({term} AS ?{place.name})"
    return f"({term})" if place.clause.kind else term
