"""ORDER BY: whatever terms there are, it gives one order, the same page by page, and ends nothing."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from graph.engine.ordering.key import make_key
from graph.engine.request import Request
from graph.engine.store import Store, list_variables
from graph.errors import QueryRefused, QuerySyntaxError
from graph.terms import from_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

XSD = PREFIXES["xsd"]
TYPES = ("integer", "integer", "double", "string", "string", "token", "date", "duration")
LEXICAL = {"date": "2020-01-{1:02}", "duration": "P{0}M"}
ALL = "SELECT ?s ?o { ?s <urn:p> ?o }"
#: The engine by itself, which the file of the command orders.
BARE = """
import sys
from pyoxigraph import RdfFormat, Store
store = Store()
store.load(path=sys.argv[1], format=RdfFormat.N_QUADS)
list(store.query("SELECT * { ?s <urn:p> ?o } ORDER BY ?o ?s", use_default_graph_as_union=True))
"""


def list_terms() -> list[Literal | NamedNode]:
    """List three thousand terms of many types, of which the engine finds 9 < "10", "10" < "5" and "5" < 9."""
    chance = random.Random(3)  # noqa: S311  the same each time
    terms: list[Literal | NamedNode] = []
    for _ in range(3000):
        number, datatype = chance.randrange(1000), chance.choice(TYPES)
        text = LEXICAL.get(datatype, "{0}").format(number, number % 28 + 1)
        terms.append(Literal(text, datatype=NamedNode(f"{XSD}{datatype}")))
    return [*terms, NamedNode("urn:o"), Literal("5", language="nl")]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a version with a thing for each term."""
    file: Path = tmp_path_factory.mktemp("mixed") / "mixed.nq"
    graph, verb = NamedNode("urn:g"), NamedNode("urn:p")
    quads = [Quad(NamedNode(f"urn:{number:04}"), verb, term, graph) for number, term in enumerate(list_terms())]
    file.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return file


@pytest.fixture(scope="module")
def mixed(path: Path) -> Store:
    """Hold that version."""
    return Store(path)


def list_rows(store: Store, query: str) -> list[dict[str, str]]:
    """List the rows of the answer to *query*, with the key of each term."""
    rows = json.loads(store.ask(Request(query)).body)["results"]["bindings"]
    return [{name: make_key(from_json(term)) for name, term in row.items()} for row in rows]


def test_engine_by_itself_ends(path: Path) -> None:
    """The engine ends the process that orders these terms; should it come to order them, this fails, and it may go."""
    run = subprocess.run([sys.executable, "-c", BARE, path], capture_output=True, check=False)

    assert run.returncode == -signal.SIGABRT
    assert b"does not correctly implement a total order" in run.stderr


def test_terms_of_every_type_are_ordered(mixed: Store) -> None:
    """Terms of every type come in the order of their keys, and under equal ones the next condition decides."""
    rows = list_rows(mixed, f"{ALL} ORDER BY ?o ?s")

    assert len(rows) == 3002
    assert rows == sorted(rows, key=lambda row: (row["o"], row["s"]))
    assert list_rows(mixed, f"{ALL} ORDER BY DESC(?o) ?s") == [
        row for _, row in sorted(enumerate(rows), key=lambda it: (rank(rows, it[1]["o"]), it[0]))
    ]


def rank(rows: list[dict[str, str]], key: str) -> int:
    """Return the place of *key* among those of *rows*, from the highest."""
    return -sorted({row["o"] for row in rows}).index(key)


