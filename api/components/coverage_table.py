"""The matrix of partners as a page shows it: each number with a link to the rows that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ontology.namespaces import PREFIXES
from queries.coverage import OWNED, name_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.coverage import Column, Count, Matrix, MatrixRow

#: The question that has what a cell counts.
QUESTION = "partner-involvements"
#: As many columns as stand on a page.
MOST_COLUMNS = 24


@dataclass(frozen=True)
class CellText:
    """What stands in a cell, where it leads, and how dark it is: 0 where it is empty."""

    text: str = ""
    href: str = ""
    shade: int = 0


@dataclass(frozen=True)
class Head:
    """The head of a column: its name, the page about it, how to sort by it, and whether the rows are sorted so."""

    label: str
    href: str
    sort: str
    is_sorted: bool
    level: int = 1


@dataclass(frozen=True)
class Line:
    """A row: its name and page, its cells, how many are filled, its total, and the link that explains the empty ones.

    `name` is what it is called in a URL.
    """

    name: str
    label: str
    href: str
    cells: Sequence[CellText]
    filled: int
    empty: int
    total: CellText
    why: str


@dataclass(frozen=True)
class CoverageTable:
    """The matrix with its links; `groups` are heads above the others, each with how many columns it spans.

    `hidden` counts the columns for which there is no room.
    """

    matrix: Matrix
    groups: Sequence[tuple[str, int]]
    heads: Sequence[Head]
    lines: Sequence[Line]
    sums: Sequence[CellText]
    total: CellText
    active: Sequence[int]
    measures: Sequence[CellText]
    hidden: int


def build_coverage_table(scope: Scope, url: RequestUrl, matrix: Matrix) -> CoverageTable:
    """Build the table of *matrix*, of which each number leads to what it counts; *url* is that of the page."""
    columns = matrix.columns[:MOST_COLUMNS]
    links = _Links(scope, matrix)
    several = len(matrix.plans) > 1
    shared = several and matrix.choice.columns not in OWNED
    grouped = [list(its) for _, its in groupby(columns, key=lambda it: it.iri if shared else it.plan.key)]
    groups = [(its[0].label if shared else its[0].plan.find_label(scope.language), len(its)) for its in grouped]
    return CoverageTable(
        matrix,
        groups if several else (),
        [_build_head(scope, url, matrix, column, shared=shared) for column in columns],
        [_build_line(scope, url, matrix, links, row, columns) for row in matrix.rows],
        [links.write(matrix.sum_column(column), column=column) for column in columns],
        links.write(matrix.total),
        [matrix.count_active(column) for column in columns],
        _link_measures(scope, columns),
        len(matrix.columns) - len(columns),
    )


def _build_head(scope: Scope, url: RequestUrl, matrix: Matrix, column: Column, *, shared: bool) -> Head:
    """Build the head of *column*; where columns are *shared* by plans, it is called after its plan."""
    name = name_column(column.key)
    return Head(
        column.plan.find_label(scope.language) if shared else column.label,
        scope.find_page(column.plan.iri if shared else column.iri),
        url.build_changed(sort=name, explain=""),
        matrix.choice.sort == name,
        column.level,
    )


def _build_line(  # noqa: PLR0913  what a row is made of
    scope: Scope, url: RequestUrl, matrix: Matrix, links: _Links, row: MatrixRow, columns: Sequence[Column]
) -> Line:
    """Build the line of *row* with a cell for each of *columns*."""
    cells = [
        links.write(row.counts[it.key], row, it, matrix.find_shade(matrix.find_value(row, it)))
        if it.key in row.counts
        else CellText()
        for it in columns
    ]
    name = name_row(scope, row)
    page = (
        scope.url_for("partners.list_partners", kind=name) if matrix.choice.rows == "kind" else scope.find_page(row.iri)
    )
    filled = sum(bool(it.text) for it in cells)
    why = url.build_changed(explain=name)
    return Line(name, row.label, page, cells, filled, len(cells) - filled, links.write(row.total, row), why)


def name_row(scope: Scope, row: MatrixRow) -> str:
    """Name *row* as the URL of the matrix does."""
    kind = row.iri.removeprefix(PREFIXES["kind"])
    return scope.find_value(row.iri) if kind == row.iri else kind


def _link_measures(scope: Scope, columns: Sequence[Column]) -> list[CellText]:
    """Link how many measures each of *columns* has in its plan, with a partner or without; none where it is unknown."""
    if any(it.measures is None for it in columns):
        return []
    return [
        CellText(
            str(it.measures),
            scope.url_for("measures.list_measures", theme=_find_value(scope, it.plan, it.iri), **_name_plan(scope, it)),
        )
        for it in columns
    ]


def _name_plan(scope: Scope, column: Column) -> dict[str, str]:
    """Name the plan of *column* as a parameter, where there are several."""
    return {"plan": column.plan.key} if scope.has_several else {}


def _find_value(scope: Scope, plan: object, iri: str) -> str:
    """Find how a parameter names the thing *iri* where *plan* is named beside it."""
    return scope.find_value(iri).removeprefix(f"{getattr(plan, 'key', '')}/")


class _Links:
    """Where the numbers of a matrix lead: to the question, with the same choice."""

    def __init__(self, scope: Scope, matrix: Matrix) -> None:
        """Lead from *matrix* to the rows that it counts, as *scope* writes URLs."""
        self._scope, self._matrix = scope, matrix
        choice = matrix.choice
        named = {"kind": choice.kind, "role": choice.role, "basis": choice.basis, "theme": choice.theme}
        self._path, _, _query = scope.url_for("questions.show_question", name=QUESTION).partition("?")
        self._fixed = {name: value for name, value in named.items() if value}
        self._shape = {} if choice.counts == "both" else {"counts": choice.counts}
        if choice.rows == "kind" or matrix.merges:
            self._shape["per"] = "kind" if choice.rows == "kind" else "common"

    def write(
        self, count: Count, row: MatrixRow | None = None, column: Column | None = None, shade: int = 0
    ) -> CellText:
        """Write *count* with a link to its rows: those of *row* and *column*, where they are given."""
        text = count.write(self._matrix.choice.counts)
        parameters = {**self._fixed, **self._name_row(row), **self._name_column(column), **self._shape}
        return CellText(text, f"{self._path}?{urlencode(parameters, doseq=True)}" if text != "0" else "", shade)

    def _name_row(self, row: MatrixRow | None) -> Mapping[str, str]:
        """Name *row* as a parameter; a partner by its IRI where plans are beside each other: each may have another."""
        if row is None:
            return {}
        if self._matrix.choice.rows == "kind":
            return {"kind": row.iri.removeprefix(PREFIXES["kind"])}
        local = self._scope.paths.find_local(row.iri)
        if local and local[0] == "collective":
            return {"common": local[1]}
        if self._matrix.merges:
            return {"actor": row.iri}
        return {"actor": _find_value(self._scope, self._matrix.plans[0], row.iri)}

    def _name_column(self, column: Column | None) -> Mapping[str, str | list[str]]:
        """Name *column* and its plan as parameters, or else every plan of the matrix."""
        if column is None:
            return {"plan": [it.key for it in self._matrix.plans]} if self._scope.has_several else {}
        return {
            **_name_plan(self._scope, column),
            self._matrix.choice.columns: _find_value(self._scope, column.plan, column.iri),
        }
