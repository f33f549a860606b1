"""A dossier: what one plan says of one actor, in sections of plain values, without a page or a file around it.

A section has a heading and entries; an entry says what it is about, what more is said of it in a few notes, who or what
belongs to it, on what ground, and on which lines that rests. Names and notes that come from the data are texts in the
language of the dossier; those of our own are messages, and whoever shows them hands over a translator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.message import CountMessage, Message
from queries.dossiers.day import Day

if TYPE_CHECKING:
    from queries.answers import Lines
    from queries.plans import Plan

#: What is said in a few words: a sentence of ours, or a text of the data.
Note = Message | CountMessage | Day | str


@dataclass(frozen=True)
class Name:
    """What is named: its IRI, empty where it is no thing with a page, and what it is called."""

    thing: str
    label: Note


@dataclass(frozen=True)
class Related:
    """Who or what belongs to an entry, with what that is to it: `with`, `to`, `by which law`."""

    label: Note
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Entry:
    """One thing that the plan says: about what, what more, with whom, on what ground, and on which lines.

    `group` is what it stands under, such as a theme. `bases` are the local ids of the grounds. `anchor` is a few words
    of the plan, and `digest` the SHA-256 of the document in which they stand, where a section quotes it.
    """

    name: Name
    notes: tuple[Note, ...] = ()
    related: tuple[Related, ...] = ()
    bases: tuple[str, ...] = ()
    lines: Lines | None = None
    group: Name | None = None
    anchor: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a dossier: its name, its heading, its entries, and what is to be said before them."""

    name: str
    heading: Message
    entries: tuple[Entry, ...]
    lead: Note = ""

    @property
    def groups(self) -> list[tuple[Name | None, list[Entry]]]:
        """The entries by what they stand under, in the order in which that comes first."""
        found: dict[Name | None, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.group, []).append(entry)
        return list(found.items())


@dataclass(frozen=True)
class Figure:
    """A number that sums a dossier up, in words, and the name of the section that it was counted in."""

    section: str
    text: Note


@dataclass(frozen=True)
class Dossier:
    """What `plan` says of `actor`, in `language`, as of the day `on`; only sections that have something are there.

    `figures` sum it up, the most telling first; `caution` is said of who is no partner, and empty of a partner.
    """

    actor: str
    plan: Plan
    language: str
    on: str
    figures: tuple[Figure, ...] = ()
    caution: Note = ""
    sections: tuple[Section, ...] = ()

    def find(self, name: str) -> Section | None:
        """Find the section called *name*; None where the plan says nothing of that."""
        return next((it for it in self.sections if it.name == name), None)
