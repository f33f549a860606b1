"""A query is read as SPARQL, whatever its lines look like: how it ends, what its lines are for, and what is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph.engine import list_variables
from graph.errors import BrokenQuestion
from queries.questions.header import read_question
from queries.questions.piece import find_pattern_start
from queries.questions.substitution import write_terms
from tests.queries.questions.test_question import GOOD

if TYPE_CHECKING:
    from pathlib import Path

HEADER = re.sub(r"#\+ parameters:\n(#\+   .*\n)*", "", GOOD[: GOOD.index("\nSELECT")]).replace(
    "#+ columns:", "#+ parameters:\n#+   theme: {type: text, label: {nl: Thema, en: Theme}}\n#+ columns:"
)
SELECT = "SELECT ?actor ?kind ?_lang\n  ?_theme  # when: theme\n"
ORDERED = {
    "on one line": "SELECT ?actor ?kind WHERE { ?actor a ?kind } ORDER BY ?actor",
    "indented": "  SELECT ?actor ?kind WHERE {\n    ?actor a ?kind .\n  } ORDER BY ?actor",
    "lower case": "select ?actor ?kind where { ?actor a ?kind } order by desc(?actor)",
    "no spaces": "SELECT?actor?kind{?actor a ?kind}ORDER BY?actor",
    "before a limit": "SELECT ?actor ?kind { ?actor a ?kind } ORDER BY ?actor LIMIT 5 OFFSET 0",
    "before values": "SELECT ?actor ?kind { ?actor a ?kind } ORDER BY ?actor VALUES ?kind { <urn:a> }",
    "after a group": "SELECT ?actor (MIN(?k) AS ?kind) { ?actor a ?k } GROUP BY ?actor HAVING (1 < 2) ORDER BY ?actor",
    "before a comment": "SELECT ?actor ?kind { ?actor a ?kind } ORDER BY ?actor # } and no more {",
    "in words apart": "SELECT ?actor ?kind { ?actor a ?kind } ORDER # by\n BY ?actor",
    "by an expression": "SELECT ?actor ?kind { ?actor a ?kind } ORDER BY (STR(?actor))",
    "brackets in a text": "SELECT ?actor ?kind { ?actor a ?kind FILTER(?kind != '} {') } ORDER BY ?actor",
    "with a subquery": "SELECT ?actor ?kind { { SELECT * { ?actor a ?kind } ORDER BY ?kind } } ORDER BY ?actor",
}
NOT_ORDERED = {
    "in a comment": "SELECT ?actor ?kind { ?actor a ?kind } # ORDER BY ?actor",
    "in a text": "SELECT ?actor ?kind { ?actor a ?kind FILTER(?kind != ' } ORDER BY ?actor') }",
    "in an IRI": "SELECT ?actor ?kind { ?actor a ?kind ; a <urn:ORDER:BY> }",
    "in a subquery": "SELECT ?actor ?kind { { SELECT * { ?actor a ?kind } ORDER BY ?actor } }",
    "in a name": "PREFIX ORDER: <urn:x> SELECT ?actor ?kind { ?actor a ?kind ; a ORDER:BY }",
}


def write(tmp_path: Path, query: str, newline: str = "\n") -> Path:
    """Write *query* under a header."""
    path = tmp_path / "who.rq"
    head = re.sub(r"#\+ parameters:\n(#\+   theme.*\n)", "", HEADER) if "_theme" not in query else HEADER
    path.write_bytes(f"{head}\n{query}\n".replace("\n", newline).encode())
    return path


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ORDERED)
def test_order_is_found_wherever_it_stands(tmp_path: Path, name: str, newline: str) -> None:
    """A query that has an order is taken, on whichever line and between whatever it stands."""
    assert read_question(write(tmp_path, ORDERED[name], newline)).text


@pytest.mark.parametrize("name", NOT_ORDERED)
def test_what_looks_like_an_order_is_none(tmp_path: Path, name: str) -> None:
    """The words in a comment, a text, a name or a subquery put no row of the answer in order."""
    with pytest.raises(BrokenQuestion, match="has no ORDER BY"):
        read_question(write(tmp_path, NOT_ORDERED[name]))


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_mark_of_windows_is_no_part_of_the_text(tmp_path: Path, mark: str, newline: str) -> None:
    """A file that Notepad saved, or two such files that were joined, is the question that it looks like."""
    path = tmp_path / "who.rq"
    head, select, rest = GOOD.partition("SELECT")
    path.write_bytes(f"{mark}{head}{mark}{select}{rest}".replace("\n", newline).encode())
    found = read_question(path)

    assert found.title == {"nl": "Wie", "en": "Who"}
    assert found.query(["theme"]).count("?_theme") == 2
    assert "\r" not in found.text


def test_mark_of_a_line_is_a_comment(tmp_path: Path) -> None:
    """What looks like the mark of a parameter within a text is text, and a line ends where SPARQL says."""
    text = "'''one\n# when: theme\ntwo'''"
    query = f"{SELECT}{{ ?actor a ?kind FILTER(?kind != {text}) # a\u2028b\x85c\n}} ORDER BY ?actor"
    question = read_question(write(tmp_path, query))

    assert text in question.query([])
    assert "# a\u2028b\x85c\n" in question.query([])
    assert question.query([]).count("?_theme") == 0
    assert question.query(["theme"]).count("?_theme") == 1


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("SELECT ?a ?_x WHERE { ?a ?b ?_x }", "SELECT ?a WHERE { ?a ?b <urn:t> }"),
        ("select ?a ?_x where { ?a ?b ?_x }", "select ?a where { ?a ?b <urn:t> }"),
        ("SELECT ?a $_x { ?a ?b $_x }", "SELECT ?a { ?a ?b <urn:t> }"),
        ("SELECT ?a ?_lang { ?a ?b ?c FILTER(LANG(?c) = ?_lang) }", 'SELECT ?a { ?a ?b ?c FILTER(LANG(?c) = "nl") }'),
        ("SELECT ?a {\n ?a ?b ?_x\n}", "SELECT ?a {\n ?a ?b <urn:t>\n}"),
        ("SELECT ?a\n  ?_x\n  ?_lang\n{ ?a ?b ?c }", "SELECT ?a\n{ ?a ?b ?c }"),
        ("SELECT ?a { ?a ?b '?_x' } # ?_x", "SELECT ?a { ?a ?b '?_x' } # ?_x"),
        ("SELECT ?a { ?a ?b ?_y }", "SELECT ?a { ?a ?b ?_y }"),
        ("SELECT ?a { ?a ?b ?c } GROUP BY ?a ?_x", "SELECT ?a { ?a ?b ?c } GROUP BY ?a"),
        ("SELECT (1 AS ?a) { ?s ?b ?c } GROUP BY ?_x", "SELECT (1 AS ?a) { ?s ?b ?c } GROUP BY (<urn:t>)"),
        ("SELECT ?a { ?a ?b ?c } ORDER BY ?_x ?a", "SELECT ?a { ?a ?b ?c } ORDER BY (<urn:t>) ?a"),
        ("SELECT ?a { ?a ?b ?c } ORDER BY DESC(?_x)", "SELECT ?a { ?a ?b ?c } ORDER BY DESC(<urn:t>)"),
        ("SELECT ?a (STR(?_x) AS ?d) { ?a ?b ?c }", "SELECT ?a (STR(<urn:t>) AS ?d) { ?a ?b ?c }"),
        ("SELECT ?a { { SELECT ?a ?_x { ?a ?b ?_x } } }", "SELECT ?a { { SELECT ?a { ?a ?b <urn:t> } } }"),
        ("SELECT * { { SELECT ?_x { ?a ?b ?_x } } }", "SELECT * { { SELECT (<urn:t> AS ?x) { ?a ?b <urn:t> } } }"),
        ("SELECT ?a { ?a ?b?_n }", "SELECT ?a { ?a ?b 5 }"),
        ("SELECT ?a { FILTER(?_n<?a && ?a>?_n) }", "SELECT ?a { FILTER(5<?a && ?a>5) }"),
    ],
)
def test_terms_stand_where_a_query_can_have_them(query: str, shown: str) -> None:
    """The query that is shown can be asked: no parameter is left in it, and nothing but parameters has changed."""
    written = write_terms(query, {"x": "<urn:t>", "lang": '"nl"', "n": "5"})

    assert written == shown
    assert list_variables(written)


@pytest.mark.parametrize(
    ("query", "start"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }", "WHERE"),
        ("SELECT ?a { ?a ?b ?c }", "{ ?a"),
        ("SELECT ?a ('{ WHERE' AS ?x) # { WHERE\n{ ?a ?b <urn:WHERE> }", "{ ?a"),
        ("BASE <urn:WHERE> SELECT ?a where { ?a ?b ?c }", "where"),
    ],
)
def test_pattern_is_found_where_it_begins(query: str, start: str) -> None:
    """What is put before the pattern of a query, such as its graphs, never comes into a text or a comment."""
    assert query[find_pattern_start(query) :].startswith(start)
