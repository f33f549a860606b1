"""Answers written in a format, where the engine's own writer would write something that cannot be read back.

The engine writes most formats right. Mended here are CSV, in which it does not quote an IRI with a comma in it
(RFC 4180, section 2); and the two of XML, in which a carriage return must be a reference (XML 1.0, section 2.11), some
characters cannot stand at all (section 2.2), and RDF/XML has no way to write a property whose name does not end in a
name (RDF 1.1 XML Syntax, section 2.1).
"""

from __future__ import annotations

import csv
import io
import re
from typing import IO, TYPE_CHECKING, Protocol

from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, RdfFormat, parse, serialize

from graph.errors import QueryRefused
from ontology.namespaces import ID, PREFIXES, RDF, find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolutions, Triple

#: Media types of solutions and truth values, most wanted first.
RESULT_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
#: Media types of graphs, most wanted first.
GRAPH_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
CSV = "text/csv"
RDF_XML = "application/rdf+xml"
XML = (RDF_XML, "application/sparql-results+xml")
#: Rows that are written to CSV at a time.
ROWS_AT_ONCE = 1000
_ILLEGAL = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NAME_AT_END = re.compile(r"[^\W\d][\w.·-]*$")


class Sink(Protocol):
    """Whatever an answer can be written to."""

    def write(self, data: bytes, /) -> int:
        """Take *data*, and return how many bytes of it were taken."""
        ...

    def flush(self) -> None:
        """Pass on what was taken."""
        ...


class XmlSink:
    """A sink for XML that writes each carriage return as a reference, and refuses what XML cannot hold."""

    def __init__(self, sink: Sink) -> None:
        """Pass on to *sink*."""
        self._sink = sink
        self._end = b""

    def write(self, data: bytes, /) -> int:
        """Write *data*, or raise `QueryRefused`."""
        if _ILLEGAL.search(self._end + data):
            raise QueryRefused("XML cannot hold a character of this answer. Ask for JSON, CSV or Turtle.")
        self._end = data[-2:]  # of three bytes that cannot stand, two may have come before
        self._sink.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Pass on what was taken."""
        self._sink.flush()


def as_file(sink: Sink) -> IO[bytes]:
    """Cast *sink* to a file for pyoxigraph, which uses only its `write` and `flush`."""
    return sink  # type: ignore[return-value]  # see above


def write_csv(solutions: QuerySolutions, sink: Sink) -> None:
    """Write *solutions* to *sink* as CSV (SPARQL 1.1 Query Results CSV and TSV Formats, section 3)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(variable.value for variable in solutions.variables)
    for number, solution in enumerate(solutions, 1):
        writer.writerow([_to_csv_value(term) for term in solution])
        if number % ROWS_AT_ONCE == 0:
            sink.write(text.getvalue().encode())
            text.seek(0)
            text.truncate()
    sink.write(text.getvalue().encode())


def _to_csv_value(term: object) -> str:
    """Format *term* for CSV: without its kind, its language tag and its datatype."""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return "" if term is None else str(getattr(term, "value", term))


def require_xml_names(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield *triples* as long as RDF/XML can write the names of their properties and classes.

    :raises QueryRefused: where one has a property, or a class, of which the IRI does not end in a name.
    """
    for triple in triples:
        names = [triple.predicate]
        if triple.predicate.value == f"{RDF}type" and isinstance(triple.object, NamedNode):
            names.append(triple.object)
        for name in names:
            if not _NAME_AT_END.search(name.value):
                raise QueryRefused(
                    "RDF/XML cannot write %(name)s, which does not end in a name. Ask for Turtle.",
                    name=name.value[:200],
                )
        yield triple


def choose_prefixes(iris: Iterable[str]) -> dict[str, str]:
    """Choose the prefixes by which *iris* are short: where all that plans own among them is of one, those of that plan.

    Then `measure:` stands for the measures of that plan, as in its files, and `register:` for the actors of none.

    >>> choose_prefixes(["https://w3id.org/samendoen/id/measure/meierij-2019-2022/jeugd-01"])["measure"]
    'https://w3id.org/samendoen/id/measure/meierij-2019-2022/'
    """
    pairs = {(iri.removeprefix(ID).partition("/")[0], key) for iri in iris if (key := find_plan_key(iri))}
    owned = {(kind, key) for kind, key in pairs if kind in PREFIXES and kind != "plan"}
    types = {kind for kind, _ in owned}
    if len({key for _, key in owned}) != 1:
        return PREFIXES
    (key,) = {key for _, key in owned}
    register = {"register": PREFIXES["actor"]} if "actor" in types else {}
    return {**PREFIXES, **register, **{kind: f"{ID}{kind}/{key}/" for kind in types}}


def write_turtle(n_triples: bytes) -> bytes:
    """Write *n_triples* as Turtle."""
    return write_graph(n_triples, "text/turtle")


def write_graph(n_triples: bytes, media_type: str) -> bytes:
    """Write *n_triples* as *media_type* with our prefixes, those of a plan where all that plans own in it is of one.

    :raises QueryRefused: when it is RDF/XML, which cannot name each property.
    """
    triples = [quad.triple for quad in parse(n_triples, RdfFormat.N_TRIPLES)]
    terms = (term for it in triples for term in (it.subject, it.predicate, it.object))
    prefixes = choose_prefixes(term.value for term in terms if isinstance(term, NamedNode))
    buffer = io.BytesIO()
    is_xml = media_type == RDF_XML
    file = as_file(XmlSink(buffer) if is_xml else buffer)
    serialize(require_xml_names(triples) if is_xml else triples, file, GRAPH_FORMATS[media_type], prefixes=prefixes)
    return buffer.getvalue()
