"""An answer as a page shows it: cells with a text and, where there is one, a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from babel.dates import format_date
from flask import request, url_for

from api.asking import ONLY, read, selection
from api.data import data
from api.language import current
from queries.concept import find_concept_label as label_of
from queries.memo import select_readable_columns

if TYPE_CHECKING:
    from queries.answer import Answer, Row, Value
    from queries.question import Column, Question


#: As many characters as a cell keeps on one line.
SHORT = 14
#: What the address says of which rows are shown, and how.
SHAPING = ("sort", "page", "size")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, where it leads, and whether it is a number."""

    text: str
    href: str = ""
    number: bool = False

    @property
    def whole(self) -> bool:
        """Whether it reads badly when it is broken over lines: a day, or one or two words."""
        return not self.href and len(self.text) <= SHORT


@dataclass(frozen=True)
class Head(Cell):
    """The head of a column; it leads to the same rows in the order of that column, `order` is theirs now."""

    order: str = ""


@dataclass(frozen=True)
class Table:
    """The head and rows of an answer."""

    head: list[Head]
    rows: list[list[Cell]]


def table(answer: Answer, without: tuple[str, ...] = (), *, sortable: bool = False) -> Table:
    """Give *answer* as a table, *without* the columns named; one that is *sortable* has heads that lead on."""
    columns = [column for column in select_readable_columns(answer) if column.name not in without]
    head = [_head(column, answer.language, sortable=sortable) for column in columns]
    return Table(head, [[_cell(answer.question, column, row) for column in columns] for row in answer.rows])


def label(scheme: str, local_id: Value) -> str:
    """Give the label of a concept in the visitor's language; an unknown one shows its local id."""
    return label_of(data().engine, scheme, local_id, current())


def dated(day: str) -> str:
    """Give *day*, written as 2020-01-31, in words in the visitor's language; anything else stays as it is.

    It may come from data, where a day may be left out or half known.
    """
    try:
        return format_date(date.fromisoformat(day), "long", locale={"en": "en_GB"}.get(current(), current()))
    except ValueError:
        return day


def here(**changes: str) -> str:
    """Give the address of this page with *changes* to its parameters; one that is changed to nothing is left out."""
    kept = {name: value for name, value in {**request.args.to_dict(), **changes}.items() if value}
    return f"{quote(request.path)}?{urlencode(kept)}"


def cleared() -> str:
    """Give the address of this page with the parameters alone: every row, in the order of the question."""
    kept = {name: value for name, value in request.args.items() if name not in SHAPING and not name.startswith(ONLY)}
    return f"{quote(request.path)}?{urlencode(kept)}"


def _head(column: Column, language: str, *, sortable: bool) -> Head:
    """Give the head of *column*; a second time it turns the order around."""
    text, number = column.label[language], column.type == "number"
    if not sortable:
        return Head(text, number=number)
    now = selection().sort
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(now, "")
    turned = f"-{column.name}" if order == "ascending" else column.name
    return Head(text, here(sort=turned, page=""), number, order)


def _cell(question: Question, column: Column, row: Row) -> Cell:
    """Give the cell of *column* in *row* of an answer to *question*."""
    value = row[column.name]
    if value is None:
        return Cell("")
    text = read(column, value)
    if column.is_line:
        return Cell(text, url_for("details.line", number=value), number=True)
    if column.name.endswith("_label") and (address := row.get(column.name.removesuffix("_label"))):
        return Cell(text, data().page(str(address)))
    if column.type == "number":
        return Cell(text, _counted(question, column, row), number=True)
    return Cell(text, data().page(text) if column.type == "thing" else "")


def _counted(question: Question, column: Column, row: Row) -> str:
    """Give the address of what was counted: a column that is called as a question is counts the rows of that question.

    The things in *row* are its parameters, so that each number can be looked into.
    """
    counted = data().library.questions.get(column.name.replace("_", "-"))
    if counted is None or counted.name == question.name or not row[column.name]:
        return ""
    names = {parameter.name for parameter in counted.parameters}
    things = {name: local[1] for name in names if row.get(name) and (local := data().local(str(row[name])))}
    return f"{url_for('questions.page', name=counted.name)}?{urlencode(things)}" if things else ""
