"""The first rows of an answer, as the page of a thing shows them, with the way to all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from api.components.table import build_table
from api.requests.question import answer_question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.components.table import Table
    from api.requests.scope import Scope

#: As many rows as the page of a thing shows of one answer.
MOST_ROWS = 10


@dataclass(frozen=True)
class Excerpt:
    """The first rows of the answer to the question called `name`, of `count` in all, and the URL of them all."""

    name: str
    table: Table
    count: int
    href: str

    @property
    def is_whole(self) -> bool:
        """Whether every row is here."""
        return self.count <= len(self.table.rows)


def build_excerpt(
    scope: Scope, name: str, values: Mapping[str, str], columns: tuple[str, ...], most: int = MOST_ROWS
) -> Excerpt:
    """Build the excerpt of the answer to the question called *name* with *values*: the first *most* rows.

    Of those it shows the *columns* named. Where all rests on one document, its lines lead there and it is not named.
    """
    answer = answer_question(scope, name, dict(values))
    first = replace(answer, rows=answer.rows[:most], solutions=answer.solutions[:most])
    without = tuple(it.name for it in answer.columns if it.name not in (*columns, "plan_label"))
    table = build_table(scope, first, without)
    if len(table.documents) == 1:
        table = replace(table, documents=[])
    return Excerpt(name, table, len(answer.rows), find_whole(scope, name, values))


def find_whole(scope: Scope, name: str, values: Mapping[str, str]) -> str:
    """Find the URL of the whole answer to the question called *name* with *values*, in the plan of *scope*."""
    plan = {"plan": scope.plan.key} if scope.has_several and scope.plan else {}
    path = scope.url_for("questions.show_question", name=name, **({"plan": None} if scope.picked else {}))
    return f"{path}?{urlencode({**values, **plan})}"
