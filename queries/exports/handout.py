"""A handout: what fits on one sheet of A4 about one subject, as texts in one language, ready to be set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HandoutLine:
    """A line: what it says, what more, on what ground, and where that stands; `thing` is what it is about."""

    text: str
    note: str = ""
    ground: str = ""
    places: str = ""
    thing: str = ""


@dataclass(frozen=True)
class HandoutPart:
    """A part: its heading, its first lines, and what is said of what is `left_out` of them; or one paragraph."""

    name: str
    heading: str
    lines: tuple[HandoutLine, ...] = ()
    left_out: str = ""
    paragraph: str = ""


@dataclass(frozen=True)
class Handout:
    """What stands on the sheet: of what it is, what it comes to, its parts, and where all of it comes from.

    `subject` is the IRI of what it is about. `foot` names the plan, the version and the day, and `address` gives the
    page again.
    """

    language: str
    title: str
    kind: str
    subject: str
    lead: str
    parts: tuple[HandoutPart, ...]
    foot: str
    address: str = ""
