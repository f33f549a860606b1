"""ORDER BY by keys: each condition is wrapped wherever it stands, and nothing else of a query is touched."""

from __future__ import annotations

import pytest

from graph.engine.screening.order import rewrite_order

K = "<k:>"
X = 'IF(ISIRI(?x),CONCAT("2",STR(?x)),<k:>(?x))'
IN_BRACKETS = X.replace("<k:>(?x)", "<k:>((?x))")
#: Queries as they are written, and as the engine is given them.
REWRITTEN = {
    "SELECT * { } ORDER BY ?x": f"SELECT * {{ }} ORDER BY {X}",
    "SELECT * { } order by $x ?x": f"SELECT * {{ }} order by {X.replace('?', '$')} {X}",
    "SELECT * { } ORDER BY?x?x(?x)LIMIT 3": f"SELECT * {{ }} ORDER BY{X}{X}{IN_BRACKETS}LIMIT 3",
    "SELECT * { } ORDER BY DESC(?x) ASC (?x) OFFSET 3": (
        f"SELECT * {{ }} ORDER BY DESC({IN_BRACKETS}) ASC ({IN_BRACKETS}) OFFSET 3"
    ),
    "SELECT * { } ORDER BY DESC(1 < ?x) STR(?x) RAND() # ?x\n <f:>(?x, (1)) e:f(DISTINCT ?x) VALUES ?x { 1 }": (
        f"SELECT * {{ }} ORDER BY DESC({K}((1 < ?x))) {K}(STR(?x)) {K}(RAND()) # ?x\n {K}(<f:>(?x, (1)))"
        f" {K}(e:f(DISTINCT ?x)) VALUES ?x {{ 1 }}"
    ),
    "SELECT * { } ORDER BY EXISTS { ?x ?y ?z } NOT EXISTS { } ('ORDER BY ?x') ": (
        f"SELECT * {{ }} ORDER BY {K}(EXISTS {{ ?x ?y ?z }}) {K}(NOT EXISTS {{ }}) {K}(('ORDER BY ?x')) "
    ),
    "SELECT * { { SELECT * { } ORDER BY ?x LIMIT 1 } } ORDER BY (EXISTS { { SELECT * { } ORDER BY ?x } })": (
        f"SELECT * {{ {{ SELECT * {{ }} ORDER BY {X} LIMIT 1 }} }} ORDER BY"
        f" {K}((EXISTS {{ {{ SELECT * {{ }} ORDER BY {X} }} }}))"
    ),
    "CONSTRUCT { ?x ?y ?z } WHERE { } ORDER # by\n BY ?x": f"CONSTRUCT {{ ?x ?y ?z }} WHERE {{ }} ORDER # by\n BY {X}",
    "PREFIX e: <e:> SELECT*{}ORDERBY?xLIMIT3": f"PREFIX e: <e:> SELECT*{{}}ORDERBY{X.replace('?x', '?xLIMIT3')}",
    "PREFIX e: <e:> SELECT*{}ORDERBYDESC(?x)NOTEXISTS{}LIMIT3": (
        f"PREFIX e: <e:> SELECT*{{}}ORDERBYDESC({IN_BRACKETS}){K}(NOTEXISTS{{}})LIMIT3"
    ),
    "PREFIX e: <e:> SELECT*{}ORDERBYe:f(?x)": f"PREFIX e: <e:> SELECT*{{}}ORDERBY{K}(e:f(?x))",
    "PREFIX e: <e:> SELECT*{}ORDER BYSTR(?x)": f"PREFIX e: <e:> SELECT*{{}}ORDER BY{K}(STR(?x))",
}
#: Texts in which nothing is ordered, or that cannot be read.
KEPT = [
    "SELECT ?order { ?order ?p 'ORDER BY ?x' } # ORDER BY ?x",
    "PREFIX order: <ORDER#BY> SELECT * { ?x order:by order:BY }",
    'SELECT * { ?x ?y """ORDER BY ?x""" FILTER(1 < 2) #> ORDER BY ?x\n }',
    "SELECT * { ?x <urn:ORDER/BY?x> ?y }",
    "SELECT * { } ORDER BY",
    "SELECT * { } ORDER BY DESC",
    "SELECT * { } ORDER BY STR(?x",
    "SELECT * { } ORDER BY LIMIT 3",
    "ORDER",
    "",
]


@pytest.mark.parametrize("text", REWRITTEN)
def test_each_condition_is_wrapped(text: str) -> None:
    """A condition of whatever form, at any depth, with or without spaces, is given to the function; nothing else is."""
    assert rewrite_order(text, "k:", "2") == REWRITTEN[text]


@pytest.mark.parametrize("text", KEPT)
def test_nothing_else_is_touched(text: str) -> None:
    """The words in a text, a comment, a name or an IRI are no ORDER BY; what is not whole stays as it is."""
    assert rewrite_order(text, "k:", "2") == text
