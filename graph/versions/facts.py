"""What one plan states in one version, and what its things are called: a portion of a version, read to be compared."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.terms import value_of
from graph.versions.compression import open_version
from ontology.namespaces import DEF, DERIVED_ENDING, RDF, RDFS, SKOS, SUMMARY_ENDING, find_plan_key, make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

_NAMES = frozenset((f"{SKOS}prefLabel", f"{RDFS}label"))
_TYPE, _BROADER_CLASS, _COUNTS_FOR = f"{RDF}type", f"{RDFS}subClassOf", f"{DEF}countsFor"
_SHAPES, _MODEL = make_graph_iri("shapes"), make_graph_iri("model")


class Node(NamedTuple):
    """A value of a property: its text or IRI, and its language where it is a text in one."""

    value: str
    language: str = ""
    is_iri: bool = False


class Facts:
    """What is stated of each subject, by property, and what each thing is called, by language."""

    def __init__(self, quads: Iterable[Quad], plan: str) -> None:
        """Read of *quads* what the plan with the key *plan* states, or else what is stated beside the plans."""
        self.stated: dict[str, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
        self.names: dict[str, dict[str, str]] = defaultdict(dict)
        self.themes: dict[str, set[str]] = defaultdict(set)
        self._broader: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            subject, prop, value = value_of(quad.subject), quad.predicate.value, quad.object
            if prop in _NAMES and isinstance(value, Literal) and value.language:
                self.names[subject].setdefault(value.language, value.value)
            elif prop == _COUNTS_FOR:
                self.themes[subject].add(value_of(value))
            elif prop == _BROADER_CLASS:
                self._broader[subject].add(value_of(value))
            if _is_stated(value_of(quad.graph_name), plan):
                self.stated[subject][prop].add(_to_node(value))

    @classmethod
    def read(cls, path: Path, plan: str) -> Facts:
        """Read what the plan with the key *plan* states from the N-Quads at *path*."""
        with open_version(path) as file:
            return cls(parse(input=file, format=RdfFormat.N_QUADS), plan)

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """The most specific class of ours that each subject is stated to be of, by its local id."""
        return {it: cls for it in self.stated if (cls := self._find_class(it))}

    @cached_property
    def inverse(self) -> Mapping[tuple[str, str], list[str]]:
        """The subjects that have a thing as the value of a property of ours, by the property and the thing."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, about in sorted(self.stated.items()):
            for prop, nodes in about.items():
                for node in nodes:
                    if node.is_iri:
                        found[prop.removeprefix(DEF), node.value].append(subject)
        return found

    def list_values(self, subject: str, name: str) -> list[Node]:
        """List the values of our property *name* of *subject*, in order."""
        return sorted(self.stated[subject].get(f"{DEF}{name}", ())) if subject in self.stated else []

    def list_iris(self, subject: str, name: str) -> list[str]:
        """List the things that are values of our property *name* of *subject*, in order."""
        return [node.value for node in self.list_values(subject, name) if node.is_iri]

    def find_text(self, subject: str, name: str) -> str:
        """Find the first value of our property *name* of *subject*, or an empty text."""
        return next((node.value for node in self.list_values(subject, name)), "")

    def find_names(self, iri: str) -> dict[str, str]:
        """Find what *iri* is called, by language; nothing where it has no name."""
        return dict(self.names.get(iri, {}))

    def is_kind_of(self, cls: str, broader: str) -> bool:
        """Say whether our class *cls* is our class *broader* or is narrower."""
        return f"{DEF}{broader}" in self._list_broader(f"{DEF}{cls}")

    def rename(self, names: Mapping[str, str]) -> Facts:
        """Return the same facts, in which each thing has the IRI that it has in *names*, where it has one there."""
        renamed = Facts((), "")
        renamed._broader = self._broader
        for subject, about in self.stated.items():
            for prop, nodes in about.items():
                its = {it._replace(value=names.get(it.value, it.value)) if it.is_iri else it for it in nodes}
                renamed.stated[names.get(subject, subject)][prop] |= its
        renamed.names |= {names.get(it, it): its for it, its in self.names.items()}
        renamed.themes |= {names.get(it, it): {names.get(at, at) for at in its} for it, its in self.themes.items()}
        return renamed

    def _find_class(self, subject: str) -> str:
        """Find the most specific class of ours that *subject* is stated to be of; empty where it is of none."""
        types = {it.value for it in self.stated[subject].get(_TYPE, ()) if it.value.startswith(DEF)}
        wider = {broad for it in types for broad in self._list_broader(it) if broad != it}
        return min(types - wider or types, default="").removeprefix(DEF)

    def _list_broader(self, cls: str) -> set[str]:
        """List the IRI of the class *cls* and of every class that it is narrower than."""
        found: set[str] = set()
        pending = [cls]
        while pending:
            if (one := pending.pop()) not in found:
                found.add(one)
                pending.extend(self._broader.get(one, ()))
        return found


def _is_stated(graph: str, plan: str) -> bool:
    """Say whether *graph* holds what the plan with the key *plan* states, or else what is stated beside the plans."""
    if graph in (_SHAPES, _MODEL) or graph.endswith((DERIVED_ENDING, SUMMARY_ENDING)):
        return False
    return not plan or find_plan_key(graph) == plan


def _to_node(term: object) -> Node:
    """Convert *term* to what is kept of it."""
    if isinstance(term, Literal):
        return Node(term.value, term.language or "")
    return Node(value_of(term), is_iri=isinstance(term, NamedNode))
