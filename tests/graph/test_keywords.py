"""The keywords of a query: found where they are keywords, and nowhere else."""

import doctest

import pytest

from graph import keywords as module
from graph.keywords import keywords

FOUND = {
    "lower_case": "select * { service <http://x/> { ?s ?p ?o } }",
    "mixed_case": "SELECT * { SeRvIcE <http://x/> {} }",
    "after_brace": "SELECT * {SERVICE<http://x/>{}}",
    "variable_follows": "SELECT * { SERVICE ?where {} }",
    "after_string": "SELECT * { ?s ?p 'a' . SERVICE <http://x/> {} }",
    "after_escaped_quote": r'SELECT * { ?s ?p "a\" SERVICE" . SERVICE <http://x/> {} }',
    "after_escaped_backslash": r'SELECT * { ?s ?p "\\" . SERVICE <http://x/> {} } #"',
    "after_long_string": 'SELECT * { ?s ?p """a " b\n""" . SERVICE <http://x/> {} }',
    "after_comment": "SELECT * { # no\nSERVICE <http://x/> {} }",
    "after_hash_in_iri": "SELECT * { ?s <http://x/#p> ?o . SERVICE <http://x/> {} }",
    "after_less_than": "SELECT * { FILTER(?a < 3) SERVICE <http://x/> {} }",
    "after_quote_in_comment": "SELECT * { # don't\n SERVICE <http://x/> {} }",
    "after_prefixed_name": "SELECT * { ?s x:p ?o . SERVICE x:y {} }",
}

HIDDEN = {
    "variable": "SELECT ?service { ?service ?p $SERVICE }",
    "string": "SELECT * { ?s ?p 'SERVICE' }",
    "string_with_other_quote": 'SELECT * { ?s ?p "it\'s SERVICE" }',
    "long_string": "SELECT * { ?s ?p '''a\n' SERVICE ''' }",
    "escaped_quote": r'SELECT * { ?s ?p "\" SERVICE" }',
    "comment": "SELECT * { ?s ?p ?o } # SERVICE",
    "iri": "SELECT * { ?s <http://x/SERVICE> ?o }",
    "iri_with_hash": "SELECT * { ?s <http://x/#SERVICE> ?o }",
    "prefix": "PREFIX service: <http://x/> SELECT * { ?s ?p ?o }",
    "prefixed_name": "SELECT * { ?s x:SERVICE ?o }",
    "dotted_name": "SELECT * { ?s x:my.SERVICE ?o }",
    "part_of_a_word": "SELECT * { FILTER(SERVICES) }",
}


def test_examples_hold() -> None:
    """The examples of the module are run, and there are some."""
    result = doctest.testmod(module)

    assert result.attempted >= 2
    assert result.failed == 0


@pytest.mark.parametrize("case", FOUND)
def test_keyword_is_found(case: str) -> None:
    """Whatever stands round it, a keyword is seen."""
    assert "SERVICE" in keywords(FOUND[case])


@pytest.mark.parametrize("case", HIDDEN)
def test_word_that_is_no_keyword_is_passed_over(case: str) -> None:
    """A name, a text or a note that holds the word asks for nothing."""
    assert "SERVICE" not in keywords(HIDDEN[case])


@pytest.mark.parametrize("query", ["SELECT * { ?s from-x:y ?o }", "SELECT * { ?s ?p 'a'@from }"])
def test_odd_name_is_no_keyword(query: str) -> None:
    """A prefix with a hyphen, or a language tag, is no keyword: FROM here empties the answer in silence."""
    assert "FROM" not in keywords(query)


def test_query_without_words_has_no_keywords() -> None:
    """Nothing gives nothing."""
    assert keywords("") == set()
    assert keywords("{ ?s ?p <http://x/> } # all") == set()
