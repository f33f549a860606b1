"""The dataset of a query: no text can mislead the engine into another than the query itself chooses."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from graph.engine.request import Request
from graph.engine.screening.dataset import has_dataset_clause
from graph.engine.store import Store
from graph.errors import QueryRefused, QuerySyntaxError

if TYPE_CHECKING:
    from pathlib import Path

#: Graphs, of which two each have a subject that says where it stands, and names, texts and languages with the word.
QUADS = """\
<urn:in:one> <urn:from> "FROM <urn:g:one>"@from <urn:g:one> .
<urn:in:two> <urn:from> "FROM <urn:g:two>"@from <urn:g:two> .
<urn:else> <urn:else> "FROM" <urn:g#FROM> .
"""
ALL, ONE, TWO, NONE = {"one", "two"}, {"one"}, {"two"}, set[str]()
P = "PREFIX g: <urn:g:> PREFIX : <urn:> "
#: Queries made to mislead who reads them, each with the graphs that its answer may come from.
MISLEADING = {
    "no_clause": ("SELECT * { ?s ?p ?o }", ALL),
    "clause": ("SELECT * FROM <urn:g:one> { ?s ?p ?o }", ONE),
    "clause_in_mixed_case": ("SELECT * fRoM <urn:g:one> { ?s ?p ?o }", ONE),
    "named_clause": ("SELECT * FROM NAMED <urn:g:one> { ?s ?p ?o }", NONE),
    "named_clause_and_graph": ("SELECT * FROM NAMED <urn:g:two> { GRAPH ?g { ?s ?p ?o } }", TWO),
    "both_clauses": ("SELECT * FROM <urn:g:one> FROM NAMED <urn:g:two> { ?s ?p ?o }", ONE),
    "string": ("SELECT * { ?s ?p ?o FILTER(?o != ' FROM <urn:g:one> ') }", ALL),
    "string_before_clause": ("SELECT ('{' AS ?a) ('FROM' AS ?b) ?s FROM <urn:g:one> { ?s ?p ?o }", ONE),
    "string_of_three_quotes": ("SELECT * { ?s ?p ?o FILTER(?o != '''\n'FROM <urn:g:one>\n''') }", ALL),
    "string_with_escaped_quote": (r"SELECT * { ?s ?p ?o FILTER(?o != '\' FROM <urn:g:one> {') }", ALL),
    "string_that_seems_to_end": (r"SELECT ('\\' AS ?a) ?s FROM <urn:g:one> { ?s ?p ?o FILTER(?o != '\\') }", ONE),
    "string_with_escaped_letter": (r"SELECT * { ?s ?p ?o FILTER(?o != '\u0046ROM <urn:g:one>\from') }", ALL),
    "comment": ("SELECT * # FROM <urn:g:one>\n{ ?s ?p ?o }", ALL),
    "comment_before_clause": ("SELECT * # '\nFROM # {\n<urn:g:one> # '\n{ ?s ?p ?o }", ONE),
    "comment_that_is_an_iri": ("SELECT * FROM <urn:g#FROM> FROM <urn:g:one> { ?s ?p ?o }", ONE),
    "hash_in_iri": ("SELECT * { ?s ?p ?o FILTER(?s != <urn:x#>) } #> FROM <urn:g:one>", ALL),
    "less_than_and_comment": ("SELECT (1<2 #> FROM <urn:g:one> {\n AS ?a) ?s { ?s ?p ?o }", ALL),
    "less_than_before_clause": ("SELECT (1<2 #>\n AS ?a) ?s FROM <urn:g:one> { ?s ?p ?o }", ONE),
    "iri": ("SELECT * { ?s <urn:from> ?o }", ALL),
    "iri_with_escaped_letter": (r"SELECT * { ?s <urn:\u0066rom> ?o }", ALL),
    "iri_of_graph": ("PREFIX from: <urn:FROM:> SELECT * { ?s ?p ?o MINUS { ?s from:FROM ?o } }", ALL),
    "prefix": ("PREFIX from: <urn:> SELECT * { ?s from:from ?o }", ALL),
    "prefix_and_clause": ("PREFIX from: <urn:g:> SELECT * FROM from:one { ?s ?p ?o }", ONE),
    "prefix_of_two_cases": ("PREFIX from: <urn:a:> PREFIX FROM: <urn:> SELECT * { ?s FROM:from ?o }", ALL),
    "local_name": (P + "SELECT * { ?s :from ?o }", ALL),
    "local_name_with_escape": (P + r"SELECT * { ?s :from ?o FILTER(?s != :\~FROM\~) }", ALL),
    "variable": ("SELECT ?FROM ?from { ?from ?p ?o BIND(?p AS ?FROM) }", ALL),
    "dollar_variable": ("SELECT $from { $from ?p ?o }", ALL),
    "variable_before_clause": ("SELECT ?from FROM <urn:g:one> { ?from ?p ?o }", ONE),
    "variable_named_as_clause": ("SELECT ?s ?FROM { ?s ?p ?FROM }", ALL),
    "language": ("SELECT * { ?s ?p ?o FILTER(?o != 'x'@from && LANG(?o) = 'from') }", ALL),
    "language_with_region": ("SELECT * { ?s ?p ?o FILTER(?o != 'x'@nl-from) }", ALL),
    "blank_node": ("SELECT ?s { ?s ?p ?o . OPTIONAL { _:from <urn:from-none> _:FROM } }", ALL),
    "subselect": ("SELECT * { { SELECT ?s ('FROM' AS ?from) { ?s ?p ?o } } }", ALL),
    "subselect_and_clause": ("SELECT ?s FROM <urn:g:one> { { SELECT ?s { ?s ?p ?from } } }", ONE),
    "values": ("SELECT * { ?s ?p ?o VALUES ?x { 'FROM' <urn:FROM> } }", ALL),
    "values_at_the_end": ("SELECT * { ?s ?p ?o } VALUES ?from { UNDEF }", ALL),
    "construct": ("CONSTRUCT { ?s ?p 'FROM <urn:g:one>' } WHERE { ?s ?p ?o }", ALL),
    "construct_and_clause": ("CONSTRUCT { ?s ?p 'from' } FROM <urn:g:one> WHERE { ?s ?p ?o }", ONE),
    "short_construct_and_clause": ("CONSTRUCT FROM <urn:g:one> WHERE { ?s ?p ?o }", ONE),
    "describe": ("DESCRIBE <urn:in:one> <urn:FROM> ?s { ?s <urn:from> ?o }", ALL),
    "describe_and_clause": ("DESCRIBE ?s FROM <urn:g:one> { ?s <urn:from> ?o }", ONE),
    "describe_without_where": ("DESCRIBE <urn:in:two> FROM <urn:g:two>", TWO),
    "describe_name_like_a_clause": (
        "PREFIX FROMi: <urn:in:> PREFIX i: <urn:no:> DESCRIBE i:a FROMi:one FROMi:two",
        ALL,
    ),
    "variable_of_the_mask": ("SELECT (1 AS ?from) (2 AS ?fram) (3 AS ?frbm) ?s { ?s ?p ?o }", ALL),
    "words_of_the_mask": ("SELECT * { ?s ?p ?o FILTER(?o NOT IN ('frAm', 'frbm', 'FRCM', 'from')) }", ALL),
}
#: The same where no space stands between words, which the engine takes and others do not: with the graphs by hand.
GLUED = {
    "name": (P + "SELECT*FROMg:one{?s ?p ?o}", ONE),
    "iri": ("SELECT*FROM<urn:g:one>{?s ?p ?o}", ONE),
    "named": (P + "SELECT*FROMNAMEDg:two{GRAPH ?g{?s ?p ?o}}", TWO),
    "construct": (P + "CONSTRUCTFROMg:one WHERE{?s ?p ?o}", ONE),
    "prefix_that_looks_glued": ("PREFIX FROMg: <urn:> SELECT*{?s FROMg:from ?o}", ALL),
    "prefix_of_the_mask": (
        P + "PREFIX FRAMg: <urn:no:> PREFIX FRBMg: <urn:no:> DESCRIBE <urn:in:one> <urn:in:two>FROMg:one",
        ONE,
    ),
    "undef_and_name": ("PREFIX ROMg: <urn:> SELECT*{?s ?p ?o VALUES ?x{UNDEFROMg:x}}", ALL),
    "undef_and_name_and_clause": ("PREFIX ROMg: <urn:> SELECT*FROM<urn:g:one>{?s ?p ?o VALUES ?x{UNDEFROMg:x}}", ONE),
    "a_and_name": (P + "SELECT*{?s ?p ?o MINUS{?s aFROM:x}}".replace("FROM", ":FROM"), ALL),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Hold a version of two graphs."""
    file: Path = tmp_path_factory.mktemp("small") / "small.nq"
    file.write_text(QUADS, encoding="utf-8")
    return Store(file)


