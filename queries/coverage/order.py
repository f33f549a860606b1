"""The order of the rows and columns of the matrix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from queries.answers import to_sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from queries.coverage.choice import Choice
    from queries.coverage.column import Column
    from queries.coverage.matrix import MatrixRow

#: The columns that are a plan's own, so that those of one plan stand together; of the others each plan has the same.
OWNED = frozenset({"theme", "group", "phenomenon"})
#: The columns that have an order of their own; the others begin with what has most.
ORDERED = frozenset({"theme", "yardstick"})


def sort_rows(rows: Sequence[MatrixRow], choice: Choice) -> list[MatrixRow]:
    """Sort *rows* by name, total, filled columns or one column, as *choice* says; what has most comes first."""
    named = sorted(rows, key=lambda row: (to_sort_key(row.label), row.iri))
    if choice.sort == "-name":
        return named[::-1]
    return named if choice.sort in ("", "name") else sorted(named, key=_choose_row_size(choice))


def _choose_row_size(choice: Choice) -> Callable[[MatrixRow], int]:
    """Choose what makes a row come first: it is what *choice* sorts by, and negative."""
    match choice.sort:
        case "total":
            return lambda row: -row.total.find_value(choice.counts)
        case "filled":
            return lambda row: -row.filled
        case _:
            return lambda row: (
                -sum(it.find_value(choice.counts) for key, it in row.counts.items() if name_column(key) == choice.sort)
            )


def sort_columns(columns: Sequence[Column], rows: Sequence[MatrixRow], choice: Choice) -> list[Column]:
    """Sort *columns* in their own order, by name, by their sum, or by one of *rows*, as *choice* says.

    Those of a plan stand together where they are its own; of what plans share, the same of each plan do.
    """
    by_sum = choice.across == "total" or (not choice.across and choice.columns not in ORDERED)
    counted = rows if by_sum else [row for row in rows if row.iri == choice.across]
    sizes: Counter[str] = Counter()
    for row in counted:
        for (_plan, iri), it in row.counts.items():
            sizes[iri] += it.find_value(choice.counts)
    plans = {key: place for place, key in enumerate(dict.fromkeys(column.plan.key for column in columns))}
    places = {iri: place for place, iri in enumerate(dict.fromkeys(column.iri for column in columns))}
    named = by_sum or choice.across == "name"

    def find_place(column: Column) -> tuple[object, ...]:
        own = plans[column.plan.key] if choice.columns in OWNED else 0
        label = to_sort_key(column.label) if named else ""
        return own, -sizes[column.iri], label, places[column.iri], plans[column.plan.key]

    return sorted(columns, key=find_place)


def name_column(key: tuple[str, str]) -> str:
    """Name the column with *key* as a URL does: by the plan and the end of its IRI.

    >>> name_column(("a-2020", "https://x/id/theme/a-2020/jeugd"))
    'a-2020/jeugd'
    """
    return f"{key[0]}/{name_end(key[1])}"


def name_end(iri: str) -> str:
    """Name what *iri* is of by its end, as a URL of the matrix does.

    >>> name_end("https://x/id/kind/business")
    'business'
    """
    return iri.rpartition("/")[2]
