"""Where in its file each fault is: the line, and for what has no name what it hangs from.

A node without a name has another one each time that it is read, so that nobody can look for it. What people can find
is the line, and the thing with a name from which properties lead to it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from graph.errors import SourceError
from graph.sources import list_lines
from graph.terms import value_of
from ontology.namespaces import compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.fault import Fault
    from graph.sources import Reading

#: As many statements about one node as are looked through for the one that is wrong.
_MOST_LOOKED_AT = 200
#: As many properties as are shown that lead to a node without a name.
_MOST_SHOWN = 3


def place_faults(faults: Iterable[Fault], readings: Iterable[Reading]) -> list[Fault]:
    """Give each of *faults* its line in the file among *readings* that it is of, and what it hangs from; sort them."""
    files: dict[str, _File] = {}
    for reading in readings:
        files.setdefault(reading.source.name, _File(reading))
    return sorted({files[it.place].place(it) if it.place in files and it.node else it for it in faults})


@dataclass(frozen=True)
class _Origin:
    """What a node without a name hangs from: a node with a name, and the first and the last properties from there."""

    node: str
    first: tuple[str, ...]
    last: str = ""

    def extend(self, prop: str) -> _Origin:
        """Return the origin of what *prop* leads to from here; of many properties those between are left out."""
        if len(self.first) < _MOST_SHOWN:
            return replace(self, first=(*self.first, prop))
        return replace(self, last=prop)

    @property
    def path(self) -> str:
        """The properties, in order."""
        shown = [*map(compact_iri, self.first), *(["\u2026", compact_iri(self.last)] if self.last else [])]
        return " / ".join(shown)


class _File:
    """A file, to find faults in."""

    def __init__(self, reading: Reading) -> None:
        """Look in the file of *reading*, when something is looked for."""
        self._reading = reading
        self._compacted: dict[str, str] = {}

    @cached_property
    def _lines(self) -> Sequence[int]:
        """The line of each statement; none where the file went since it was read."""
        try:
            return list_lines(self._reading.source)
        except (SourceError, SyntaxError):
            return ()

    @cached_property
    def _by_node(self) -> dict[str, list[int]]:
        """The places of the statements about each node, and then of those that point at it."""
        found: dict[str, list[int]] = defaultdict(list)
        for end in ("subject", "object"):
            for place, quad in enumerate(self._reading.quads):
                found[value_of(getattr(quad, end))].append(place)
        return found

    @cached_property
    def _by_value(self) -> dict[tuple[str, str], list[int]]:
        """The places of the statements with each node and value."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, quad in enumerate(self._reading.quads):
            found[value_of(quad.subject), value_of(quad.object)].append(place)
        return found

    @cached_property
    def _origins(self) -> dict[str, _Origin]:
        """What each node without a name hangs from, nearest first; a node that hangs from nothing is not there."""
        pointing: dict[str, list[tuple[str, str]]] = defaultdict(list)
        found: dict[str, _Origin] = {}
        for quad in self._reading.quads:
            if isinstance(quad.object, BlankNode):
                if isinstance(quad.subject, NamedNode):
                    found.setdefault(quad.object.value, _Origin(quad.subject.value, (quad.predicate.value,)))
                else:
                    pointing[value_of(quad.subject)].append((quad.predicate.value, quad.object.value))
        pending = deque(found)
        while pending:
            origin = found[here := pending.popleft()]
            for prop, node in pointing[here]:
                if node not in found:
                    found[node] = origin.extend(prop)
                    pending.append(node)
        return found

    @cached_property
    def _nameless(self) -> set[str]:
        """The nodes that have no name."""
        quads = self._reading.quads
        return {it.value for quad in quads for it in (quad.subject, quad.object) if isinstance(it, BlankNode)}

    def place(self, fault: Fault) -> Fault:
        """Return *fault* with its line, and with what it hangs from where its node has no name."""
        places = self._by_value.get((fault.node, fault.value), []) if fault.value else []
        places = (places or self._by_node.get(fault.node, []))[:_MOST_LOOKED_AT]
        words = f"{fault.rule} {fault.words}"
        named = (it for it in places if self._compact(self._reading.quads[it].predicate.value) in words)
        place = next(named, places[0] if places else len(self._lines))
        line = self._lines[place] if place < len(self._lines) else 0
        if fault.node not in self._nameless:
            return replace(fault, line=line)
        origin = self._origins.get(fault.node)
        return replace(fault, line=line, node=origin.node if origin else "", path=origin.path if origin else "[]")

    def _compact(self, iri: str) -> str:
        """Shorten *iri*, a property, once."""
        if iri not in self._compacted:
            self._compacted[iri] = compact_iri(iri)
        return self._compacted[iri]
