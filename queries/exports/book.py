"""A workbook of plain values: sheets of rows and of notes, what is printed around them, and what is said of limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from queries.answers import Value

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from graph.message import Translator

#: As many characters as the name of a sheet has, and which it cannot have (Excel, specifications and limits).
LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


class Linked(NamedTuple):
    """A value that leads somewhere."""

    value: Value
    href: str


Content = Value | date | Linked


@dataclass(frozen=True)
class Sheet:
    """A sheet of rows: what it is called, the heads of its columns, and its rows.

    A cell with a step of shading, from 1, has that in `shades` by the places of its row and column. A sheet that
    `is_matrix` keeps its first column in sight, has no filters, and is printed on one A3 sheet; another that `is_read`
    by people is as wide as paper is.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Content]]
    shades: Mapping[tuple[int, int], int] = field(default_factory=dict)
    is_matrix: bool = False
    is_read: bool = True


@dataclass(frozen=True)
class Notes:
    """A sheet of lines, each with its name before it; an empty name goes on with the one above."""

    title: str
    lines: Sequence[tuple[str, Content]]


@dataclass(frozen=True)
class BookWords:
    """What the workbook says of itself, in one language: how it goes on past a limit of Excel, and on paper."""

    remarks: str
    long_texts: str
    long_head: tuple[str, str, str]
    goes_on: str
    long: str
    old: str
    rows: str
    links: str
    digits: str
    page: str

    @classmethod
    def translate(cls, translator: Translator) -> BookWords:
        """Translate the words by *translator*."""
        _ = translator.gettext
        return cls(
            remarks=_("About this file"),
            long_texts=_("Long texts"),
            long_head=(_("Cell"), _("Piece"), _("Text")),
            goes_on=_("… (whole on the sheet '%(sheet)s')"),
            long=_("Texts longer than a cell can hold begin in their cell, and stand whole on the sheet '%(sheet)s'."),
            old=_("Days before 1900 are written as text, because Excel has no such days."),
            rows=_("There are more rows than a sheet can hold. They go on on the next sheet."),
            links=_("There are more links than a sheet can hold. The last names have none."),
            digits=_("Numbers of more than 15 digits are written as text, because Excel would round them."),
            page=_("Page %(page)s of %(pages)s"),
        )


@dataclass(frozen=True)
class Book:
    """A workbook: its `sheets` in order, and in which language it is.

    `header` and `footer` stand on each page of paper, above and below, and `day` in the middle below. `words` are what
    the first notes say of limits that were met.
    """

    title: str
    language: str
    sheets: Sequence[Sheet | Notes]
    header: str
    footer: str
    day: str
    words: BookWords


def name_sheet(wanted: str, taken: Collection[str]) -> str:
    """Name a sheet as *wanted*, as far as Excel takes that, and unlike those *taken*.

    >>> name_sheet("Wie/wat: 'proef'", ["wie wat 'proef"])
    "Wie wat 'proef (2)"
    """
    plain = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'") or "1"
    used = {name.casefold() for name in taken}
    for number in range(1, len(used) + 2):
        ending = f" ({number})" if number > 1 else ""
        title = f"{plain[: LONGEST_TITLE - len(ending)].rstrip()}{ending}".strip("'")
        if title.casefold() not in used:
            return title
    raise AssertionError  # one of as many names and one more is free
