"""The screen before the workers: it reads a query as the engine does, and refuses in kind words."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QuerySolutions, RdfFormat
from pyoxigraph import Store as Oxigraph

from graph.engine.screening import dataset, outline, tokens
from graph.engine.screening.dataset import has_dataset_clause
from graph.engine.screening.outline import FORMS, QueryOutline
from graph.engine.screening.screen import QueryBounds, screen
from graph.errors import QueryRefused, QuerySyntaxError, QueryTooLarge
from tests.absence import missing

W3C = Path(__file__).parents[5] / "shared" / "w3c" / "sparql"
BOUNDS = QueryBounds()
ENDLESS = QueryBounds(10**9, 10**9, 10**9, 10**9, 10**9)
PREFIXED = "PREFIX e: <http://x/> PREFIX : <http://y/> "

SERVICE = {
    "plain": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <http://x/> { ?s ?p ?o } }",
    "lower_case": "select * { service silent <http://x/> { ?s ?p ?o } }",
    "mixed_case": "SELECT * { SeRvIcE <http://x/> {} }",
    "without_spaces": "SELECT*{SERVICE<http://x/>{?s ?p ?o}}",
    "silent_without_spaces": "SELECT*{SERVICESILENT<http://x/>{?s ?p ?o}}",
    "variable": "SELECT * { VALUES ?u { <http://x/> } SERVICE ?u { ?s ?p ?o } }",
    "variable_without_spaces": "SELECT * { SERVICESILENT?u{ ?s ?p ?o } }",
    "prefixed": PREFIXED + "SELECT * { SERVICE e:x {} }",
    "prefixed_without_spaces": PREFIXED + "SELECT * { SERVICEe:x {} }",
    "silent_prefixed_without_spaces": PREFIXED + "SELECT * { SERVICESILENTe:x {} }",
    "empty_prefix_without_spaces": PREFIXED + "SELECT * { SERVICE:x {} }",
    "after_name_and_dot": PREFIXED + "SELECT * { ?s ?p e:.SERVICE <http://x/> {} }",
    "after_local_name_and_dot": PREFIXED + "SELECT * { ?s ?p e:a. SERVICE<http://x/> {} }",
    "after_name_that_the_engine_cuts": PREFIXED + "SELECT * { ?s ?p e:a.b.SERVICE<http://x/> {} }",
    "after_truth": PREFIXED + "SELECT * { ?s ?p trueSERVICE<http://x/> {} }",
    "after_truth_and_dot": PREFIXED + "SELECT * { ?s ?p true.SERVICE:x {} }",
    "after_number": PREFIXED + "SELECT * { ?s ?p 1.SERVICE <http://x/> {} }",
    "comment_between": "SELECT * { SERVICE # here\n SILENT#there\n<http://x/> {} }",
    "after_comment": "SELECT * { # no\nSERVICE <http://x/> {} }",
    "after_quote_in_comment": "SELECT * { # don't\n SERVICE <http://x/> {} }",
    "after_string": "SELECT * { ?s ?p 'a' . SERVICE <http://x/> {} }",
    "after_escaped_quote": r'SELECT * { ?s ?p "a\" SERVICE" . SERVICE <http://x/> {} }',
    "after_escaped_backslash": r'SELECT * { ?s ?p "\\" . SERVICE <http://x/> {} } #"',
    "after_long_string": 'SELECT * { ?s ?p """a " b\n""" . SERVICE <http://x/> {} }',
    "after_empty_strings": "SELECT * { ?s ?p \"\", '' . SERVICE <http://x/> {} }",
    "after_hash_in_iri": "SELECT * { ?s <http://x/#p> ?o . SERVICE <http://x/> {} }",
    "after_less_than": "SELECT * { FILTER(?a < 3) SERVICE <http://x/> {} }",
    "after_less_than_and_comment": 'SELECT * { FILTER(1<2#>"""\n) SERVICE <http://x/> {} } #"""',
    "after_sum_less_than": 'SELECT * { FILTER((1+2)<?a#>"""\n) SERVICE <http://x/> {} } #"""',
    "after_function_less_than": 'SELECT * { FILTER STRLEN(?a<2#>"""\n) SERVICE <http://x/> {} } #"""',
    "after_less_than_in_projection": "SELECT (?a<2#>'''\n AS ?b) { SERVICE <http://x/> {} } #'''",
    "after_iri_with_hash_in_list": "SELECT * { ?s ?p (<a#b> <c#d>) SERVICE <http://x/> {} }",
    "in_exists": "ASK { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }",
    "in_exists_in_function": "ASK { FILTER(IF(EXISTS { SERVICE <http://x/> { ?s ?p ?o } }, 1, 2)) }",
    "in_subselect": "SELECT * { { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } } }",
    "in_construct": "CONSTRUCT { ?s ?p ?o } { SERVICE <http://x/> { ?s ?p ?o } }",
}
NO_SERVICE = {
    "variable": "SELECT ?service { ?service ?p $SERVICE }",
    "string": "SELECT * { ?s ?p 'SERVICE' }",
    "string_with_other_quote": 'SELECT * { ?s ?p "it\'s SERVICE" }',
    "long_string": "SELECT * { ?s ?p '''a\n' SERVICE ''' }",
    "escaped_quote": r'SELECT * { ?s ?p "\" SERVICE" }',
    "comment": "SELECT * { ?s ?p ?o } # SERVICE",
    "iri": "SELECT * { ?s <http://x/SERVICE> ?o }",
    "iri_with_hash": "SELECT * { ?s <http://x/#SERVICE> ?o }",
    "compared_with_iri": "SELECT * { ?s ?p ?o FILTER(?o < <http://x/#SERVICE>) }",
    "iri_after_comma": "SELECT * { ?s ?p ?o FILTER(?o IN (1, <http://x/#SERVICE>)) }",
    "iri_in_list": "SELECT * { ?s ?p (1 <http://x/#SERVICE>) }",
    "iri_in_values": "SELECT * { VALUES (?s ?p) { (1 <http://x/#SERVICE>) } }",
    "iri_in_path": "SELECT * { ?s (<http://x/#SERVICE>|^<http://x/#SERVICE>)/<http://x/#SERVICE>* ?o }",
    "iri_as_datatype": "SELECT * { ?s ?p ?o FILTER(?o = '1'^^<http://x/#SERVICE>) }",
    "iri_as_function": "SELECT * { ?s ?p ?o FILTER <http://x/#SERVICE>(?o) }",
    "distinct_iri": "SELECT (COUNT(DISTINCT <http://x/#SERVICE>) AS ?n) {}",
    "triple_term": "SELECT (<<( <http://x/#a> <http://x/#SERVICE> <http://x/#SERVICE> )>> AS ?t) {}",
    "prefix": "PREFIX service: <http://x/> SELECT * { ?s ?p service:silent }",
    "prefix_that_looks_glued": "PREFIX SERVICEe: <http://x/> PREFIX e: <http://x/> SELECT * { ?s ?p SERVICEe:x }",
    "prefixed_name": PREFIXED + "SELECT * { ?s e:SERVICE ?o }",
    "dotted_name": PREFIXED + "SELECT * { ?s e:my.SERVICE ?o }",
    "language": "SELECT * { ?s ?p 'a'@service }",
    "blank_node": "SELECT * { _:SERVICE ?p _:a.SERVICE }",
}


