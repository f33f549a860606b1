"""The description of the endpoint for programs: SPARQL 1.1 Service Description (W3C, 2013), with VoID counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from graph.store import GRAPH_FORMATS, RESULT_FORMATS
from ontology.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERVICE = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
#: The IRI of each format (W3C, Unique URIs for File Formats), by media type.
FORMAT_IRIS = dict(
    zip(
        (*RESULT_FORMATS, *GRAPH_FORMATS),
        (
            "SPARQL_Results_JSON",
            "SPARQL_Results_XML",
            "SPARQL_Results_CSV",
            "SPARQL_Results_TSV",
            "Turtle",
            "N-Triples",
            "RDF_XML",
            "JSON-LD",
        ),
        strict=True,
    )
)


def service(endpoint: str, graphs: Mapping[str, int], media_type: str) -> bytes:
    """Write, as *media_type*, what the service at *endpoint* offers over *graphs* (name to number of triples)."""
    triples = list(_triples(NamedNode(endpoint), graphs))
    prefixes = {"rdf": RDF, "service": SERVICE, "void": VOID, "formats": FORMATS, "graph": PREFIXES["graph"]}
    written = serialize(triples, format=GRAPH_FORMATS[media_type], prefixes=prefixes)
    return written or b""


def _triples(endpoint: NamedNode, graphs: Mapping[str, int]) -> Iterator[Triple]:
    """Give the triples of the description; blank nodes have fixed names, so the same graph is the same bytes."""
    dataset = BlankNode("dataset")
    kind = NamedNode(f"{RDF}type")
    yield Triple(endpoint, kind, NamedNode(f"{SERVICE}Service"))
    yield Triple(endpoint, NamedNode(f"{SERVICE}endpoint"), endpoint)
    yield Triple(endpoint, NamedNode(f"{SERVICE}supportedLanguage"), NamedNode(f"{SERVICE}SPARQL11Query"))
    yield Triple(endpoint, NamedNode(f"{SERVICE}feature"), NamedNode(f"{SERVICE}UnionDefaultGraph"))
    yield Triple(endpoint, NamedNode(f"{SERVICE}defaultDataset"), dataset)
    for name in FORMAT_IRIS.values():
        yield Triple(endpoint, NamedNode(f"{SERVICE}resultFormat"), NamedNode(f"{FORMATS}{name}"))
    yield Triple(dataset, kind, NamedNode(f"{SERVICE}Dataset"))
    for place, (name, count) in enumerate(sorted(graphs.items())):
        named, held = BlankNode(f"named{place}"), BlankNode(f"graph{place}")
        yield Triple(dataset, NamedNode(f"{SERVICE}namedGraph"), named)
        yield Triple(named, NamedNode(f"{SERVICE}name"), NamedNode(name))
        yield Triple(named, NamedNode(f"{SERVICE}graph"), held)
        yield Triple(held, NamedNode(f"{VOID}triples"), Literal(count))
