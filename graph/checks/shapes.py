"""Hold the data against the shapes; what breaks one becomes a fault with file, node, rule and remedy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rdflib import RDF, SH, Graph
from rdflib import Literal as RdfLiteral

import ontology
from graph.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad
    from rdflib.term import Node

TARGET_PREDICATES = (SH.targetClass, SH.targetSubjectsOf, SH.targetNode)
SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def validate_data(
    quads: Iterable[tuple[Quad, str]], shapes: tuple[Path, ...] = ontology.SHAPES, language: str = "nl"
) -> list[Fault]:
    """Hold *quads* (each with its file's name) against the *shapes*; list the faults in *language*.

    The results are counted in the report itself: pyshacl's `conforms` is True beside a violation when a shape
    carries a milder severity.
    """
    data = Graph()
    places: dict[str, str] = {}
    for quad, place in quads:
        places[getattr(quad.subject, "value", "")] = place
    data.parse(data=_to_n_triples(quad for quad, _ in quads), format="nt")
    rules = _load_flat_shapes(shapes)
    import pyshacl  # noqa: PLC0415  it is slow to load, and who serves never needs it

    _, report, _ = pyshacl.validate(data, shacl_graph=rules, ont_graph=_load_turtle(ontology.MODEL), advanced=False)
    if not isinstance(report, Graph):
        raise TypeError(f"pyshacl made no report but {report!r}")
    spoken = {str(message) for message in rules.objects(None, SH.message) if _is_in_language(message, language)}
    return sorted(
        _make_fault(report, result, places, spoken) for result in report.subjects(RDF.type, SH.ValidationResult)
    )


@cache
def _load_turtle(files: tuple[Path, ...]) -> Graph:
    """Read the Turtle *files*, which come with the project, into one graph, once."""
    found = Graph()
    for file in files:
        found.parse(file, format="turtle")
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


def _is_in_language(message: Node, language: str) -> bool:
    """Say whether *message* is in *language*."""
    return isinstance(message, RdfLiteral) and message.language == language


def _to_n_triples(quads: Iterable[Quad]) -> str:
    """Write *quads* as N-Triples, their graphs left out."""
    return "".join(f"{quad.triple} .\n" for quad in quads)


def _make_fault(report: Graph, result: Node, places: dict[str, str], spoken: set[str]) -> Fault:
    """Make a fault of one *result* of the *report*, its message one of those *spoken*, of one language.

    Messages are known by their text, for pyshacl drops the language of those of SPARQL constraints.
    """
    node = str(report.value(result, SH.focusNode))
    messages = list(report.objects(result, SH.resultMessage))
    rule = next((str(message) for message in messages if str(message) in spoken), str(messages[0]))
    value = report.value(result, SH.value)
    severity = SEVERITIES.get(report.value(result, SH.resultSeverity), "violation")  # type: ignore[call-overload]  # any node
    return Fault(places.get(node, "?"), node, rule, severity, str(value) if isinstance(value, RdfLiteral) else "")
