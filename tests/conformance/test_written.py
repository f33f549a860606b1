"""What we write is read back as it was, by readers that are not the engine's own.

The graphs are those of the W3C's tests of Turtle, N-Triples and RDF/XML: between them they have whatever a writer can
stumble over.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from xml.sax import SAXException

import pytest
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from graph.engine.request import Request
from graph.engine.writing import GRAPH_FORMATS, RESULT_FORMATS
from graph.errors import QueryRefused
from graph.sources.parsing import CONTROL_PATTERN
from tests.conformance.exclusions import written
from tests.conformance.likeness import same_graph, verdict
from tests.conformance.results import REPLIES, Results, term
from tests.conformance.suites import suites

if TYPE_CHECKING:
    from graph.engine.store import Store
    from tests.conformance.datasets import Stores

GRAPH = NamedNode("http://www.example/graph")
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
SOLUTIONS = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
#: How rdflib calls each format.
READERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/trig": "trig",
    "application/n-quads": "nquads",
}


@pytest.fixture(scope="module")
def graphs() -> dict[str, list[Quad]]:
    """Give the graphs by the names of their tests; those that are refused at import never come to be written."""
    found: dict[str, list[Quad]] = {}
    for case in chain.from_iterable(suites()[f"rdf11/rdf-{name}"] for name in ("turtle", "n-triples", "xml")):
        if (case.suite != "rdf11/rdf-n-triples" and "Eval" not in case.kind) or "Negative" in case.kind:
            continue
        path = case.result if "Eval" in case.kind else case.input
        quads = list(parse(path=path, format=RdfFormat.N_TRIPLES))
        if not any(CONTROL_PATTERN.search(term(quad.object)[1]) for quad in quads):
            found[str(case)] = quads
    return found


@pytest.fixture(scope="module")
def held(stores: Stores, graphs: dict[str, list[Quad]]) -> dict[str, Store]:
    """Give a store for each of the graphs, which is its only graph."""
    in_one = {name: [Quad(q.subject, q.predicate, q.object, GRAPH) for q in quads] for name, quads in graphs.items()}
    return {name: stores.of("".join(f"{quad} .\n" for quad in quads)) for name, quads in in_one.items()}


@pytest.fixture
def _as_spelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are spelled."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.usefixtures("_as_spelled")
@pytest.mark.parametrize("media_type", sorted(GRAPH_FORMATS))
def test_graphs_are_read_back(media_type: str, graphs: dict[str, list[Quad]], held: dict[str, Store]) -> None:
    """A graph in each format is, to another reader, the graph that went in, but for the exclusions by name."""
    request = Request(TRIPLES, graph_type=media_type)
    lost = {name for name, quads in graphs.items() if not same_graph(read(held[name], request), quads)}

    assert sorted(lost) == sorted(written(media_type))


def read(store: Store, request: Request) -> list[Quad]:
    """Give what rdflib reads in the answer of *store* to *request*, and nothing where it cannot read it."""
    dataset = rdflib.Dataset()
    try:
        dataset.parse(data=store.ask(request).body, format=READERS[request.graph_type])
    except (QueryRefused, OSError, ValueError, SyntaxError, SAXException):
        return []
    lines = dataset.serialize(format="nquads")
    return [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in parse(lines, RdfFormat.N_QUADS)]


@pytest.mark.parametrize("media_type", sorted(RESULT_FORMATS))
def test_solutions_are_read_back(media_type: str, graphs: dict[str, list[Quad]], held: dict[str, Store]) -> None:
    """The terms of a graph as solutions in each format are, to another reader, the terms that went in."""
    request = Request(SOLUTIONS, result_type=media_type)
    lost = {name for name, quads in graphs.items() if not alike(held[name], request, quads)}

    assert sorted(lost) == sorted(written(media_type))


def alike(store: Store, request: Request, quads: list[Quad]) -> str:
    """Say how like the solutions of *store* are to the triples of *quads*; in CSV a term is only its text."""
    rows = [{"s": term(q.subject), "p": term(q.predicate), "o": term(q.object)} for q in set(quads)]
    if request.result_type == "text/csv":
        rows = [{name: it if it[0] == "bnode" else ("csv", it[1], "", "") for name, it in row.items()} for row in rows]
        rows = [{name: it for name, it in row.items() if it[1]} for row in rows]
    try:
        mine = REPLIES[request.result_type](store.ask(request).body, "")
    except (QueryRefused, SyntaxError, ValueError):
        return ""
    return verdict(mine, Results(frozenset("spo"), tuple(rows)), ordered=False, lax=False)
