"""A CONSTRUCT rule asked backwards: what it makes, and the query for what it makes that from."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Store as Oxigraph

from graph.explanation.premises import load_construct_rules, make_construct_rule
from graph.reasoning import CONSTRUCT_FILES
from graph.sources import Rule
from graph.terms import make_iri
from ontology.namespaces import DEF

ABOUT = {"nl": "Zo", "en": "So", "premises": "?one smd:nextTo ?other ."}
PREFIXES = f"PREFIX smd: <{DEF}>\nPREFIX WHERE: <urn:WHERE/>\n"


def make(query: str) -> Rule:
    """Make a rule called neighbour of *query*."""
    return Rule("neighbour", ABOUT, f"{PREFIXES}{query}\n")


def test_rule_is_turned_into_a_query_for_its_premises() -> None:
    """The head is what it makes; the query has its prefixes and its pattern, and constructs the premises instead."""
    where = "WHERE {\n  ?one smd:nextTo ?other .  # WHERE nobody looks\n}"
    rule = make_construct_rule(make(f"# WHERE\nCONSTRUCT {{ ?one smd:knows ?other }}\n{where}"))

    assert (rule.subject, rule.property, rule.value) == ("one", f"{DEF}knows", "other")
    assert rule.premises == f"{PREFIXES}# WHERE\nCONSTRUCT {{ ?one smd:nextTo ?other . }}\n{where}\nLIMIT 1"
    assert list(Oxigraph().query(rule.premises)) == []


def test_request_binds_what_the_rule_makes() -> None:
    """Subject and value are bound as terms under the names that the rule has for them."""
    rule = make_construct_rule(make("CONSTRUCT { ?one smd:knows ?other } WHERE { ?other smd:nextTo ?one }"))

    request = rule.request_premises(make_iri("urn:a"), make_iri("urn:b"))

    assert request.bindings == {"one": {"type": "uri", "value": "urn:a"}, "other": {"type": "uri", "value": "urn:b"}}
    assert request.graph_type == "application/n-triples"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("CONSTRUCT { ?one smd:knows ?other . ?other smd:knows ?one } WHERE { ?one smd:nextTo ?other }", "one triple"),
        ("CONSTRUCT { ?one smd:knows smd:all } WHERE { ?one smd:nextTo ?other }", "one triple"),
        ("CONSTRUCT { } WHERE { ?one smd:nextTo ?other }", "one triple"),
        ("CONSTRUCT { ?one smd:knows ?other } { ?one smd:nextTo ?other }", "leaves the word WHERE out"),
        ("SELECT ?one { ?one smd:knows ?other }", "CONSTRUCT"),
    ],
    ids=["two_triples", "no_variable", "no_triple", "no_where", "select"],
)
def test_rule_of_another_form_is_refused(query: str, why: str) -> None:
    """What cannot be asked backwards is refused when the rule is made, not when it is asked."""
    with pytest.raises(ValueError, match=why):
        make_construct_rule(make(query))


def test_each_rule_of_the_project_can_be_asked_backwards() -> None:
    """Each rule makes one triple of ours, and names both its ends among the premises."""
    rules = load_construct_rules()

    assert [rule.name for rule in rules] == [path.stem for path in CONSTRUCT_FILES]
    assert rules
    for rule in rules:
        assert rule.property.startswith(DEF)
        premises = re.findall(r"\?(\w+)", rule.premises.partition("WHERE")[0])
        assert {rule.subject, rule.value} <= set(premises)
