"""What follows from what is stated: rules applied to the data until nothing new follows.

Two kinds of rules meet here. The rules compiled from the ontology (`graph.reasoning.rules`) are applied to whole
relations at once (`graph.reasoning.facts`). What needs a comparison, such as 'two different actors share a measure',
is a CONSTRUCT query in `graph/reasoning/constructs` (`graph.reasoning.construct`). The two take turns until neither
adds anything.
"""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import NamedNode, Quad

from graph.reasoning.construct import ConstructRules
from graph.reasoning.encoding import TermNumbers
from graph.reasoning.facts import TYPE, Facts
from graph.reasoning.relation import EMPTY, list_ends, list_starts, sort_distinct, subtract_links, unite_links
from ontology.namespaces import make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.reasoning.facts import RelationName
    from graph.reasoning.relation import Numbers
    from graph.reasoning.rules import OntologyRules

__all__ = [
    "CONSTRUCT_FILES",
    "DERIVED_GRAPH",
    "TYPE",
    "Closure",
    "build_closure",
    "to_quad",
]

#: A triple: its subject, the IRI of its property, and its value.
Fact = tuple[object, str, object]
CONSTRUCT_FILES = tuple(sorted((Path(__file__).parent / "constructs").glob("*.rq")))
DERIVED_GRAPH = NamedNode(make_graph_iri("derived"))


class Closure:
    """What is stated and what follows from it, the terms as numbers.

    A fact is a subject, the IRI of a property, and an object; subjects and objects are pyoxigraph terms.
    """

    def __init__(self, rules: OntologyRules, left_out: Iterable[str] = (), files: Sequence[Path] | None = None) -> None:
        """Begin with *rules*, the CONSTRUCT rules in *files* or else all of ours, and no facts.

        Lines in the graphs *left_out*, IRIs, are not read.
        """
        self._files = CONSTRUCT_FILES if files is None else files
        self._rules = rules
        self._terms = TermNumbers(left_out)
        self._all = Facts(self._terms, rules)
        self._stated: dict[RelationName, Numbers] = {}
        self._below: Mapping[RelationName, Numbers] = {}
        self._open = False

    def fork(self) -> Closure:
        """Make a closure that begins with all that is true in this one, and to which that is neither stated nor new.

        What is read into the one does not reach the other, so that the register is closed once for all plans.
        """
        self.close()
        forked = copy(self)
        forked._terms = self._terms.copy()  # noqa: SLF001  its own, like the others below
        forked._all = self._all.fork(forked._terms)  # noqa: SLF001
        forked._stated = {}  # noqa: SLF001
        forked._below = dict(self._all.relations)  # noqa: SLF001
        return forked

    def read(self, lines: Iterable[bytes]) -> None:
        """Take in what *lines* state, N-Triples or N-Quads as pyoxigraph writes them, to be closed when asked for.

        :raises ValueError: when a line is written otherwise.
        """
        self._state(self._terms.read(lines))
        self._open = True

    def read_quads(self, quads: Iterable[Quad]) -> None:
        """Take in what *quads* say, graphs left out, to be closed when asked for."""
        self._state(self._terms.read_quads(quads))
        self._open = True

    def _state(self, rows: Numbers) -> None:
        """Take *rows* in as stated."""
        for name, relation in self._all.named(rows).items():
            self._stated[name] = unite_links([self._stated.get(name, EMPTY), relation])

    def close(self) -> None:
        """Add everything that follows from what was read, by the ontology and by the CONSTRUCT rules, unless done."""
        if self._open:
            self._all.add(self._stated.items())
            ConstructRules(self._all, self._files).take_turns()
            self._open = False

    @property
    def facts(self) -> set[Fact]:
        """Everything that is true, closed first where it is not yet."""
        self.close()
        return set(self._facts(self._all.relations))

    @property
    def own_facts(self) -> set[Fact]:
        """Everything that is true in this closure, and not in the one that it was forked from."""
        self.close()
        known = self._below
        return set(
            self._facts({it: subtract_links(found, known.get(it, EMPTY)) for it, found in self._all.relations.items()})
        )

    def derived(self) -> dict[RelationName, Numbers]:
        """Select what follows and is not stated, nor true in the closure that this one was forked from, by relation."""
        self.close()
        return {name: self._subtract_known(name, relation) for name, relation in self._all.relations.items()}

    def _subtract_known(self, name: RelationName, relation: Numbers) -> Numbers:
        """Subtract from *relation*, called *name*, what is stated and what was true below."""
        if name in self._below:
            relation = subtract_links(relation, self._below[name])
        return subtract_links(relation, self._stated.get(name, EMPTY))

    def lines(self) -> Iterator[bytes]:
        """Yield everything that is true as N-Triples, many lines at a time."""
        self.close()
        for (prop, _), relation in self._all.relations.items():
            yield self._terms.written(list_starts(relation), prop, list_ends(relation))

    def derived_quads(self, graph: NamedNode = DERIVED_GRAPH) -> list[Quad]:
        """List what `derived` selects, in *graph*."""
        return [to_quad(fact, graph) for fact in self._facts(self.derived())]

    def derived_lines(self, graph: str = DERIVED_GRAPH.value) -> Iterator[bytes]:
        """Yield what `derived` selects as N-Quads of *graph*, an IRI, many lines at a time."""
        for (prop, _), relation in self.derived().items():
            yield self._terms.written(list_starts(relation), prop, list_ends(relation), f"<{graph}>".encode())

    def _facts(self, relations: Mapping[RelationName, Numbers]) -> Iterator[Fact]:
        """Yield the facts in *relations*."""
        used = [end(relation) for relation in relations.values() for end in (list_starts, list_ends)]
        terms = self._terms.terms(sort_distinct(np.concatenate([EMPTY, *used])))
        for (prop, _), relation in relations.items():
            iri = self._terms.text(prop)[1:-1].decode()
            for start, end in zip(list_starts(relation).tolist(), list_ends(relation).tolist(), strict=True):
                yield terms[start], iri, terms[end]


def build_closure(quads: Iterable[Quad], rules: OntologyRules) -> Closure:
    """Build the closure of what *quads* say, graphs left out."""
    closure = Closure(rules)
    closure.read_quads(quads)
    return closure


def to_quad(fact: Fact, graph: NamedNode = DERIVED_GRAPH) -> Quad:
    """Convert *fact* to a quad of *graph*."""
    subject, prop, value = fact
    return Quad(subject, NamedNode(prop), value, graph)  # type: ignore[arg-type]  # terms by construction
