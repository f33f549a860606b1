"""Where the patterns of a rule are found among the facts: tables of numbers, joined by sorting and searching.

A table has a column for each variable and a row for each way to find the patterns (SPARQL 1.1, section 18.5). Two
numbers are the same where the terms are, so a comparison is one of terms, as SPARQL has it for IRIs and blank nodes.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from graph.reasoning import joins
from graph.reasoning.joins import HIGHEST, links
from graph.reasoning.patterns import is_variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from graph.reasoning.closing import Facts
    from graph.reasoning.joins import Numbers
    from graph.reasoning.patterns import Group, Pattern

#: The column that tells the rows of a table apart; no variable is called so.
_ROW = ""


class Table:
    """Columns of numbers, as many in each."""

    def __init__(self, columns: Mapping[str, Numbers], length: int) -> None:
        """Hold *columns* of a *length*; without columns a row says that nothing stands in the way."""
        self.columns = dict(columns)
        self.length = length

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Table:
        """Give the *rows*, by their places or by which are true."""
        length = int(rows.sum()) if rows.dtype == np.bool_ else len(rows)
        return Table({name: column[rows] for name, column in self.columns.items()}, length)

    def of(self, names: Iterable[str]) -> Table:
        """Give the columns called *names*, where it has them, and each row of them once."""
        kept = {name: self.columns[name] for name in sorted(names) if name in self.columns}
        if not kept:
            return Table({}, min(self.length, 1))
        _, first = np.unique(reduce(_paired, kept.values()), return_index=True)
        return Table(kept, self.length).at(first)

    def joined(self, other: Table) -> Table:
        """Give each row with each row of *other* that has the same in the columns they share."""
        shared = sorted(self.columns.keys() & other.columns.keys())
        one, two = _keys(self, other, shared)
        order = np.argsort(two, kind="stable")
        first = np.searchsorted(two[order], one, "left")
        counts = np.searchsorted(two[order], one, "right") - first
        left = self.at(np.repeat(np.arange(self.length), counts))
        right = other.at(order[joins.spread(first, counts)])
        return Table({**right.columns, **left.columns}, left.length)


def find(group: Group, facts: Facts, known: Table | None = None) -> Table:
    """Give each way in which *group* is found among *facts*, and with what is *known*."""
    pool = [_of_pattern(pattern, facts) for pattern in group.patterns]
    pool += [_of_union(union, facts) for union in group.unions]
    table = _all(pool if known is None else [known, *pool])
    for variable, other in group.binds:
        table.columns[other] = table.columns[variable]
    for variable, others in group.differ:
        for other in others:
            table = table.at(table.columns[variable] != table.columns[other])
    for absent in group.absent:
        numbered = Table({**table.columns, _ROW: np.arange(table.length)}, table.length)
        found = np.zeros(table.length, dtype=np.bool_)
        found[find(absent, facts, numbered).columns[_ROW]] = True
        table = table.at(~found)
    return table


def _all(pool: list[Table]) -> Table:
    """Join the tables of *pool*: the smallest first, and then each time the smallest that shares a column."""
    table = Table({}, 1)
    left = sorted(pool, key=lambda one: one.length)
    while left:
        near = next((one for one in left if one.columns.keys() & table.columns.keys()), left[0])
        left.remove(near)
        table = table.joined(near)
    return table


def _of_pattern(pattern: Pattern, facts: Facts) -> Table:
    """Give each way in which *pattern* alone is found."""
    number = facts.terms.iri
    prop = number(pattern.prop)
    relation = facts.pairs(prop, number(pattern.value)) if prop == facts.type else facts.pairs(prop)
    places = ((pattern.subject, joins.starts), (pattern.value, joins.ends))
    for term, place in places:
        if not is_variable(term):
            relation = relation[place(relation) == number(term)]
    if pattern.subject == pattern.value:
        relation = relation[joins.starts(relation) == joins.ends(relation)]
    return Table({term: place(relation) for term, place in places if is_variable(term)}, len(relation))


def _of_union(union: Iterable[Group], facts: Facts) -> Table:
    """Give each way in which any group of *union* is found, by the variables that all of them have."""
    tables = [find(group, facts) for group in union]
    shared = set.intersection(*(set(table.columns) for table in tables))
    parts = [table.of(shared) for table in tables]
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in sorted(shared)}
    return Table(columns, sum(part.length for part in parts)).of(shared)


def _keys(one: Table, other: Table, shared: Iterable[str]) -> tuple[Numbers, Numbers]:
    """Give a number for each row of either table, the same where the *shared* columns are."""
    both = Table({name: np.concatenate((one.columns[name], other.columns[name])) for name in shared}, 0)
    if not both.columns:
        return np.zeros(one.length, dtype=np.int64), np.zeros(other.length, dtype=np.int64)
    keys = reduce(_paired, both.columns.values())
    return keys[: one.length], keys[one.length :]


def _paired(one: Numbers, other: Numbers) -> Numbers:
    """Give a number for each row of two columns, the same where both are."""
    if len(one) and one.max() > HIGHEST:
        one = np.unique(one, return_inverse=True)[1]
    return links(one, other)
