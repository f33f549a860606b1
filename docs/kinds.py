"""By what tests the model's kinds are told apart: tables out of the model and its lists, for the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace

from ontology import MODEL, VOCABULARIES
from ontology.namespaces import DEF, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

SMD = Namespace(DEF)
#: The columns of a table of tests.
COLUMNS = ("what", "in Dutch", "it is one if", "for example", "not")


def list_tables() -> list[tuple[str, list[tuple[str, ...]]]]:
    """List the tables, each with its title and its rows: the classes first, then each list of values."""
    model = _read(MODEL)
    classes = sorted(set(model.subjects(SKOS.scopeNote)) & set(model.subjects(RDF.type, OWL.Class)))
    tables = [("Classes", [_describe(model, it, RDFS.label) for it in classes])]
    return tables + [table for path in VOCABULARIES for table in _iter_lists(_read([path]))]


def _iter_lists(lists: Graph) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Yield each of *lists* whose values say by what test they are given, with a row for each value."""
    for scheme in sorted(lists.subjects(RDF.type, SKOS.ConceptScheme)):
        values = [it for it in lists.subjects(SKOS.inScheme, scheme) if (it, SKOS.scopeNote, None) in lists]
        if values:
            yield _say(lists, scheme, DCTERMS.title, "en"), [_describe(lists, it, SKOS.prefLabel) for it in values]


def _describe(graph: Graph, term: Node, name: Node) -> tuple[str, ...]:
    """Describe *term* of *graph*, whose *name* is the property of its label, in the order of `COLUMNS`."""
    english = (_say(graph, term, prop, "en") for prop in (SKOS.scopeNote, SKOS.example, SMD.counterexample))
    label = f"{_say(graph, term, name, 'en')} (`{compact_iri(str(term))}`)"
    return (label, _say(graph, term, name, "nl"), *english)


def _say(graph: Graph, term: Node, prop: Node, language: str) -> str:
    """Return what *prop* says of *term* in *language*."""
    texts = (it for it in graph.objects(term, prop) if isinstance(it, Literal) and it.language == language)
    return str(next(texts, ""))


def _read(paths: tuple[Path, ...] | list[Path]) -> Graph:
    """Read the files at *paths* into one graph."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph
