"""An answer as a page shows it: cells with a text and, where there is one, a link."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from babel.dates import format_date
from babel.numbers import format_decimal

from api.catalogue import find_locale
from api.requests.question import parse_selection
from ontology.namespaces import find_plan_key
from queries.answers import Lines, describe_denial, list_remarks
from queries.exports import select_readable_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer, Remark, Row, Value
    from queries.questions import Column, Question


#: As many characters as a cell keeps on one line.
LONGEST_UNBROKEN = 14
#: A text of more characters is given room, so that its row does not become tall, and one of still more a lot of it.
MIDDLING, LONG = 40, 130
#: How the name of a column ends that holds money.
MONEY = "_eur"
#: As many documents as are named under a table.
MOST_DOCUMENTS = 3


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, where it leads, and whether it is a number.

    Where it leads to more than one place, the text is made of `parts`, each with its own link.
    """

    text: str
    href: str = ""
    number: bool = False
    parts: tuple[Cell, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it reads badly when it is broken over lines: a day, or one or two words."""
        return not self.href and not self.parts and len(self.text) <= LONGEST_UNBROKEN

    @property
    def middling(self) -> bool:
        """Whether it is a sentence or a few names."""
        return MIDDLING < len(self.text) <= LONG

    @property
    def long(self) -> bool:
        """Whether it is a text of several sentences or names."""
        return len(self.text) > LONG


@dataclass(frozen=True)
class HeadCell(Cell):
    """The head of a column; its link sorts the rows by that column, and `order` is how they are sorted now."""

    order: str = ""


@dataclass(frozen=True)
class Group:
    """Rows of a table that belong together, under a head of their own."""

    head: Cell
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Table:
    """The head and rows of an answer; `documents` are those that the lines are of, where no column says it.

    `empty` is said where there are no rows, and `remarks` of what was chosen. The same rows may stand in `groups`.
    """

    head: list[HeadCell]
    rows: list[list[Cell]]
    documents: list[Cell]
    empty: str = ""
    remarks: list[Remark] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def build_table(
    scope: Scope,
    answer: Answer,
    without: tuple[str, ...] = (),
    *,
    sorted_by: RequestUrl | None = None,
    order: tuple[str, ...] = (),
) -> Table:
    """Build the table of *answer*, *without* the columns named.

    With the URL that it is *sorted_by*, the head of each column is a link that sorts by it. The plan comes first, where
    several were asked, and then the columns of *order*; the document of a line has a column where one plan has lines
    of several.
    """
    found = _find_documents(answer)
    hidden = {*without, *_list_hidden(answer, found)}
    columns = [column for column in select_readable_columns(answer) if column.name not in hidden]
    first = ("plan_label", *order)
    columns.sort(key=lambda column: first.index(column.name) if column.name in first else len(first))
    head = [_build_head(column, answer.language, sorted_by) for column in columns]
    question = answer.question
    rows = [[_build_cell(scope, question, column, row) for column in columns] for row in answer.rows]
    named = {} if any(column.name.startswith("document") for column in columns) else found
    documents = {iri: label for its in named.values() for iri, label in its.items()}
    few = len(documents) <= MOST_DOCUMENTS
    return Table(
        head,
        rows,
        documents=[Cell(it, scope.find_page(iri)) for iri, it in documents.items()] if few else [],
        empty="" if rows else describe_denial(answer, scope.translator),
        remarks=list_remarks(answer),
    )


def _find_documents(answer: Answer) -> dict[Value, dict[str, str]]:
    """Find the documents that the rows of *answer* rest on: their names by IRI, of each plan."""
    found: dict[Value, dict[str, str]] = defaultdict(dict)
    names = [column.name for column in answer.columns if column.is_document]
    for row in answer.rows:
        for name in names:
            if row.get(name):
                found[row.get("plan")][row.text(name)] = row.text(f"{name}_label")
    return found


def _list_hidden(answer: Answer, documents: Mapping[Value, Mapping[str, str]]) -> Iterator[str]:
    """Yield the columns of *answer* that say nothing: a plan or document where there is no other, a page of no row."""
    if len(answer.plans) <= 1:
        yield "plan_label"
    single = all(len(its) <= 1 for its in documents.values())
    for column in answer.columns:
        if single and column.is_document:
            yield f"{column.name}_label"
    yield from answer.silent_columns


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
    return HeadCell(text, sorted_by.build_changed(sort=turned, page=""), number, order=order)


def _build_cell(scope: Scope, question: Question, column: Column, row: Row) -> Cell:
    """Build the cell of *column* in *row* of an answer to *question*."""
    value = row[column.name]
    if value is None:
        return Cell("")
    text = scope.format_cell(column, value)
    if isinstance(value, Lines):
        return Cell(text, parts=tuple(link_parts(scope, value)))
    if column.is_line:
        document = row.get(column.name.replace("line", "document"))
        return Cell(text, scope.find_line(str(document), int(value)) if document else "", number=True)
    if column.name.endswith("_label") and (iri := row.get(column.name.removesuffix("_label"))):
        return Cell(text, scope.find_page(str(iri)))
    if column.type == "number":
        text = format_decimal(value, locale=find_locale(scope.language)) if column.name.endswith(MONEY) else text
        return Cell(text, _build_count_link(scope, question, column, row), number=True)
    return Cell(text, scope.find_page(text) if column.type == "thing" else "")


def link_parts(scope: Scope, lines: Lines) -> Iterator[Cell]:
    """Yield the parts of *lines*, each line with a link to its page, and each page with one to its document."""
    for text, place in lines.parts:
        if place is None:
            yield Cell(text)
        elif place.is_page:
            yield Cell(text, scope.find_page(place.document))
        else:
            yield Cell(text, scope.find_line(place.document, place.first))


def _build_count_link(scope: Scope, question: Question, column: Column, row: Row) -> str:
    """Build the link to what a number counts: the rows of the question that the column is called after.

    The things in *row* are its parameters, so that each number can be looked into.
    """
    counted = scope.library.questions.get(column.name.replace("_", "-"))
    if counted is None or counted.name == question.name or not row[column.name]:
        return ""
    names = [parameter.name for parameter in counted.parameters]
    given = {name: str(row[name]) for name in names if row.get(name)}
    things = {name: scope.find_value(iri) for name, iri in given.items() if scope.paths.find_local(iri)}
    if not things:
        return ""
    own = not scope.plan and row.get("plan")
    plans = [find_plan_key(row.text("plan"))] if own else scope.picked
    path = scope.url_for("questions.show_question", name=counted.name, **({"plan": None} if scope.picked else {}))
    return f"{path}?{urlencode({**things, **({'plan': plans} if plans else {})}, doseq=True)}"
