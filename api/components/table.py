"""An answer as a page shows it: cells with a text and, where there is one, a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from babel.dates import format_date

from api.catalogue import find_locale
from api.requests.question import parse_selection
from queries.exports import select_readable_columns

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer, Row
    from queries.questions import Column, Question


#: As many characters as a cell keeps on one line.
LONGEST_UNBROKEN = 14


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


def build_table(
    scope: Scope, answer: Answer, without: tuple[str, ...] = (), *, sorted_by: RequestUrl | None = None
) -> Table:
    """Build the table of *answer*, *without* the columns named.

    With the URL that it is *sorted_by*, the head of each column is a link that sorts by it.
    """
    columns = [column for column in select_readable_columns(answer) if column.name not in without]
    head = [_build_head(column, answer.language, sorted_by) for column in columns]
    question = answer.question
    return Table(head, [[_build_cell(scope, question, column, row) for column in columns] for row in answer.rows])


def format_day(day: str, language: str) -> str:
    """Format *day*, written as 2020-01-31, in words of *language*; anything else stays as it is.

    It may come from data, where a day may be left out or half known.
    """
    try:
        return format_date(date.fromisoformat(day), "long", locale=find_locale(language))
    except ValueError:
        return day


def _build_head(column: Column, language: str, sorted_by: RequestUrl | None) -> HeadCell:
    """Build the head of *column*; following its link a second time reverses the order."""
    text, number = column.label[language], column.type == "number"
    if sorted_by is None:
        return HeadCell(text, number=number)
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(parse_selection(sorted_by).sort, "")
    turned = f"-{column.name}" if order == "ascending" else column.name
    return HeadCell(text, sorted_by.build_changed(sort=turned, page=""), number, order)


def _build_cell(scope: Scope, question: Question, column: Column, row: Row) -> Cell:
    """Build the cell of *column* in *row* of an answer to *question*."""
    value = row[column.name]
    if value is None:
        return Cell("")
    text = scope.format_cell(column, value)
    if column.is_line:
        document = row.get(column.name.replace("line", "document"))
        return Cell(text, scope.paths.find_line(str(document), int(value)) if document else "", number=True)
    if column.name.endswith("_label") and (iri := row.get(column.name.removesuffix("_label"))):
        return Cell(text, scope.paths.find_page(str(iri)))
    if column.type == "number":
        return Cell(text, _build_count_link(scope, question, column, row), number=True)
    return Cell(text, scope.paths.find_page(text) if column.type == "thing" else "")


def _build_count_link(scope: Scope, question: Question, column: Column, row: Row) -> str:
    """Build the link to what a number counts: the rows of the question that the column is called after.

    The things in *row* are its parameters, so that each number can be looked into.
    """
    counted = scope.library.questions.get(column.name.replace("_", "-"))
    if counted is None or counted.name == question.name or not row[column.name]:
        return ""
    names = [parameter.name for parameter in counted.parameters]
    things = {name: local[1] for name in names if row.get(name) and (local := scope.paths.find_local(str(row[name])))}
    return f"{scope.url_for('questions.show_question', name=counted.name)}?{urlencode(things)}" if things else ""
