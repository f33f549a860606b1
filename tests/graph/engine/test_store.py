"""A version in memory: every kind of answer in every format, bound terms, and faults in our own words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.engine.request import Request
from graph.engine.store import Store
from graph.engine.writing import GRAPH_FORMATS, RESULT_FORMATS
from graph.errors import QueryRefused, QuerySyntaxError, QueryTooLarge

if TYPE_CHECKING:
    from pathlib import Path

QUADS = """\
<urn:a> <urn:p> "een"@nl <urn:g:one> .
<urn:a> <urn:p> "two"@en <urn:g:two> .
<urn:b> <urn:p> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g:two> .
"""
ALL = "SELECT * { ?s ?p ?o }"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a version of three quads."""
    file = tmp_path_factory.mktemp("small") / "small.nq"
    file.write_text(QUADS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def small(path: Path) -> Store:
    """Hold the version of three quads."""
    return Store(path)


def solutions(store: Store, text: str, **more: Any) -> list[dict[str, Any]]:
    """Ask *text*, with *more* of the request, and give the solutions."""
    found: list[dict[str, Any]] = json.loads(store.ask(Request(text, **more)).body)["results"]["bindings"]
    return found


def test_default_graph_is_the_union(small: Store) -> None:
    """Who names no graph asks all of them."""
    assert len(solutions(small, ALL)) == 3


@pytest.mark.parametrize("clause", ["FROM <urn:g:two>", "from <urn:g:two>"])
def test_from_narrows_the_default_graph(small: Store, clause: str) -> None:
    """FROM in the text chooses the graphs."""
    assert len(solutions(small, f"SELECT * {clause} {{ ?s ?p ?o }}")) == 2


def test_from_named_leaves_the_default_graph_empty(small: Store) -> None:
    """FROM NAMED offers only that graph, by its name."""
    assert solutions(small, "SELECT * FROM NAMED <urn:g:two> { ?s ?p ?o }") == []
    assert len(solutions(small, "SELECT * FROM NAMED <urn:g:two> { GRAPH ?g { ?s ?p ?o } }")) == 2


def test_request_chooses_graphs(small: Store) -> None:
    """Graphs that the protocol names choose as FROM does."""
    assert len(solutions(small, ALL, default_graphs=["urn:g:one"])) == 1
    assert len(solutions(small, ALL, default_graphs=["urn:g:one", "urn:g:two"])) == 3
    assert solutions(small, ALL, named_graphs=["urn:g:one"]) == []
    assert [row["g"]["value"] for row in solutions(small, GRAPHS, named_graphs=["urn:g:one"])] == ["urn:g:one"]


def test_word_from_in_a_text_chooses_nothing(small: Store) -> None:
    """The word in a string, a variable or a comment leaves the union as it is."""
    assert len(solutions(small, "SELECT * { ?s ?p ?o BIND('FROM' AS ?from) } # FROM")) == 3


def test_bound_variable_is_that_term(small: Store) -> None:
    """A binding stands for the variable wherever it occurs."""
    found = solutions(small, "SELECT ?s ?o { ?s <urn:p> ?o }", bindings={"s": {"type": "uri", "value": "urn:b"}})

    assert [row["o"]["value"] for row in found] == ["3"]


def test_variable_outside_the_projection_cannot_be_bound(small: Store) -> None:
    """The engine's own rule is passed on as a refusal, not as a crash."""
    with pytest.raises(QueryRefused):
        small.ask(Request("SELECT ?o { ?s <urn:p> ?o }", {"s": {"type": "uri", "value": "urn:b"}}))


def test_term_that_is_no_iri_is_refused(small: Store) -> None:
    """A binding that is no IRI is refused before any query runs."""
    with pytest.raises(QueryRefused):
        small.ask(Request(ALL, {"s": {"type": "uri", "value": "urn:b> } DROP ALL #"}}))


@pytest.mark.parametrize("media_type", RESULT_FORMATS)
@pytest.mark.parametrize("text", ["SELECT ?o { <urn:b> ?p ?o }", "ASK { <urn:b> ?p ?o }"], ids=["select", "ask"])
def test_solutions_come_in_each_format(small: Store, media_type: str, text: str) -> None:
    """Every media type that is offered for solutions and truth values is written."""
    expected = b"true" if text.startswith("ASK") else b"3"

    reply = small.ask(Request(text, result_type=media_type))

    assert reply.media_type == media_type
    assert expected in reply.body


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
@pytest.mark.parametrize("text", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <urn:a>"], ids=["construct", "describe"])
def test_graphs_come_in_each_format(small: Store, media_type: str, text: str) -> None:
    """Every media type that is offered for graphs is written."""
    reply = small.ask(Request(text, graph_type=media_type))

    assert reply.media_type == media_type
    assert b"een" in reply.body


def test_turtle_uses_our_prefixes(store: Store) -> None:
    """Linked data is written with the project's prefixes."""
    body = store.ask(Request("DESCRIBE <https://w3id.org/samendoen/id/measure/zilverhaven-2031/water-01>")).body

    assert rb"measure:zilverhaven-2031\/water-01 " in body
    assert rb"smd:hasTheme theme:zilverhaven-2031\/water" in body


@pytest.mark.parametrize(
    ("text", "place"),
    [("SELECT * {", "line 1, column 11"), ("SELECT *\n{ ?s ?p }", "line 2, column 10"), ("", "line 1, column 1")],
)
def test_syntax_error_says_where(small: Store, text: str, place: str) -> None:
    """A query that is not SPARQL is refused by line and column, in one sentence without the grammar."""
    with pytest.raises(QuerySyntaxError) as caught:
        small.ask(Request(text))

    assert str(caught.value) == f"The query is not SPARQL 1.1: look at {place}, or just before it."


@pytest.mark.parametrize(
    "text", ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }", "DROP ALL", "CLEAR ALL"]
)
def test_update_is_no_query(small: Store, text: str) -> None:
    """Nothing that a client sends can change a version."""
    with pytest.raises(QueryRefused, match="read only"):
        small.ask(Request(text))

    assert len(solutions(small, ALL)) == 3


def test_service_is_refused(small: Store) -> None:
    """Another server is never asked; the message says what to leave out."""
    with pytest.raises(QueryRefused, match="leave SERVICE out"):
        small.ask(Request("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))


@pytest.mark.parametrize("text", [ALL, "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_answer_past_the_limit_is_refused(path: Path, text: str) -> None:
    """An answer larger than the limit is cut off with the limit named, and one below it is given."""
    assert len(Store(path, 10_000).ask(Request(text)).body) > 100

    with pytest.raises(QueryTooLarge, match="larger than 100 bytes"):
        Store(path, 100).ask(Request(text))
