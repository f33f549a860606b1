"""What is open at a place in Turtle: the statement that it is in, and the brackets around it.

Only where the parser stopped, for a message: what is read as data is what the parser makes of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'(?:[^'\\\n]|\\.)*+'"
    r"|<[^<>\s]*+>"
    r"|(?P<comment>\#[^\n]*+)"
    r"|(?P<bracket>[\[\](){}])"
    r"|(?P<word>[^\s\"'<\#\[\](){}]++)"
    r"|[^\s]",
    re.DOTALL,
)
_CLOSED_BY = {"]": "[", ")": "(", "}": "{"}
#: As much text as is looked through, in characters.
_MOST_TEXT = 4_000_000


@dataclass(frozen=True)
class Outline:
    """The first token of the statement that a text ends in, or an empty text, and the innermost open bracket.

    The bracket is that with its line, or an empty text where none is open; `begun` says whether a statement ended.
    """

    first: str = ""
    bracket: str = ""
    line: int = 0
    begun: bool = False


def outline_turtle(text: str) -> Outline:
    """Outline *text*, Turtle up to some place.

    >>> outline_turtle('a:b a:c ( 1 [ a:d 2 ] "x)"')
    Outline(first='a:b', bracket='(', line=1, begun=False)
    """
    if len(text) > _MOST_TEXT:
        return Outline(begun=True)
    first, begun, opened = "", False, list[tuple[str, int]]()
    for found in _TOKEN.finditer(text):
        if found["comment"]:
            continue
        first = first or found[0]
        if first.lower() in ("prefix", "base") and found[0].startswith("<"):
            first, begun = "", True  # these end with their address, and have no point
            continue
        if found["bracket"] in _CLOSED_BY:
            if opened and opened[-1][0] == _CLOSED_BY[found[0]]:
                opened.pop()
        elif found["bracket"]:
            opened.append((found[0], found.start()))
        elif (found["word"] or "").endswith(".") and not opened:
            first, begun = "", True
    bracket, place = opened[-1] if opened else ("", 0)
    return Outline(first, bracket, text.count("\n", 0, place) + 1 if bracket else 0, begun)