@pytest.mark.parametrize("case", SERVICE)
def test_service_is_refused_in_every_spelling(case: str) -> None:
    """A query that calls another server is refused, and told how to go on."""
    with pytest.raises(QueryRefused, match="leave SERVICE out"):
        screen(SERVICE[case], BOUNDS)


@pytest.mark.parametrize("case", NO_SERVICE)
def test_word_that_is_no_keyword_is_passed_over(case: str) -> None:
    """A name, a text or a note that holds the word asks for nothing; the engine takes each of these."""
    Oxigraph().query(NO_SERVICE[case].replace("FILTER <http://x/#SERVICE>(?o)", ""), base_iri="http://x/")

    assert screen(NO_SERVICE[case], BOUNDS).form == "SELECT"


WRITES = [
    "LOAD <http://x/>",
    "LOADSILENT<http://x/>INTOGRAPH<http://y/>",
    PREFIXED + "LOADe:x",
    "INSERT DATA { <a:a> <a:b> 1 }",
    "insertdata{<a:a><a:b>1}",
    "DELETE WHERE { ?s ?p ?o }",
    "BASE <http://x/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "# all of it\nCLEAR ALL",
    "DROPSILENTDEFAULT",
    "CREATE GRAPH <http://x/>",
    "ADD <a:a> TO <a:b>",
    "MOVE <a:a> TO <a:b>",
    "COPY DEFAULT TO <a:b>",
]


@pytest.mark.parametrize("text", WRITES)
def test_update_is_refused(text: str) -> None:
    """What writes is told that nothing is written here."""
    with pytest.raises(QueryRefused, match="read only"):
        screen(text, BOUNDS)


