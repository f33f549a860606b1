"""Where the parser stopped in a text, and what is there."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from graph.sources.turtle_outline import Outline, outline_turtle

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
#: As much of what is wrong as a message shows, in characters.
MOST_SHOWN = 80


@dataclass(frozen=True)
class Stop:
    """Where the parser stopped in a text, and what it says: on `line`, from `column`, both counted from 1."""

    message: str
    text: str
    line: int
    column: int
    end: int

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text with their ends, as the parser counts them."""
        return _LINE.findall(self.text)

    @property
    def whole(self) -> str:
        """The line where the parser stopped."""
        return self.lines[self.line - 1].rstrip("\r\n") if self.line <= len(self.lines) else ""

    @property
    def rest(self) -> str:
        """The line from the column on."""
        return self.whole[self.column - 1 :]

    @property
    def token(self) -> str:
        """What the parser stopped at, as far as it is on the line, and shown whole on one."""
        return "".join(it if it.isprintable() else name_character(it) for it in self.rest[: self.end][:MOST_SHOWN])

    @cached_property
    def outline(self) -> Outline:
        """What is open where the parser stopped."""
        return outline_turtle("".join([*self.lines[: self.line - 1], self.whole[: self.column - 1]]))


def name_character(character: str) -> str:
    """Name *character* by its number, as Unicode does.

    >>> name_character("é")
    'U+00E9'
    """
    return f"U+{ord(character):04X}"


def is_invisible(character: str) -> bool:
    """Say whether nobody sees *character*, or takes it for a plain space; white space of Turtle is not meant."""
    return character not in " \t\r\n" and unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp")
