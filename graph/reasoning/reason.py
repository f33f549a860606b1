"""What follows from what is stated: rules applied to the data until nothing new follows.

Two kinds of rules meet here. The rules compiled from the ontology (`graph.reasoning.closure`) are applied to whole
relations at once (`graph.reasoning.closing`). What needs a comparison, such as 'two different actors share a measure',
is a CONSTRUCT query in `graph/rules` (`graph.reasoning.constructs`). The two take turns until neither adds anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import NamedNode, Quad

from graph.reasoning import joins
from graph.reasoning.closing import TYPE, Facts
from graph.reasoning.constructs import Constructs
from graph.reasoning.encoded import Terms
from graph.reasoning.joins import EMPTY
from ontology.namespaces import graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from graph.reasoning.closing import Name
    from graph.reasoning.closure import Rules
    from graph.reasoning.joins import Numbers

    Fact = tuple[object, str, object]

__all__ = ["CONSTRUCTS", "DERIVED", "TYPE", "Closure", "close", "closed", "derive", "fact_of", "quad_of"]

CONSTRUCTS = tuple(sorted((Path(__file__).parents[1] / "rules").glob("*.rq")))
DERIVED = NamedNode(graph("derived"))


class Closure:
    """What is stated and what follows from it, the terms as numbers.

    A fact is a subject, the IRI of a property, and an object; subjects and objects are pyoxigraph terms.
    """

    def __init__(self, rules: Rules, left_out: Iterable[str] = (), files: Sequence[Path] | None = None) -> None:
        """Begin with *rules*, the CONSTRUCT rules in *files* or else all of ours, and no facts.

        Lines in the graphs *left_out*, IRIs, are not read.
        """
        self._files = CONSTRUCTS if files is None else files
        self._rules = rules
        self._terms = Terms(left_out)
        self._all = Facts(self._terms, rules)
        self._stated: dict[Name, Numbers] = {}
        self._open = False

    def add(self, facts: Iterable[Fact]) -> None:
        """Take *facts* in, with everything that follows from them by the rules of the ontology."""
        self._state(self._terms.read_quads(quad_of(fact) for fact in facts))
        self._all.add(self._stated.items())

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
            self._stated[name] = joins.together([self._stated.get(name, EMPTY), relation])

    def close(self) -> None:
        """Add everything that follows from what was read, by the ontology and by the CONSTRUCT rules, unless done."""
        if self._open:
            self._all.add(self._stated.items())
            Constructs(self._all, self._files).take_turns()
            self._open = False

    @property
    def facts(self) -> set[Fact]:
        """Give everything that is true."""
        self.close()
        return set(self._facts(self._all.relations))

    def derived(self) -> dict[Name, Numbers]:
        """Give what follows and is not stated, for each relation."""
        self.close()
        known = self._stated
        return {name: joins.without(some, known.get(name, EMPTY)) for name, some in self._all.relations.items()}

    def lines(self) -> Iterator[bytes]:
        """Give everything that is true as N-Triples, many lines at a time."""
        self.close()
        for (prop, _), relation in self._all.relations.items():
            yield self._terms.written(joins.starts(relation), prop, joins.ends(relation))

    def derived_quads(self) -> list[Quad]:
        """Give what follows and is not stated, in the graph of derived triples."""
        return list(map(quad_of, self._facts(self.derived())))

    def derived_lines(self) -> Iterator[bytes]:
        """Give what follows and is not stated as N-Quads of the graph of derived triples, many lines at a time."""
        for (prop, _), relation in self.derived().items():
            yield self._terms.written(joins.starts(relation), prop, joins.ends(relation), str(DERIVED).encode())

    def _facts(self, relations: Mapping[Name, Numbers]) -> Iterator[Fact]:
        """Give the facts in *relations*."""
        used = [end(relation) for relation in relations.values() for end in (joins.starts, joins.ends)]
        terms = self._terms.terms(joins.once(np.concatenate([EMPTY, *used])))
        for (prop, _), relation in relations.items():
            iri = self._terms.text(prop)[1:-1].decode()
            for start, end in zip(joins.starts(relation).tolist(), joins.ends(relation).tolist(), strict=True):
                yield terms[start], iri, terms[end]


def closed(quads: Iterable[Quad], rules: Rules) -> Closure:
    """Give the closure of what *quads* say, graphs left out."""
    closure = Closure(rules)
    closure.read_quads(quads)
    return closure


def close(quads: Iterable[Quad], rules: Rules) -> set[Fact]:
    """Give what *quads* say, graphs left out, with everything that follows from it."""
    return closed(quads, rules).facts


def derive(quads: Iterable[Quad], rules: Rules) -> list[Quad]:
    """Give every triple that follows from *quads* and is not among them, in the graph of derived triples."""
    return closed(quads, rules).derived_quads()


def fact_of(statement: Quad | Triple) -> Fact:
    """Give *statement* without its graph."""
    return statement.subject, statement.predicate.value, statement.object


def quad_of(fact: Fact) -> Quad:
    """Give *fact* as a quad of the graph of derived triples."""
    subject, prop, value = fact
    return Quad(subject, NamedNode(prop), value, DERIVED)  # type: ignore[arg-type]  # terms by construction
