"""What somebody typed, answered: the question it asks, of which thing, and the rows that say so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from queries.answers import ask, list_choices
from queries.asking.reading import list_readings
from queries.search import NAMES_TIER, WHOLE_TIER, WORDS_TIER, rank_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from queries.answers import Answer
    from queries.asking.reading import Reading
    from queries.plans import Plan, Plans
    from queries.questions import Column, Library, Question
    from queries.search import Entry, Search

#: As many readings as are tried, and things that a word may mean.
MOST_READINGS, MOST_MEANT = 20, 25
#: As many words as the name of something has that is named by a part of it.
LONGEST_NAME = 8
#: What a phrase calls a thing that is left open, by the kind of the thing; the questions about that are tried first.
SLOTS = {
    **{kind: kind for kind in ("theme", "municipality", "measure", "law", "standard", "phenomenon", "instrument")},
    **dict.fromkeys(("partner", "target-group", "generic-actor"), "actor"),
    "bill": "law",
    "escalation-level": "level",
}


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
    _asked: dict[tuple[str, ...], Answer] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find_answer(self, typed: str) -> Finding | None:
        """Find the answer to *typed*; None where it asks nothing that the library knows, or names nothing there is.

        A name alone counts only where it is the name of something, or the beginning of one.

        :raises BadParameter: when it is longer than anyone would type.
        """
        readings = list_readings(typed, self.library.questions.values(), self.language)[:MOST_READINGS]
        groups = [(literal, list(alike)) for literal, alike in groupby(readings, key=attrgetter("literal"))]
        found = (self._find_asked(alike) if literal else self._find_named(alike) for literal, alike in groups)
        return next(filter(None, found), None)

    def _find_asked(self, readings: Sequence[Reading]) -> Finding | None:
        """Find the answer by one of *readings*, which have as many words: about the kind of thing that comes first."""
        found = (self._find_first(reading, self._list_meant(reading)) for reading in readings)
        return min((it for it in found if it), key=_rank, default=None)

    def _find_named(self, readings: Sequence[Reading]) -> Finding | None:
        """Find what is said of the thing whose name alone was typed, by the one of *readings* that is of its kind."""
        for thing in self._list_meant(readings[0]):
            slot = SLOTS.get(thing.kind, "")
            for reading in sorted(readings, key=lambda it: it.phrase.slot != slot):
                if found := self._find_first(reading, [thing]):
                    return found
        return None

    def _find_first(self, reading: Reading, meant: Sequence[Entry]) -> Finding | None:
        """Find the answer by *reading* about the first of the things *meant* that it can be about."""
        question, phrase = reading.question, reading.phrase
        tells = tuple(it for name in phrase.tells if (it := question.column(name)))
        if not phrase.slot:
            return Finding(self._ask(question, {}), {}, tells)
        if any(it.name == phrase.slot for it in question.parameters):
            found = (self._bind(question, phrase.slot, tells, thing) for thing in meant)
        else:
            found = (self._keep(question, phrase.slot, tells, thing) for thing in meant)
        return next(filter(None, found), None)

    def _bind(self, question: Question, slot: str, tells: tuple[Column, ...], thing: Entry) -> Finding | None:
        """Answer *question* with *thing* for its parameter *slot*; None where that does not take it, or has no row."""
        if not self._takes(question, slot, thing):
            return None
        answer = self._ask(question, {slot: thing.id})
        return Finding(answer, {slot: thing.id}, tells, thing) if answer.rows else None

    def _keep(self, question: Question, slot: str, tells: tuple[Column, ...], thing: Entry) -> Finding | None:
        """Keep of the answer to *question* the rows with *thing* in the column *slot*; None where there are none."""
        answer = self._ask(question, {})
        rows = [row for row in answer.rows if row.get(slot) == thing.iri]
        return Finding(replace(answer, rows=rows), {}, tells, thing, slot) if rows else None

    def _ask(self, question: Question, values: dict[str, str]) -> Answer:
        """Ask *question* with *values* of the chosen plans, once."""
        key = (question.name, *values.values())
        if key not in self._asked:
            self._asked[key] = ask(self.plans, question, values, self.language, self.chosen)
        return self._asked[key]

    def _takes(self, question: Question, name: str, thing: Entry) -> bool:
        """Say whether the parameter called *name* of *question* takes *thing*, in its plan or else in a chosen one."""
        parameter = next(it for it in question.parameters if it.name == name)
        plans = [plan for plan in self.chosen if thing.plan in ("", plan.key)]
        return any(it.iri == thing.iri for plan in plans for it in list_choices(plan.engine, parameter))

    def _list_meant(self, reading: Reading) -> list[Entry]:
        """List the things that the words of *reading* may mean: any that has them; of a name alone, what is named so.

        A long title that begins with a word is not named by it.
        """
        narrowed = len(self.chosen) < len(self.plans)
        found = self.search.find(reading.words, self.language, [it.key for it in self.chosen] if narrowed else None)
        hits = () if found.partial else found.hits
        if reading.literal:
            return [it.entry for it in hits if it.tier <= WORDS_TIER and it.entry.iri][:MOST_MEANT]
        named = [it for it in hits if it.tier <= NAMES_TIER and it.entry.iri]
        whole = (it.tier <= WHOLE_TIER or len(it.entry.label(self.language).split()) <= LONGEST_NAME for it in named)
        return [it.entry for it, is_whole in zip(named, whole, strict=True) if is_whole][:MOST_MEANT]


def _rank(finding: Finding) -> int:
    """Return the place of *finding* among others of as many words: by the kind of thing that an adviser looks for."""
    return rank_kind(finding.thing.kind) if finding.thing else -1
