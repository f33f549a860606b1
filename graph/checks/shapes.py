"""Hold the data against the shapes; what breaks one becomes a fault with file, node, rule and remedy."""

from __future__ import annotations

import logging
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib import Literal as RdfLiteral

import ontology
from graph.checks.conformance import ConformanceReader
from graph.checks.lookup import NAMELESS, Lookup, list_triples
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

    from graph.checks.lookup import Triple

TARGET_PREDICATES = (SH.targetClass, SH.targetSubjectsOf, SH.targetNode)
# They log what they cannot read with a traceback; what is wrong is told in a line of ours.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)
logging.getLogger("pyshacl-validate").addFilter(lambda _: False)  # its level is set with each validation
SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def validate_data(quads: Iterable[tuple[Quad, str]], shapes: tuple[Path, ...] = ontology.SHAPES) -> list[Fault]:
    """Hold *quads* (each with its file's name), and the model, against *shapes*; list the faults, in their words."""
    return PlanShapes((), shapes).validate(quads, with_model=True)


class PlanShapes:
    """The shapes, to hold plans against one by one, with what is common to all beside each.

    What is common is not judged again with each plan, only what the plan names; and of that only what may break a shape
    is judged by pyshacl (`graph.checks.conformance`).
    """

    def __init__(self, common: Iterable[tuple[Quad, str]], shapes: tuple[Path, ...] = ontology.SHAPES) -> None:
        """Begin with the *common* quads and the *shapes*."""
        self._shapes = shapes
        self._model = _list_triples(ontology.MODEL)
        self._triples = [*self._model, *list_triples(quad for quad, _ in common)]
        self._common = Lookup(self._triples)

    def validate(self, quads: Iterable[tuple[Quad, str]], *, with_model: bool = False) -> list[Fault]:
        """Hold *quads* of one plan, each with its file's name, against the shapes, or *with_model*; list the faults."""
        quads = list(quads)
        own = list_triples(quad for quad, _ in quads)
        data, reader = Lookup(own, self._common), _read_shapes(self._shapes)
        nodes = {*data.nodes, *reader.named, *Lookup(self._model).nodes} if with_model else data.nodes
        suspects = reader.list_suspects(data, nodes)
        return self._judge.validate(own, suspects, _list_places(quads)) if suspects else []

    @cached_property
    def _judge(self) -> _Judge:
        """What judges those that may break a shape."""
        return _Judge(self._triples, self._shapes)


class _Judge:
    """pyshacl, with what is common to all plans, to judge some nodes of one.

    For these the targets of each shape are written out, as `sh:targetNode`, and that is all that a shape looks at. The
    results are counted in the report itself: pyshacl's `conforms` is True beside a violation when a shape carries a
    milder severity.
    """

    def __init__(self, common: Iterable[Triple], shapes: tuple[Path, ...]) -> None:
        """Begin with the *common* triples, the model among them, and the *shapes*."""
        self._shapes = shapes
        self._data = _parse(common)
        rules = _load_flat_shapes(shapes)
        self._targets = [(it, kind, target) for kind in TARGET_PREDICATES for it, target in rules.subject_objects(kind)]
        self._rules = Graph() + rules
        for target in self._targets:
            self._rules.remove(target)

    def validate(self, own: Iterable[Triple], nodes: Collection[str], places: Mapping[str, str]) -> list[Fault]:
        """Hold *nodes*, some of what the triples in *own* name, against the shapes; list the faults, in *places*."""
        added = [triple for triple in _parse(own) if triple not in self._data]
        self._data.addN((*triple, self._data) for triple in added)
        targets = list(self._iter_targets(nodes))
        self._rules.addN((*triple, self._rules) for triple in targets)
        try:
            return self._hold(places)
        finally:
            for triple in added:
                self._data.remove(triple)
            for triple in targets:
                self._rules.remove(triple)

    def _hold(self, places: Mapping[str, str]) -> list[Fault]:
        """Hold the data against the rules; list the faults."""
        import pyshacl  # noqa: PLC0415  it is slow to load, and who serves never needs it

        _, report, _ = pyshacl.validate(self._data, shacl_graph=self._rules, advanced=False)
        if not isinstance(report, Graph):
            raise TypeError(f"pyshacl made no report but {report!r}")
        results = _Results(report, places, self._shapes)
        return sorted(results.to_fault(result) for result in report.subjects(RDF.type, SH.ValidationResult))

    def _iter_targets(self, nodes: Iterable[str]) -> Iterator[tuple[Node, Node, Node]]:
        """Yield for each shape which of *nodes* it looks at (SHACL, section 2.1.3)."""
        having: dict[Node, set[URIRef]] = defaultdict(set)
        members: dict[Node, set[URIRef]] = defaultdict(set)
        known = {URIRef(node) for node in nodes}
        for node in known:
            for prop in set(self._data.predicates(node)):
                having[prop].add(node)
            for value in self._data.objects(node, RDF.type):
                for cls in self._data.transitive_objects(value, RDFS.subClassOf):
                    members[cls or value].add(node)
        for shape, kind, target in self._targets:
            if kind == SH.targetNode:
                found = {node for node in known if node == target}
            else:
                found = having[target] if kind == SH.targetSubjectsOf else members[target]
            yield from ((shape, SH.targetNode, node) for node in found)


def _list_places(quads: Iterable[tuple[Quad, str]]) -> dict[str, str]:
    """List the file of each subject of *quads*."""
    return {value_of(quad.subject): place for quad, place in quads}


def _parse(triples: Iterable[Triple]) -> Graph:
    """Parse *triples* into a graph of rdflib."""
    found = Graph()
    lines = (
        f"<{node}> <{prop}> {f'<{value}>' if isinstance(value, str) else value} .\n" for node, prop, value in triples
    )
    found.parse(data="".join(lines), format="nt")
    return found


@cache
def _list_triples(files: tuple[Path, ...]) -> list[Triple]:
    """List what the Turtle *files* say, which come with the project, once."""
    texts = [rebase_text(file.read_text("utf-8")) for file in files]
    return list_triples(quad for text in texts for quad in parse(text, RdfFormat.TURTLE, rename_blank_nodes=True))


@cache
def _read_shapes(files: tuple[Path, ...]) -> ConformanceReader:
    """Read the shapes in *files*, once."""
    return ConformanceReader(Lookup(_list_triples(files)))


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
        node = str(self._report.value(result, SH.focusNode)).removeprefix(NAMELESS)
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
