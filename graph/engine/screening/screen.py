"""The screen before the engine: what is refused by the look of it, with a kind and quick message, never for safety.

Safety is the sandbox's (`graph.engine.sandbox.confinement`). So what cannot be read here is let through: the engine
refuses it in its own words, and the sandbox holds whatever it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.engine.screening.outline import UPDATES, OutlineReader
from graph.engine.screening.tokens import WORD, Token
from graph.errors import QueryRefused, QuerySyntaxError, QueryTooLarge
from graph.terms import CONTROL_CHARACTERS

if TYPE_CHECKING:
    from graph.engine.screening.outline import QueryOutline
    from graph.engine.screening.structure import Structure

# XML 1.0 cannot hold these, and UTF-8 not the last.
_CONTROL = re.compile(f"[{CONTROL_CHARACTERS}\ud800-\udfff]")
#: How often the engine may read a query of the greatest length; a shorter one it may read more often.
MOST_READINGS = 10


@dataclass(frozen=True)
class QueryBounds:
    """How large a query may be: characters, nested brackets, triple patterns, joins in a group, clauses and operators.

    Each is at most half of what the engine bears in a stack of eight megabytes, or in the time that a query has
    (`docs/decisions/0024-bounds-on-structure.md`).
    """

    length: int = 100_000
    nesting: int = 100
    patterns: int = 400
    joins: int = 100
    parts: int = 500


def screen(text: str, bounds: QueryBounds, base: str | None = None) -> QueryOutline:
    """Read the outline of *text*, unless it is refused; relative IRIs are resolved against *base*.

    :raises QueryError: as `read_screened` does.
    """
    return read_screened(text, bounds, base).outline


def read_screened(text: str, bounds: QueryBounds, base: str | None = None) -> OutlineReader:
    """Read *text* to its end, unless it is refused, and give its reader; relative IRIs are resolved against *base*.

    :raises QueryTooLarge: past *bounds*; the error names which.
    :raises QueryRefused: when it calls another server, or writes.
    :raises QuerySyntaxError: when it has a character that no text may have.
    """
    if len(text) > bounds.length:
        raise QueryTooLarge(
            "The query is %(length)s characters long; at most %(limit)s are read. Make it shorter, or ask in parts.",
            length=len(text),
            limit=bounds.length,
        ).of("query_length")
    _refuse_control_characters(text)
    reader = OutlineReader(text, base)
    for token in reader:
        _refuse_too_much(reader.structure, bounds)
        _refuse_word(token, reader)
    _refuse_too_much(reader.structure, bounds)
    return reader


def _refuse_control_characters(text: str) -> None:
    """Refuse a character that XML or UTF-8 cannot hold."""
    if found := _CONTROL.search(text):
        before = text[: found.start()]
        raise QuerySyntaxError(
            "The query has the sign %(sign)s, which no text may have, at line %(line)s, column %(column)s. Remove it.",
            sign=f"U+{ord(found[0]):04X}",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        )


def _refuse_word(token: Token, reader: OutlineReader) -> None:
    """Refuse *token*, the next of *reader*, where it is a word that asks for what is never done."""
    if token.kind != WORD:
        return
    word = token.text.upper()
    if word == "SERVICE":
        raise QueryRefused("This endpoint reaches no other server; leave SERVICE out.")
    if reader.in_prologue and reader.structure.depth == 0 and word.startswith(UPDATES):
        raise QueryRefused("This endpoint is read only; %(verb)s writes. Ask with SELECT or ASK.", verb=word[:20])


def _refuse_too_much(structure: Structure, bounds: QueryBounds) -> None:
    """Refuse a *structure* that is past *bounds*."""
    if structure.depth > bounds.nesting:
        raise QueryTooLarge(
            "The query has more than %(limit)s brackets within each other. Make it less nested.", limit=bounds.nesting
        ).of("query_nesting")
    if structure.reading > bounds.length * MOST_READINGS:
        raise QueryTooLarge(
            "The query has too many of SUBSTR, REPLACE, REGEX and GROUP_CONCAT within each other: each doubles the time"
            " that it takes to read what is in it. Bind a part of it to a variable first, with BIND."
        ).of("query_nesting")
    if structure.patterns > bounds.patterns:
        raise QueryTooLarge(
            "The query has more than %(limit)s triple patterns. Ask in parts.", limit=bounds.patterns
        ).of("query_patterns")
    if structure.joins > bounds.joins:
        raise QueryTooLarge(
            "The query joins more than %(limit)s triple patterns and groups in one group. Ask in parts.",
            limit=bounds.joins,
        ).of("query_joins")
    if structure.parts > bounds.parts:
        raise QueryTooLarge(
            "The query has more than %(limit)s clauses and operators. Ask in parts, or list values with IN or VALUES.",
            limit=bounds.parts,
        ).of("query_parts")
