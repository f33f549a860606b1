"""The description of the endpoint for programs: SPARQL 1.1 Service Description (W3C, 2013), with VoID counts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERVICE = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
SIMPLE = "http://www.w3.org/ns/entailment/Simple"
XSD = PREFIXES["xsd"]
GEOF = "http://www.opengis.net/def/function/geosparql/"
#: The formats of answers (W3C, Unique URIs for File Formats).
FORMAT_NAMES = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)
#: The functions of the engine that SPARQL 1.1 does not have: casts to other types, and those of GeoSPARQL.
_NAMES = {
    XSD: "date time duration dayTimeDuration yearMonthDuration gYear gYearMonth gMonth gMonthDay gDay",
    GEOF: "asGeoJSON centroid convexHull coordinateDimension difference dimension distance envelope getSRID "
    "intersection isEmpty isSimple relate spatialDimension symDifference union",
    f"{GEOF}sf": "Contains Crosses Disjoint Equals Intersects Overlaps Touches Within",
    f"{GEOF}eh": "Contains CoveredBy Covers Disjoint Equals Inside Meet Overlap",
    f"{GEOF}rcc8": "dc ec eq ntpp ntppi po tpp tppi",
}
FUNCTIONS = tuple(f"{start}{name}" for start, names in _NAMES.items() for name in names.split())


def service(endpoint: str, store: str, graphs: Mapping[str, int], union: int | None, media_type: str) -> bytes:
    """Write, as *media_type*, what the service at *endpoint* offers.

    *graphs* are the named graphs with their numbers of triples, which can be read at *store* too (SPARQL 1.1 Graph
    Store HTTP Protocol); *union* is the number of triples in the default graph, where it is known.
    """
    dataset = BlankNode("dataset")
    triples = [*_service(NamedNode(endpoint), dataset), *_dataset(NamedNode(endpoint), dataset, store, graphs, union)]
    prefixes = {"rdf": RDF, "service": SERVICE, "void": VOID, "formats": FORMATS, "geof": GEOF, "xsd": XSD}
    written = serialize(
        triples, format=RdfFormat.from_media_type(media_type), prefixes={**prefixes, "graph": PREFIXES["graph"]}
    )
    return written or b""


def _service(endpoint: NamedNode, dataset: BlankNode) -> Iterator[Triple]:
    """Say what can be asked of *endpoint*, and what comes back."""
    yield Triple(endpoint, _term(RDF, "type"), _term(SERVICE, "Service"))
    yield Triple(endpoint, _term(SERVICE, "endpoint"), endpoint)
    yield Triple(endpoint, _term(SERVICE, "supportedLanguage"), _term(SERVICE, "SPARQL11Query"))
    yield Triple(endpoint, _term(SERVICE, "feature"), _term(SERVICE, "UnionDefaultGraph"))
    yield Triple(endpoint, _term(SERVICE, "defaultEntailmentRegime"), NamedNode(SIMPLE))
    yield Triple(endpoint, _term(SERVICE, "defaultDataset"), dataset)
    for name in FORMAT_NAMES:
        yield Triple(endpoint, _term(SERVICE, "resultFormat"), _term(FORMATS, name))
    for function in FUNCTIONS:
        yield Triple(endpoint, _term(SERVICE, "extensionFunction"), NamedNode(function))
        yield Triple(NamedNode(function), _term(RDF, "type"), _term(SERVICE, "Function"))


def _dataset(
    endpoint: NamedNode, dataset: BlankNode, store: str, graphs: Mapping[str, int], union: int | None
) -> Iterator[Triple]:
    """Say which graphs there are; blank nodes have fixed names, so the same graphs are the same bytes."""
    yield from _typed(dataset, "Dataset")
    yield Triple(dataset, _term(VOID, "sparqlEndpoint"), endpoint)
    yield Triple(dataset, _term(VOID, "dataDump"), NamedNode(store))
    yield Triple(dataset, _term(SERVICE, "defaultGraph"), BlankNode("default"))
    yield from _graph(BlankNode("default"), union, f"{store}?default")
    for place, (name, count) in enumerate(sorted(graphs.items())):
        named, held = BlankNode(f"named{place}"), BlankNode(f"graph{place}")
        yield Triple(dataset, _term(SERVICE, "namedGraph"), named)
        yield Triple(named, _term(RDF, "type"), _term(SERVICE, "NamedGraph"))
        yield Triple(named, _term(SERVICE, "name"), NamedNode(name))
        yield Triple(named, _term(SERVICE, "graph"), held)
        yield from _graph(held, count, f"{store}?graph={quote(name, safe='')}")


def _graph(graph: BlankNode, count: int | None, address: str) -> Iterator[Triple]:
    """Say how many triples *graph* has, and at which *address* it can be read."""
    yield from _typed(graph, "Graph")
    yield Triple(graph, _term(VOID, "dataDump"), NamedNode(address))
    if count is not None:
        yield Triple(graph, _term(VOID, "triples"), Literal(count))


def _typed(subject: BlankNode, kind: str) -> Iterator[Triple]:
    """Say that *subject* is of *kind*, and a dataset of which VoID counts the triples."""
    yield Triple(subject, _term(RDF, "type"), _term(SERVICE, kind))
    yield Triple(subject, _term(RDF, "type"), _term(VOID, "Dataset"))


def _term(vocabulary: str, name: str) -> NamedNode:
    """Give the term called *name* of *vocabulary*."""
    return NamedNode(f"{vocabulary}{name}")