@pytest.mark.parametrize("text", ["SELECT * { ?load ?p 'LOAD' } # LOAD", PREFIXED + "ASK { e:LOAD e:CLEAR e:DROP }"])
def test_name_of_an_update_is_passed_over(text: str) -> None:
    """A verb of the update language asks for nothing within a query."""
    assert screen(text, BOUNDS).form in {"SELECT", "ASK"}


def test_long_query_is_refused() -> None:
    """One character too many is refused with the limit, its name and what was given."""
    text = "ASK {}" + " " * 99_994

    assert screen(text, BOUNDS).form == "ASK"
    with pytest.raises(QueryTooLarge, match="100001 characters long; at most 100000") as caught:
        screen(text + " ", BOUNDS)
    assert caught.value.limit == "query_length"


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_character_that_no_text_may_have_is_refused(sign: str) -> None:
    """A control character or half a character is refused, with its place."""
    with pytest.raises(QuerySyntaxError, match=rf"U\+{ord(sign):04X}.* line 2, column 4"):
        screen(f"ASK {{\n  '{sign}' ?p ?o }}", BOUNDS)


def test_characters_of_every_script_are_read() -> None:
    """Tabs, line ends and letters of any script are as good as others."""
    text = "PREFIX été: <http://x/>\r\nSELECT\t?日本 FROM été:ü { ?日本 été:ñ·x '\U0001f600' }"

    assert screen(text, BOUNDS).default_graphs == ("http://x/ü",)


GRAPHS = {
    "none": ("SELECT * { ?s ?p ?o }", (), ()),
    "full": ("SELECT * FROM <http://g/a> { ?s ?p ?o }", ("http://g/a",), ()),
    "named": ("SELECT * FROM NAMED <http://g/a> { ?s ?p ?o }", (), ("http://g/a",)),
    "both": ("ASK FROM<a:a>FROM NAMED<a:b>FROM <a:c> {}", ("a:a", "a:c"), ("a:b",)),
    "glued": ("PREFIXe:<http://g/>ASKFROMe:x{?s ?p ?o}", ("http://g/x",), ()),
    "named_glued": ("PREFIXe:<http://g/>ASKFROMNAMEDe:x{?s ?p ?o}", (), ("http://g/x",)),
    "prefix_like_the_word": ("PREFIXfrome:<http://g/>ASKFROMfrome:x{?s ?p ?o}", ("http://g/x",), ()),
    "prefix_is_the_word": ("PREFIX from: <http://g/> ASK FROM from:x {}", ("http://g/x",), ()),
    "empty_prefix": ("PREFIX : <http://g/> ASK FROM :x FROM :{}", ("http://g/x", "http://g/"), ()),
    "base": ("BASE <http://g/y/z> ASK FROM <x> FROM </x> FROM <#x> FROM <>{}", None, ()),
    "two_bases": ("BASE <http://g/y/> BASE <z/> PREFIX e: <w/> BASE <http://h/> ASK FROM e:x FROM <x> {}", None, ()),
    "escapes": (r"PREFIX e: <http://g/> ASK FROM e:a\,b%20 FROM <http://g/\u00e9> {}", None, ()),
    "comments": ("ASK # FROM <a:a>\nFROM # NAMED\n<a:b> {}", ("a:b",), ()),
    "after_template": ("CONSTRUCT { ?s ?p 'FROM <a:a>' } FROM <a:b> WHERE { ?s ?p ?o }", ("a:b",), ()),
    "short_construct": ("CONSTRUCT FROM <a:b> WHERE { ?s ?p ?o }", ("a:b",), ()),
    "describe": ("DESCRIBE <a:a> ?x FROM <a:b> { ?x ?p ?o }", ("a:b",), ()),
    "expression": ("SELECT (1<2#>\n AS ?x) (COUNT(*)<3#>\n AS ?y) FROM <a:b> {}", ("a:b",), ()),
    "odd_prefix": ("PREFIX from-x: <a:a> SELECT * { ?s from-x:y 'a'@from }", (), ()),
}
RESOLVED = {
    "base": ("http://g/y/x", "http://g/x", "http://g/y/z#x", "http://g/y/z"),
    "two_bases": ("http://g/y/z/w/x", "http://h/x"),
    "escapes": ("http://g/a,b%20", "http://g/é"),
}


