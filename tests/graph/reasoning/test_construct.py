"""The CONSTRUCT rules applied to whole relations make what the SPARQL engine makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.reasoning.closure import CONSTRUCT_FILES, TYPE
from graph.reasoning.construct import ConstructRules
from graph.reasoning.construct_parser import parse_construct
from graph.reasoning.encoding import TermNumbers
from graph.reasoning.facts import Facts
from graph.reasoning.rules import OntologyRules

if TYPE_CHECKING:
    from pathlib import Path

NO_RULES = OntologyRules({}, {}, {}, {}, {}, frozenset(), frozenset(), frozenset(), {}, ())
#: What the rules of the project do not use together, each in a rule that asks it of facts with few names.
RULES = {
    "one": "{ ?a x:r ?b } WHERE { ?a x:p ?b }",
    "no_where": "{ ?a x:r ?b } { ?a x:p ?b . }",
    "named_ends": "{ <urn:n0> x:r ?b . ?b x:q <urn:n1> } WHERE { <urn:n0> x:p ?b . ?b x:p x:n1 }",
    "same_twice": "{ ?a x:r ?a } WHERE { ?a x:p ?a }",
    "circle": "{ ?a x:r ?c } WHERE { ?a x:p ?b . ?b x:q ?c . ?c x:p ?a }",
    "twice_between": "{ ?a x:r ?b } WHERE { ?a x:p ?b ; x:q ?b }",
    "three_shared": "{ ?a x:r ?c } WHERE { { ?a x:p ?b . ?b x:q ?c } { ?c x:p ?b . ?a x:q ?b } ?a x:p ?c }",
    "of_its_own": "{ ?a x:p ?c } WHERE { ?a x:p ?b . ?b x:p ?c }",
    "apart": "{ ?a x:r ?c } WHERE { ?a a x:c0 . ?c a x:c1 }",
    "differ": "{ ?a x:r $b } WHERE { ?a x:p ?b , ?c FILTER(?b != ?c) FILTER(?a NOT IN (?b, ?c)) ?a x:p ?b }",
    "union": "{ ?a x:r ?b } WHERE { { ?a x:p ?b . ?b x:q ?c } UNION { ?b x:q ?a } UNION { ?b a x:c0 . ?a a x:c1 } }",
    "union_in_union": "{ ?a x:r ?b } WHERE { ?a a x:c0 { { ?a x:p ?b } UNION { ?b x:p ?a } } UNION { ?a x:q ?b } }",
    "bind": "{ ?a x:r ?b } WHERE { { ?a x:p ?b } UNION { ?a a x:c0 BIND(?a AS ?b) } ?b a x:c1 }",
    "absent": "{ ?a x:r ?b } WHERE { ?a x:p ?b FILTER NOT EXISTS { ?b x:q ?c . ?c a x:c0 } }",
    "absent_compared": "{ ?a x:r ?b } WHERE { ?a x:p ?b FILTER NOT EXISTS { ?b x:q ?c FILTER(?c != ?a) } }",
    "absent_apart": "{ ?a x:r ?b } WHERE { ?a x:p ?b FILTER NOT EXISTS { ?c x:q ?d } }",
    "absent_in_absent": """{ ?a x:r ?b } WHERE { ?a x:p ?b
        FILTER NOT EXISTS { ?b x:q ?c FILTER NOT EXISTS { ?c x:p ?a } } }""",
    "absent_in_union": """{ ?a x:r ?b } WHERE {
        { ?a x:p ?b FILTER NOT EXISTS { ?b x:p ?a } } UNION { ?a x:q ?b FILTER NOT EXISTS { ?a a x:c0 } } }""",
}
REFUSED = {
    "select": "SELECT * { ?s ?p ?o }",
    "any_property": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a ?p ?b }",
    "any_class": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a a ?b }",
    "optional": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b OPTIONAL { ?a <urn:q> ?c } }",
    "minus": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b MINUS { ?a <urn:q> ?c } }",
    "path": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p>/<urn:q> ?b }",
    "literal": 'CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b ; <urn:q> "x" }',
    "number": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b ; <urn:q> 4 }",
    "other_comparison": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b FILTER(?a = ?b) }",
    "compared_with_a_name": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b FILTER(?a != <urn:n0>) }",
    "limit": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b } LIMIT 1",
    "unknown_prefix": "CONSTRUCT { ?a y:r ?b } WHERE { ?a <urn:p> ?b }",
    "bound_twice": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b BIND(?a AS ?b) }",
    "bound_in_part": "CONSTRUCT { ?a <urn:r> ?c } WHERE { ?a <urn:p> ?b { ?a <urn:p> ?b } UNION { ?a <urn:q> ?c } }",
    "union_made": "CONSTRUCT { { ?a <urn:r> ?b } UNION { ?b <urn:r> ?a } } WHERE { ?a <urn:p> ?b }",
    "ends_early": "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p>",
    "empty": "",
}


def names(file: Path) -> tuple[list[str], list[str]]:
    """Give the properties and the classes that the rule in *file* looks at."""
    made, sought = parse_construct(file.read_text(encoding="utf-8"))
    patterns = [*made, *sought.wanted(), *sought.unwanted()]
    return sorted({p.prop for p in patterns} - {TYPE}), sorted({p.value for p in patterns if p.prop == TYPE})


def draw_quads(data: st.DataObject, properties: list[str], classes: list[str]) -> list[Quad]:
    """Draw facts of a few nodes with *properties* and *classes*."""
    nodes = st.sampled_from([NamedNode(f"urn:n{number}") for number in range(4)])
    kinds = st.builds(Quad, nodes, st.just(NamedNode(TYPE)), st.sampled_from([NamedNode(c) for c in classes]))
    links = st.builds(Quad, nodes, st.sampled_from([NamedNode(p) for p in properties]), nodes)
    return data.draw(st.lists(st.one_of(kinds, links, links), max_size=24))


def ours(file: Path, quads: list[Quad]) -> set[str]:
    """Give what the rule in *file* makes of *quads*, with *quads* themselves."""
    terms = TermNumbers()
    facts = Facts(terms, NO_RULES)
    facts.add(facts.named(terms.read_quads(quads)).items())
    ConstructRules(facts, [file]).take_turns()
    written = (
        terms.written(relation >> 32, prop, relation & 0xFFFFFFFF) for (prop, _), relation in facts.relations.items()
    )
    return set(b"".join(written).decode().splitlines())


def theirs(file: Path, quads: list[Quad]) -> set[str]:
    """Give what pyoxigraph makes of *quads* by the rule in *file*, over and over, with *quads* themselves."""
    store = Store()
    store.extend(quads)
    while True:
        made = {Quad(*triple) for triple in store.query(file.read_text(encoding="utf-8"))}
        if made <= set(store):
            return {f"{quad} ." for quad in store}
        store.extend(made)


@pytest.mark.parametrize("file", CONSTRUCT_FILES, ids=lambda file: file.stem)
@given(data=st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_rule_of_the_project_makes_what_sparql_makes(file: Path, data: st.DataObject) -> None:
    """On any facts of what it names, a rule of ours makes exactly what the query engine answers."""
    quads = draw_quads(data, *names(file))

    assert ours(file, quads) == theirs(file, quads)


@pytest.mark.parametrize("name", RULES)
def test_each_construct_makes_what_sparql_makes(name: str, tmp_path: Path) -> None:
    """Each part of SPARQL that is read means what it means there."""
    file = tmp_path / "rule.rq"
    file.write_text(f"PREFIX x: <urn:>\n# a comment\nCONSTRUCT {RULES[name]}\n", encoding="utf-8")

    @given(data=st.data())
    @settings(max_examples=40, deadline=None, derandomize=True)
    def same(data: st.DataObject) -> None:
        """Compare on any facts."""
        quads = draw_quads(data, ["urn:p", "urn:q", "urn:r"], ["urn:c0", "urn:c1"])
        assert ours(file, quads) == theirs(file, quads)

    same()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused(name: str) -> None:
    """What could not be applied as SPARQL means it is refused, never left out."""
    with pytest.raises(ValueError, match=r"^it |^'"):
        parse_construct(REFUSED[name])


def test_rules_wait_for_each_other(tmp_path: Path) -> None:
    """A rule that builds on what another makes sees all of it, in whichever order their files stand."""
    first, last = tmp_path / "a.rq", tmp_path / "b.rq"
    first.write_text("CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:q> ?b }", encoding="utf-8")
    last.write_text("CONSTRUCT { ?a <urn:q> ?b } WHERE { ?a <urn:p> ?b }", encoding="utf-8")
    for files in ([first, last], [last, first]):
        terms = TermNumbers()
        facts = Facts(terms, NO_RULES)
        facts.add(facts.named(terms.read([b"<urn:a> <urn:p> <urn:b> .\n"])).items())
        grown = ConstructRules(facts, files).take_turns()

        assert grown == {(terms.iri("urn:q"), 0), (terms.iri("urn:r"), 0)}


def test_rules_that_feed_each_other_go_on(tmp_path: Path) -> None:
    """Two rules that build on each other are asked again until neither adds anything."""
    first, last = tmp_path / "a.rq", tmp_path / "b.rq"
    first.write_text("CONSTRUCT { ?a <urn:q> ?c } WHERE { ?a <urn:p> ?b . ?b <urn:p> ?c }", encoding="utf-8")
    last.write_text("CONSTRUCT { ?a <urn:p> ?b } WHERE { ?a <urn:q> ?b }", encoding="utf-8")
    terms = TermNumbers()
    facts = Facts(terms, NO_RULES)
    row = [b"<urn:%d> <urn:p> <urn:%d> .\n" % (number, number + 1) for number in range(9)]
    facts.add(facts.named(terms.read(row)).items())
    ConstructRules(facts, [first, last]).take_turns()

    assert len(facts.pairs(terms.iri("urn:p"))) == 9 * 10 / 2
    assert len(facts.pairs(terms.iri("urn:q"))) == 8 * 9 / 2


def test_what_is_to_be_absent_is_made_first(tmp_path: Path) -> None:
    """A rule that wants something absent waits for the rule that makes it."""
    first, last = tmp_path / "a.rq", tmp_path / "b.rq"
    first.write_text("CONSTRUCT { ?a <urn:r> ?b } { ?a <urn:p> ?b FILTER NOT EXISTS { ?a <urn:q> ?b } }", "utf-8")
    last.write_text("CONSTRUCT { ?a <urn:q> ?b } { ?a <urn:p> ?b . ?b <urn:p> ?a }", "utf-8")
    terms = TermNumbers()
    facts = Facts(terms, NO_RULES)
    lines = [b"<urn:%b> <urn:p> <urn:%b> .\n" % pair for pair in ((b"a", b"b"), (b"b", b"a"), (b"b", b"c"))]
    facts.add(facts.named(terms.read(lines)).items())
    ConstructRules(facts, [first, last]).take_turns()

    (link,) = facts.pairs(terms.iri("urn:r")).tolist()
    assert (terms.text(link >> 32), terms.text(link & 0xFFFFFFFF)) == (b"<urn:b>", b"<urn:c>")


def test_literal_is_found_as_a_value(tmp_path: Path) -> None:
    """A text may be what a variable stands for, and what is made has none for a subject."""
    file = tmp_path / "rule.rq"
    file.write_text("CONSTRUCT { ?a <urn:r> ?b . ?b <urn:r> ?a } WHERE { ?a <urn:p> ?b }", encoding="utf-8")
    values = [Literal("a b", language="nl"), NamedNode("urn:b")]
    quads = [Quad(NamedNode("urn:a"), NamedNode("urn:p"), value) for value in values]

    assert ours(file, quads) == theirs(file, quads)
