"""Terms as numbers, and statements as rows of three: what joins over millions of facts are made of.

A term is the text that N-Triples has for it, as bytes. The texts are those that pyoxigraph writes (RDF 1.2 N-Triples,
section 3, a canonical form), so two terms are the same where their texts are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, compress, count, repeat
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import RdfFormat, parse, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from numpy.typing import NDArray
    from pyoxigraph import Quad

    from graph.reasoning.relation import Numbers

#: The number of no term: what stands for a value in a graph that is left out.
NO_TERM = 0
_NODE = rb'(?:<[^<>" \n]+>|_:[^<>" \n]+)'
_LITERAL = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"(?:@[A-Za-z0-9-]+|\^\^<[^<>" \n]+>)?'
_NODES = re.compile(rb"(?:%b\n)*+" % _NODE)
#: What follows the property on a line: the value, perhaps a graph, and the point.
_REST = re.compile(rb"(%b|%b|<<\([^\n]*\)>>)(?: (%b))? \.\n" % (_NODE, _LITERAL, _NODE))


class TermNumbers:
    """Numbers for terms, in the order in which they are first met; the first is 1."""

    def __init__(self, left_out: Iterable[str] = ()) -> None:
        """Begin without terms; statements in the graphs *left_out*, IRIs, are not read."""
        self._left_out = frozenset(f"<{iri}>".encode() for iri in left_out)
        self._numbers: defaultdict[bytes, int] = defaultdict(count(NO_TERM + 1).__next__)
        self._texts: list[bytes] = []
        self._nodes: NDArray[np.bool_] = np.empty(0, dtype=np.bool_)

    def copy(self) -> TermNumbers:
        """Copy these numbers, so that what is met from then on is met by one of the two."""
        made = TermNumbers()
        made._left_out = self._left_out
        made._numbers = defaultdict(count(len(self._numbers) + NO_TERM + 1).__next__, self._numbers)
        return made

    def iri(self, iri: str) -> int:
        """Return the number of *iri*, a new one where it was not met before."""
        return self._numbers[b"<%b>" % iri.encode()]

    def text(self, number: int) -> bytes:
        """Return how the term with *number* is written."""
        self._look_up()
        return self._texts[number]

    def texts(self, numbers: Numbers) -> Iterator[bytes]:
        """Iterate over how each of *numbers* is written."""
        self._look_up()
        return map(self._texts.__getitem__, numbers.tolist())

    def nodes(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Say which of *numbers* are IRIs or blank nodes."""
        self._look_up()
        return self._nodes[numbers]

    def _look_up(self) -> None:
        """Note the texts of the terms that came since they were last noted, and which are nodes."""
        if len(self._texts) <= len(self._numbers):
            self._texts = [b"", *self._numbers]
            other = (b'"', b"<<")
            self._nodes = np.fromiter((not text.startswith(other) for text in self._texts), dtype=np.bool_)

    def read(self, lines: Iterable[bytes]) -> Numbers:
        """Parse the statements on *lines*, N-Triples or N-Quads as pyoxigraph writes them, graphs left out.

        A line is cut into a subject, a property and the rest, and only what differs of those is looked into.

        :raises ValueError: when a line is written otherwise: with other spaces, a comment, or no point at its end.
        """
        parts: defaultdict[bytes, int] = defaultdict(count().__next__)
        cut = chain.from_iterable(line.split(b" ", 2) for line in lines)
        places = np.fromiter(map(parts.__getitem__, cut), dtype=np.int64)
        rows = self._numbered(list(parts))[places] if len(places) else places
        if len(rows) % 3 or (rows[0::3] < 0).any() or (rows[1::3] < 0).any() or (rows[2::3] >= 0).any():
            raise ValueError("A line is no statement of N-Quads.")
        rows = rows.reshape(-1, 3)
        rows[:, 2] = ~rows[:, 2]
        kept: Numbers = rows[rows[:, 2] != NO_TERM]
        return kept

    def _numbered(self, parts: list[bytes]) -> Numbers:
        """List the number of each of *parts*; for the rest of a line that of its value, turned below zero.

        So a line of too many or too few parts cannot pass for another.
        """
        ends = [part.endswith(b"\n") for part in parts]
        nodes = [part for part, is_end in zip(parts, ends, strict=True) if not is_end]
        if not _NODES.fullmatch(b"\n".join([*nodes, b""])):
            raise ValueError("A line holds something else than N-Quads have for a subject or a property.")
        is_rest = np.array(ends)
        numbers = np.empty(len(parts), dtype=np.int64)
        numbers[~is_rest] = np.fromiter(map(self._numbers.__getitem__, nodes), dtype=np.int64)
        numbers[is_rest] = ~np.fromiter(self._values(list(compress(parts, ends))), dtype=np.int64)
        return numbers

    def _values(self, rests: list[bytes]) -> Iterator[int]:
        """Iterate over the number of the value in each of *rests*, `NO_TERM` where its graph is left out."""
        text = b"".join(rests)
        found = _REST.findall(text)
        # A value, with ` .` and a line feed, and where there is a graph that and a space: nothing was passed over.
        if sum(len(value) + 3 + len(graph) + bool(graph) for value, graph in found) != len(text):
            raise ValueError("A line does not end as one of N-Quads does.")
        if self._left_out:
            return (NO_TERM if graph in self._left_out else self._numbers[value] for value, graph in found)
        return map(self._numbers.__getitem__, map(itemgetter(0), found))

    def read_quads(self, quads: Iterable[Quad]) -> Numbers:
        """Convert *quads* to statements of three numbers, graphs left out."""
        return self.read((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))

    def written(self, subjects: Numbers, prop: int, values: Numbers, graph: bytes = b"") -> bytes:
        """Write a line for each of *subjects* with its *prop* and the value beside it, in *graph* if there is one."""
        between, end = b" %b " % self.text(prop), b" %b .\n" % graph if graph else b" .\n"
        rows = zip(self.texts(subjects), repeat(between), self.texts(values), repeat(end), strict=False)
        return b"".join(chain.from_iterable(rows))

    def terms(self, numbers: Numbers) -> dict[int, Any]:
        """Map each of *numbers*, once, to its term as one of pyoxigraph."""
        lines = b"".join(b"<urn:x> <urn:x> %b .\n" % text for text in self.texts(numbers))
        return dict(zip(numbers.tolist(), (quad.object for quad in parse(lines, RdfFormat.N_TRIPLES)), strict=True))
