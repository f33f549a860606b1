"""Where a thing is said, as lines: so that what is said in the same lines as something else is known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.reasoning.places import split_place
from graph.reasoning.summary_input import cut_literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.reasoning.summary_input import SummaryInput


@dataclass(frozen=True)
class Span:
    """Lines of a document, or one page of it where its evidence is counted in pages."""

    document: bytes
    unit: str
    first: int
    last: int

    def overlaps(self, other: Span) -> bool:
        """Say whether it has a line, or its page, in common with *other*."""
        same = (self.document, self.unit) == (other.document, other.unit)
        return same and self.first <= other.last and other.first <= self.last


class Spans:
    """The lines of every piece of evidence, and of every thing that has any."""

    def __init__(self, read: SummaryInput) -> None:
        """Read them from *read*."""
        documents, ends = dict(read.links["inDocument"]), dict(read.links["lastLine"])
        self._of_evidence: dict[bytes, list[Span]] = defaultdict(list)
        for unit, name in (("l", "firstLine"), ("p", "page")):
            for it, number in read.links[name]:
                if it in read.classes["Evidence"] and it in documents:
                    first = int(cut_literal(number))
                    last = int(cut_literal(ends[it])) if unit == "l" and it in ends else first
                    self._of_evidence[it].append(Span(documents[it], unit, first, last))
        self._of_thing: dict[bytes, list[Span]] = defaultdict(list)
        for thing, it in read.links["evidence"]:
            self._of_thing[thing] += self._of_evidence.get(it, ())

    def overlap(self, thing: bytes, other: bytes) -> bool:
        """Say whether *thing* is said in any of the lines in which *other* is said."""
        return _overlap(self._of_thing.get(thing, ()), self._of_thing.get(other, ()))

    def hold(self, thing: bytes, place: str) -> bool:
        """Say whether *place* (`graph.reasoning.places`) lies in any of the lines in which *thing* is said."""
        document, unit, number = split_place(place)
        there = Span(f"<{document}>".encode(), unit, number, number)
        return _overlap(self._of_thing.get(thing, ()), [there])


def _overlap(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Say whether any of *spans* overlaps any of *others*."""
    return any(it.overlaps(other) for it in spans for other in others)
