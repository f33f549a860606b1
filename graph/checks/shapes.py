"""Hold the data against the shapes; what breaks one becomes a fault with file, node, rule and remedy."""

from __future__ import annotations

import logging
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib import Literal as RdfLiteral

import ontology
from graph.checks.literals import find_unfit, retype
from graph.fault import Fault
from graph.message import OwnWords
from graph.terms import value_of
from ontology.base import rebase_text
from ontology.namespaces import compact_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad
    from rdflib.term import Node

TARGET_PREDICATES = (SH.targetClass, SH.targetSubjectsOf, SH.targetNode)
# They log what they cannot read with a traceback; what is wrong is told in a line of ours.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)
logging.getLogger("pyshacl-validate").addFilter(lambda _: False)  # its level is set with each validation
#: What stands before the name of a node without one, where a library would otherwise go through what hangs from it.
_NAMELESS = "urn:samendoen:nameless:"
SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def validate_data(quads: Iterable[tuple[Quad, str]], shapes: tuple[Path, ...] = ontology.SHAPES) -> list[Fault]:
    """Hold *quads* (each with its file's name) against the *shapes*; list the faults, in the words of the shapes.

    The results are counted in the report itself: pyshacl's `conforms` is True beside a violation when a shape
    carries a milder severity.
    """
    places = _list_places(quads)
    data = _parse(quads)
    return _hold(data, _load_flat_shapes(shapes), places, shapes, _load_turtle(ontology.MODEL))


def _list_places(quads: Iterable[tuple[Quad, str]]) -> dict[str, str]:
    """List the file of each subject of *quads*."""
    return {value_of(quad.subject): place for quad, place in quads}


def _parse(quads: Iterable[tuple[Quad, str]]) -> Graph:
    """Parse *quads* into a graph of rdflib."""
    found = Graph()
    found.parse(data=_to_n_triples(quad for quad, _ in quads), format="nt")
    return found


def _hold(
    data: Graph, rules: Graph, places: Mapping[str, str], shapes: tuple[Path, ...], model: Graph | None = None
) -> list[Fault]:
    """Hold *data*, and the *model* where that is no part of it, against *rules*, made of *shapes*; list the faults."""
    import pyshacl  # noqa: PLC0415  it is slow to load, and who serves never needs it

    _, report, _ = pyshacl.validate(data, shacl_graph=rules, ont_graph=model, advanced=False)
    if not isinstance(report, Graph):
        raise TypeError(f"pyshacl made no report but {report!r}")
    results = _Results(report, places, shapes)
    return sorted(results.to_fault(result) for result in report.subjects(RDF.type, SH.ValidationResult))


class PlanShapes:
    """The shapes, to hold plans against one by one, with what is common to all beside each.

    What is common is not judged again with each plan, only what the plan names: for a plan the targets of each shape
    are written out, as `sh:targetNode`, and that is all that a shape looks at.
    """

    def __init__(self, common: Iterable[tuple[Quad, str]], shapes: tuple[Path, ...] = ontology.SHAPES) -> None:
        """Begin with the *common* quads and the *shapes*."""
        model = _load_turtle(ontology.MODEL)
        self._shapes = shapes
        self._data = _parse(common)
        for triple in model:
            self._data.add(triple)
        rules = _load_flat_shapes(shapes)
        self._targets = [(it, kind, target) for kind in TARGET_PREDICATES for it, target in rules.subject_objects(kind)]
        self._rules = Graph() + rules
        for target in self._targets:
            self._rules.remove(target)
        classes = {target for _, kind, target in self._targets if kind == SH.targetClass}
        self._below = {cls: {it for it in model.transitive_subjects(RDFS.subClassOf, cls) if it} for cls in classes}

    def validate(self, quads: Iterable[tuple[Quad, str]]) -> list[Fault]:
        """Hold *quads* of one plan, each with its file's name, against the shapes; list the faults."""
        quads = list(quads)
        own = _parse(quads)
        added = [triple for triple in own if triple not in self._data]
        self._data.addN((*triple, self._data) for triple in added)
        targets = list(self._iter_targets(own))
        self._rules.addN((*triple, self._rules) for triple in targets)
        try:
            return _hold(self._data, self._rules, _list_places(quads), self._shapes)
        finally:
            for triple in added:
                self._data.remove(triple)
            for triple in targets:
                self._rules.remove(triple)

    def _iter_targets(self, own: Graph) -> Iterator[tuple[Node, Node, Node]]:
        """Yield for each shape which of the nodes in *own* it looks at (SHACL, section 2.1.3)."""
        nodes = {end for subject, _, value in own for end in (subject, value) if not isinstance(end, RdfLiteral)}
        having: dict[Node, set[Node]] = defaultdict(set)
        members: dict[Node, set[Node]] = defaultdict(set)
        for node in nodes:
            for _, prop, value in self._data.triples((node, None, None)):
                having[prop].add(node)
                if prop == RDF.type:
                    members[value].add(node)
        for shape, kind, target in self._targets:
            if kind == SH.targetNode:
                found = nodes & {target}
            elif kind == SH.targetSubjectsOf:
                found = having[target]
            else:
                found = {node for cls in self._below[target] for node in members[cls]}
            yield from ((shape, SH.targetNode, node) for node in found)


