"""An answer as a page shows it: cells with a text and, where there is one, a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from babel.dates import format_date
from flask import request, url_for

from api.http.language import get_language
from api.requests.question import ONLY_PREFIX, format_cell, read_selection
from api.serving.dataset import get_dataset
from queries.answers import find_concept_label as label_of
from queries.exports import select_readable_columns

if TYPE_CHECKING:
    from queries.answers import Answer, Row, Value
    from queries.questions import Column, Question


#: As many characters as a cell keeps on one line.
LONGEST_UNBROKEN = 14
#: What the address says of which rows are shown, and how.
SHAPING_NAMES = ("sort", "page", "size")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, where it leads, and whether it is a number."""

    text: str
    href: str = ""
    number: bool = False

    @property
    def whole(self) -> bool:
        """Whether it reads badly when it is broken over lines: a day, or one or two words."""
        return not self.href and len(self.text) <= LONGEST_UNBROKEN


@dataclass(frozen=True)
class HeadCell(Cell):
    """The head of a column; its link sorts the rows by that column, and `order` is how they are sorted now."""

    order: str = ""


@dataclass(frozen=True)
class Table:
    """The head and rows of an answer."""

    head: list[HeadCell]
    rows: list[list[Cell]]


def build_table(answer: Answer, without: tuple[str, ...] = (), *, sortable: bool = False) -> Table:
    """Build the table of *answer*, *without* the columns named; the heads of a *sortable* one are links."""
    columns = [column for column in select_readable_columns(answer) if column.name not in without]
    head = [_build_head(column, answer.language, sortable=sortable) for column in columns]
    return Table(head, [[_build_cell(answer.question, column, row) for column in columns] for row in answer.rows])


def find_concept_label(scheme: str, local_id: Value) -> str:
    """Find the label of a concept in the language of this request, or else its local id."""
    return label_of(get_dataset().engine, scheme, local_id, get_language())


def format_day(day: str) -> str:
    """Format *day*, written as 2020-01-31, in words; anything else stays as it is.

    It may come from data, where a day may be left out or half known.
    """
    try:
        return format_date(date.fromisoformat(day), "long", locale={"en": "en_GB"}.get(get_language(), get_language()))
    except ValueError:
        return day


def build_changed_url(**changes: str) -> str:
    """Build the URL of this page with *changes* to its parameters; an empty value removes one."""
    kept = {name: value for name, value in {**request.args.to_dict(), **changes}.items() if value}
    return f"{quote(request.path)}?{urlencode(kept)}"


def build_cleared_url() -> str:
    """Build the URL of this page with the parameters alone: every row, in the order of the question."""
    kept = {
        name: value
        for name, value in request.args.items()
        if name not in SHAPING_NAMES and not name.startswith(ONLY_PREFIX)
    }
    return f"{quote(request.path)}?{urlencode(kept)}"


def _build_head(column: Column, language: str, *, sortable: bool) -> HeadCell:
    """Build the head of *column*; following its link a second time reverses the order."""
    text, number = column.label[language], column.type == "number"
    if not sortable:
        return HeadCell(text, number=number)
    now = read_selection().sort
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(now, "")
    turned = f"-{column.name}" if order == "ascending" else column.name
    return HeadCell(text, build_changed_url(sort=turned, page=""), number, order)


def _build_cell(question: Question, column: Column, row: Row) -> Cell:
    """Build the cell of *column* in *row* of an answer to *question*."""
    value = row[column.name]
    if value is None:
        return Cell("")
    text = format_cell(column, value)
    if column.is_line:
        return Cell(text, url_for("lines.show_line", number=value), number=True)
    if column.name.endswith("_label") and (address := row.get(column.name.removesuffix("_label"))):
        return Cell(text, get_dataset().page(str(address)))
    if column.type == "number":
        return Cell(text, _build_count_link(question, column, row), number=True)
    return Cell(text, get_dataset().page(text) if column.type == "thing" else "")


def _build_count_link(question: Question, column: Column, row: Row) -> str:
    """Build the link to what a number counts: the rows of the question that the column is called after.

    The things in *row* are its parameters, so that each number can be looked into.
    """
    counted = get_dataset().library.questions.get(column.name.replace("_", "-"))
    if counted is None or counted.name == question.name or not row[column.name]:
        return ""
    names = {parameter.name for parameter in counted.parameters}
    things = {name: local[1] for name in names if row.get(name) and (local := get_dataset().local(str(row[name])))}
    return f"{url_for('questions.show_question', name=counted.name)}?{urlencode(things)}" if things else ""
