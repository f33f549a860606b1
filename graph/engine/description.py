"""The description of the endpoint for programs: SPARQL 1.1 Service Description (W3C, 2013), with VoID counts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.namespaces import DCT, PREFIXES, RDF, find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERVICE = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
W3C_FORMATS = "http://www.w3.org/ns/formats/"
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
_FUNCTION_NAMES = {
    XSD: "date time duration dayTimeDuration yearMonthDuration gYear gYearMonth gMonth gMonthDay gDay",
    GEOF: "asGeoJSON centroid convexHull coordinateDimension difference dimension distance envelope getSRID "
    "intersection isEmpty isSimple relate spatialDimension symDifference union",
    f"{GEOF}sf": "Contains Crosses Disjoint Equals Intersects Overlaps Touches Within",
    f"{GEOF}eh": "Contains CoveredBy Covers Disjoint Equals Inside Meet Overlap",
    f"{GEOF}rcc8": "dc ec eq ntpp ntppi po tpp tppi",
}
EXTENSION_FUNCTIONS = tuple(f"{start}{name}" for start, names in _FUNCTION_NAMES.items() for name in names.split())


def write_service_description(
    endpoint: str, store: str, graphs: Mapping[str, int], union: int | None, media_type: str
) -> bytes:
    """Write, as *media_type*, a description of what the service at *endpoint* offers.

    *graphs* are the named graphs with their numbers of triples, which can be read at *store* too (SPARQL 1.1 Graph
    Store HTTP Protocol); *union* is the number of triples in the default graph, where it is known. Of a graph that
    belongs to a plan the plan is named as what it is about.
    """
    dataset = BlankNode("dataset")
    triples = [
        *_describe_service(NamedNode(endpoint), dataset),
        *_describe_dataset(NamedNode(endpoint), dataset, store, graphs, union),
    ]
    prefixes = {
        "dct": DCT,
        "rdf": RDF,
        "service": SERVICE,
        "void": VOID,
        "formats": W3C_FORMATS,
        "geof": GEOF,
        "xsd": XSD,
    }
    written = serialize(
        triples, format=RdfFormat.from_media_type(media_type), prefixes={**prefixes, "graph": PREFIXES["graph"]}
    )
    return written or b""


def write_graph_description(graph: str, count: int, url: str, media_type: str) -> bytes:
    """Write, as *media_type*, a description of the named *graph*: its *count* of triples, its plan, and its *url*."""
    node = NamedNode(graph)
    triples = [
        Triple(node, _make_term(RDF, "type"), _make_term(VOID, "Dataset")),
        Triple(node, _make_term(VOID, "triples"), Literal(count)),
        Triple(node, _make_term(VOID, "dataDump"), NamedNode(url)),
        *_describe_owner(node, graph),
    ]
    prefixes = {"dct": DCT, "rdf": RDF, "void": VOID, "xsd": XSD, "graph": PREFIXES["graph"], "plan": PREFIXES["plan"]}
    return serialize(triples, format=RdfFormat.from_media_type(media_type), prefixes=prefixes) or b""


def _describe_owner(node: NamedNode | BlankNode, graph: str) -> Iterator[Triple]:
    """State that *node* is about the plan that owns *graph*, where one does."""
    if key := find_plan_key(graph):
        yield Triple(node, _make_term(DCT, "subject"), NamedNode(f"{PREFIXES['plan']}{key}"))


def _describe_service(endpoint: NamedNode, dataset: BlankNode) -> Iterator[Triple]:
    """Describe what can be asked of *endpoint*, and what comes back."""
    yield Triple(endpoint, _make_term(RDF, "type"), _make_term(SERVICE, "Service"))
    yield Triple(endpoint, _make_term(SERVICE, "endpoint"), endpoint)
    yield Triple(endpoint, _make_term(SERVICE, "supportedLanguage"), _make_term(SERVICE, "SPARQL11Query"))
    yield Triple(endpoint, _make_term(SERVICE, "feature"), _make_term(SERVICE, "UnionDefaultGraph"))
    yield Triple(endpoint, _make_term(SERVICE, "defaultEntailmentRegime"), NamedNode(SIMPLE))
    yield Triple(endpoint, _make_term(SERVICE, "defaultDataset"), dataset)
    for name in FORMAT_NAMES:
        yield Triple(endpoint, _make_term(SERVICE, "resultFormat"), _make_term(W3C_FORMATS, name))
    for function in EXTENSION_FUNCTIONS:
        yield Triple(endpoint, _make_term(SERVICE, "extensionFunction"), NamedNode(function))
        yield Triple(NamedNode(function), _make_term(RDF, "type"), _make_term(SERVICE, "Function"))


def _describe_dataset(
    endpoint: NamedNode, dataset: BlankNode, store: str, graphs: Mapping[str, int], union: int | None
) -> Iterator[Triple]:
    """Describe which graphs there are; blank nodes have fixed names, so the same graphs are the same bytes."""
    yield from _type_as_dataset(dataset, "Dataset")
    yield Triple(dataset, _make_term(VOID, "sparqlEndpoint"), endpoint)
    yield Triple(dataset, _make_term(VOID, "dataDump"), NamedNode(store))
    yield Triple(dataset, _make_term(SERVICE, "defaultGraph"), BlankNode("default"))
    yield from _describe_graph(BlankNode("default"), union, f"{store}?default")
    for place, (name, count) in enumerate(sorted(graphs.items())):
        named, held = BlankNode(f"named{place}"), BlankNode(f"graph{place}")
        yield Triple(dataset, _make_term(SERVICE, "namedGraph"), named)
        yield Triple(named, _make_term(RDF, "type"), _make_term(SERVICE, "NamedGraph"))
        yield Triple(named, _make_term(SERVICE, "name"), NamedNode(name))
        yield Triple(named, _make_term(SERVICE, "graph"), held)
        yield from _describe_owner(named, name)
        yield from _describe_graph(held, count, f"{store}?graph={quote(name, safe='')}")


def _describe_graph(graph: BlankNode, count: int | None, url: str) -> Iterator[Triple]:
    """Describe how many triples *graph* has, and at which *url* it can be read."""
    yield from _type_as_dataset(graph, "Graph")
    yield Triple(graph, _make_term(VOID, "dataDump"), NamedNode(url))
    if count is not None:
        yield Triple(graph, _make_term(VOID, "triples"), Literal(count))


def _type_as_dataset(subject: BlankNode, kind: str) -> Iterator[Triple]:
    """State that *subject* is of *kind*, and a dataset of which VoID counts the triples."""
    yield Triple(subject, _make_term(RDF, "type"), _make_term(SERVICE, kind))
    yield Triple(subject, _make_term(RDF, "type"), _make_term(VOID, "Dataset"))


def _make_term(vocabulary: str, name: str) -> NamedNode:
    """Make the IRI of the term called *name* in *vocabulary*."""
    return NamedNode(f"{vocabulary}{name}")
