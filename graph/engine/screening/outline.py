"""The outline of a query, read from its text: its form, its graphs, its words and variables, and where its parts begin.

This is the one reader of a query's outline. It cuts a text as the engine does, and is no parser: it follows no grammar,
knows no error, and of a text that is no SPARQL it gives what it came across up to where it cannot read on. Good enough
for a kind and quick message, for a key, or to cut a query of our own in two. What an answer or safety hangs on must not
hang on it: the dataset is chosen by the engine's parser (`graph.engine.screening.dataset`), the columns of an answer
are the engine's too (`graph.engine.store.list_variables`), and the sandbox holds whatever a query does.

>>> outline = read_outline("PREFIX g: <http://x/> SELECT ?s FROM g:a { ?s ?p 'ASK' } ORDER BY ?s")
>>> outline.form, outline.default_graphs, outline.is_ordered, sorted(outline.variables)
('SELECT', ('http://x/a',), True, ['p', 's'])
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from graph.engine.screening.structure import Structure
from graph.engine.screening.tokens import IRI, NAME, VARIABLE, WORD, Token, Tokens, iter_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UNKNOWN = "unknown"
PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
UPDATES = ("LOAD", "CLEAR", "DROP", "ADD", "MOVE", "COPY", "CREATE", "INSERT", "DELETE", "WITH")
#: The longest IRI that is put together here; a longer one is left unread.
LONGEST_IRI = 4000
# The engine asks for no space after a word: `ASKFROMe:x` asks from e:x, and SERVICESILENT<x> calls x.
_GLUED = re.compile(
    "true|false|(?i:SELECT|DISTINCT|REDUCED|ASK|CONSTRUCT|DESCRIBE|BASE|PREFIX|FROM|NAMED|WHERE|GRAPH|FILTER|SERVICE"
    "|ORDER|BY"
    f"|SILENT|{'|'.join(UPDATES)})"
)
_ALL_GLUED = re.compile(f"(?:{_GLUED.pattern})*+")
#: The most words that are glued to a name with any sense: trueSERVICESILENTe:x.
MOST_GLUED = 3


@dataclass(frozen=True)
class QueryOutline:
    """What was read of a query.

    `form` is "unknown" where it has none. The graphs are those that FROM and FROM NAMED name, None for one that was not
    read. `keywords` are the words, in capitals, that can be keywords: no name, variable, string or comment; the engine
    asks for no space between them, so that what is looked for may be the end or the start of one. `variables` holds the
    names of the variables, each with where it stands for the first time. `is_ordered` says whether ORDER stands outside
    all brackets. `prologue` is the text up to the form, and `where` the text from WHERE on, empty where that word is
    left out.
    """

    form: str
    default_graphs: tuple[str | None, ...]
    named_graphs: tuple[str | None, ...]
    keywords: frozenset[str]
    variables: Mapping[str, int]
    is_ordered: bool
    prologue: str
    where: str


def read_outline(text: str, base: str | None = None) -> QueryOutline:
    """Read the outline of *text*; relative IRIs are resolved against *base*."""
    return read_whole(text, base).outline


def read_whole(text: str, base: str | None = None) -> OutlineReader:
    """Read *text* to its end, or as far as can be read, and give its reader; *base* is as in `read_outline`."""
    reader = OutlineReader(text, base)
    for _ in reader:
        pass
    return reader


class Place(NamedTuple):
    """A token, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.start + len(self.text)


