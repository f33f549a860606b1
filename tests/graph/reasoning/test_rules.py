"""The rules compiled from the ontology: what they hold, and that nothing in the ontology goes without a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef

import ontology
from graph.reasoning import rules as rules_module
from graph.reasoning.rules import TRIVIAL_CLASSES, OntologyRules, compile_rules
from ontology.namespaces import DEF, PREFIXES
from tests.graph.reasoning.closing import close_facts, to_fact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.term import Node

FILES = (*ontology.MODEL, *ontology.ALIGNMENTS)
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())

#: The properties that a chain of others leads to.
CHAINED = {
    *("appliesTo", "cites", "countsFor", "heir", "involvedIn", "legalBasis", "memberOf", "policedBy", "relevantTo"),
    "takesPartThroughPlan",
}
#: And what follows in SKOS from a match of ours.
MATCHED = {SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch}
#: What the ontology may say with a term of OWL, because a rule gives what follows from it.
CLASSES = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Ontology}
KINDS = {OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.FunctionalProperty, OWL.AsymmetricProperty}
RELATIONS = {OWL.inverseOf, OWL.propertyChainAxiom, OWL.disjointWith}
#: What it may say besides: the other relations that a rule covers.
COVERED = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDF.type, RDF.first, RDF.rest}
#: And texts and references, from which nothing follows.
NOTES = {RDFS.label, SKOS.definition, SKOS.closeMatch, SKOS.relatedMatch}
NOTES |= {SKOS.scopeNote, SKOS.example, URIRef(f"{PREFIXES['smd']}counterexample")}


@pytest.fixture(scope="module")
def rules() -> OntologyRules:
    """Compile our ontology once."""
    return compile_rules(FILES)


@pytest.fixture(scope="module")
def axioms() -> Graph:
    """Read our ontology once."""
    graph = Graph()
    for file in FILES:
        graph.parse(file, format="turtle")
    return graph


def compiled(folder: Path, turtle: str) -> OntologyRules:
    """Compile the ontology in *turtle*."""
    file = folder / "ontology.ttl"
    file.write_text(HEADER + turtle, encoding="utf-8")
    return compile_rules([file])


def used(graph: Graph, base: str) -> set[Node]:
    """Give every term of the namespace *base* in *graph*, wherever it stands."""
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(base)}


def test_order_of_facts_changes_nothing(rules: OntologyRules) -> None:
    """What follows does not hang on which fact came first."""
    data = """
        actor:a smd:hasInvolvement involvement:x . involvement:x smd:concerns measure:m .
        measure:m smd:hasTheme theme:t .
    """
    facts = [to_fact(quad) for quad in parse(HEADER + data, RdfFormat.TURTLE)]

    forwards = close_facts(rules, *([fact] for fact in facts))
    backwards = close_facts(rules, *([fact] for fact in reversed(facts)))

    assert len(facts) == 3
    assert forwards.facts == backwards.facts
    actor, measure = NamedNode(f"{PREFIXES['actor']}a"), NamedNode(f"{PREFIXES['measure']}m")
    assert (actor, f"{DEF}involvedIn", measure) in forwards.facts


def test_rules_hold_the_closed_ontology(rules: OntologyRules) -> None:
    """The rules hold what follows in the ontology too, such as the class above the class above."""
    assert rules.superclasses[f"{DEF}ActiveRole"] >= {f"{DEF}Role", f"{DEF}Value", str(SKOS.Concept)}
    assert rules.domains[f"{DEF}centre"] == {f"{DEF}Cooperation"}
    assert rules.inverses[f"{DEF}actor"] == {f"{DEF}hasInvolvement"}
    assert rules.inverses[f"{DEF}hasInvolvement"] == {f"{DEF}actor"}
    assert rules.inverses[f"{DEF}cooperatesWith"] == {f"{DEF}cooperatesWith"}
    assert rules.transitive == {str(SKOS.broaderTransitive), f"{DEF}within"}


def test_rules_hold_every_chain(rules: OntologyRules) -> None:
    """Each chain of the model is a rule, its steps in their order."""
    assert {head for _, head in rules.chains} == {f"{DEF}{name}" for name in CHAINED} | {str(it) for it in MATCHED}
    assert ((f"{DEF}countsFor", str(SKOS.broader)), f"{DEF}countsFor") in rules.chains
    assert ((f"{DEF}endedIn", f"{DEF}resultingMunicipality"), f"{DEF}heir") in rules.chains


def test_rules_hold_what_cannot_be(rules: OntologyRules, axioms: Graph) -> None:
    """Each functional and asymmetric property, and each pair of disjoint classes both ways, is in the rules."""
    functional = {str(prop) for prop in axioms.subjects(RDF.type, OWL.FunctionalProperty)}
    disjoint = [(str(one), str(other)) for one, other in axioms.subject_objects(OWL.disjointWith)]

    assert len(functional) > 40
    assert functional == rules.functional
    assert rules.asymmetric == {f"{DEF}follows", f"{DEF}succeeds"}
    assert len(disjoint) > 30
    assert [pair for pair in disjoint if pair[1] not in rules.disjoint[pair[0]]] == []
    assert [pair for pair in disjoint if pair[0] not in rules.disjoint[pair[1]]] == []


def test_rules_of_a_small_ontology(tmp_path: Path) -> None:
    """What is said of a property or class is compiled into the table of that name, and into no other."""
    rules = compiled(
        tmp_path,
        """
        smd:Cat owl:disjointWith smd:Dog . smd:name a owl:FunctionalProperty . smd:above a owl:AsymmetricProperty .
        """,
    )

    assert rules.disjoint == {f"{DEF}Cat": {f"{DEF}Dog"}, f"{DEF}Dog": {f"{DEF}Cat"}}
    assert rules.functional == {f"{DEF}name"}
    assert rules.asymmetric == {f"{DEF}above"}
    assert (rules.superclasses, rules.superproperties, rules.domains, rules.ranges) == ({}, {}, {}, {})
    assert (rules.inverses, rules.transitive, rules.chains) == ({}, frozenset(), ())


NOTED = """
    smd:Cat a owl:Class ; rdfs:subClassOf smd:Animal ; rdfs:label "kat"@nl ; rdfs:seeAlso smd:cats ; dct:creator _:who .
    smd:Animal a owl:Class ; owl:equivalentClass smd:Beast ; skos:closeMatch smd:Being .
    smd:Being rdfs:subClassOf smd:All .
    smd:Pet owl:intersectionOf ( smd:Animal smd:Tame ) . smd:Any owl:unionOf ( smd:Cat smd:Dog ) .
    smd:hasPet a owl:ObjectProperty ; rdfs:domain smd:Person ; rdfs:range smd:Cat ; rdfs:subPropertyOf smd:knows .
    smd:knows a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:domain smd:Human ; owl:equivalentProperty smd:meets .
    smd:petOf owl:inverseOf smd:hasPet .
    smd:name a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:range xsd:string .
    smd:feeds owl:propertyChainAxiom ( smd:hasPet smd:eats ) .
    smd:above a owl:TransitiveProperty ; rdfs:comment "boven" .
    smd:Cat owl:disjointWith smd:Dog . smd:subject rdfs:subPropertyOf dct:subject . smd:below a owl:AsymmetricProperty .
