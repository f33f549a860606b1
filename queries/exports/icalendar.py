"""Days as a calendar for an agenda (RFC 5545): each an event of a whole day; the same days are the same bytes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ICALENDAR_TYPE = "text/calendar"
#: As many octets as a line has, its end not counted (RFC 5545, 3.1).
_MOST_OCTETS = 75
#: What a text escapes (3.3.11), and what none may hold.
_ESCAPED = re.compile(r"([\\;,])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """What falls on a day: `identity` tells it from all others, also when its words change."""

    identity: Sequence[str]
    day: date
    summary: str
    description: str
    category: str
    url: str = ""


def write_icalendar(events: Sequence[Event], name: str, made: str) -> bytes:
    """Write *events* as a calendar called *name*, of data *made* on a moment such as 2027-03-01T12:00:00Z.

    None of them makes its day a busy one.
    """
    stamp = f"{re.sub('[^0-9T]', '', made[:19])}Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Samendoen//calendar 1//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(name)}",
        *(line for it in events for line in _list_lines(it, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _list_lines(event: Event, stamp: str) -> Iterator[str]:
    """Yield the lines of *event*, which was written down at *stamp*."""
    digest = hashlib.sha256("\n".join(event.identity).encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{digest}@samendoen"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_escape(event.summary)}"
    yield f"DESCRIPTION:{_escape(event.description)}"
    yield f"CATEGORIES:{_escape(event.category)}"
    if event.url:
        yield f"URL:{_CONTROL.sub('', event.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    r"""Escape *text*, so that it is one value on one line.

    >>> _escape("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPED.sub(r"\\\1", plain).replace("\n", "\\n")


def _fold(line: str) -> str:
    """Fold *line* into parts of at most 75 octets, none of which breaks a character."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _MOST_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + octets
    return "\r\n".join([*parts, part])