def test_pages_are_the_whole(mixed: Store) -> None:
    """Page by page, each row comes once, in the order of the whole."""
    whole = list_rows(mixed, f"{ALL} ORDER BY ?o ?s")
    pages = [list_rows(mixed, f"{ALL} ORDER BY ?o ?s LIMIT 500 OFFSET {start}") for start in range(0, 3500, 500)]

    assert [row for page in pages for row in page] == whole


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { VALUES ?x { 10 9 '10' <urn:a> UNDEF '9'@nl 9.5 } } ORDER BY ?x", "- urn:a 9 9.5 10 10 9"),
        ("SELECT ?x { VALUES ?x { 10 9 UNDEF <urn:a> } } ORDER BY DESC(?x)", "10 9 urn:a -"),
        ("SELECT DISTINCT ?x { VALUES ?x { 10 9 10 1 } } ORDER BY (-?x) LIMIT 2", "10 9"),
        ("SELECT ?x { VALUES ?x { 10 9 '9' 1 } } ORDER BY (?x + 1) ?x", "9 1 9 10"),
        ("SELECT ?x { VALUES (?x ?y) { (1 2) (2 3) (1 9) (3 1) } } GROUP BY ?x ORDER BY DESC(SUM(?y)) ?x", "1 2 3"),
        ("SELECT ?x (MAX(?y) AS ?m) { VALUES (?x ?y) { (1 2) (2 '3') (3 1) } } GROUP BY ?x ORDER BY DESC(?m)", "2 1 3"),
        ("SELECT ?x { { SELECT ?x { VALUES ?x { 10 9 '1' } } ORDER BY DESC(?x) LIMIT 2 } } ORDER BY ?x", "10 1"),
        ("SELECT ?x { VALUES ?x { 3 2 1 } } ORDER BY EXISTS { FILTER(?x = 3) } ?x", "1 2 3"),
        ("SELECT ?x { VALUES ?x { 3 2 1 } } ORDER BY <urn:nobody>(?x)", None),
        ("SELECT ?x { VALUES ?x { 3 2 1 } } ORDER BY <urn:x-samendoen:order-key>(?x)", "1 2 3"),
    ],
)
def test_conditions_of_every_form_order(mixed: Store, query: str, expected: str | None) -> None:
    """An expression, an aggregate, a direction, a subquery: each orders as SPARQL says."""
    if expected is None:
        with pytest.raises(QueryRefused, match="urn:nobody"):
            mixed.ask(Request(query))
        return
    rows = json.loads(mixed.ask(Request(query)).body)["results"]["bindings"]
    assert " ".join(row.get("x", {"value": "-"})["value"] for row in rows) == expected


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s <urn:p> ?o } ORDER BY ?o",
        "CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o } ORDER BY ?o LIMIT 5",
        "DESCRIBE ?s { ?s <urn:p> ?o } ORDER BY ?o LIMIT 5",
        "SELECT * { ?s <urn:p> ?o { SELECT ?o { ?t <urn:p> ?o } ORDER BY ?o LIMIT 5 } } ORDER BY ?s",
        "SELECT ?t (COUNT(*) AS ?n) { ?s <urn:p> ?o BIND(DATATYPE(?o) AS ?t) } GROUP BY ?t ORDER BY MIN(?o) MAX(?o)",
        "SELECT (GROUP_CONCAT(?o) AS ?all) { { SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o } }",
    ],
)
def test_every_form_of_query_can_be_ordered(mixed: Store, query: str) -> None:
    """Whatever is asked for in an order is answered."""
    assert mixed.ask(Request(query)).size


def test_error_has_the_place_in_the_text_as_it_was_written(mixed: Store) -> None:
    """A query that is no SPARQL is told where, by the lines and columns of who wrote it."""
    with pytest.raises(QuerySyntaxError, match="line 2, column 15"):
        mixed.ask(Request("SELECT * { ?s ?p ?o } ORDER BY ?s ?o\nORDER BY ?s LIMIT x"))


def test_variables_of_an_ordered_query_are_listed() -> None:
    """No row of a query is ordered by the engine to know its variables, which would end this process."""
    values = " ".join(str(term) for term in list_terms()[:1500])

    assert list_variables(f"SELECT ?x {{ VALUES ?x {{ {values} }} }} ORDER BY ?x") == ["x"]
