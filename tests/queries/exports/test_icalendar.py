"""Days for an agenda: lines, folds and escapes as RFC 5545 has them, and the same days as the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from queries.exports import Event, write_icalendar

EVENT = Event(
    ("plan", "deadline", "water-01"), date(2031, 7, 1), "Oefenen", "Regels: 31", "einddatum", "https://x.nl/1"
)
MADE = "2026-12-01T01:16:31+00:00"


def unfold(file: bytes) -> list[str]:
    """Unfold the lines of *file*."""
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_calendar_has_what_the_standard_needs() -> None:
    """The calendar and the event have each property that is required, once, and every line ends with CRLF."""
    lines = unfold(write_icalendar([EVENT], "Plan", MADE))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for name in ("VERSION", "PRODID", "UID", "DTSTAMP"):
        assert sum(line.startswith(f"{name}:") for line in lines) == 1
    assert "DTSTAMP:20261201T011631Z" in lines
    assert "DTSTART;VALUE=DATE:20310701" in lines
    assert "DTEND;VALUE=DATE:20310702" in lines
    assert b"\n" not in write_icalendar([EVENT], "Plan", MADE).replace(b"\r\n", b"")


@pytest.mark.parametrize("text", ["é" * 300, "🚒" * 100, "a" * 75, "water " * 60])
def test_long_line_is_folded(text: str) -> None:
    """No line has more than 75 octets, none breaks a character, and unfolded the text is whole."""
    file = write_icalendar([replace(EVENT, summary=text)], "Plan", MADE)

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert all(line.decode() is not None for line in file.split(b"\r\n"))
    assert f"SUMMARY:{text}" in unfold(file)


def test_text_cannot_become_a_line() -> None:
    """Commas, semicolons, backslashes and ends of lines are escaped, and control characters are left out."""
    lines = unfold(write_icalendar([replace(EVENT, summary="a,b;c\\d\r\nEND:VCALENDAR\x00\x1b")], "Plan", MADE))

    assert "SUMMARY:a\\,b\\;c\\\\d\\nEND:VCALENDAR" in lines
    assert lines.count("END:VCALENDAR") == 1


def test_identity_stays_when_the_words_change() -> None:
    """An event keeps its UID when its words change, so that an agenda replaces it; another event has another."""
    files = [
        write_icalendar([it], "Plan", MADE)
        for it in (EVENT, replace(EVENT, summary="Anders"), replace(EVENT, identity=("plan", "deadline", "water-02")))
    ]
    first, renamed, other = (next(it for it in unfold(file) if it.startswith("UID:")) for file in files)

    assert first == renamed != other
    assert files[0] == write_icalendar([EVENT], "Plan", MADE)


def test_last_day_that_there_is_does_no_harm() -> None:
    """The last day that a date can have has no day after it."""
    assert "DTSTART;VALUE=DATE:99991231" in unfold(write_icalendar([replace(EVENT, day=date.max)], "Plan", MADE))