@cache
def _load_turtle(files: tuple[Path, ...]) -> Graph:
    """Read the Turtle *files*, which come with the project, into one graph, once."""
    found = Graph()
    for file in files:
        found.parse(data=rebase_text(file.read_text("utf-8")), format="turtle")
    return found


@cache
def _load_flat_shapes(files: tuple[Path, ...]) -> Graph:
    """Read the shapes in *files*, each property shape with the targets of the node shapes that hold it.

    The same rules over the same nodes, but pyshacl goes through the targets of a property shape all at once, and
    through a node shape one node at a time: it halves the time.
    """
    rules = Graph() + _load_turtle(files)
    for shape in set(rules.subjects(RDF.type, SH.NodeShape)):
        found = [(kind, target) for kind in TARGET_PREDICATES for target in rules.objects(shape, kind)]
        for part in list(rules.objects(shape, SH.property)) if found else []:
            rules.remove((shape, SH.property, part))
            rules.add((part, RDF.type, SH.PropertyShape))
            for kind, target in found:
                rules.add((part, kind, target))
    return rules


def _to_n_triples(quads: Iterable[Quad]) -> str:
    """Write *quads* as N-Triples, their graphs left out, so that pyshacl can be handed them whatever they say.

    It follows lists and nodes without a name wherever they lead, in circles too, so these get a name; and what is no
    value of its datatype gets another (`graph.checks.literals`).
    """
    quads = list(quads)
    unfit = find_unfit(quads)
    return "".join(f"{_name(quad.subject)} {quad.predicate} {_to_fit(quad.object, unfit)} .\n" for quad in quads)


def _to_fit(value: object, unfit: Collection[Literal]) -> object:
    """Return *value* as pyshacl can be handed it; literals that it cannot are *unfit*."""
    return retype(value) if isinstance(value, Literal) and value in unfit else _name(value)


def _name(node: object) -> object:
    """Return *node* with a name, also where it has none."""
    return NamedNode(f"{_NAMELESS}{node.value}") if isinstance(node, BlankNode) else node


class _Results:
    """The results in a report of pyshacl, each with what makes a fault of it."""

    def __init__(self, report: Graph, places: Mapping[str, str], shapes: tuple[Path, ...]) -> None:
        """Read *report*, on data whose files are in *places*, held against the *shapes*."""
        self._report = report
        self._places = places
        self._shapes = _load_turtle(shapes)
        self._languages = _list_message_languages(shapes)

    def to_fault(self, result: Node) -> Fault:
        """Make a fault of one *result*."""
        node = str(self._report.value(result, SH.focusNode)).removeprefix(_NAMELESS)
        value = self._report.value(result, SH.value)
        severity = self._report.value(result, SH.resultSeverity)
        return Fault(
            place=self._places.get(node, "?"),
            node=node,
            rule=self._name_rule(result),
            words=self._find_words(result),
            severity=SEVERITIES.get(severity, "violation"),  # type: ignore[call-overload]  # any node
            value=str(value) if isinstance(value, RdfLiteral) else "",
        )

    def _name_rule(self, result: Node) -> str:
        """Name the rule that *result* is of: its shape, the property, and what is demanded of it.

        A shape without an IRI is called after the one that it is part of.
        """
        shape = self._report.value(result, SH.sourceShape)
        if not isinstance(shape, URIRef):
            shape = min(self._shapes.subjects(SH.property, shape), key=str, default=None)
        path = self._report.value(result, SH.resultPath)
        demand = str(self._report.value(result, SH.sourceConstraintComponent))
        iris = [compact_iri(str(it)) for it in (shape, path) if isinstance(it, URIRef)]
        return " ".join([*iris, demand.removeprefix(str(SH)).removesuffix("ConstraintComponent")])

    def _find_words(self, result: Node) -> OwnWords:
        """Find the message of *result*, by language; what pyshacl says itself, where the shape has none, is English.

        A message is known by its text, for pyshacl drops the language of those of SPARQL constraints.
        """
        messages = list(self._report.objects(result, SH.resultMessage))
        found = {self._languages.get(str(message), "en"): str(message) for message in messages}
        return OwnWords({language: found[language] for language in sorted(found, reverse=True)})


@cache
def _list_message_languages(shapes: tuple[Path, ...]) -> dict[str, str]:
    """List the language of each message in the *shapes*, by its text."""
    messages = _load_turtle(shapes).objects(None, SH.message)
    return {str(it): str(it.language) for it in messages if isinstance(it, RdfLiteral)}
