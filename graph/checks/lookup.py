"""Triples that are looked up by either end, some of them on top of others that stay as they are.

They are what the shapes are held against: without their graphs, and so that no library stumbles over them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Variable

from graph.checks.literals import find_unfit, is_retyped, retype
from graph.terms import value_of
from ontology.namespaces import RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

#: An IRI as a text, which is what most is compared with most; or a literal.
Term = str | Literal
Triple = tuple[str, str, Term]

#: What stands before the name of a node without one, where a library would otherwise go through what hangs from it.
NAMELESS = "urn:samendoen:nameless:"
SH = "http://www.w3.org/ns/shacl#"
TYPE = f"{RDF}type"
_BELOW = f"{RDFS}subClassOf"


def list_triples(quads: Iterable[Quad]) -> list[Triple]:
    """List *quads* without their graphs, each node with a name, and each value fit for its datatype.

    pyshacl follows lists and nodes without a name wherever they lead, in circles too, so these get a name; and what is
    no value of its datatype gets another (`graph.checks.literals`).
    """
    quads = list(quads)
    unfit = find_unfit(quads)
    return [(_name(quad.subject), quad.predicate.value, _fit(quad.object, unfit)) for quad in quads]


def _fit(value: object, unfit: AbstractSet[Literal]) -> Term:
    """Return *value* as it can be handed to pyshacl; literals that cannot are *unfit*."""
    if isinstance(value, Literal):
        return retype(value) if value in unfit else value
    return _name(value)


def _name(node: object) -> str:
    """Return the name of *node*, also where it has none."""
    return f"{NAMELESS}{node.value}" if isinstance(node, BlankNode) else value_of(node)


class Unsure(Exception):
    """It is not told here whether a node conforms."""


class Lookup:
    """Triples by their ends, together with those *below* them."""

    def __init__(self, triples: Iterable[Triple], below: Lookup | None = None) -> None:
        """Look up in *triples*, and in what is *below*."""
        self._below = below
        self._objects: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: dict[tuple[str, Term], list[str]] = defaultdict(list)
        self._above: dict[Term, frozenset[Term]] = {}
        for subject, prop, value in triples:
            self._objects[subject][prop].append(value)
            self._subjects[prop, value].append(subject)

    @cached_property
    def nodes(self) -> AbstractSet[str]:
        """Every node at an end of these triples, without what is below."""
        values = (value for _, value in self._subjects if isinstance(value, str))
        return {*(node for node in self._objects if isinstance(node, str)), *values}

    def find_objects(self, node: Term, prop: str) -> AbstractSet[Term]:
        """Find the values of *prop* at *node*."""
        own = self._objects.get(node, {}).get(prop, ())
        return {*own, *self._below.find_objects(node, prop)} if self._below else set(own)

    def find_subjects(self, prop: str, node: Term) -> AbstractSet[Term]:
        """Find what has *node* for a value of *prop*."""
        own = self._subjects.get((prop, node), ())
        return {*own, *self._below.find_subjects(prop, node)} if self._below else set(own)

    def list_properties(self, node: Term) -> AbstractSet[str]:
        """List the properties that *node* has."""
        own = self._objects.get(node, {})
        return {*own, *self._below.list_properties(node)} if self._below else set(own)

    def find_classes(self, node: Term) -> AbstractSet[Term]:
        """Find the classes that *node* is of, and all those above them."""
        return {cls for it in self.find_objects(node, TYPE) for cls in self._find_above(it)}

    def list_items(self, node: Term) -> list[Term]:
        """List the items of the list that begins at *node*; what goes round is none."""
        items, seen = [], set()
        while node not in seen and (first := self.find_objects(node, f"{RDF}first")):
            seen.add(node)
            items.append(min(first, key=str))
            node = min(self.find_objects(node, f"{RDF}rest"), key=str, default=f"{RDF}nil")
        return items

    def is_found(self, query: str, node: Term) -> bool:
        """Say whether the SELECT of *query* finds anything where `$this` is *node*.

        :raises Unsure: when the engine may compare otherwise than pyshacl: a value is not fit for its datatype.
        """
        if self._has_unfit or not isinstance(node, str):
            raise Unsure
        try:
            found = self._store.query(query, substitutions={Variable("this"): NamedNode(node)})
            return not isinstance(found, QuerySolutions) or next(found, None) is not None
        except (SyntaxError, OSError, ValueError, RuntimeError) as error:
            raise Unsure from error

    def _find_above(self, cls: Term) -> frozenset[Term]:
        """Find *cls* and all that is above it, once."""
        if cls not in self._above:
            found, todo = {cls}, [cls]
            while todo:
                new = self.find_objects(todo.pop(), _BELOW) - found
                found |= new
                todo += new
            self._above[cls] = frozenset(found)
        return self._above[cls]

    @cached_property
    def _has_unfit(self) -> bool:
        """Whether a value here is not fit for its datatype."""
        return any(is_retyped(value) for _, _, value in self._iter_triples())

    @cached_property
    def _store(self) -> Store:
        """All of it, to be queried."""
        store = Store()
        store.bulk_extend(Quad(NamedNode(s), NamedNode(p), _to_term(value)) for s, p, value in self._iter_triples())
        return store

    def _iter_triples(self) -> Iterator[Triple]:
        """Yield all triples, those below first."""
        if self._below:
            yield from self._below._iter_triples()  # noqa: SLF001  another of the same kind
        for (prop, value), subjects in self._subjects.items():
            for subject in subjects:
                yield subject, prop, value


def _to_term(value: Term) -> NamedNode | Literal:
    """Return *value* as the engine has it."""
    return NamedNode(value) if isinstance(value, str) else value
