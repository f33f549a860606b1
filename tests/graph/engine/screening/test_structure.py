"""The structure of a query: its brackets and its triple patterns, and what it means for the bounds of the screen."""

from __future__ import annotations

from contextlib import suppress

import pytest
from pyoxigraph import Store as Oxigraph

from graph.engine.screening.screen import QueryBounds, screen
from graph.errors import QueryTooLarge

BOUNDS = QueryBounds()


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_nested_query_is_refused(pair: str) -> None:
    """One bracket too deep is refused, in time for the engine; in a text it is not counted."""
    deepest, deeper = (
        "SELECT * { " + pair[0] * inner + pair[1] * inner + " '" + "{[(" * 500 + "' }" for inner in (99, 100)
    )

    assert screen(deepest, BOUNDS).form == "SELECT"
    with pytest.raises(QueryTooLarge, match="more than 100 brackets") as caught:
        screen(deeper, BOUNDS)
    assert caught.value.limit == "query_nesting"


# The triple patterns that each of these has; a step of a path counts as one, a member of a list as two.
PATTERNS = {
    "SELECT * { ?s ?p ?o }": 1,
    "SELECT * { ?s ?p ?o . ?s ?q ?x . }": 2,
    "SELECT * { ?s ?p ?o ; ?q ?x , ?y ; . }": 3,
    "SELECT * { ?s a <x> ; <p> true , false, 1.5, -2, 'a'@en, 'b'^^<c> }": 7,
    "SELECT * { [] ?p [ ?q ?x ; ?r [ ] ] . [ ?q ?y ] . }": 4,
    "SELECT * { ?s ?p (1 2 3) . (1) ?p ?o . ?s ?p () }": 11,
    "SELECT * { ?s <a>/<b>/^<c>* ?o . ?s (<a>|!(<b>|^<c>))+ ?o }": 4,
    "SELECT ?a (1 < 2 AS ?b) ?c { { SELECT ?x ?y (?z AS ?w) ?v { ?s ?p ?o } ORDER BY ?x DESC(?y) ?z LIMIT 3 } }": 1,
    "SELECT * { OPTIONAL { ?s ?p ?o } ?s ?p ?o GRAPH ?g { ?s ?p ?o } FILTER(?o > 3) ?s ?q ?r MINUS { ?s ?p ?o } }": 5,
    "SELECT * { BIND(?x + 1 AS ?y) ?s ?p ?o FILTER NOT EXISTS { ?s ?q ?r } FILTER regex(?o, 'a') ?s ?t ?u }": 3,
    "SELECT * { VALUES ?x { 1 2 3 <a> } VALUES (?y ?z) { (1 2) (3 4) (5 UNDEF) } ?s ?p ?o }": 1,
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s ?p (?o + 1 AS ?x) ORDER BY ?s VALUES (?s ?p) { (1 2) }": 1,
    "CONSTRUCT { ?s ?p ?o . ?s ?p 1 } WHERE { ?s ?p ?o }": 1,
    "CONSTRUCT WHERE { ?s ?p ?o ; ?q ?r }": 2,
    "ASK { ?a?b?c.?d?e?f }": 2,
}


@pytest.mark.parametrize("query", PATTERNS)
def test_triple_patterns_are_counted(query: str) -> None:
    """A query with its number of triple patterns passes, and with one more than may be is refused."""
    Oxigraph().query(query, base_iri="http://x/")
    count = PATTERNS[query]

    assert screen(query, QueryBounds(patterns=count)).form == query.split(maxsplit=1)[0]
    with pytest.raises(QueryTooLarge, match=f"more than {count - 1} triple patterns") as caught:
        screen(query, QueryBounds(patterns=count - 1))
    assert caught.value.limit == "query_patterns"


