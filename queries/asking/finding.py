"""What somebody typed, answered: the question it asks, of which thing, and the rows that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from queries.answers import ask, list_choices
from queries.asking.reading import list_readings
from queries.search import NAMES_TIER, WORDS_TIER, rank_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from queries.answers import Answer
    from queries.asking.reading import Reading
    from queries.plans import Plan, Plans
    from queries.questions import Column, Library, Question
    from queries.search import Entry, Search

#: As many readings as are tried, and things that a word may mean.
MOST_READINGS, MOST_MEANT = 12, 25


@dataclass(frozen=True)
class Finding:
    """An answer to what was typed: to its question with `values`, about `thing` where one was named.

    The columns in `tells` say the answer. Where the thing is in a column of the rows, and no parameter, that is
    `column`, and the rows are those about it.
    """

    answer: Answer
    values: dict[str, str]
    tells: tuple[Column, ...]
    thing: Entry | None = None
    column: str = ""


@dataclass(frozen=True)
class Asker:
    """Who answers what is typed: by the questions of a library, over the chosen plans, with a search for names."""

    plans: Plans
    chosen: Sequence[Plan]
    library: Library
    search: Search
    language: str

    def find_answer(self, typed: str) -> Finding | None:
        """Find the answer to *typed*; None where it asks nothing that the library knows, or names nothing there is.

        A name alone counts only where it is the name of something, or the beginning of one.

        :raises BadParameter: when it is longer than anyone would type.
        """
        readings = list_readings(typed, self.library.questions.values(), self.language)[:MOST_READINGS]
        for _literal, alike in groupby(readings, key=attrgetter("literal")):
            found = [it for reading in alike for it in self._iter_findings(reading)]
            if found:
                return min(found, key=_rank)
        return None

    def _iter_findings(self, reading: Reading) -> Iterator[Finding]:
        """Yield the answers by *reading*, for each thing that its words may mean, likeliest first."""
        question, phrase = reading.question, reading.phrase
        tells = tuple(it for name in phrase.tells if (it := question.column(name)))
        if not phrase.slot:
            yield Finding(self._ask(question, {}), {}, tells)
            return
        by_parameter = any(it.name == phrase.slot for it in question.parameters)
        for thing in self._list_meant(reading.words, reading.literal):
            values = {phrase.slot: thing.id} if by_parameter else {}
            if by_parameter and not self._takes(question, phrase.slot, thing):
                continue
            answer = self._ask(question, values)
            if not by_parameter:
                answer = replace(answer, rows=[row for row in answer.rows if row.get(phrase.slot) == thing.iri])
            if answer.rows:
                yield Finding(answer, values, tells, thing, "" if by_parameter else phrase.slot)
                return

    def _ask(self, question: Question, values: dict[str, str]) -> Answer:
        """Ask *question* with *values* of the chosen plans."""
        return ask(self.plans, question, values, self.language, self.chosen)

    def _takes(self, question: Question, name: str, thing: Entry) -> bool:
        """Say whether the parameter called *name* of *question* takes *thing* in one of the chosen plans."""
        parameter = next(it for it in question.parameters if it.name == name)
        return any(it.iri == thing.iri for plan in self.chosen for it in list_choices(plan.engine, parameter))

    def _list_meant(self, words: str, literal: int) -> list[Entry]:
        """List the things that *words* may mean: with *literal* words around them any that has them, else named so."""
        narrowed = len(self.chosen) < len(self.plans)
        found = self.search.find(words, self.language, [it.key for it in self.chosen] if narrowed else None)
        worst = WORDS_TIER if literal else NAMES_TIER
        hits = () if found.partial else found.hits
        return [it.entry for it in hits if it.tier <= worst and it.entry.iri][:MOST_MEANT]


def _rank(finding: Finding) -> int:
    """Return the place of *finding* among others of as many words: by the kind of thing that an adviser looks for."""
    return rank_kind(finding.thing.kind) if finding.thing else -1
