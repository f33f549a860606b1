"""Where the patterns of a rule are found among the facts: tables of numbers, joined by sorting and searching.

A table has a column for each variable and a row for each way to find the patterns (SPARQL 1.1, section 18.5). Two
numbers are the same where the terms are, so a comparison is one of terms, as SPARQL has it for IRIs and blank nodes.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from graph.reasoning.pattern import is_variable
from graph.reasoning.relation import (
    HIGHEST_NUMBER,
    list_ends,
    list_run_places,
    list_starts,
    make_links,
    require_bounded,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from graph.reasoning.facts import Facts
    from graph.reasoning.pattern import PatternGroup, TriplePattern
    from graph.reasoning.relation import Numbers

#: The column that tells the rows of a table apart; no variable is called so.
_ROW_COLUMN = ""


class SolutionTable:
    """Columns of numbers, one for each variable and all of one length; each row is a solution."""

    def __init__(self, columns: Mapping[str, Numbers], length: int) -> None:
        """Hold *columns* of a *length*; a row without columns is a solution that binds nothing."""
        self.columns = dict(columns)
        self.length = length

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> SolutionTable:
        """Select the *rows*, by their places or by which are true."""
        length = int(rows.sum()) if rows.dtype == np.bool_ else len(rows)
        return SolutionTable({name: column[rows] for name, column in self.columns.items()}, length)

    def of(self, names: Iterable[str]) -> SolutionTable:
        """Select the columns called *names*, where it has them, and each row of them once."""
        kept = {name: self.columns[name] for name in sorted(names) if name in self.columns}
        if not kept:
            return SolutionTable({}, min(self.length, 1))
        _, first = np.unique(reduce(_combine_columns, kept.values()), return_index=True)
        return SolutionTable(kept, self.length).at(first)

    def joined(self, other: SolutionTable) -> SolutionTable:
        """Join each row with each row of *other* that has the same in the columns they share."""
        shared = sorted(self.columns.keys() & other.columns.keys())
        one, two = _make_keys(self, other, shared)
        order = np.argsort(two, kind="stable")
        first = np.searchsorted(two[order], one, "left")
        counts = np.searchsorted(two[order], one, "right") - first
        require_bounded(counts)
        left = self.at(np.repeat(np.arange(self.length), counts))
        right = other.at(order[list_run_places(first, counts)])
        return SolutionTable({**right.columns, **left.columns}, left.length)


def match_group(group: PatternGroup, facts: Facts, known: SolutionTable | None = None) -> SolutionTable:
    """Match *group* with *facts*, and with what is *known*: a row for each solution."""
    pool = [_match_pattern(pattern, facts) for pattern in group.patterns]
    pool += [_match_union(union, facts) for union in group.unions]
    table = _join_all(pool if known is None else [known, *pool])
    for variable, other in group.binds:
        table.columns[other] = table.columns[variable]
    for variable, others in group.differ:
        for other in others:
            table = table.at(table.columns[variable] != table.columns[other])
    for absent in group.absent:
        numbered = SolutionTable({**table.columns, _ROW_COLUMN: np.arange(table.length)}, table.length)
        found = np.zeros(table.length, dtype=np.bool_)
        found[match_group(absent, facts, numbered).columns[_ROW_COLUMN]] = True
        table = table.at(~found)
    return table


def _join_all(pool: list[SolutionTable]) -> SolutionTable:
    """Join the tables of *pool*: the smallest first, and then each time the smallest that shares a column."""
    table = SolutionTable({}, 1)
    left = sorted(pool, key=lambda one: one.length)
    while left:
        near = next((one for one in left if one.columns.keys() & table.columns.keys()), left[0])
        left.remove(near)
        table = table.joined(near)
    return table


def _match_pattern(pattern: TriplePattern, facts: Facts) -> SolutionTable:
    """Match *pattern* alone with *facts*."""
    number = facts.terms.iri
    prop = number(pattern.prop)
    relation = facts.pairs(prop, number(pattern.value)) if prop == facts.type else facts.pairs(prop)
    places = ((pattern.subject, list_starts), (pattern.value, list_ends))
    for term, place in places:
        if not is_variable(term):
            relation = relation[place(relation) == number(term)]
    if pattern.subject == pattern.value:
        relation = relation[list_starts(relation) == list_ends(relation)]
    return SolutionTable({term: place(relation) for term, place in places if is_variable(term)}, len(relation))


def _match_union(union: Iterable[PatternGroup], facts: Facts) -> SolutionTable:
    """Match each group of *union*, and keep the variables that all of them have."""
    tables = [match_group(group, facts) for group in union]
    shared = set.intersection(*(set(table.columns) for table in tables))
    parts = [table.of(shared) for table in tables]
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in sorted(shared)}
    return SolutionTable(columns, sum(part.length for part in parts)).of(shared)


def _make_keys(one: SolutionTable, other: SolutionTable, shared: Iterable[str]) -> tuple[Numbers, Numbers]:
    """Make a number for each row of either table, the same where the *shared* columns are."""
    both = SolutionTable({name: np.concatenate((one.columns[name], other.columns[name])) for name in shared}, 0)
    if not both.columns:
        return np.zeros(one.length, dtype=np.int64), np.zeros(other.length, dtype=np.int64)
    keys = reduce(_combine_columns, both.columns.values())
    return keys[: one.length], keys[one.length :]


def _combine_columns(one: Numbers, other: Numbers) -> Numbers:
    """Combine two columns into one number for each row, the same where both are."""
    if len(one) and one.max() > HIGHEST_NUMBER:
        one = np.unique(one, return_inverse=True)[1]
    return make_links(one, other)
