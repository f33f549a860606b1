"""What is derived: which actor is active where, who cooperates with whom, and that it stays apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import ontology
from graph.engine.request import Request
from graph.reasoning import closure
from graph.reasoning.rules import OntologyRules, load_ontology_rules
from ontology.namespaces import DEF, PREFIXES, compact_iri, make_graph_iri
from tests.graph.reasoning.closing import close_quads, derive_quads, to_fact

if TYPE_CHECKING:
    from pathlib import Path

    from graph.engine.store import Store

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
PREFIX = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
ROLES = next(path for path in ontology.VOCABULARIES if path.name == "role.ttl")

GROUND = """
actor:a a smd:Partner . actor:b a smd:Partner . actor:c a smd:Partner .
actor:jongeren a smd:TargetGroup . actor:partners a smd:GenericActor .
measure:m a smd:Measure ; smd:hasTheme theme:sub . measure:n a smd:Measure ; smd:hasTheme theme:other .
theme:sub a smd:Theme ; skos:broader theme:top . theme:top a smd:Theme . theme:other a smd:Theme .
theme:deep a smd:Theme ; skos:broader theme:sub .
plan:p a smd:Plan .
"""


@pytest.fixture(scope="module")
def rules() -> OntologyRules:
    """Compile our ontology once."""
    return load_ontology_rules()


def quads(turtle: str) -> list[Quad]:
    """Read *turtle*, the ground and the roles."""
    text = HEADER + GROUND + turtle + ROLES.read_text(encoding="utf-8")
    return list(parse(text, RdfFormat.TURTLE, without_named_graphs=True))


def involve(*involvements: str) -> str:
    """Write *involvements*, each 'actor role subject', as Turtle."""
    lines = []
    for number, involvement in enumerate(involvements):
        actor, role, subject = involvement.split()
        lines.append(f"involvement:i{number} smd:actor actor:{actor} ; smd:role role:{role} ; smd:concerns {subject} .")
    return "\n".join(lines)


def links(turtle: str, rules: OntologyRules, prop: str) -> set[str]:
    """Give the pairs that our property *prop* is derived for from *turtle*, as 'subject object' local ids."""
    derived = [quad for quad in derive_quads(quads(turtle), rules) if quad.predicate.value == f"{DEF}{prop}"]
    return {f"{local(quad.subject)} {local(quad.object)}" for quad in derived}


def local(term: object) -> str:
    """Give the local id of *term*."""
    return compact_iri(str(getattr(term, "value", ""))).partition(":")[2]


ACTIVE = {
    "executor_of_measure": (["a executor measure:m"], {"a sub", "a top"}),
    "owner_of_measure": (["a owner measure:m"], {"a sub", "a top"}),
    "consulted_on_theme": (["a consulted theme:sub"], {"a sub", "a top"}),
    "active_on_top_theme_only": (["a partner theme:top"], {"a top"}),
    "deep_below": (["a partner theme:deep"], {"a deep", "a sub", "a top"}),
    "two_actors": (["a partner measure:n", "b source theme:other"], {"a other", "b other"}),
    "beneficiary": (["a beneficiary measure:m"], set()),
    "informed": (["a informed measure:m", "b informed theme:sub"], set()),
    "active_besides_informed": (["a informed measure:m", "a advisor measure:n"], {"a other"}),
    "target_group": (["jongeren executor measure:m"], set()),
    "generic_actor": (["partners partner theme:sub"], set()),
    "whole_plan": (["a partner plan:p"], set()),
}


@pytest.mark.parametrize("case", ACTIVE)
def test_active_on_follows_from_an_active_role(case: str, rules: OntologyRules) -> None:
    """Only a partner in an active role is active, on the theme itself and on each theme above it."""
    involvements, expected = ACTIVE[case]

    assert links(involve(*involvements), rules, "activeOn") == expected


COOPERATION = "cooperation:c a smd:Cooperation ; smd:concerns theme:sub ; "

COOPERATES = {
    "share_measure": (involve("a executor measure:m", "b partner measure:m"), {"a b", "b a"}),
    "three_share_measure": (
        involve("a executor measure:m", "b partner measure:m", "c owner measure:m"),
        {"a b", "b a", "a c", "c a", "b c", "c b"},
    ),
    "beneficiary_beside_executor": (involve("a executor measure:m", "b beneficiary measure:m"), set()),
    "informed_beside_executor": (involve("a executor measure:m", "b informed measure:m"), set()),
    "source_beside_executor": (involve("a executor measure:m", "b source measure:m"), {"a b", "b a"}),
    "source_beside_source": (involve("a source measure:m", "b source measure:m"), set()),
    "advisor_beside_consulted": (involve("a advisor measure:m", "b consulted measure:m"), set()),
    "two_roles_of_one": (involve("a executor measure:m", "a source measure:m"), set()),
    "different_measures": (involve("a executor measure:m", "b executor measure:n"), set()),
    "share_only_theme": (involve("a executor theme:sub", "b executor theme:sub"), set()),
    "target_group": (involve("a executor measure:m", "jongeren executor measure:m"), set()),
    "generic_actor": (involve("a executor measure:m", "partners executor measure:m"), set()),
    "sentence": (f"{COOPERATION} smd:party actor:a , actor:b .", {"a b", "b a"}),
    "sentence_with_target_group": (
        f"{COOPERATION} smd:party actor:a , actor:jongeren , actor:partners .",
        set(),
    ),
    "sentence_with_one": (f"{COOPERATION} smd:party actor:a .", set()),
    "star": (
        f"{COOPERATION} smd:centre actor:a ; smd:party actor:a , actor:b , actor:c .",
        {"a b", "b a", "a c", "c a"},
    ),
    "star_whose_centre_is_no_listed_party": (
        f"{COOPERATION} smd:centre actor:a ; smd:party actor:b , actor:c .",
        {"a b", "b a", "a c", "c a"},
    ),
    "star_round_target_group": (
        f"{COOPERATION} smd:centre actor:jongeren ; smd:party actor:b , actor:c .",
        set(),
    ),
    "circle": (
        f"{COOPERATION} smd:party actor:a , actor:b , actor:c .",
        {"a b", "b a", "a c", "c a", "b c", "c b"},
    ),
}


@pytest.mark.parametrize("case", COOPERATES)
def test_cooperates_with_follows_from_measure_or_sentence(case: str, rules: OntologyRules) -> None:
    """Partners cooperate when they share a measure or a sentence says so, and round a centre only with it."""
    turtle, expected = COOPERATES[case]

    assert links(turtle, rules, "cooperatesWith") == expected


COUNTS = {
    "theme_of_a_measure": ("", set()),
    "statement_on_a_theme": ("claim:c smd:concerns theme:deep .", {"c deep", "c sub", "c top"}),
    "statement_on_a_measure": ("duty:d smd:concerns measure:m .", {"d sub", "d top"}),
    "statement_on_a_statement": (
        "gap:g smd:concerns claim:c . claim:c smd:concerns theme:other .",
        {"g other", "c other"},
    ),
    "statement_on_the_plan": ("claim:c smd:concerns plan:p .", set()),
    "statement_on_an_actor": ("claim:c smd:concerns actor:a .", set()),
}


@pytest.mark.parametrize("case", COUNTS)
def test_counts_for_follows_from_the_subject(case: str, rules: OntologyRules) -> None:
    """What concerns a theme counts for it and for those above it, and what concerns something else for its themes."""
    turtle, expected = COUNTS[case]

    assert links(turtle, rules, "countsFor") == expected | {"m sub", "m top", "n other"}


FOLLOWS = {
    "memberOf": ("membership:x smd:member actor:a ; smd:body actor:b .", {"a b"}),
    "hasMembership": ("membership:x smd:member actor:a ; smd:body actor:b .", {"a x"}),
    "heir": (
        "change:x smd:originalMunicipality gemeente:a , gemeente:b ; smd:resultingMunicipality gemeente:c .",
        {"a c", "b c"},
    ),
    "policedBy": ("gemeente:a smd:inSafetyRegion so:b . so:b smd:policedBy actor:c .", {"a c"}),
    "relevantTo": ("focus:x smd:focusOn phenomenon:a ; smd:concerns theme:sub .", {"a sub"}),
    "countsFor": (
        "phenomenon:a smd:relevantTo theme:sub .",
        {"m sub", "m top", "n other", "a sub", "a top"},
    ),
    "appliesTo": ("legal-reference:x smd:refersTo legislation:a ; smd:concerns theme:sub .", {"a sub"}),
    "involvedIn": ("involvement:x smd:actor actor:a ; smd:concerns theme:sub .", {"a sub"}),
    "within": (
        "area:a smd:within area:b . area:b smd:within area:c . area:c smd:within area:d .",
        {"a c", "a d", "b d"},
    ),
    "succeededBy": ("legislation:a smd:succeeds legislation:b .", {"b a"}),
    "party": ("cooperation:x smd:centre actor:a .", {"x a"}),
    "similarTo": ("measure:m smd:similarTo measure:n .", {"n m"}),
    "legalBasis": (
        "duty:d smd:legalBasis legislation:a . legislation:a smd:articleOf legislation:b .",
        {"d b"},
    ),
    "cites": (
        "legal-reference:x smd:refersTo legislation:a . legislation:a smd:articleOf legislation:b .",
        {"x a", "x b"},
    ),
    "takesPartThroughPlan": (
        """plan:p smd:publisher gemeente:a , gemeente:b . actor:c smd:allPublishersOf plan:p .
        involvement:x smd:actor actor:c ; smd:concerns theme:sub .""",
        {"a sub", "b sub"},
    ),
}


@pytest.mark.parametrize("prop", FOLLOWS)
def test_property_follows(prop: str, rules: OntologyRules) -> None:
    """Each chain of the model leads where it should, through what its steps follow from, and nowhere else."""
    turtle, expected = FOLLOWS[prop]

    assert links(turtle, rules, prop) == expected


def test_every_chain_is_tried(rules: OntologyRules) -> None:
    """No chain to a property of ours, and nothing transitive of ours, without a case above."""
    heads = {prop for prop in (*(head for _, head in rules.chains), *rules.transitive) if prop.startswith(DEF)}

    assert {head.removeprefix(DEF) for head in heads} <= FOLLOWS.keys()


def test_rules_take_turns(rules: OntologyRules) -> None:
    """A CONSTRUCT rule builds on what the ontology gives: here smd:actor, from its inverse."""
    turtle = "actor:a smd:hasInvolvement involvement:x . involvement:x smd:role role:executor ; "

    assert links(f"{turtle} smd:concerns measure:m .", rules, "activeOn") == {"a sub", "a top"}


def test_every_construct_rule_is_tried() -> None:
    """No rule file without cases here."""
    assert {path.stem for path in closure.CONSTRUCT_FILES} == {"active_on", "cooperates_with", "counts_for"}


def test_derived_adds_nothing_that_is_stated(rules: OntologyRules) -> None:
    """What is stated is not derived again, and what is derived is in the graph of derived triples."""
    stated = quads(involve("a executor measure:m") + " actor:a smd:activeOn theme:sub .")
    derived = derive_quads(stated, rules)

    assert len(derived) > 0
    assert {quad.graph_name for quad in derived} == {NamedNode(make_graph_iri("derived"))}
    assert not {quad.triple for quad in stated} & {quad.triple for quad in derived}
    assert len(derived) == len(set(derived))


def test_nothing_follows_from_what_is_derived_already(rules: OntologyRules) -> None:
    """Deriving is finished when it stops: doing it again adds nothing."""
    stated = quads(involve("a executor measure:m", "b partner measure:m"))
    derived = derive_quads(stated, rules)

    assert len(derived) > 0
    assert derive_quads([*stated, *derived], rules) == []


def test_what_is_closed_is_what_is_stated_with_what_follows(rules: OntologyRules) -> None:
    """To close is to keep what is stated and to add what is derived, and nothing else."""
    stated = quads(involve("a executor measure:m", "b partner measure:m"))
    said = {to_fact(quad) for quad in stated}
    facts = close_quads(stated, rules)

    assert said < facts
    assert {to_fact(quad) for quad in derive_quads(stated, rules)} == facts - said


def test_graph_of_a_statement_is_left_out(rules: OntologyRules) -> None:
    """The same statement in two graphs is one fact, and a fact is written into the graph of derived triples."""
    one, *_ = quads("")
    other = Quad(one.subject, one.predicate, one.object, NamedNode("urn:graph"))

    assert to_fact(one) == to_fact(other) == to_fact(one.triple)
    assert closure.to_quad(to_fact(one)) == Quad(
        one.subject, one.predicate, one.object, NamedNode(make_graph_iri("derived"))
    )
    assert set(derive_quads([other], rules)) == set(derive_quads([one], rules)) != set()


def test_rule_that_is_no_construct_is_refused(
    tmp_path: Path, rules: OntologyRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A SELECT among the rules is a fault of the project, and stops the build at once."""
    file = tmp_path / "wrong.rq"
    file.write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    monkeypatch.setattr(closure, "CONSTRUCT_FILES", (file,))

    with pytest.raises(TypeError, match=r"wrong\.rq is not a CONSTRUCT"):
        derive_quads(quads(""), rules)


