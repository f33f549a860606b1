"""Answers in every format can be read back, also those with the signs that a format stumbles over."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from graph.engine.request import Request
from graph.engine.store import Store
from graph.errors import QueryRefused

if TYPE_CHECKING:
    from pathlib import Path

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
HELD = f"""\
<urn:a,b> <http://x/name> "one\\rtwo, \\"three\\"\\n" <urn:g> .
<urn:a,b> <http://x/1> "no name" <urn:h> .
<urn:a,b> {TYPE} <http://x/class/> <urn:i> .
"""
XML_RESULTS = "application/sparql-results+xml"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Hold the statements above."""
    path: Path = tmp_path_factory.mktemp("held") / "held.nq"
    path.write_text(HELD, encoding="utf-8")
    return Store(path)


def test_csv_is_quoted_where_it_must_be(held: Store) -> None:
    """A comma in an IRI, and commas, quotes and line ends in a text, make no further column or row."""
    body = held.ask(Request("SELECT ?s ?o ?n { ?s <http://x/name> ?o }", result_type="text/csv")).body

    assert list(csv.reader(io.StringIO(body.decode(), newline=""))) == [
        ["s", "o", "n"],
        ["urn:a,b", 'one\rtwo, "three"\n', ""],
    ]
    assert body.startswith(b"s,o,n\r\n")


def test_csv_of_many_rows_is_whole(held: Store) -> None:
    """What is written in parts is written in order, and nothing twice."""
    values = " ".join(map(str, range(2_500)))
    body = held.ask(Request(f"SELECT ?n {{ VALUES ?n {{ {values} }} }}", result_type="text/csv")).body

    assert [int(line) for line in body.splitlines()[1:]] == list(range(2_500))


def test_csv_of_terms_is_their_text(held: Store) -> None:
    """A term is given without its kind, language or datatype; a blank node keeps its mark."""
    query = 'SELECT ?l ?d ?b ?u { BIND("x"@nl AS ?l) BIND(4.50 AS ?d) BIND(BNODE() AS ?b) }'
    _, row = held.ask(Request(query, result_type="text/csv")).body.decode().splitlines()

    assert row.startswith("x,4.5,_:")
    assert row.endswith(",")


def test_carriage_return_survives_xml(held: Store) -> None:
    """A reader of XML takes a bare carriage return for a line feed, so it is written as a reference."""
    query = "SELECT ?o { ?s <http://x/name> ?o }"
    table = ET.fromstring(held.ask(Request(query, result_type=XML_RESULTS)).body)  # noqa: S314  our own XML
    construct = "CONSTRUCT { ?s ?p ?o } { GRAPH <urn:g> { ?s ?p ?o } }"
    graph = ET.fromstring(held.ask(Request(construct, graph_type="application/rdf+xml")).body)  # noqa: S314  as above

    assert [it.text for it in table.iter() if it.tag.endswith("literal")] == ['one\rtwo, "three"\n']
    assert [it.text for it in graph.iter() if it.tag.endswith("name")] == ['one\rtwo, "three"\n']


@pytest.mark.parametrize("character", ["\\u0001", "\\uFFFE", "\\uFFFF", "\\u001F"])
def test_what_xml_cannot_hold_is_refused(held: Store, character: str) -> None:
    """A character that XML has no way to write is refused with a remedy; JSON gives it."""
    query = f'SELECT ("a{character}b" AS ?x) {{}}'

    with pytest.raises(QueryRefused, match="Ask for JSON"):
        held.ask(Request(query, result_type=XML_RESULTS))
    assert b'"x"' in held.ask(Request(query)).body


@pytest.mark.parametrize("graph", ["urn:h", "urn:i"])
def test_name_that_rdf_xml_has_not_is_refused(held: Store, graph: str) -> None:
    """A property or class without a name at its end is refused in RDF/XML with a remedy; Turtle gives it."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"

    with pytest.raises(QueryRefused, match="Ask for Turtle"):
        held.ask(Request(query, graph_type="application/rdf+xml"))
    assert b"http://x/" in held.ask(Request(query)).body
