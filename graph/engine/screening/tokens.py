r"""The tokens of a SPARQL query, cut as the engine cuts them.

`<` is the one character that does not say what it is: in `1 < 2 #> 3` it compares, in `?s <p#> ?o` it opens an IRI. Who
reads the tokens knows, and says so in `Tokens.compares` before the next is taken.

>>> [token.text for token in Tokens("ASK{e:.SERVICE<http://x/#>?s'#'}#")]
['ASK', '{', 'e:', '.', 'SERVICE', '<http://x/#>', '?s', "'#'", '}']

Each character is looked at a bounded number of times, whatever the text: every part of a pattern starts with
characters of its own and never gives back what it took (`*+`), so that none is tried over again from the next on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

IRI, NAME, VARIABLE, TEXT, NUMBER, LANGUAGE, BLANK = "iri", "name", "variable", "text", "number", "language", "blank"
WORD, MARK = "word", "mark"
# The characters of names (SPARQL 1.1, productions 164 to 167), as they stand within the brackets of a pattern.
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_WITHIN = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
# The engine takes dots at one place within a name only: for it e:a.b.c is e:a.b, a dot and a word.
_PART = rf"(?:[{_WITHIN}:\-]|{_ESCAPED})"
_LOCAL = rf"(?:[{_BASE}_0-9:]|{_ESCAPED}){_PART}*+(?:\.++{_PART}++)?+"
TOKEN = re.compile(
    rf"""(?:[ \t\r\n]|\#[^\r\n]*+)*+
    (?: (?P<mark>\^\^|[{{}}()\[\].,;=*/|&!>+\-])
    | (?P<run>[{_BASE}][{_WITHIN}.\-]*+)(?P<local>:(?:{_LOCAL})?+)?+
    | (?P<variable>[?$][{_WITHIN}]++)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>?+)
    | (?P<name>:(?:{_LOCAL})?+)
    | (?P<text>"{{3}}(?:[^"\\]|\\.|"(?!""))*+(?P<a>"{{3}})?+ | '{{3}}(?:[^'\\]|\\.|'(?!''))*+(?P<b>'{{3}})?+
        | "(?:[^"\\\r\n]|\\[^\r\n])*+(?P<c>")?+ | '(?:[^'\\\r\n]|\\[^\r\n])*+(?P<d>')?+)
    | (?P<number>[0-9]++(?:\.[0-9]*+[eE][+-]?[0-9]++|\.[0-9]++|[eE][+-]?[0-9]++)?+)
    | (?P<language>@[A-Za-z]++(?:--?[A-Za-z0-9]++)*+)
    | (?P<blank>_:(?:\.*+[{_WITHIN}\-])*+)
    | (?P<odd>.) )?+""",
    re.VERBOSE | re.DOTALL,
)
_PIECE = re.compile(r"(?P<word>[A-Za-z][A-Za-z0-9_]*+)|(?P<mark>.)", re.DOTALL)


class Token(NamedTuple):
    """A piece of the text and its kind."""

    kind: str
    text: str


class Tokens:
    """The tokens of a text, one by one, up to its end or to a string that is never closed.

    `start` is where the token that came last begins in the text.
    """

    def __init__(self, text: str) -> None:
        """Start at the beginning of *text*."""
        self._text = text
        self.compares = False
        self.start = 0

    def __iter__(self) -> Iterator[Token]:
        """Yield the tokens; whoever takes them says with `compares` what the next `<` is."""
        place = 0
        while (match := TOKEN.match(self._text, place)) and (kind := match.lastgroup):
            place = match.end()
            self.start = match.start("run" if kind == "local" else kind)
            if kind == "iri":
                token = self._read_iri_or_mark(match["iri"])
                place = self.start + len(token.text)
                yield token
            elif kind == "local" and not match["run"].endswith("."):
                yield Token(NAME, match["run"] + match["local"])
            elif kind in {"run", "local"}:
                place = match.end("run")
                for token in iter_words(match["run"]):
                    yield token
                    self.start += len(token.text)
            elif kind == "text" and not any(match.group("a", "b", "c", "d")):
                return
            else:
                yield Token(kind if kind != "odd" else MARK, match[kind])

    def _read_iri_or_mark(self, text: str) -> Token:
        """Read *text*, which starts with `<`, as an IRI or as the mark that it starts with."""
        if text.endswith(">") and not self.compares:
            return Token(IRI, text)
        twice = not self.compares and self._text.startswith("<<", self.start)
        return Token(MARK, "<<" if twice else "<")


def iter_words(letters: str) -> Iterator[Token]:
    """Yield the words in *letters*, of which none has a colon, and the marks between them."""
    for piece in _PIECE.finditer(letters):
        yield Token(str(piece.lastgroup), piece[0])