def count(store: Store, where: str) -> int:
    """Count the solutions of *where* in *store*."""
    reply = json.loads(store.ask(Request(f"{PREFIX} SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")).body)
    return int(reply["results"]["bindings"][0]["n"]["value"])


def test_packaged_derived_graph_overlaps_nothing(packaged_store: Store) -> None:
    """In the built version no derived triple is stated too, and only the derived graph holds derived links."""
    derived = "FILTER(STRENDS(STR(?d), '/derived'))"
    assert count(packaged_store, f"GRAPH ?d {{ ?s ?p ?o }} {derived}") > 1000
    twice = f"GRAPH ?d {{ ?s ?p ?o }} {derived} GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != ?d)"
    assert count(packaged_store, twice) == 0
    assert count(packaged_store, f"GRAPH ?d {{ ?s smd:activeOn|smd:cooperatesWith ?o }} {derived}") > 100
    other = "FILTER(!STRENDS(STR(?d), '/derived'))"
    assert count(packaged_store, f"GRAPH ?d {{ ?s smd:activeOn|smd:cooperatesWith ?o }} {other}") == 0


def test_packaged_target_group_is_never_a_partner(packaged_store: Store) -> None:
    """No rule makes a target group or a generic actor a partner, active, or one who cooperates."""
    who = "VALUES ?class { smd:TargetGroup smd:GenericActor } ?who a ?class ."

    assert count(packaged_store, who) > 20
    assert count(packaged_store, f"{who} ?who a smd:Partner") == 0
    assert count(packaged_store, f"{who} ?who smd:activeOn ?theme") == 0
    assert count(packaged_store, f"{who} {{ ?who smd:cooperatesWith ?o }} UNION {{ ?o smd:cooperatesWith ?who }}") == 0


def test_packaged_cooperation_goes_both_ways(packaged_store: Store) -> None:
    """Whoever cooperates with another is cooperated with, and nobody with itself."""
    assert count(packaged_store, "?a smd:cooperatesWith ?b") > 100
    assert count(packaged_store, "?a smd:cooperatesWith ?b FILTER NOT EXISTS { ?b smd:cooperatesWith ?a }") == 0
    assert count(packaged_store, "?a smd:cooperatesWith ?a") == 0
