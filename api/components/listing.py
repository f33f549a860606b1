"""A list that is read at once: its rows in groups, the columns that matter first, and none that says nothing.

Files and the table of the question keep every column; this is how a page shows them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from api.components.table import Cell, Group, build_table
from api.requests.question import parse_selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.components.table import Table
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer, Row


@dataclass(frozen=True)
class Listing:
    """How a page lists an answer: in groups by the column `group`, with the columns of `order` first.

    `parameter` is how a group is chosen in the URL, where it is no thing with a page. With `by` the groups with most in
    the first of these columns come first, and so do the rows in each; else both stay as the question has them.
    """

    group: str
    order: tuple[str, ...] = ()
    parameter: str = ""
    by: tuple[str, ...] = ()

    def applies(self, answer: Answer, url: RequestUrl) -> bool:
        """Say whether the rows of *answer* are grouped: of one plan, and as nobody sorted them otherwise."""
        return len(answer.plans) == 1 and not parse_selection(url).sort and bool(answer.rows)

    def arrange(self, scope: Scope, answer: Answer) -> Answer:
        """Arrange the rows of *answer*, so that those of a group come after each other."""
        name = self._name(scope, answer)
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in answer.rows:
            groups[name(row)].append(row)
        for rows in groups.values():
            rows.sort(key=lambda row: [-_count(row, it) for it in self.by])
        totals = {label: sum(_count(row, it) for row in rows for it in self.by[:1]) for label, rows in groups.items()}
        order = sorted(groups, key=lambda label: -totals[label])
        return replace(answer, rows=[row for label in order for row in groups[label]])

    def build(self, scope: Scope, answer: Answer, url: RequestUrl) -> Table:
        """Build the table of *answer*, the rows of which were arranged, in groups."""
        silent = (it.name for it in answer.columns if all(row.get(it.name) in (None, "", 0) for row in answer.rows))
        table = build_table(scope, answer, (self.group, *silent), sorted_by=url, order=self.order)
        name, groups, rows = self._name(scope, answer), [], iter(table.rows)
        for label, its in groupby(answer.rows, name):
            first, *others = its
            groups.append(Group(self._head(scope, url, first, label), [next(rows) for _ in (first, *others)]))
        return replace(table, groups=groups)

    def _name(self, scope: Scope, answer: Answer) -> Callable[[Row], str]:
        """Give what names the group of a row of *answer*, as people read it."""
        column = next(it for it in answer.columns if it.name == self.group)
        return lambda row: scope.format_cell(column, row[self.group])

    def _head(self, scope: Scope, url: RequestUrl, row: Row, label: str) -> Cell:
        """Build the head of the group called *label*, of which *row* is the first."""
        if self.parameter:
            return Cell(
                f"{label[:1].upper()}{label[1:]}", url.build_changed(**{self.parameter: row[self.group], "page": ""})
            )
        return Cell(label, scope.find_page(str(row.get(self.group.removesuffix("_label")) or "")))


def _count(row: Row, name: str) -> int:
    """Count what stands in the column *name* of *row*."""
    value = row.get(name)
    return value if isinstance(value, int) else 0
