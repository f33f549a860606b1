"""What follows from what is stated: rules applied to the data until nothing new follows.

Two kinds of rules meet here. The rules compiled from the ontology (`graph.closure`) are applied semi-naively:
each triple is taken once and joined with those before it, so the work is linear in what follows. What needs a
comparison, such as 'two different actors share a measure', is a CONSTRUCT query in `graph/rules`. The two take
turns until neither adds anything.
"""

from __future__ import annotations

from collections import defaultdict, deque
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, Store, Triple

from ontology.namespaces import RDF, graph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.closure import Rules

    Thing = NamedNode | BlankNode
    Fact = tuple[object, str, object]

CONSTRUCTS = tuple(sorted((Path(__file__).parent / "rules").glob("*.rq")))
TYPE = f"{RDF}type"
DERIVED = NamedNode(graph("derived"))


class Closure:
    """The facts so far, indexed for joins, and the rules that add to them.

    A fact is a subject, the IRI of a property, and an object; subjects and objects are pyoxigraph terms.
    """

    def __init__(self, rules: Rules) -> None:
        """Begin with *rules* and no facts."""
        self.rules = rules
        self.facts: set[Fact] = set()
        self._objects: dict[tuple[str, object], set[object]] = defaultdict(set)
        self._subjects: dict[tuple[str, object], set[object]] = defaultdict(set)
        self._chains: dict[str, list[tuple[tuple[str, ...], int, str]]] = defaultdict(list)
        chains = [*rules.chains, *(((p, p), p) for p in sorted(rules.transitive))]
        for steps, head in chains:
            for place, step in enumerate(steps):
                self._chains[step].append((steps, place, head))

    def add(self, facts: Iterable[Fact]) -> None:
        """Take *facts* in, with everything that follows from them."""
        agenda = deque(facts)
        while agenda:
            fact = agenda.popleft()
            if fact in self.facts:
                continue
            self.facts.add(fact)
            subject, prop, value = fact
            self._objects[prop, subject].add(value)
            self._subjects[prop, value].add(subject)
            agenda.extend(self._from_one(fact))
            agenda.extend(self._from_chains(fact))

    def _from_one(self, fact: Fact) -> Iterator[Fact]:
        """Give what follows from *fact* alone."""
        subject, prop, value = fact
        if prop == TYPE and isinstance(value, NamedNode):
            for parent in self.rules.superclasses.get(value.value, ()):
                yield subject, TYPE, NamedNode(parent)
        for wider in self.rules.superproperties.get(prop, ()):
            yield subject, wider, value
        for cls in self.rules.domains.get(prop, ()):
            yield subject, TYPE, NamedNode(cls)
        if isinstance(value, NamedNode | BlankNode):
            for cls in self.rules.ranges.get(prop, ()):
                yield value, TYPE, NamedNode(cls)
            for inverse in self.rules.inverses.get(prop, ()):
                yield value, inverse, subject

    def _from_chains(self, fact: Fact) -> Iterator[Fact]:
        """Give what follows from *fact* as a link of a chain, joined with the facts on either side of it."""
        subject, prop, value = fact
        for steps, place, head in self._chains.get(prop, ()):
            starts = self._walk({subject}, reversed(steps[:place]), self._subjects)
            ends = self._walk({value}, iter(steps[place + 1 :]), self._objects)
            for start in starts:
                for end in ends:
                    yield start, head, end

    @staticmethod
    def _walk(nodes: set[object], steps: Iterator[str], index: dict[tuple[str, object], set[object]]) -> set[object]:
        """Give where one arrives from *nodes* by *steps* in *index*."""
        for step in steps:
            nodes = {next_one for node in nodes for next_one in index.get((step, node), ())}
        return nodes


def close(quads: Iterable[Quad], rules: Rules) -> set[Fact]:
    """Give what *quads* say, graphs left out, with everything that follows from it."""
    closure = Closure(rules)
    closure.add(fact_of(quad) for quad in quads)
    while new := _constructed(closure.facts) - closure.facts:
        closure.add(new)
    return closure.facts


def derive(quads: Collection[Quad], rules: Rules) -> list[Quad]:
    """Give every triple that follows from *quads* and is not among them, in the graph of derived triples."""
    return derived(quads, close(quads, rules))


def derived(quads: Iterable[Quad], facts: set[Fact]) -> list[Quad]:
    """Give those of *facts* that *quads* do not say, in the graph of derived triples."""
    return [quad_of(fact) for fact in facts - {fact_of(quad) for quad in quads}]


def _constructed(facts: Iterable[Fact]) -> set[Fact]:
    """Give what the CONSTRUCT rules make of *facts*."""
    store = Store()
    store.bulk_extend(quad_of(fact) for fact in facts)
    made: set[Fact] = set()
    for file in CONSTRUCTS:
        answer = store.query(file.read_text(encoding="utf-8"), use_default_graph_as_union=True)
        if not isinstance(answer, QueryTriples):
            raise TypeError(f"{file.name} is not a CONSTRUCT query")
        made.update(fact_of(triple) for triple in answer)
    return made


def fact_of(statement: Quad | Triple) -> Fact:
    """Give *statement* without its graph."""
    return statement.subject, statement.predicate.value, statement.object


def quad_of(fact: Fact) -> Quad:
    """Give *fact* as a quad of the graph of derived triples."""
    subject, prop, value = fact
    return Quad(subject, NamedNode(prop), value, DERIVED)  # type: ignore[arg-type]  # terms by construction
