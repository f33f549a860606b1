"""Why a cell is empty: whether the plan speaks of the partner there, how, and what comes nearest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.terms import make_iri, to_json
from queries.answers import Lines, ask_rows
from queries.coverage.column import list_columns
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from queries.answers import Row
    from queries.coverage.column import Column
    from queries.coverage.matrix import Matrix, MatrixRow

#: Why a cell is empty, what says most first.
REASONS = ("joint", "passive", "named", "absent")
#: As many rows as are named as near.
MOST_NEAR = 3


@dataclass(frozen=True)
class Absence:
    """Why the cell in `column` is empty: one of `REASONS`, the words of it, and the lines that it rests on.

    `label` is what the partner has no active role in, or who takes part for it, and `role` the role that it does have.
    `own` are the columns nearest to this one, above or within it, in which the row has something, and `near` the rows
    of the same kind that have something in this column, most first.
    """

    column: Column
    reason: str
    label: str = ""
    role: str = ""
    lines: Lines = field(default_factory=Lines)
    own: Sequence[Column] = ()
    near: Sequence[MatrixRow] = ()


def explain_row(matrix: Matrix, row: MatrixRow, language: str) -> list[Absence]:
    """Explain, in *language*, each empty cell of *row* of *matrix*: of a partner, in every plan that has columns."""
    said = {plan.key: _read_said(matrix, row, plan.key, language) for plan in matrix.plans}
    empty = [column for column in matrix.columns if column.key not in row.counts]
    return [_explain(matrix, row, column, said[column.plan.key].get(column.iri, ())) for column in empty]


def _read_said(matrix: Matrix, row: MatrixRow, key: str, language: str) -> Mapping[str, Sequence[Row]]:
    """Read what the plan with *key* says of the partner of *row* without an active role, by column."""
    plan = next(it for it in matrix.plans if it.key == key)
    if matrix.choice.rows == "kind":
        return {}
    bound = {"_actor": to_json(make_iri(row.iri))}
    rows = ask_rows(plan.engine, load_panel("coverage-absence"), bound, language, plan.find_document_label)
    columns = list_columns(plan, matrix.choice.columns, language, (), wide=True) if rows else ()
    found: dict[str, list[Row]] = defaultdict(list)
    for column in columns:
        found[column.iri] = [it for it in rows if it["thing"] in column.things]
    return found


def _explain(matrix: Matrix, row: MatrixRow, column: Column, said: Iterable[Row]) -> Absence:
    """Explain why the cell of *row* and *column* is empty, of which this is *said*."""
    first = min(said, key=lambda it: (REASONS.index(it.text("reason")), _find_first(it)), default=None)
    near = [
        it
        for it in sorted(matrix.rows, key=lambda it: -matrix.find_value(it, column))
        if it.kind == row.kind and it != row and matrix.find_value(it, column)
    ]
    return Absence(
        column,
        first.text("reason") if first else "absent",
        str((first and first["label"]) or ""),
        str((first and first["role"]) or ""),
        _get_lines(first) if first else Lines(),
        [it for it in matrix.columns if it.key in row.counts and _are_kin(it, column)],
        near[:MOST_NEAR],
    )


def _are_kin(one: Column, other: Column) -> bool:
    """Say whether one of the columns falls under the other, or both under the same."""
    return one.plan.key == other.plan.key and bool(
        one.above == other.iri or other.above == one.iri or (one.above and one.above == other.above)
    )


def _find_first(row: Row) -> int:
    """Find the number of the first line that *row* rests on."""
    lines = _get_lines(row)
    return lines.first if lines else 0


def _get_lines(row: Row) -> Lines:
    """Get the lines of *row*."""
    lines = row["lines"]
    return lines if isinstance(lines, Lines) else Lines()
