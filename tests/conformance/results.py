"""Results of queries, read from each of their formats by readers of our own, so that no engine judges itself.

A term is a tuple: its kind ("uri", "bnode", "literal" or "csv"), its value, its datatype and its language.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, RdfFormat, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Term = tuple[str, str, str, str]
Row = dict[str, Term]

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
STRING = "http://www.w3.org/2001/XMLSchema#string"
LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
SRX = "{http://www.w3.org/2005/sparql-results#}"


@dataclass(frozen=True)
class Results:
    """Solutions with their variables, or a truth value; `order` is given where the file itself says it."""

    variables: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    ordered: bool = False


def literal(value: str, datatype: str = "", language: str = "") -> Term:
    """Make a literal; a plain one has the datatype string, and languages differ not by case (RDF 1.1, section 3.3)."""
    return "literal", value, LANGUAGE if language else datatype or STRING, language.lower()


def term(node: object) -> Term:
    """Give *node* of the engine as a term."""
    if isinstance(node, Literal):
        return literal(node.value, node.datatype.value, node.language or "")
    assert isinstance(node, NamedNode | BlankNode)
    return ("bnode" if isinstance(node, BlankNode) else "uri"), node.value, "", ""


def from_json(data: bytes, _base: str) -> Results:
    """Read SPARQL 1.1 Query Results JSON Format."""
    read: dict[str, Any] = json.loads(data)
    if "boolean" in read:
        return Results(boolean=read["boolean"])
    rows = tuple({name: _json(value) for name, value in row.items()} for row in read["results"]["bindings"])
    return Results(frozenset(read["head"]["vars"]), rows)


def _json(value: dict[str, str]) -> Term:
    """Read one value of a binding in JSON."""
    if value["type"] in {"literal", "typed-literal"}:
        return literal(value["value"], value.get("datatype", ""), value.get("xml:lang", ""))
    return value["type"], value["value"], "", ""


def from_xml(data: bytes, _base: str) -> Results:
    """Read SPARQL Query Results XML Format."""
    read = ET.fromstring(data)  # noqa: S314  the suite's own files, and answers of ours
    boolean = read.find(f"{SRX}boolean")
    if boolean is not None:
        return Results(boolean=(boolean.text or "").strip() == "true")
    names = frozenset(variable.attrib["name"] for variable in read.iter(f"{SRX}variable"))
    rows = ({b.attrib["name"]: _xml(b[0]) for b in row.iter(f"{SRX}binding")} for row in read.iter(f"{SRX}result"))
    return Results(names, tuple(rows))


def _xml(value: ET.Element) -> Term:
    """Read one value of a binding in XML."""
    kind, text = value.tag.removeprefix(SRX), value.text or ""
    if kind == "literal":
        language = value.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        return literal(text, value.get("datatype", ""), language)
    return kind, text, "", ""


def from_csv(data: bytes, _base: str) -> Results:
    """Read SPARQL 1.1 Query Results CSV Format, in which a value is only its text."""
    head, *lines = csv.reader(io.StringIO(data.decode(), newline=""))
    rows = ({name: _csv(value) for name, value in zip(head, line, strict=True) if value} for line in lines)
    return Results(frozenset(head), tuple(rows))


def _csv(value: str) -> Term:
    """Read one value of a line of CSV."""
    return ("bnode", value[2:], "", "") if value.startswith("_:") else ("csv", value, "", "")


def from_tsv(data: bytes, _base: str) -> Results:
    """Read SPARQL 1.1 Query Results TSV Format, in which a value is written as in Turtle."""
    head, *lines = data.decode().rstrip("\n").split("\n")
    names = [name.removeprefix("?") for name in head.rstrip("\r").split("\t")]
    rows = (zip(names, line.rstrip("\r").split("\t"), strict=True) for line in lines)
    return Results(frozenset(names), tuple({name: _tsv(value) for name, value in row if value} for row in rows))


def _tsv(value: str) -> Term:
    """Read one value of a line of TSV."""
    (quad,) = parse(f"<urn:it> <urn:is> {value} .", RdfFormat.TURTLE)
    return term(quad.object)


def from_turtle(data: bytes, base: str) -> Results:
    """Read a result set in the vocabulary of the suites, in Turtle."""
    return _from_rdf(Dataset(parse(data, RdfFormat.TURTLE, base_iri=base)))


def from_rdf_xml(data: bytes, base: str) -> Results:
    """Read a result set in the vocabulary of the suites, in RDF/XML."""
    return _from_rdf(Dataset(parse(data, RdfFormat.RDF_XML, base_iri=base)))


def _from_rdf(graph: Dataset) -> Results:
    """Walk through a result set; its rows are in order where they have an index."""

    def objects(node: object, name: str) -> Iterator[Any]:
        """Give the objects of *node*; anything may be asked, also of a literal."""
        assert isinstance(node, NamedNode | BlankNode)
        return (quad.object for quad in graph.quads_for_subject(node) if quad.predicate.value == RS + name)

    (result_set,) = {q.subject for q in graph if getattr(q.object, "value", "") == f"{RS}ResultSet"}
    for boolean in objects(result_set, "boolean"):
        return Results(boolean=boolean.value == "true")
    names = frozenset(node.value for node in objects(result_set, "resultVariable"))
    indexed: list[tuple[int, Row]] = []
    for solution in objects(result_set, "solution"):
        bound = list(objects(solution, "binding"))
        row = {next(objects(b, "variable")).value: term(next(objects(b, "value"))) for b in bound}
        indexed.append((int(next((i.value for i in objects(solution, "index")), "0")), row))
    indexed.sort(key=lambda pair: pair[0])
    return Results(names, tuple(row for _, row in indexed), ordered=any(index for index, _ in indexed))


#: By the end of a file's name: the media type to ask for, and the reader.
READERS: dict[str, tuple[str, Callable[[bytes, str], Results]]] = {
    ".srj": ("application/sparql-results+json", from_json),
    ".srx": ("application/sparql-results+xml", from_xml),
    ".csv": ("text/csv", from_csv),
    ".tsv": ("text/tab-separated-values", from_tsv),
    ".ttl": ("application/sparql-results+json", from_turtle),
    ".rdf": ("application/sparql-results+json", from_rdf_xml),
}
#: By media type: the reader of our own answer.
REPLIES = {
    "application/sparql-results+json": from_json,
    "application/sparql-results+xml": from_xml,
    "text/csv": from_csv,
    "text/tab-separated-values": from_tsv,
}
