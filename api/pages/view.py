"""An answer as a page shows it: cells with a text and, where there is one, a link."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from babel.dates import format_date
from flask import request, url_for

from api.data import data
from api.language import current
from queries import thing

if TYPE_CHECKING:
    from queries.answer import Answer, Row, Value
    from queries.question import Column, Question


#: As many characters as a cell keeps on one line.
SHORT = 14


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
class Table:
    """The head and rows of an answer, with the number of rows per basis where it has one."""

    head: list[Cell]
    rows: list[list[Cell]]
    bases: dict[str, int]


@dataclass(frozen=True)
class Field:
    """A field of a form: what can be chosen, and what is chosen now; `kind` is that of its parameter."""

    name: str
    kind: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def table(answer: Answer, without: tuple[str, ...] = ()) -> Table:
    """Give *answer* as a table, *without* the columns named."""
    names = {column.name for column in answer.columns}
    columns = [c for c in answer.columns if not _beside_label(c, names) and c.name not in without]
    head = [Cell(column.label[answer.language], number=column.type == "number") for column in columns]
    rows = [[_cell(column, row) for column in columns] for row in answer.rows]
    bases = Counter(str(row["basis"]) for row in answer.rows if row.get("basis"))
    return Table(head, rows, {label("basis", basis): count for basis, count in sorted(bases.items())})


def label(scheme: str, local_id: Value) -> str:
    """Give the label of a concept in the visitor's language; an unknown one shows its local id."""
    return data().labels.get((scheme, str(local_id)), {}).get(current(), str(local_id))


def fields(question: Question) -> list[Field]:
    """Give the fields of the form of *question*, with the choices from the graph."""
    language = current()
    return [
        Field(
            name=parameter.name,
            kind=parameter.type,
            label=parameter.label[language],
            options=sorted(
                ((it.id, it.label.get(language, it.id)) for it in thing.choices(data().engine, parameter)),
                key=lambda option: option[1].casefold(),
            ),
            chosen=_chosen(request.args.get(parameter.name, "")),
        )
        for parameter in question.parameters
    ]


def dated(day: str) -> str:
    """Give *day*, written as 2020-01-31, in words in the visitor's language; anything else stays as it is.

    It may come from data, where a day may be left out or half known.
    """
    try:
        return format_date(date.fromisoformat(day), "long", locale={"en": "en_GB"}.get(current(), current()))
    except ValueError:
        return day


def here(**changes: str) -> str:
    """Give the address of this page with *changes* to its parameters."""
    return f"{quote(request.path)}?{urlencode({**request.args.to_dict(), **changes})}"


def _beside_label(column: Column, names: set[str]) -> bool:
    """Say whether *column* holds addresses whose labels stand in a column of their own."""
    return column.type == "thing" and f"{column.name}_label" in names


def _cell(column: Column, row: Row) -> Cell:
    """Give the cell of *column* in *row*."""
    value = row[column.name]
    if value is None:
        return Cell("")
    if _is_line(column):
        return Cell(str(value), url_for("details.line", number=value), number=True)
    if column.type == "choice":
        return Cell(label(column.of, value))
    if column.name.endswith("_label") and (address := row.get(column.name.removesuffix("_label"))):
        return Cell(str(value), data().page(str(address)))
    return Cell(str(value), data().page(str(value)) if column.type == "thing" else "", column.type == "number")


def _is_line(column: Column) -> bool:
    """Say whether *column* holds the number of a line: `line`, `nearest_line`, `line_a`."""
    return column.type == "number" and "line" in column.name.split("_")


def _chosen(value: str) -> str:
    """Give the local id of what is chosen, which the address may give as an IRI."""
    local = data().local(value)
    return local[1] if local else value
