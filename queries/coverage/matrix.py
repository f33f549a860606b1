"""The matrix: for each row and column what is counted there, each thing once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from queries.coverage.choice import Choice
    from queries.coverage.column import Column
    from queries.plans import Plan

#: The steps of shading, beginning with the lightest; none is for an empty cell.
SHADES = 4


@dataclass(frozen=True)
class Count:
    """What stands in a cell: how many measures, mentions outside them, and roles."""

    measures: int = 0
    mentions: int = 0
    roles: int = 0

    def find_value(self, counts: str) -> int:
        """Find the number of *counts*, one of what a cell can count."""
        numbers = {"measures": self.measures, "mentions": self.mentions, "roles": self.roles}
        return numbers.get(counts, self.measures + self.mentions)

    def write(self, counts: str) -> str:
        """Write it as people read it: measures, a plus sign, and mentions where both count.

        >>> Count(3, 2, 6).write("both"), Count(3, 0, 3).write("both"), Count(3, 2, 6).write("roles")
        ('3 + 2', '3', '6')
        """
        if counts == "both":
            return f"{self.measures} + {self.mentions}" if self.mentions else str(self.measures)
        return str(self.find_value(counts))


@dataclass(frozen=True)
class MatrixRow:
    """A row: the partner or kind it is of, its count in each column, and its count in all of the chosen plans.

    `plans` are the keys of the plans that have it.
    """

    iri: str
    label: str
    kind: str
    counts: Mapping[tuple[str, str], Count]
    total: Count
    plans: frozenset[str]

    @property
    def filled(self) -> int:
        """The number of columns in which it has something."""
        return len(self.counts)


@dataclass(frozen=True)
class Matrix:
    """The rows and columns of what was chosen; `active` are the partners that have a role in any of the columns.

    `total` sums the totals of all rows, also of those that have nothing in any column and so are not shown.
    """

    choice: Choice
    plans: Sequence[Plan]
    columns: Sequence[Column]
    rows: Sequence[MatrixRow]
    active: frozenset[str]
    total: Count

    @property
    def size(self) -> int:
        """The number of its cells."""
        return len(self.columns) * len(self.rows)

    @property
    def merges(self) -> bool:
        """Whether what plans each call otherwise is put together in its rows."""
        return len(self.plans) > 1 and self.choice.rows == "partner"

    def find_value(self, row: MatrixRow, column: Column) -> int:
        """Find the number in the cell of *row* and *column*."""
        count = row.counts.get(column.key)
        return count.find_value(self.choice.counts) if count else 0

    @cached_property
    def highest(self) -> int:
        """The highest number in a cell."""
        return max((it.find_value(self.choice.counts) for row in self.rows for it in row.counts.values()), default=0)

    def find_shade(self, value: int) -> int:
        """Find how dark a cell with *value* is, from 1 to `SHADES`; 0 for an empty one.

        Each step is as many times the one before, so that one partner with very many does not make all others pale.
        """
        return 1 + int(SHADES * log(value) / log(self.highest + 1)) if value else 0

    def list_steps(self) -> list[tuple[int, int, int]]:
        """List the steps of shading that occur: how dark, and the lowest and highest number that are so."""
        found: dict[int, list[int]] = defaultdict(list)
        for value in range(1, self.highest + 1):
            found[self.find_shade(value)].append(value)
        return [(shade, its[0], its[-1]) for shade, its in sorted(found.items())]

    def count_active(self, column: Column) -> int:
        """Count the rows that have something in *column*."""
        return sum(self.find_value(row, column) > 0 for row in self.rows)

    def sum_column(self, column: Column) -> Count:
        """Sum the cells of *column*: what two rows share counts for both."""
        return sum_counts(row.counts[column.key] for row in self.rows if column.key in row.counts)


def sum_counts(counts: Iterable[Count]) -> Count:
    """Sum *counts*."""
    listed = list(counts)
    return Count(sum(it.measures for it in listed), sum(it.mentions for it in listed), sum(it.roles for it in listed))
