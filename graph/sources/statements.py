"""What is stated of each node, and where evidence and sections say that they lie: quads, indexed to be looked up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.terms import value_of
from ontology.namespaces import DEF, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from graph.sources.source_text import SourceText

#: How a thing is called: by its name, by another, or misspelt.
NAME_PROPERTIES = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel")


@dataclass(frozen=True)
class Locator:
    """Where a section or evidence says it lies."""

    node: str
    section: str
    first: int
    last: int
    anchor: str

    def holds(self, other: Locator) -> bool:
        """Say whether *other* lies within these lines."""
        return self.first <= other.first and other.last <= self.last


class Statements:
    """The values of each node's properties, and the last file with statements about it: a user's file wins."""

    def __init__(self, quads: Iterable[tuple[Quad, str]]) -> None:
        """Index *quads*, each with the name of its file."""
        self.places: dict[str, str] = {}
        self._values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._members: dict[str, list[str]] = defaultdict(list)
        for quad, place in quads:
            node, value = value_of(quad.subject), value_of(quad.object)
            self.places[node] = place
            self._values[node, quad.predicate.value].append(value)
            if quad.predicate.value == f"{RDF}type":
                self._members[value].append(node)

    def list_members(self, name: str) -> list[str]:
        """List the nodes of our class *name*, in order."""
        return sorted(set(self._members[f"{DEF}{name}"]))

    def list_values(self, node: str, prop: str) -> list[str]:
        """List every value of *prop* of *node*."""
        return self._values.get((node, prop), [])

    def iter_at_hand(self, texts: Mapping[str, SourceText]) -> Iterator[tuple[str, SourceText]]:
        """Yield each document whose text is among *texts* (by SHA-256), with that text.

        A document that is counted in pages has none: its bytes can be at hand, and no line of it.
        """
        for document in self.list_members("Document"):
            text = texts.get(self.find_value(document, "sha256"))
            if text and not self.find_value(document, "pageCount"):
                yield document, text

    def list_pairs(self, prop: str) -> list[tuple[str, str]]:
        """List each node with each value of *prop*, in order."""
        return sorted((node, v) for (node, p), values in self._values.items() if p == prop for v in values)

    def find_value(self, node: str, name: str) -> str:
        """Return the first value of our property *name* of *node*, or an empty text."""
        return next(iter(self.list_values(node, f"{DEF}{name}")), "")

    def list_locators(self, name: str, document: str) -> list[Locator]:
        """List where each node of our class *name* lies in *document*, once for each anchor it has.

        What it leaves out is empty or 0; the shapes report that.
        """
        found = []
        for node in self.list_members(name):
            if self.find_value(node, "inDocument") == document:
                first, last = (int(self.find_value(node, line) or 0) for line in ("firstLine", "lastLine"))
                anchors = self.list_values(node, f"{DEF}anchor") or [""]
                section = self.find_value(node, "inSection")
                found += [Locator(node, section, first, last, anchor) for anchor in anchors]
        return found
