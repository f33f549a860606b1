"""How a value is put in a cell of a workbook so that it stays what it is.

A text stays a text, whatever it looks like: a formula, a number with zeros before it, a long row of digits. A day is a
day, and a number a number, as far as Excel has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from graph.terms import to_xml_text
from queries.exports.book import Linked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook

    from queries.answers import Value
    from queries.exports.book import BookWords, Content

#: As many characters as a cell holds, in units of UTF-16 (Excel, specifications and limits); as many as a piece of a
#: longer text has, so that it fits whatever it is made of; and as many as its own cell shows of it.
LONGEST_TEXT, PIECE, SHOWN = 32_767, 16_000, 1_000
#: As many links as a sheet holds, and as many characters as one has.
MOST_LINKS, LONGEST_LINK = 65_530, 2_000
#: As many digits as Excel keeps of a number, and the first year of which it has days.
MOST_DIGITS, FIRST_YEAR = 15, 1900
#: A cell with the format of text shows no more characters than these in some versions of Excel.
LONGEST_AS_TEXT = 255
_DAY_FORMAT, _TEXT_FORMAT = "yyyy-mm-dd", "@"
#: What Excel would read as an escaped character in a text (ECMA-376 Part 1, 22.9.2.19).
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: What Excel takes for an address of the web; of another kind in somebody's data it says that the file is spoilt.
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_FORMULA = ("=", "+", "-", "@")
HEAD, TEXT, PROSE, NUMBER, DAY, LINK = (
    "samendoen-head",
    "samendoen-text",
    "samendoen-prose",
    "samendoen-number",
    "samendoen-day",
    "samendoen-link",
)


@dataclass
class CellWriter:
    """What fills cells: it keeps the texts that are too long for theirs, and which limits were met.

    `long_texts` is the name of the sheet on which the long ones will stand, in `rows` each from its own row on.
    """

    words: BookWords
    long_texts: str
    longer: list[tuple[str, int, str]] = field(default_factory=list)
    met: dict[str, None] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def fill(self, cell: Cell | MergedCell, content: Content, *, may_link: bool = True) -> bool:
        """Put *content* in *cell*, with its link if it *may link*; say whether it has one."""
        value, href = content if isinstance(content, Linked) else (content, "")
        place = ""
        if isinstance(value, str):
            place = self._fill_text(cell, value)
        elif isinstance(value, date):
            self._fill_day(cell, value)
        elif isinstance(value, int) and len(str(abs(value))) > MOST_DIGITS:
            self.met[self.words.digits] = None
            _set_text(cell, str(value))
        else:
            cell.value = value
            cell.style = NUMBER
        if not place and not (len(href) <= LONGEST_LINK and _WEB.fullmatch(href)):
            return False
        if not may_link:
            self.met[self.words.links] = None
            return False
        _link(cell, place, href)
        return True

    def _fill_text(self, cell: Cell | MergedCell, text: str) -> str:
        """Put *text* in *cell*, or the beginning of one that is too long; return where that stands whole."""
        if _fits(text):
            _set_text(cell, text)
            return ""
        self.met[self.words.long % {"sheet": self.long_texts}] = None
        if text not in self.rows:
            self.rows[text] = len(self.longer) + 2
            place = f"{cell.parent.title}!{cell.coordinate}"
            self.longer += [(place, number, piece) for number, piece in enumerate(split_text(text), 1)]
        _set_text(cell, f"{text[:SHOWN]} {self.words.goes_on % {'sheet': self.long_texts}}")
        return f"'{self.long_texts}'!A{self.rows[text]}"

    def _fill_day(self, cell: Cell | MergedCell, day: date) -> None:
        """Put *day* in *cell*, as a text where Excel has no such day."""
        if day.year < FIRST_YEAR:
            self.met[self.words.old] = None
            _set_text(cell, day.isoformat())
            return
        cell.value = day
        cell.style = DAY


def split_text(text: str) -> Iterator[str]:
    """Split *text* into pieces that each fit in a cell; together they are the text."""
    return (text[start : start + PIECE] for start in range(0, max(len(text), 1), PIECE))


def _fits(text: str) -> bool:
    """Say whether a cell can hold *text*."""
    return len(text) <= PIECE or len(_escape(text).encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_TEXT


def _escape(text: str) -> str:
    """Write *text* so that Excel reads it as it is."""
    return _ESCAPE.sub("_x005F_", to_xml_text(text))


def set_cell(cell: Cell | MergedCell, value: Value | date) -> None:
    """Put *value* in *cell* without a style; a text stays a text, also where it begins with '='."""
    cell.value = _escape(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = _DAY_FORMAT


def _set_text(cell: Cell | MergedCell, text: str) -> None:
    """Put *text* in *cell*, where it stays a text, also when somebody edits it."""
    set_cell(cell, text)
    cell.style = TEXT if len(text) <= LONGEST_AS_TEXT else PROSE
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _link(cell: Cell | MergedCell, place: str, href: str) -> None:
    """Link *cell* to a *place* in the workbook, or else to *href*."""
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415  as below

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place or None, target=None if place else href)
    cell.style = LINK


def add_styles(book: Workbook) -> None:
    """Add to *book* the styles of its cells."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side  # noqa: PLC0415  slow to load

    top = Alignment(wrap_text=True, vertical="top")
    for style in (
        NamedStyle(TEXT, alignment=top, number_format=_TEXT_FORMAT),
        NamedStyle(PROSE, alignment=top),
        NamedStyle(NUMBER, alignment=Alignment(vertical="top")),
        NamedStyle(DAY, alignment=Alignment(vertical="top", horizontal="left"), number_format=_DAY_FORMAT),
        NamedStyle(LINK, alignment=top, font=Font(color="0563C1", underline="single")),
        NamedStyle(
            HEAD,
            alignment=Alignment(wrap_text=True, vertical="bottom"),
            font=Font(bold=True),
            fill=PatternFill("solid", fgColor="E7ECF2"),
            border=Border(bottom=Side("thin")),
        ),
    ):
        book.add_named_style(style)
