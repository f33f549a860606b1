"""Negotiation, as RFC 9110 (12.4.2 and 12.5.1) has it: which format is given to one who takes several, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from api.http import language
from api.http.errors import wants_page
from api.http.negotiation import (
    GRAPH_ALIASES,
    GRAPH_TYPES,
    HTML,
    QUAD_TYPES,
    RESULT_ALIASES,
    RESULT_TYPES,
    TRUTH_TYPES,
    add_charset,
    negotiate_format,
    negotiate_graph_format,
    negotiate_media_type,
    negotiate_short_name,
    parse_format,
    rate_media_type,
    read_media_ranges,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

CSV, JSON, XML, TSV = RESULT_TYPES["csv"], RESULT_TYPES["json"], RESULT_TYPES["xml"], RESULT_TYPES["tsv"]
TURTLE, JSON_LD, N_TRIPLES, RDF_XML = GRAPH_TYPES["ttl"], GRAPH_TYPES["jsonld"], GRAPH_TYPES["nt"], GRAPH_TYPES["rdf"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
APP = Flask(__name__)
language.register(APP)


def negotiate(offered: Mapping[str, str], aliases: Mapping[str, str], accept: str | None) -> str | None:
    """Negotiate a format of those *offered* by the header *accept*, and return the name it is given under."""
    with APP.test_request_context(headers={} if accept is None else {"Accept": accept}):
        it = negotiate_format(offered, aliases, None)
    return it.alias if it else None


@pytest.mark.parametrize(("kind", "weight"), [(CSV, 1.0), (TSV, 0.3), ("image/jpeg", 0.5), (TURTLE, 0.7)])
def test_most_precise_range_decides(kind: str, weight: float) -> None:
    """The range that names a type most precisely gives its weight, as in the example of the standard."""
    accept = (
        "text/*;q=0.3, text/csv;q=0.7, text/turtle;q=0.7, text/csv;charset=utf-8, "
        "text/csv;charset=us-ascii;q=0.4, text/turtle;level=1, */*;q=0.5"
    )
    with APP.test_request_context(headers={"Accept": accept}):
        assert rate_media_type(kind, read_media_ranges())[0] == weight


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, JSON),
        ("", JSON),
        ("  ", JSON),
        ("*/*", JSON),
        ("*", JSON),
        ("application/*", JSON),
        ("text/*", CSV),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/csv, */*", CSV),
        ("*/*, text/csv", CSV),
        ("*/*;q=0.9, text/csv;q=0.1", JSON),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.8", XML),
        ("text/csv;q=0.200, application/sparql-results+xml;q=0.201", XML),
        ("text/*, text/csv;q=0", TSV),
        ("*/*, application/sparql-results+json;q=0", XML),
        ("*/*, application/*;q=0", CSV),
        ("*/*;q=0", None),
        ("*/*;q=0, text/csv", CSV),
        ("text/csv;q=0", None),
        ("text/csv;q=0.000", None),
        ("text/csv;charset=utf-8", CSV),
        ('text/csv;charset="UTF-8"', CSV),
        ("text/csv; charset=iso-8859-1", None),
        ("text/csv; header=present", CSV),
        ("text/csv; header=absent", None),
        ("text/csv;charset=utf-8;q=0.1, text/csv;q=0.9, application/sparql-results+xml;q=0.5", XML),
        ("text/csv;level=1, application/sparql-results+xml;q=0.1", XML),
        ("application/json", "application/json"),
        ("application/json, text/plain, */*", "application/json"),
        ("application/xml", "application/xml"),
        ("text/xml", "text/xml"),
        ("application/sparql-results+json, application/json", JSON),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", JSON),
        ("image/png", None),
        ("nonsense", None),
        ("text/csv;q=2, application/sparql-results+xml;q=0.1", XML),
        ("text/csv;q=-1", None),
        ("text/csv;q=abc", None),
        (";;;,,,/,\x00", None),
        ("a/b/c, text/csv;q=0.1", CSV),
        (", text/csv,", CSV),
        ("text/turtle, application/sparql-results+xml;q=0.1", XML),
    ],
)
def test_solutions_are_given_as_wanted(accept: str | None, wanted: str | None) -> None:
    """The most wanted format is given, under the name it is wanted by; what cannot be read wants nothing."""
    assert negotiate(RESULT_TYPES, RESULT_ALIASES, accept) == wanted


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, TURTLE),
        ("*/*", TURTLE),
        ("text/turtle;q=0.9, application/ld+json", JSON_LD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSON_LD),
        ("application/n-quads", QUAD_TYPES["nq"]),
        ("application/json", "application/json"),
        ("text/plain", "text/plain"),
        ("application/rdf+xml, text/turtle", TURTLE),
        ("application/rdf+xml;q=1.0, text/turtle;q=0.99", RDF_XML),
        ("text/n3", None),
    ],
)
def test_graphs_are_given_as_wanted(accept: str | None, wanted: str | None) -> None:
    """For a graph as well; a profile of JSON-LD is a wish that keeps nobody from the document."""
    assert negotiate(QUAD_TYPES, GRAPH_ALIASES, accept) == wanted


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values"])
def test_truth_has_no_table(accept: str) -> None:
    """A truth value has no CSV and no TSV, so who takes nothing else gets none."""
    assert negotiate(TRUTH_TYPES, RESULT_ALIASES, accept) is None


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("text/html, */*", True),
        ("text/html;q=0.9, */*;q=0.1", True),
        ("text/html, text/turtle", True),
        (None, False),
        ("*/*", False),
        ("text/*", False),
        ("text/html;q=0, */*", False),
        ("text/turtle, text/html;q=0.5", False),
        ("*/*, text/html;q=0.8", False),
        ("application/json", False),
    ],
)
def test_page_is_for_who_names_html(accept: str | None, page: bool) -> None:  # noqa: FBT001  a row of the table
    """An error is a page for one who names HTML and wants nothing more than that."""
    with APP.test_request_context(headers={} if accept is None else {"Accept": accept}):
        assert wants_page() == page


def test_browser_gets_a_page() -> None:
    """A browser prefers a page to any format of data, wherever the page stands among them."""
    with APP.test_request_context(headers={"Accept": BROWSER}):
        assert negotiate_media_type([*RESULT_TYPES.values(), *RESULT_ALIASES, HTML]) == HTML


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("ttl", "ttl"),
        ("TTL", "ttl"),
        ("turtle", "ttl"),
        ("text/turtle", "ttl"),
        ("json-ld", "jsonld"),
        ("rdf+xml", "rdf"),
        ("rdf xml", "rdf"),
        ("application/sparql-results+json", "json"),
        ("application/sparql-results json", "json"),
        ("docx", "docx"),
        ("", ""),
    ],
)
def test_format_has_more_names(given: str, short: str) -> None:
    """Clients write `format` in several ways; a plus sign that was not escaped arrives as a space."""
    with APP.test_request_context():
        assert parse_format([given]) == short


def test_format_is_given_once() -> None:
    """Two formats are refused: to take one of them silently would be a guess."""
    with APP.test_request_context(), pytest.raises(HTTPException) as raised:
        parse_format(["ttl", "nt"])

    assert raised.value.code == 400


@pytest.mark.parametrize(
    ("wish", "wanted"), [("ttl", TURTLE), ("json", JSON_LD), ("xml", RDF_XML), ("n-triples", N_TRIPLES)]
)
def test_graph_takes_the_formats_of_solutions(wish: str, wanted: str) -> None:
    """For a graph `json` and `xml` mean JSON-LD and RDF/XML: some clients send the same `format` with every query."""
    with APP.test_request_context(query_string={"format": wish}):
        assert negotiate_graph_format(QUAD_TYPES).alias == wanted


@pytest.mark.parametrize("query", [{"format": "csv"}, {"format": "docx"}, {"format": ""}])
def test_graph_in_another_format_is_refused(query: dict[str, str]) -> None:
    """A format that graphs have not is answered 406 with those that they have."""
    with APP.test_request_context(query_string=query), pytest.raises(HTTPException) as raised:
        negotiate_graph_format(QUAD_TYPES)

    assert raised.value.code == 406
    assert all(short in str(raised.value.description) for short in QUAD_TYPES)


def test_wish_wins_from_header() -> None:
    """What stands in the URL is what is given, whatever the header says: a link works in a browser."""
    with APP.test_request_context(query_string={"format": "nt"}, headers={"Accept": "text/turtle"}):
        assert GRAPH_TYPES[negotiate_short_name(GRAPH_TYPES)] == N_TRIPLES


def test_text_has_its_charset() -> None:
    """A text says that it is UTF-8; what is no text has no charset, or one of its own."""
    assert {add_charset(kind) for kind in (CSV, JSON, RDF_XML)} == {f"{CSV}; charset=utf-8", JSON, RDF_XML}
