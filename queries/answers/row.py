"""The rows of an answer: plain values by column, each to be had as what whoever asks counts on."""

from __future__ import annotations

from math import isfinite, isnan
from typing import TYPE_CHECKING, NoReturn

from graph.engine import UnexpectedTerm
from ontology.namespaces import PREFIXES
from queries.answers.lines import Lines
from queries.questions import MARKED_TAG, DutchText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph.terms import TermJson

Value = str | int | float | None


#: What a number that is none, or has no end, is written as in every format (XSD 1.1 Part 2, 3.3.5): JSON has no
#: number for it, and null would say that there is no value.
INFINITIES = ("INF", "-INF")
NOT_FINITE = ("NaN", *INFINITIES)


def _parse_decimal(text: str) -> int | float:
    """Parse *text* as a number, whole where it is written so.

    :raises ValueError: where none of ours is as large.
    """
    if "." not in text:
        return int(text)
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _parse_double(text: str) -> float | str:
    """Parse *text* as a number, or as one of those that are not finite."""
    number = float(text)
    if isnan(number):
        return NOT_FINITE[0]
    return number if isfinite(number) else INFINITIES[number < 0]


NUMBER_PARSERS: dict[str, Callable[[str], int | float | str]] = {
    f"{PREFIXES['xsd']}integer": int,
    f"{PREFIXES['xsd']}decimal": _parse_decimal,
    f"{PREFIXES['xsd']}double": _parse_double,
}


class Row(dict[str, Value]):
    """A row: a value for each column, None where there is none; an IRI is a text.

    Each accessor raises `UnexpectedTerm` where the column is not there, is empty, or has another kind of value; an
    `optional_` one returns None where it is empty.
    """

    __slots__ = ("_query",)

    def __init__(self, values: Mapping[str, Value], query: str = "") -> None:
        """Hold *values* by column, as *query* found them."""
        super().__init__(values)
        self._query = query

    def text(self, name: str) -> str:
        """Return the text in the column *name*."""
        value = self.get(name)
        return value if isinstance(value, str) else self._refuse(name, "a text")

    def integer(self, name: str) -> int:
        """Return the whole number in the column *name*."""
        value = self.get(name)
        return value if isinstance(value, int) else self._refuse(name, "an integer")

    def all_lines(self, name: str) -> Lines:
        """Return the lines in the column *name*."""
        value = self.get(name)
        return value if isinstance(value, Lines) else self._refuse(name, "lines")

    def optional_text(self, name: str) -> str | None:
        """Return the text in the column *name*, where it is not empty."""
        return None if name in self and self[name] is None else self.text(name)

    def optional_integer(self, name: str) -> int | None:
        """Return the whole number in the column *name*, where it is not empty."""
        return None if name in self and self[name] is None else self.integer(name)

    def _refuse(self, name: str, expected: str) -> NoReturn:
        """Refuse what stands in the column *name*, where *expected* has to.

        :raises UnexpectedTerm: always.
        """
        raise UnexpectedTerm(name, expected, self.get(name), self._query)


def make_rows(solutions: Iterable[Mapping[str, TermJson]], names: Sequence[str], query: str) -> list[Row]:
    """Make rows of plain values under *names* of the *solutions* of *query*."""
    return [Row({name: _to_plain_value(terms.get(name)) for name in names}, query) for terms in solutions]


def _to_plain_value(term: TermJson | None) -> Value:
    """Convert *term* to a plain value; None where there is no term.

    A Dutch text that stands where there is none in the language of the reader is told apart. What no number of ours can
    hold stays the text that it is.
    """
    if term is None:
        return None
    if term.get("xml:lang", "").startswith(MARKED_TAG):
        return DutchText(term["value"])
    parse = NUMBER_PARSERS.get(term.get("datatype", ""))
    try:
        return parse(term["value"]) if parse else term["value"]
    except ValueError:
        return term["value"]
