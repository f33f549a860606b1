"""A part of the page of a thing: the answer to a question about it, under a heading of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.table import build_table
from api.requests.question import answer_question

if TYPE_CHECKING:
    from api.components.table import Table
    from api.requests.scope import Scope


@dataclass(frozen=True)
class Section:
    """A part of a page: the answer to the question called `name`, under its own heading."""

    name: str
    heading: str
    table: Table
    count: int


def build_section(
    scope: Scope, name: str, heading: str, values: dict[str, str], without: tuple[str, ...] = ()
) -> Section:
    """Build a section with the answer to the question called *name* with *values*, *without* the columns named."""
    answer = answer_question(scope, name, values)
    return Section(name, heading, build_table(scope, answer, without), len(answer.rows))