def list_answering_graphs(store: Store, text: str) -> set[str]:
    """List the graphs that the answer to *text* comes from."""
    body = store.ask(Request(text, graph_type="application/n-triples")).body.decode()
    return set(re.findall(r"urn:in:(\w+)", body))


def judge_by_rdflib(text: str) -> set[str]:
    """List the graphs that the answer to *text* may come from, by the parser of rdflib."""
    clauses = translateQuery(parseQuery(text)).algebra.datasetClause
    kind = "named" if "GRAPH ?g" in text else "default"
    graphs = {str(clause.get(kind)).removeprefix("urn:g:") for clause in clauses or ()}
    return graphs & ALL if clauses else ALL


@pytest.mark.parametrize("case", MISLEADING)
def test_misleading_query_is_answered_over_its_dataset(small: Store, case: str) -> None:
    """Whatever stands in a query, it is answered over the graphs that it chooses, or else over all of them."""
    text, expected = MISLEADING[case]

    assert judge_by_rdflib(text) == expected
    assert list_answering_graphs(small, text) == expected


@pytest.mark.parametrize("case", GLUED)
def test_query_without_spaces_is_answered_over_its_dataset(small: Store, case: str) -> None:
    """The same holds where words stand against each other."""
    text, expected = GLUED[case]

    assert list_answering_graphs(small, text) == expected