@pytest.mark.parametrize("case", GRAPHS)
def test_graphs_that_a_query_names_are_read(case: str) -> None:
    """FROM and FROM NAMED are found where they count, and give the IRIs that the engine looks in."""
    text, default, named = GRAPHS[case]
    default = RESOLVED[case] if default is None else default
    Oxigraph().query(text)

    screened = screen(text, BOUNDS)

    assert (screened.default_graphs, screened.named_graphs) == (default, named)
    assert has_dataset_clause(text) == bool(default or named)


def test_graphs_are_those_that_the_engine_looks_in() -> None:
    """For each IRI that is read, the engine finds what is in the graph of that name."""
    for text, default, named in GRAPHS.values():
        if not text.startswith(("ASK", "BASE", "PREFIX")) or "odd" in text or named:
            continue
        for graph in screen(text, BOUNDS).default_graphs:
            store = Oxigraph()
            store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <a:s> <a:p> <a:o> }} }}")
            asked = re.sub(r"\{[^}]*\}$", "{ <a:s> <a:p> <a:o> }", text)
            assert bool(store.query(asked)), (text, graph, default)


def test_relative_graph_without_base_is_left_unread() -> None:
    """What cannot be told is None, so that nobody is refused for it; a base from outside is used."""
    outline = screen("ASK FROM <x> FROM NAMED e:y {}", BOUNDS)

    assert (outline.form, outline.default_graphs, outline.named_graphs) == ("ASK", (None,), (None,))
    assert screen("ASK FROM <x> {}", BOUNDS, "http://g/").default_graphs == ("http://g/x",)


LETS_THROUGH = [
    "",
    "   # nothing",
    "SELEKT * {}",
    "SELECT * { 'no end }",
    'ASK { """no end }',
    "}}}])",
    "<<<<",
    "\\\\",
    "🦉",
]


@pytest.mark.parametrize("text", LETS_THROUGH)
def test_what_cannot_be_read_is_let_through(text: str) -> None:
    """Where the screen cannot read on it refuses nothing: the engine says what is wrong, in its own words."""
    assert isinstance(screen(text, BOUNDS), QueryOutline)


def manifests() -> list[tuple[str, Path]]:
    """Give the queries of the W3C's tests that are good SPARQL, as (kind of test, file)."""
    mf, qt = (
        "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
        "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
    )
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    good = [f"{mf}{name}" for name in ("PositiveSyntaxTest", "PositiveSyntaxTest11", "QueryEvaluationTest")]
    found = set()
    for path in sorted(W3C.rglob("manifest*.ttl")):
        store = Oxigraph()
        store.load(path=str(path), format=RdfFormat.TURTLE, base_iri=path.as_uri())
        for test in (test.subject for name in good for test in store.quads_for_pattern(None, kind, NamedNode(name))):
            (action,) = (quad.object for quad in store.quads_for_pattern(test, NamedNode(f"{mf}action"), None))
            if isinstance(action, BlankNode):
                (action,) = (quad.object for quad in store.quads_for_pattern(action, NamedNode(f"{qt}query"), None))
            found.add(Path(action.value.removeprefix("file://")))
    return sorted(found)


def forms_by_engine(text: str, base: str) -> set[str]:
    """Give the kinds that *text* can have, from the answer of the engine over no data."""
    try:
        answer = Oxigraph().query(text, base_iri=base)
    except (SyntaxError, ValueError, RuntimeError):  # a custom function, or what the engine does not take
        return set(FORMS)
    if isinstance(answer, QuerySolutions | QueryBoolean):
        return {"SELECT"} if isinstance(answer, QuerySolutions) else {"ASK"}
    return {"CONSTRUCT", "DESCRIBE"}


def test_good_queries_of_the_standard_pass() -> None:
    """Each good query of the W3C's suites passes, with its kind; only those that call another server are refused."""
    if not W3C.is_dir():
        missing(f"the W3C's tests are not in {W3C}")
    passed = refused = 0
    for path in manifests():
        text = path.read_bytes().decode()
        try:
            screened = screen(text, BOUNDS)
        except QueryRefused:
            assert "SERVICE" in text.upper()
            refused += 1
            continue
        assert screened.form in forms_by_engine(text, path.as_uri()), path
        assert has_dataset_clause(text, path.as_uri()) == bool(
            re.search(r"^\s*FROM\b", text, re.MULTILINE | re.IGNORECASE)
        )
        passed += 1

    assert passed > 500
    assert 0 < refused < 20


def test_examples_hold() -> None:
    """The examples of the modules are run, and there are some."""
    for module in (dataset, outline, tokens):
        result = doctest.testmod(module)

        assert result.attempted >= 1
        assert result.failed == 0
