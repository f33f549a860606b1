"""What a query is and asks for, read from its text: for a kind and quick message, never for safety.

Safety is the sandbox's (`graph.engine.sandbox.confinement`). So what cannot be read here is let through: the engine
refuses it in its own words, and the sandbox holds whatever it does.

>>> screen("PREFIX g: <http://x/> SELECT * FROM g:a { ?s ?p 'SERVICE' }", QueryBounds()).default_graphs
('http://x/a',)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from graph.engine.screening.outline import Outline
from graph.engine.screening.tokens import IRI, NAME, WORD, Token, Tokens, iter_words
from graph.errors import QueryRefused, QuerySyntaxError, QueryTooLarge
from graph.terms import CONTROL_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UNKNOWN = "unknown"
PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
UPDATES = ("LOAD", "CLEAR", "DROP", "ADD", "MOVE", "COPY", "CREATE", "INSERT", "DELETE", "WITH")
#: The longest IRI that is put together here; a longer one is left unread.
LONGEST_IRI = 4000
# XML 1.0 cannot hold these, and UTF-8 not the last.
_CONTROL = re.compile(f"[{CONTROL_CHARACTERS}\ud800-\udfff]")
# The engine asks for no space after a word: `ASKFROMe:x` asks from e:x, and SERVICESILENT<x> calls x.
_GLUED = re.compile(
    "true|false|(?i:SELECT|DISTINCT|REDUCED|ASK|CONSTRUCT|DESCRIBE|BASE|PREFIX|FROM|NAMED|WHERE|GRAPH|FILTER|SERVICE"
    f"|SILENT|{'|'.join(UPDATES)})"
)
_ALL_GLUED = re.compile(f"(?:{_GLUED.pattern})*+")
#: The most words that are glued to a name with any sense: trueSERVICESILENTe:x.
MOST_GLUED = 3


@dataclass(frozen=True)
class QueryBounds:
    """How large a query may be, in characters, nested brackets and triple patterns."""

    length: int = 100_000
    nesting: int = 100
    patterns: int = 400


@dataclass(frozen=True)
class ScreenedQuery:
    """What was read of a query: its kind, whether it names its graphs, and which; None for one that was not read."""

    kind: str
    uses_from: bool
    default_graphs: tuple[str | None, ...] = ()
    named_graphs: tuple[str | None, ...] = ()


def screen(text: str, bounds: QueryBounds, base: str | None = None) -> ScreenedQuery:
    """Read the kind of *text* and the graphs it names; relative IRIs are resolved against *base*.

    :raises QueryTooLarge: past *bounds*; the error names which.
    :raises QueryRefused: when it calls another server, or writes.
    :raises QuerySyntaxError: when it has a sign that no text may have.
    """
    if len(text) > bounds.length:
        raise QueryTooLarge(
            "The query is %(length)s characters long; at most %(limit)s are read. Make it shorter, or ask in parts.",
            length=len(text),
            limit=bounds.length,
        ).of("query_length")
    _refuse_control_characters(text)
    reading = _QueryReader(bounds, base)
    reading.read(text)
    return ScreenedQuery(reading.kind, reading.uses_from, tuple(reading.default_graphs), tuple(reading.named_graphs))


def _refuse_control_characters(text: str) -> None:
    """Refuse a character that XML or UTF-8 cannot hold."""
    if found := _CONTROL.search(text):
        before = text[: found.start()]
        raise QuerySyntaxError(
            "The query has the sign %(sign)s, which no text may have, at line %(line)s, column %(column)s. Remove it.",
            sign=f"U+{ord(found[0]):04X}",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        )


def list_keywords(text: str) -> set[str]:
    """List the words of *text*, in capitals, that can be keywords: no name, variable, string or comment.

    The engine asks for no space between them, so that what is looked for may be the end or the start of one.
    """
    tokens, outline, found = Tokens(text), Outline(), set()
    for token in tokens:
        outline.take(token)
        tokens.compares = outline.compares
        if token.kind == WORD:
            found.add(token.text.upper())
    return found


class _QueryReader:
    """A query as far as it was read, token by token."""

    def __init__(self, bounds: QueryBounds, base: str | None) -> None:
        """Start before the first token."""
        self.kind = UNKNOWN
        self.uses_from = False
        self.default_graphs: list[str | None] = []
        self.named_graphs: list[str | None] = []
        self._bounds = bounds
        self._base = base
        self._prefixes: dict[str, str | None] = {}
        self._prologue = True
        self._awaits = ""  # the word, or the prefix with its colon, that the next IRI belongs to
        self._outline = Outline()

    def read(self, text: str) -> None:
        """Read *text* to its end, or as far as it can be read."""
        tokens = Tokens(text)
        for glued in tokens:
            for token in self._unglued(glued):
                self._take(token)
            tokens.compares = self._outline.compares

    def _take(self, token: Token) -> None:
        """Go past *token*, and refuse what is too much with it."""
        if token.kind == WORD:
            self._word(token.text.upper())
        elif self._awaits and self._outline.depth == 0:
            self._name(token)
        self._outline.take(token)
        self._refuse_too_much()

    def _refuse_too_much(self) -> None:
        """Refuse an outline that is past the bounds."""
        if self._outline.depth > self._bounds.nesting:
            raise QueryTooLarge(
                "The query has more than %(limit)s brackets within each other. Make it less nested.",
                limit=self._bounds.nesting,
            ).of("query_nesting")
        if self._outline.patterns > self._bounds.patterns:
            raise QueryTooLarge(
                "The query has more than %(limit)s triple patterns. Ask in parts.", limit=self._bounds.patterns
            ).of("query_patterns")

    def _word(self, word: str) -> None:
        """Go past *word*, in capitals."""
        if word == "SERVICE":
            raise QueryRefused("This endpoint reaches no other server; leave SERVICE out.")
        if self._outline.depth:
            return
        if self._prologue and word.startswith(UPDATES):
            raise QueryRefused("This endpoint is read only; %(verb)s writes. Ask with SELECT or ASK.", verb=word[:20])
        if self._prologue and word in KINDS:
            self.kind = word
        self._prologue = self._prologue and word in PROLOGUE
        self.uses_from = self.uses_from or word == "FROM"
        self._awaits = word if word in PROLOGUE or word == "FROM" or (word, self._awaits) == ("NAMED", "FROM") else ""

    def _name(self, token: Token) -> None:
        """Take *token* as what the last word awaits: an IRI, or the prefix that is to stand for one."""
        awaits, self._awaits = self._awaits, ""
        if token.kind not in {IRI, NAME}:
            return
        if awaits == "PREFIX" and token.kind == NAME:
            self._awaits = token.text
            return
        iri = self._iri(token)
        if awaits == "BASE":
            self._base = iri
        elif awaits.endswith(":"):
            self._prefixes[awaits] = iri
        elif awaits in {"FROM", "NAMED"}:
            (self.default_graphs if awaits == "FROM" else self.named_graphs).append(iri)

    def _iri(self, token: Token) -> str | None:
        """Find the IRI that *token* stands for; None where that cannot be told."""
        if token.kind == IRI:
            return _resolve_iri(token.text[1:-1], self._base)
        prefix, _, local = token.text.partition(":")
        start = self._prefixes.get(f"{prefix}:") if token.kind == NAME else None
        return start and start + re.sub(r"\\(.)", r"\1", local)

    def _unglued(self, token: Token) -> Iterator[Token]:
        """Yield *token*, or the tokens it consists of where no space stands between them."""
        if token.kind == WORD and _ALL_GLUED.fullmatch(token.text):
            yield from (Token(WORD, word) for word in _GLUED.findall(token.text))
        elif (
            token.kind == NAME and self._awaits != "PREFIX" and f"{token.text.partition(':')[0]}:" not in self._prefixes
        ):
            yield from self._unglued_name(token)
        else:
            yield token

    def _unglued_name(self, token: Token) -> Iterator[Token]:
        """Yield the words glued to a name and the name, as in FROMe:x where only e: is a prefix; else *token*."""
        prefix, _, local = token.text.partition(":")
        before, dot, rest = prefix.rpartition(".")
        glued: list[str] = []
        while len(glued) < MOST_GLUED and f"{rest}:" not in self._prefixes and (found := _GLUED.match(rest)):
            glued.append(found[0])
            rest = rest[found.end() :]
            if found[0].upper() == "PREFIX" and self._prologue:  # what follows is only about to become one
                break
        else:
            if f"{rest}:" not in self._prefixes:
                yield token
                return
        yield from iter_words(f"{before}{dot}")
        yield from (Token(WORD, word) for word in glued)
        yield Token(NAME, f"{rest}:{local}")


def _resolve_iri(reference: str, base: str | None) -> str | None:
    """Resolve *reference*, as it stands between `<` and `>`, against *base*; None where it is no IRI.

    The engine's own parser of Turtle does it, so that what comes out is what the engine looks for.
    """
    if len(reference) + len(base or "") > LONGEST_IRI:
        return None
    try:
        (quad,) = parse(f"<{reference}> <x:p> <x:o> .", RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        return None
    return quad.subject.value if isinstance(quad.subject, NamedNode) else None