@pytest.mark.parametrize("text", [r"SELECT * \u0046ROM <urn:g:one> { ?s ?p ?o }", r"ASK F\u0052OM <urn:g:one> {}"])
def test_keyword_cannot_be_written_with_escapes(small: Store, text: str) -> None:
    """What the engine does not read as the keyword it refuses, so that an escape hides no clause from us.

    SPARQL 1.1 would have it read (section 19.2), as rdflib does. Should the engine come to do so, this fails.
    """
    assert parseQuery(text)[1].datasetClause
    with pytest.raises(QuerySyntaxError):
        small.ask(Request(text))


def test_query_with_every_word_of_the_mask_is_refused(small: Store) -> None:
    """A query that leaves no word to try is refused rather than guessed at; with one left it is answered."""
    words = [f"fr{letter}m" for letter in ascii_lowercase]
    text = "SELECT * { ?s ?p ?o } # "

    assert list_answering_graphs(small, text + " ".join(words[1:])) == ALL
    with pytest.raises(QueryRefused, match="FRAM"):
        small.ask(Request(text + " ".join(words)))


def test_no_query_is_evaluated_to_know_its_dataset() -> None:
    """A query that takes for ever to evaluate is known at once: the test would not end."""
    numbers = " ".join(map(str, range(300)))
    values = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abcdef")

    assert not has_dataset_clause(f"ASK {{ {values} FILTER(?a + ?b + ?c + ?d + ?e + ?f < 0 || ?from) }}")
    assert has_dataset_clause(f"ASK FROM <urn:g:one> {{ {values} FILTER(?a + ?b + ?c + ?d + ?e + ?f < 0) }}")