"""


def everything(files: Iterable[Path]) -> Graph:
    """Read all that *files* say."""
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph


def test_rules_need_no_texts(rules: OntologyRules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are those that owlrl gives of all that the files say, texts, references and declarations included."""
    slim = compiled(tmp_path, NOTED)
    monkeypatch.setattr(rules_module, "read_schema", everything)

    assert compiled(tmp_path, NOTED) == slim
    assert compile_rules(FILES) == rules
    assert slim.superclasses[f"{DEF}Cat"] >= {f"{DEF}Animal", f"{DEF}Beast", f"{DEF}Any"}
    assert slim.superclasses[f"{DEF}Pet"] >= {f"{DEF}Tame", f"{DEF}Animal", f"{DEF}Beast"}


def test_owlrl_reads_what_rules_follow_from(axioms: Graph) -> None:
    """Owlrl is given the relations between terms that the languages define, and nothing else."""
    given = rules_module.read_schema(FILES)

    assert {str(p).startswith((str(OWL), str(RDFS), str(RDF))) for p in given.predicates()} == {True}
    assert RDFS.label not in set(given.predicates())
    assert set(given.subject_objects(RDFS.subClassOf)) == set(axioms.subject_objects(RDFS.subClassOf))
    assert len(given) < len(axioms) / 2


def test_rules_say_nothing_trivial(rules: OntologyRules) -> None:
    """No rule makes everything an owl:Thing."""
    tables = (rules.superclasses, rules.superproperties, rules.domains, rules.ranges)

    assert all(tables)
    for table in tables:
        assert not set().union(*table.values()) & {str(term) for term in TRIVIAL_CLASSES}


def test_rules_leave_the_languages_alone(rules: OntologyRules) -> None:
    """No rule speaks of the terms of RDF, RDFS and OWL themselves."""
    tables = (rules.superclasses, rules.superproperties, rules.domains, rules.ranges)

    assert all(tables)
    for table in tables:
        assert not [key for key in table if key.startswith((str(RDF), str(RDFS), str(OWL)))]


def test_ontology_uses_only_constructs_with_a_rule(axioms: Graph) -> None:
    """A construct that no rule covers cannot slip into the ontology: what it says would silently not follow."""
    assert {OWL.Class, OWL.propertyChainAxiom} <= used(axioms, str(OWL)) <= CLASSES | KINDS | RELATIONS
    assert used(axioms, str(RDFS)) | used(axioms, str(RDF)) <= COVERED | {RDFS.label, RDF.nil, RDF.langString}


def test_ontology_says_nothing_else(axioms: Graph) -> None:
    """Every relation between terms is one that a rule covers, or one from which nothing follows."""
    said = {predicate for predicate in axioms.predicates() if not str(predicate).startswith(PREFIXES["dct"])}

    assert len(axioms) > 700
    assert said - COVERED - NOTES - RELATIONS == set()
    assert set(axioms.objects(None, RDF.type)) <= CLASSES | KINDS


def test_each_construct_stands_where_its_rule_reads_it(axioms: Graph) -> None:
    """A kind is of a property and a relation is between names, as the rules take them; a chain is of names too."""
    properties = {p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in axioms.subjects(RDF.type, kind)}
    classes = set(axioms.subjects(RDF.type, OWL.Class))
    steps = {step for chain in axioms.objects(None, OWL.propertyChainAxiom) for step in axioms.items(chain)}

    assert {p for kind in KINDS for p in axioms.subjects(RDF.type, kind)} <= properties
    assert {cls for pair in axioms.subject_objects(OWL.disjointWith) for cls in pair} <= classes
    assert len(steps) > 5
    assert steps <= properties
    assert {type(p) for pair in axioms.subject_objects(OWL.inverseOf) for p in pair} == {URIRef}
    assert {r for r in axioms.objects(None, RDFS.range) if str(r).startswith(str(XSD))} >= {XSD.integer, XSD.date}
