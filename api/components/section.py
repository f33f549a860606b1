"""A part of the page of a thing: the answer to a question about it, under a heading of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.table import build_table
from api.requests.question import answer_question

if TYPE_CHECKING:
    from api.components.table import Table


@dataclass(frozen=True)
class Section:
    """A part of a page: the answer to the question called `name`, under its own heading."""

    name: str
    heading: str
    table: Table
    count: int


def build_section(name: str, heading: str, asked: dict[str, str], without: tuple[str, ...] = ()) -> Section:
    """Build a section with the answer to the question called *name*, *without* the columns named."""
    answer = answer_question(name, asked)
    return Section(name, heading, build_table(answer, without), len(answer.rows))
