"""Typed solutions: each term as the kind that whoever asks counts on, or an error that says where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.engine.solutions import Solution, Solutions, UnexpectedTerm, parse_solutions
from graph.engine.store import Store
from graph.errors import QuerySyntaxError
from graph.terms import make_iri, to_json

if TYPE_CHECKING:
    from pathlib import Path

QUERY = """SELECT ?iri ?text ?number ?node ?nothing ?_o
{ ?iri <urn:p> ?text ; <urn:n> ?number ; <urn:b> ?node ; <urn:o> ?_o }"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Hold a version in which one thing has a value of each kind."""
    file: Path = tmp_path_factory.mktemp("small") / "small.nq"
    lines = [
        '<urn:a> <urn:p> "vier"@nl <urn:g> .',
        '<urn:a> <urn:n> "4"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .',
        "<urn:a> <urn:b> _:b <urn:g> .",
        "<urn:a> <urn:o> <urn:x> <urn:g> .",
        "<urn:a> <urn:o> <urn:y> <urn:g> .",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return Store(file)


@pytest.fixture(scope="module")
def solutions(small: Store) -> Solutions:
    """Select with a variable bound."""
    return small.select(QUERY, {"_o": to_json(make_iri("urn:x"))})


@pytest.fixture(scope="module")
def row(solutions: Solutions) -> Solution:
    """Have the one solution."""
    (found,) = solutions
    return found


def test_select_binds_and_keeps_order(small: Store, solutions: Solutions) -> None:
    """A bound variable narrows what is found, the variables come in the order of the SELECT, and none is no error."""
    assert solutions.variables == ("iri", "text", "number", "node", "nothing", "_o")
    assert len(solutions) == 1
    assert len(small.select(QUERY)) == 2
    assert not small.select("SELECT * { <urn:none> ?p ?o }")


def test_each_kind_of_term_is_had_as_it_is(row: Solution) -> None:
    """Each accessor returns what it says, without a cast."""
    assert row.iri("iri") == row.value("iri") == "urn:a"
    assert (row.text("text"), row.language("text"), row.language("number")) == ("vier", "nl", "")
    assert row.integer("number") == 4
    assert row.text("number") == "4"
    assert row.term("iri") == make_iri("urn:a")
    assert "node" in row
    assert "nothing" not in row


def test_what_is_optional_may_be_absent(row: Solution) -> None:
    """An optional term is None where it is absent, and of its kind where it is there."""
    assert row.optional_text("nothing") is row.optional_iri("nothing") is None
    assert row.optional_text("text") == "vier"
    assert row.optional_iri("iri") == "urn:a"
    with pytest.raises(UnexpectedTerm):
        row.optional_iri("text")


@pytest.mark.parametrize(
    ("kind", "variable"),
    [
        ("iri", "text"),
        ("iri", "node"),
        ("iri", "nothing"),
        ("text", "iri"),
        ("text", "node"),
        ("integer", "text"),
        ("integer", "iri"),
        ("value", "nothing"),
        ("term", "absent"),
    ],
)
def test_unexpected_term_names_variable_and_query(row: Solution, kind: str, variable: str) -> None:
    """A term that is absent or of another kind is an error that names the variable, what was expected and the query."""
    with pytest.raises(UnexpectedTerm) as caught:
        getattr(row, kind)(variable)

    assert str(caught.value).startswith(f"?{variable} has ")
    assert " is expected, in:\nSELECT ?iri" in str(caught.value)
    assert (caught.value.variable, caught.value.query) == (variable, QUERY)


def test_what_is_no_select_has_no_solutions(small: Store) -> None:
    """To select with an ASK is a mistake that is named; a query that is no SPARQL is refused as ever."""
    with pytest.raises(ValueError, match="no SELECT:\nASK"):
        small.select("ASK { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError):
        small.select("SELEKT")


def test_bindings_are_those_of_the_answer() -> None:
    """Whoever takes many rows has them as they were sent, without a copy of each."""
    body = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "urn:a"}}, {}]}}'

    assert parse_solutions(body, "SELECT ?x {}").bindings == [{"x": {"type": "uri", "value": "urn:a"}}, {}]
