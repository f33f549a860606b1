"""A day as people write it, in the language of who reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graph.message import ENGLISH, Message

if TYPE_CHECKING:
    from graph.message import Translator

_MONTHS = (
    *(Message("January"), Message("February"), Message("March"), Message("April"), Message("May"), Message("June")),
    *(Message("July"), Message("August"), Message("September"), Message("October"), Message("November")),
    Message("December"),
)


@dataclass(frozen=True)
class Day:
    """A day, written as 2020-01-31 in `text`; what is half known there stays as it is."""

    text: str

    def describe(self, translator: Translator, /) -> str:
        """Describe the day in the language of *translator*.

        >>> str(Day("2020-01-31")), str(Day("2020"))
        ('31 January 2020', '2020')
        """
        try:
            day = date.fromisoformat(self.text)
        except ValueError:
            return self.text
        return f"{day.day} {_MONTHS[day.month - 1].describe(translator)} {day.year}"

    def __str__(self) -> str:
        """Describe the day in English."""
        return self.describe(ENGLISH)