# The clauses and operators that each of these has, and what its largest group joins.
PARTS = {
    "SELECT * { ?s ?p ?o }": (1, 1),
    "ASK { FILTER(1 + 1 - 1 * 1 / 1 = 1 && !(1 != 2 || 1 <= 2)) }": (13, 0),
    "ASK { FILTER(!!!1 && 1 IN (1, 2, 3) && <x:f>(1, 2) && CONCAT('a', 'b', 'c') = - ?x) }": (13, 0),
    "SELECT (1 AS ?a) (COUNT(*) AS ?b) { } GROUP BY ?c (?d AS ?e) HAVING (1) ORDER BY ?c ?d DESC(?e) LIMIT 3": (10, 0),
    "ASK { { ?s ?p ?o } UNION { ?s ?p ?o } OPTIONAL { ?s ?p ?o } MINUS { ?s ?p ?o } ?s ?q ?x }": (5, 2),
    "ASK { GRAPH ?g { ?s ?p ?o . ?s ?q ?x } { SELECT * { ?s ?p ?o } } FILTER NOT EXISTS { ?s ?p ?o } }": (5, 3),
    "ASK { VALUES ?x { 1 2 3 } VALUES (?y ?z) { (1 2) (3 4) } BIND(1 AS ?a) FILTER(1) }": (6, 2),
    "ASK { ?s (<x:p>|^<x:q>)/!(<x:r>|<x:s>) ?o }": (7, 2),
    "ASK { ?s ?p (1 2 3), [ ?q ?x ; ?r ?y ] }": (1, 7),
    "ASK { << ?s ?p << ?a ?b ?c >> >> ?q ?o ~ ?r {| ?t ?u |} }": (5, 6),
    "CONSTRUCT { ?s ?p (1 2), ?o ~ ?r } WHERE { ?s ?p ?o }": (5, 1),
    "CONSTRUCT WHERE { ?s ?p ?o }": (1, 1),
    "DESCRIBE <x:a> ?b <x:c> { }": (4, 0),
}


@pytest.mark.parametrize("query", PARTS)
def test_clauses_operators_and_joins_are_counted(query: str) -> None:
    """A query passes with its number of parts and of joins, and is refused with one fewer of either."""
    with suppress(ValueError, RuntimeError):  # a function that nobody knows
        Oxigraph().query(query)
    parts, joins = PARTS[query]

    assert screen(query, QueryBounds(parts=parts, joins=joins)).form == query.split(maxsplit=1)[0]
    with pytest.raises(QueryTooLarge) as caught:
        screen(query, QueryBounds(parts=parts - 1, joins=joins))
    assert caught.value.limit == "query_parts"
    if joins:
        with pytest.raises(QueryTooLarge) as caught:
            screen(query, QueryBounds(parts=parts, joins=joins - 1))
        assert caught.value.limit == "query_joins"


def test_wide_star_is_refused() -> None:
    """What the engine would plan for minutes is refused at once; the same apart, or as many rows of data, is not."""
    star = "SELECT * {" + " ".join(f"?s <p{n}> ?o{n} ." for n in range(101)) + "}"
    apart = "SELECT * {" + " ".join(f"OPTIONAL {{ ?s <p{n}> ?o{n} }}" for n in range(200)) + "}"
    rows = "SELECT * { VALUES (?s ?o) {" + "(<a:a> <a:b>)" * 4000 + "} ?s ?p ?o }"

    with pytest.raises(QueryTooLarge, match="more than 100 triple patterns and groups") as caught:
        screen(star, BOUNDS)
    assert caught.value.limit == "query_joins"
    assert {screen(text, BOUNDS).form for text in (apart, rows)} == {"SELECT"}


@pytest.mark.parametrize(
    ("function", "rest"), [("SUBSTR", ", 1"), ("REPLACE", ", 'a', 'b'"), ("REGEX", ", 'a'"), ("GROUP_CONCAT", "")]
)
def test_function_that_is_read_twice_is_not_nested_without_end(function: str, rest: str) -> None:
    """What the engine would read for hours is refused at once; a dozen within each other, as one writes, is not."""
    dozen, many = (f"SELECT ({f'{function}(' * count}'x'{f'{rest})' * count} AS ?y) {{ }}" for count in (12, 40))

    assert screen(dozen, BOUNDS).form == "SELECT"
    with pytest.raises(QueryTooLarge, match="within each other") as caught:
        screen(many, BOUNDS)
    assert caught.value.limit == "query_nesting"
