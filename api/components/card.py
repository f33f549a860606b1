"""A card: what somebody typed, answered at a glance, with the way to the whole answer and to the thing it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.components.table import build_table
from api.requests.search import find_page_path
from api.requests.url import ONLY_PREFIX, add_parameters
from queries.asking import Asker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.components.table import Table
    from api.requests.scope import Scope
    from queries.answers import Answer
    from queries.asking import Finding
    from queries.questions import Column

#: As many rows as a card shows.
MOST_ROWS = 6


@dataclass(frozen=True)
class Card:
    """An answer at a glance: the question, the thing it is about with its page, the first rows, and how many there are.

    `href` leads to the whole answer.
    """

    question: str
    thing: str
    thing_href: str
    kind: str
    table: Table
    count: int
    href: str

    @property
    def is_one(self) -> bool:
        """Whether the answer is one row, which is read as a list of facts."""
        return self.count == 1


def build_card(scope: Scope, typed: str) -> Card | None:
    """Build the card that answers what was *typed*; None where it asks nothing, or there is no plan to ask.

    :raises BadParameter: when it is longer than anyone would type.
    """
    asker = Asker(scope.plans, scope.chosen, scope.library, scope.search, scope.language)
    found = asker.find_answer(typed) if scope.chosen else None
    if found is None:
        return None
    distinct = _select_telling(found)
    thing, question = found.thing, found.answer.question
    return Card(
        question=question.question[scope.language],
        thing=thing.label(scope.language) if thing else "",
        thing_href=find_page_path(scope, thing) if thing else "",
        kind=scope.search.index(scope.language).kinds.get(thing.kind, "") if thing else "",
        table=_build_table(scope, distinct, found.tells),
        count=len(distinct.rows),
        href=_build_href(scope, found),
    )


def _select_telling(found: Finding) -> Answer:
    """Select the rows of *found* that tell different things, each once."""
    answer, names = found.answer, ["plan", *(column.name for column in found.tells)]
    first: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(answer.rows):
        first.setdefault(tuple(str(row.get(name)) for name in names), place)
    solutions = [answer.solutions[place] for place in first.values()] if answer.solutions else []
    return replace(answer, rows=[answer.rows[place] for place in first.values()], solutions=solutions)


def _build_table(scope: Scope, distinct: Answer, tells: Sequence[Column]) -> Table:
    """Build the table of the first rows of *distinct*, of the columns in *tells* that are not empty in all of them."""
    shown = replace(distinct, rows=distinct.rows[:MOST_ROWS], solutions=distinct.solutions[:MOST_ROWS])
    said = {it.name for it in tells if any(row.get(it.name) is not None for row in shown.rows)}
    unsaid = tuple(it.name for it in distinct.columns if it.name not in {*said, "plan_label"})
    return replace(build_table(scope, shown, unsaid), documents=[])


def _build_href(scope: Scope, found: Finding) -> str:
    """Build the path of the page with all of the answer that was *found*."""
    path = scope.url_for("questions.show_question", name=found.answer.question.name)
    if found.column and found.thing:
        kept = {f"{ONLY_PREFIX}{found.column}_label": found.answer.rows[0].text(f"{found.column}_label")}
        return add_parameters(path, kept)
    return add_parameters(path, found.values)
