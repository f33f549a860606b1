"""Turtle and N-Triples as statements: the parser's, within bounds, and with the line of each when one is asked for.

A few kilobytes of Turtle can say gigabytes, as a prefix of a megabyte does that stands before ten thousand names. So
what comes out of the parser is counted as it comes.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, Triple, parse

from graph.errors import SourceError
from graph.message import Message
from graph.sources.file_kind import SAVE_AS_UTF8, find_other_kind
from graph.sources.stop import is_invisible, name_character
from graph.sources.syntax import explain_syntax
from graph.terms import CONTROL_CHARACTERS, value_of
from ontology.namespaces import make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

RDF_FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}
#: As many statements, characters in all of their terms, and characters in one IRI, as a file may have.
MOST_STATEMENTS, MOST_CHARACTERS, MOST_IRI = 1_000_000, 256_000_000, 2_000
#: As many quoted triples as are looked into; the parser overflows on tens of thousands in each other's places.
MOST_QUOTED = 1_000
_QUOTED = b"<<("
# XML 1.0 cannot hold these, and both engines write ill-formed XML from them without an error.
CONTROL_PATTERN = re.compile(f"[{CONTROL_CHARACTERS}]")
_REMOVE = Message("Remove it.")
_DIVIDE = Message("Give it in parts.")
_TRIPLE = Message("%(node)s has a triple as its value (RDF 1.2) in %(property)s.")
_DIRECTION = Message("%(node)s has a text with a direction (RDF 1.2) in %(property)s.")
_CONTROL = Message("%(node)s has a control character in %(property)s.")
_LONG_IRI = Message("An address has %(count)s characters, and %(most)s is the most.")
_SHORTEN = Message("Give it a shorter one; look also at the prefixes.")
# What nobody sees, and some scripts cannot be written without: a name may have it (Turtle, production PN_CHARS_BASE).
_JOINERS = "\u200c\u200d"
_HIDDEN = Message("An invisible character, %(code)s, stands in the address <%(address)s>.")
_RETYPE = Message("Mend that line: type the address anew.")
_MANY = Message("The file says more than %(most)s statements.")
_UNFOLDED = Message("Written out, what the file says has more than %(most)s characters.")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
#: As much of an IRI as a message shows, in characters.
_SHOWN = 200


def parse_triples(data: bytes, suffix: str, name: str) -> Iterator[Quad]:
    """Parse *data*, of a file with *suffix* that a message calls *name*, into statements, in no graph yet.

    :raises SourceError: when it is no text in UTF-8, breaks the syntax, says too much, or holds what no format of ours
        can carry.
    """
    _require_text(data, name)
    total = 0
    try:
        for place, quad in enumerate(_parse(data.removeprefix(codecs.BOM_UTF8), suffix)):
            if found := _find_unwritable(quad):
                raise SourceError(name, *found, find_line(data, suffix, place))
            total += _measure(quad)
            if place >= MOST_STATEMENTS:
                raise SourceError(name, _MANY.fill(most=f"{MOST_STATEMENTS:,}"), _DIVIDE)
            if total > MOST_CHARACTERS:
                raise SourceError(name, _UNFOLDED.fill(most=f"{MOST_CHARACTERS:,}"), _DIVIDE)
            yield quad
    except SyntaxError as error:
        raise SourceError(name, *explain_syntax(error, data.decode("utf-8-sig"))) from error


def find_line(data: bytes, suffix: str, place: int) -> int | None:
    """Find the line of the statement at *place*, counted from 0, in *data*, of a file with *suffix*."""
    return next((line for found, line in enumerate(iter_lines(data, suffix)) if found == place), None)


def iter_lines(data: bytes, suffix: str) -> Iterator[int]:
    """Yield for each statement in *data*, of a file with *suffix*, the line that its value ends on, counted from 1.

    The parser does not say it, so it is fed a line at a time, and where it has got to is seen when it yields.
    """
    lines = _Lines(data.removeprefix(codecs.BOM_UTF8))
    return (lines.count for _ in _parse(lines, suffix))


class _Lines(io.RawIOBase):
    """Bytes that are read a line at a time, and the count of the lines that were begun."""

    def __init__(self, data: bytes) -> None:
        """Begin at the first line of *data*."""
        self._lines = (found[0] for found in _LINE.finditer(data))
        self._rest = b""
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        """Read the rest of a line, or the next one, as far as that is in *size* bytes; more would break the parser."""
        if not self._rest:
            self._rest = next(self._lines, b"")
            self.count += bool(self._rest)
        end = size if size >= 0 else len(self._rest)
        part, self._rest = self._rest[:end], self._rest[end:]
        return part


def _parse(data: bytes | io.RawIOBase, suffix: str) -> Iterator[Quad]:
    """Parse *data*, of a file with *suffix*."""
    return parse(
        data,  # type: ignore[arg-type]  # whatever can be read
        RDF_FORMATS[suffix],
        base_iri=make_graph_iri(""),
        without_named_graphs=True,
        rename_blank_nodes=True,
    )


def _require_text(data: bytes, name: str) -> None:
    """Refuse *data*, of the file called *name*, where it is no text in UTF-8, or is one of another kind."""
    if other := find_other_kind(data):
        raise SourceError(name, *other, 1)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(name, Message("This is not UTF-8."), SAVE_AS_UTF8, line) from error
    if (count := data.count(_QUOTED)) > MOST_QUOTED:
        rule = Message("%(count)s triples stand in the place of a value (RDF 1.2).").fill(count=count)
        raise SourceError(name, rule, _REMOVE, data[: data.index(_QUOTED)].count(b"\n") + 1)


def _find_unwritable(quad: Quad) -> tuple[Message, Message] | None:
    """Find what in *quad* not every format of ours can carry, with the remedy; None where all can."""
    value = quad.object
    rule = None
    if isinstance(value, Triple):
        rule = _TRIPLE
    elif isinstance(value, Literal) and value.direction is not None:
        rule = _DIRECTION
    elif isinstance(value, Literal) and CONTROL_PATTERN.search(value.value):
        rule = _CONTROL
    if rule:
        return rule.fill(node=str(quad.subject)[:_SHOWN], property=str(quad.predicate)[:_SHOWN]), _REMOVE
    terms = (it.datatype if isinstance(it, Literal) else it for it in (quad.subject, quad.predicate, value))
    return next((found for term in terms if (found := _find_unfit(value_of(term)))), None)


def _find_unfit(iri: str) -> tuple[Message, Message] | None:
    """Find what keeps *iri* from being an address that people can use, with the remedy; None where nothing does."""
    if len(iri) > MOST_IRI:
        return _LONG_IRI.fill(count=len(iri), most=MOST_IRI), _SHORTEN
    if not iri.isascii() and (hidden := next((it for it in iri if is_invisible(it) and it not in _JOINERS), None)):
        return _HIDDEN.fill(code=name_character(hidden), address=iri.replace(hidden, "\u2423")[:_SHOWN]), _RETYPE
    return None


def _measure(quad: Quad) -> int:
    """Count the characters of the terms of *quad*."""
    ends = len(value_of(quad.subject)) + len(value_of(quad.predicate)) + len(value_of(quad.object))
    return ends + len(quad.object.datatype.value) if isinstance(quad.object, Literal) else ends