class OutlineReader:
    """A query as far as it was read; whoever iterates gets each token before it is taken.

    `places` has each token that was taken.
    """

    def __init__(self, text: str, base: str | None) -> None:
        """Start before the first token of *text*."""
        self.form = UNKNOWN
        self.structure = Structure()
        self.start = 0  # where the token that came last begins
        self.in_prologue = True
        self.places: list[Place] = []
        self._text = text
        self._base = base
        self._graphs: dict[str, list[str | None]] = {"FROM": [], "NAMED": []}
        self._keywords: set[str] = set()
        self._variables: dict[str, int] = {}
        self._starts: dict[str, int] = {}  # where the words outside all brackets stand for the first time
        self._prefixes: dict[str, str | None] = {}
        self._awaits = ""  # the word, or the prefix with its colon, that the next IRI belongs to

    @property
    def outline(self) -> QueryOutline:
        """What was read so far."""
        end = len(self._text)
        return QueryOutline(
            form=self.form,
            default_graphs=tuple(self._graphs["FROM"]),
            named_graphs=tuple(self._graphs["NAMED"]),
            keywords=frozenset(self._keywords),
            variables=self._variables,
            is_ordered=any(word.startswith("ORDER") for word in self._starts),
            prologue=self._text[: self._starts.get(self.form, end)],
            where=self._text[self._starts.get("WHERE", end) :],
        )

    def __iter__(self) -> Iterator[Token]:
        """Read to the end, or as far as can be read, and yield each token before it is taken."""
        tokens = Tokens(self._text)
        for glued in tokens:
            self.start = tokens.start
            for token in self._iter_unglued(glued):
                yield token
                self._take(token, self.start)
                self.places.append(Place(token.kind, token.text, self.start))
                self.start += len(token.text)
            tokens.compares = self.structure.compares

    def _take(self, token: Token, start: int) -> None:
        """Go past *token*, which stands at *start*."""
        if token.kind == WORD:
            self._keywords.add(token.text.upper())
            if self.structure.depth == 0:
                self._take_outer_word(token.text.upper(), start)
        elif self._awaits and self.structure.depth == 0:
            self._take_name(token)
        elif token.kind == VARIABLE:
            self._variables.setdefault(token.text[1:], start)
        self.structure.take(token)

    def _take_outer_word(self, word: str, start: int) -> None:
        """Go past *word*, in capitals, which stands at *start*, outside all brackets."""
        self._starts.setdefault(word, start)
        if self.in_prologue and word in FORMS:
            self.form = word
        self.in_prologue = self.in_prologue and word in PROLOGUE
        self._awaits = word if word in PROLOGUE or word == "FROM" or (word, self._awaits) == ("NAMED", "FROM") else ""

    def _take_name(self, token: Token) -> None:
        """Take *token* as what the last word awaits: an IRI, or the prefix that is to stand for one."""
        awaits, self._awaits = self._awaits, ""
        if token.kind not in {IRI, NAME}:
            return
        if awaits == "PREFIX" and token.kind == NAME:
            self._awaits = token.text
            return
        iri = self._resolve_token(token)
        if awaits == "BASE":
            self._base = iri
        elif awaits.endswith(":"):
            self._prefixes[awaits] = iri
        elif awaits in self._graphs:
            self._graphs[awaits].append(iri)

    def _resolve_token(self, token: Token) -> str | None:
        """Resolve *token* to the IRI that it stands for; None where that is not known."""
        if token.kind == IRI:
            return _resolve_iri(token.text[1:-1], self._base)
        prefix, _, local = token.text.partition(":")
        start = self._prefixes.get(f"{prefix}:") if token.kind == NAME else None
        return start and start + re.sub(r"\\(.)", r"\1", local)

    def _iter_unglued(self, token: Token) -> Iterator[Token]:
        """Yield *token*, or the tokens it consists of where no space stands between them."""
        if token.kind == WORD and _ALL_GLUED.fullmatch(token.text):
            yield from (Token(WORD, word) for word in _GLUED.findall(token.text))
        elif (
            token.kind == NAME and self._awaits != "PREFIX" and f"{token.text.partition(':')[0]}:" not in self._prefixes
        ):
            yield from self._iter_unglued_name(token)
        else:
            yield token

    def _iter_unglued_name(self, token: Token) -> Iterator[Token]:
        """Yield the words glued to a name and the name, as in FROMe:x where only e: is a prefix; else *token*."""
        prefix, _, local = token.text.partition(":")
        before, dot, rest = prefix.rpartition(".")
        glued: list[str] = []
        while len(glued) < MOST_GLUED and f"{rest}:" not in self._prefixes and (match := _GLUED.match(rest)):
            glued.append(match[0])
            rest = rest[match.end() :]
            if match[0].upper() == "PREFIX" and self.in_prologue:  # what follows is only about to become one
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
