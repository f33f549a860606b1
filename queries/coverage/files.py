"""The matrix as a file: a workbook with the same shading and totals, and CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graph.message import Message
from queries.coverage.choice import COUNTS, ROWS
from queries.coverage.matrix import Count
from queries.exports import MEDIA_TYPES, Book, BookWords, Draft, Notes, Sheet, write_book, write_csv, write_excel_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.message import Translator
    from queries.answers import Value
    from queries.coverage.column import Column
    from queries.coverage.matrix import Matrix

#: The formats of the matrix, as those of an answer.
FORMATS = {name: MEDIA_TYPES[name] for name in ("xlsx", "csv", "csv-excel")}
#: What is said of how to read the matrix, in the workbook and under the page.
READING = (
    Message("An empty cell is an answer too: the plan gives the partner no active role of its own there."),
    Message("What counts for a sub-theme counts for the theme above it as well, so a row does not add up."),
    Message("In the row below, what two partners share counts for both."),
)


def draft_matrix(matrix: Matrix, name: str, about: Sequence[tuple[str, str]], translator: Translator) -> Draft:
    """Draft *matrix* in the format called *name*, in the language of *translator*; *about* says what was chosen."""
    cells = matrix.size + len(matrix.rows) + len(matrix.columns)
    if name == "xlsx":
        return Draft(partial(write_book, _build_book(matrix, about, translator)), cells, heavy=True)
    head, rows = _list_lines(matrix, matrix.choice.counts, translator)
    return Draft(partial(write_csv if name == "csv" else write_excel_csv, head, rows), cells)


def _build_book(matrix: Matrix, about: Sequence[tuple[str, str]], translator: Translator) -> Book:
    """Build the workbook of *matrix*, of which *about* says what was chosen, as each page of paper does."""
    title = f"{ROWS[matrix.choice.rows].describe(translator)}: {COUNTS[matrix.choice.counts].describe(translator)}"
    return Book(
        title=title,
        language=translator.language,
        sheets=_list_sheets(matrix, about, translator),
        header="; ".join([title, *(f"{name}: {value}" for name, value in about)]),
        footer="Samendoen",
        day="",
        words=BookWords.translate(translator),
    )


def _list_sheets(matrix: Matrix, about: Sequence[tuple[str, str]], translator: Translator) -> list[Sheet | Notes]:
    """List the sheets of *matrix*: as it is shown; its two kinds of counts apart, where both count; what was chosen."""
    parts = ("both", "measures", "mentions") if matrix.choice.counts == "both" else (matrix.choice.counts,)
    lines = [*about, *((translator.gettext("How to read it"), it.describe(translator)) for it in READING)]
    return [
        *(_make_sheet(matrix, counts, translator) for counts in parts),
        Notes(translator.gettext("What was chosen"), lines),
    ]


def _make_sheet(matrix: Matrix, counts: str, translator: Translator) -> Sheet:
    """Make the sheet of *matrix* with its *counts*, shaded as on the page."""
    head, rows = _list_lines(matrix, counts, translator)
    shades = {
        (place, number): shade
        for place, row in enumerate(matrix.rows)
        for number, column in enumerate(matrix.columns, 1)
        if (shade := matrix.find_shade(matrix.find_value(row, column)))
    }
    return Sheet(COUNTS[counts].describe(translator), head, rows, shades, is_matrix=True)


def _list_lines(matrix: Matrix, counts: str, translator: Translator) -> tuple[list[str], list[list[Value]]]:
    """List the head of *matrix*, its rows with their *counts*, empty where there is nothing, and the totals."""
    several = len(matrix.plans) > 1
    names = [_name_column(column, translator.language, several=several) for column in matrix.columns]
    head = [ROWS[matrix.choice.rows].describe(translator), *names, translator.gettext("Whole plan")]
    rows: list[list[Value]] = []
    for row in matrix.rows:
        found = [row.counts.get(column.key, Count()).find_value(counts) for column in matrix.columns]
        rows.append([row.label, *(value or None for value in found), row.total.find_value(counts)])
    sums = [matrix.sum_column(column).find_value(counts) for column in matrix.columns]
    rows.append([translator.gettext("Together"), *sums, matrix.total.find_value(counts)])
    active = [matrix.count_active(column) for column in matrix.columns]
    rows.append([_name_active(matrix, translator), *active, len(matrix.rows)])
    return head, rows


def _name_active(matrix: Matrix, translator: Translator) -> str:
    """Name the row that says how many rows have something in each column."""
    if matrix.choice.rows == "kind":
        return translator.gettext("Active kinds of partner")
    return translator.gettext("Active partners")


def _name_column(column: Column, language: str, *, several: bool) -> str:
    """Name *column*, with its plan where there are several."""
    return f"{column.plan.find_label(language)}: {column.label}" if several else column.label


def name_file(matrix: Matrix) -> str:
    """Name the file of *matrix* after what was chosen, without an ending."""
    choice = matrix.choice
    chosen = [choice.kind, choice.role, choice.basis, choice.theme, "" if choice.counts == "both" else choice.counts]
    plans = [plan.key for plan in matrix.plans] if len(matrix.plans) == 1 else [f"{len(matrix.plans)}-plans"]
    parts = ["partners" if choice.rows == "partner" else "kinds", "by", choice.columns, *plans, *filter(None, chosen)]
    return "-".join(parts).replace("_", "-")
