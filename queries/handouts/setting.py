"""The parts of a handout as they are set: some lines each, and what is said of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.message import Message, describe_value
from queries.answers import find_concept_label, format_value
from queries.exports import HandoutLine, HandoutPart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.message import Translator
    from queries.answers import Answer, Lines, Row
    from queries.dossiers import Entry, Section
    from queries.plans import Plan

#: As many names as one line says.
MOST_NAMES = 4
#: As many names as stand in a paragraph.
MOST_IN_PARAGRAPH = 14
MORE = Message("and %(count)s more")
LINE, LINES = Message("line %(lines)s"), Message("lines %(lines)s")
AND_OTHERS = Message("%(names)s and %(count)s others")


@dataclass(frozen=True)
class Setter:
    """What sets the parts of a handout about `plan`, in the language of `translator`."""

    plan: Plan
    translator: Translator

    def say(self, value: object) -> str:
        """Say *value*: a message in words, or a text as it is."""
        return str(describe_value(value, self.translator))

    def set_lines(self, name: str, heading: Message, lines: Sequence[HandoutLine], most: int) -> list[HandoutPart]:
        """Set the first *most* of *lines* under *heading*, in a part called *name*; none where there are none."""
        if not lines:
            return []
        left = len(lines) - most
        shown = tuple(lines[:most]) if left > 1 else tuple(lines)
        left_out = self.say(MORE.fill(count=len(lines) - len(shown))) if len(shown) < len(lines) else ""
        return [HandoutPart(name, self.say(heading), shown, left_out)]

    def set_section(self, section: Section | None, heading: Message, most: int) -> list[HandoutPart]:
        """Set the first *most* entries of *section* of a dossier under *heading*; none where there is no section."""
        lines = [self._set_entry(entry) for entry in section.entries] if section else []
        return self.set_lines(section.name if section else "", heading, lines, most)

    def set_paragraph(self, name: str, heading: Message, names: Sequence[str]) -> list[HandoutPart]:
        """Set *names* as a paragraph under *heading*; none where there are none."""
        if not names:
            return []
        return [HandoutPart(name, self.say(heading), paragraph=f"{self.join(names, MOST_IN_PARAGRAPH)}.")]

    def set_rows(
        self, answer: Answer, heading: Message, thing: str, others: Sequence[str], most: int
    ) -> list[HandoutPart]:
        """Set the first *most* rows of *answer* under *heading*: each a *thing*, with what stands in *others*."""
        lines = [self._set_row(answer, row, thing, others) for row in answer.rows]
        return self.set_lines(answer.question.name, heading, list(dict.fromkeys(lines)), most)

    def _set_row(self, answer: Answer, row: Row, thing: str, others: Sequence[str]) -> HandoutLine:
        """Set *row* of *answer*: the *thing* in it, and what stands in *others*."""
        notes = (self._format(answer, row, it) for it in others)
        return HandoutLine(
            self._format(answer, row, f"{thing}_label"),
            "; ".join(filter(None, notes)),
            self.name_basis(row.get("basis")),
            self.place(row.get("lines")),
            str(row.get(thing) or ""),
        )

    def join(self, names: Sequence[str], most: int) -> str:
        """Join the first *most* of *names*, and say how many others there are."""
        if len(names) <= most + 1:
            return ", ".join(names)
        return self.say(AND_OTHERS.fill(names=", ".join(names[:most]), count=len(names) - most))

    def place(self, lines: object) -> str:
        """Say where a line rests on: *lines* as text."""
        text = str(lines or "")
        return self.say((LINE if text.isdigit() else LINES).fill(lines=text)) if text else ""

    def name_basis(self, *bases: object) -> str:
        """Name the *bases* of a line, where they are not that the plan says so."""
        return ", ".join(self.name("basis", it) for it in bases if it and it != "stated")

    def name(self, scheme: str, local_id: object) -> str:
        """Name the concept *local_id* of *scheme*."""
        return find_concept_label(self.plan.engine, scheme, str(local_id), self.translator.language)

    def _format(self, answer: Answer, row: Row, name: str) -> str:
        """Format the value under *name* in *row* of *answer* as people read it."""
        column = answer.question.column(name)
        return format_value(self.plan.engine, column, row[name], answer.language) if column else ""

    def _set_entry(self, entry: Entry) -> HandoutLine:
        """Set *entry* of a dossier as a line."""
        related = (
            f"{self.say(it.label)}: {self.join([self.say(name.label) for name in it.names], MOST_NAMES)}"
            for it in entry.related
        )
        note = "; ".join([*(self.say(it) for it in entry.notes), *related])
        text = self.say(entry.name.label)
        return HandoutLine(text, note, self.name_basis(*entry.bases), self.place(entry.lines), entry.name.thing)


def list_labels(section: Section | None, setter: Setter) -> list[str]:
    """List what the entries of *section* are called, as *setter* says them."""
    return [setter.say(entry.name.label) for entry in section.entries] if section else []


def join_lines(lines: Iterable[Lines | None]) -> str:
    """Join the numbers in *lines*, each once."""
    numbers = dict.fromkeys(part.text for it in lines if it for part in it.parts if part.place)
    return ", ".join(numbers)
