"""The outline of a query, as every part of the product reads it: words, variables and parts, whatever stands around."""

from __future__ import annotations

import pytest

from graph.engine.screening.outline import UNKNOWN, QueryOutline, read_outline

MISLEADING = """PREFIX order: <http://x/#SELECT>  # ASK ?comment ORDER BY
prefix _x: <http://y/>
select ?s (?b < 2 #> '
  AS ?c) ?_lang where {
  ?s order:BY 'ORDER BY ?text', '''?long " ''' ; _x:p $dollar .
  { SELECT ?inner { ?inner ?p _:blank } ORDER BY ?inner }
  FILTER(NOW() > ?b)
}
"""


@pytest.fixture
def outline() -> QueryOutline:
    """Read a query that holds what misleads a search for words."""
    return read_outline(MISLEADING)


def test_form_is_the_first_keyword_after_the_prologue(outline: QueryOutline) -> None:
    """The form is read past comments, names and IRIs; where there is none it is unknown."""
    assert outline.form == "SELECT"
    assert read_outline("# ASK\nBASE <x:ASK> DESCRIBE <ASK>").form == "DESCRIBE"
    assert {read_outline(text).form for text in ("", "# ASK", "{", "'ASK", "INSERT DATA {}")} == {UNKNOWN}


def test_variables_have_their_place(outline: QueryOutline) -> None:
    """Each variable is there once, under either mark, with its first place; none out of a text or a comment."""
    assert list(outline.variables) == ["s", "b", "c", "_lang", "dollar", "inner", "p"]
    for name, start in outline.variables.items():
        assert MISLEADING[start : start + 1 + len(name)] in {f"?{name}", f"${name}"}
    assert outline.variables["s"] == MISLEADING.index("?s")
    assert outline.variables["b"] == MISLEADING.index("?b")


def test_keywords_are_no_names(outline: QueryOutline) -> None:
    """Words stand in capitals, at any depth; names, texts and comments give none."""
    assert {"SELECT", "WHERE", "FILTER", "NOW", "ORDER", "BY", "AS", "PREFIX"} == outline.keywords
    assert "FILTERNOW" in read_outline("SELECT*{FILTERNOW()}").keywords


@pytest.mark.parametrize(
    ("text", "is_ordered"),
    [
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT ?s { ?s ?p ?o }ORDER BY ?s", True),
        ("SELECT ?s { ?s ?p ?o\n} GROUP BY ?s\norder  by ?s LIMIT 3", True),
        ("SELECT?s{?s ?p ?o}ORDERBY?s", True),
        ("SELECT ?s { ?s ?p ?o } # ORDER BY ?s", False),
        ("SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }", False),
        ("PREFIX order: <ORDER> SELECT ?ORDER { ?ORDER order:BY 'ORDER BY' }", False),
        (MISLEADING, False),
    ],
)
def test_order_counts_outside_brackets_only(text: str, is_ordered: bool) -> None:  # noqa: FBT001  what is expected
    """A query is ordered by what stands after its last bracket, not by a subselect, a name or a comment."""
    assert read_outline(text).is_ordered is is_ordered


def test_text_is_cut_where_its_parts_begin(outline: QueryOutline) -> None:
    """The prologue ends where the form begins, and the pattern begins with the WHERE outside all brackets."""
    assert outline.prologue == MISLEADING[: MISLEADING.index("select ?s")]
    assert outline.where == MISLEADING[MISLEADING.index("where {") :]
    assert read_outline("ASK { ?where ?p ?o }").where == ""
    glued = read_outline("PREFIXe:<urn:>CONSTRUCT{?s ?p 'WHERE'}FROMe:gWHERE{?s ?p ?o}")
    assert (glued.form, glued.prologue) == ("CONSTRUCT", "PREFIXe:<urn:>")


def test_start_of_words_without_spaces_is_known() -> None:
    """Where words stand against each other and a name, each has its own place."""
    text = "PREFIX e:<urn:>SELECTDISTINCT?s FROMe:x WHERE{?s ?p ?o}ORDERBY?s"
    outline = read_outline(text)

    assert outline.prologue == "PREFIX e:<urn:>"
    assert outline.where == "WHERE{?s ?p ?o}ORDERBY?s"
    assert outline.default_graphs == ("urn:x",)
