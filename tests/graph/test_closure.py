"""The rules compiled from the ontology: what they hold, and that they say what owlrl says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import owlrl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef
from rdflib import Literal as RdfLiteral

import ontology
from graph.closure import TRIVIAL, Rules, compile_rules
from graph.reason import Closure
from ontology.namespaces import DEF, PREFIXES, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILES = (*ontology.MODEL, *ontology.ALIGNMENTS)
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
ALIGNED = tuple(PREFIXES[prefix] for prefix in ("sd", "cv", "dct", "foaf", "oa", "prov", "skos"))

# Every construct the rules know, each in the smallest case; in our namespace, since that is what is compared.
CONSTRUCTS = """
sd:Cat rdfs:subClassOf sd:Animal . sd:Animal rdfs:subClassOf sd:Being .
sd:Person owl:equivalentClass sd:Human .
sd:hasPet rdfs:subPropertyOf sd:hasAnimal ; rdfs:domain sd:Person ; rdfs:range sd:Animal .
sd:hasAnimal rdfs:subPropertyOf sd:knows .
sd:petOf owl:inverseOf sd:hasPet .
sd:marriedTo a owl:SymmetricProperty ; rdfs:subPropertyOf sd:knows .
sd:partOf a owl:TransitiveProperty .
sd:directPartOf rdfs:subPropertyOf sd:partOf .
sd:livesIn owl:propertyChainAxiom ( sd:hasHome sd:standsIn sd:partOf ) .
sd:feeds owl:propertyChainAxiom ( sd:hasPet [ owl:inverseOf sd:eatenBy ] ) .
sd:eats owl:inverseOf sd:eatenBy .
sd:grandparent owl:propertyChainAxiom ( sd:parent sd:parent ) .
"""
DATA = """
sd:tom a sd:Cat . sd:ann sd:hasPet sd:tom ; sd:marriedTo sd:bob . sd:rex sd:petOf sd:bob .
sd:street sd:directPartOf sd:town . sd:town sd:directPartOf sd:land . sd:land sd:partOf sd:world .
sd:ann sd:hasHome sd:house . sd:house sd:standsIn sd:street .
sd:ann sd:parent sd:eve . sd:eve sd:parent sd:ada . sd:ada sd:parent sd:ann .
sd:loop sd:partOf sd:loop . sd:me sd:marriedTo sd:me . _:b sd:hasPet _:c . sd:tom sd:weighs 4 .
"""
EXPECTED = """
sd:tom a sd:Animal , sd:Being ; sd:petOf sd:ann .
sd:ann a sd:Person , sd:Human ; sd:hasAnimal sd:tom ; sd:knows sd:tom , sd:bob ; sd:grandparent sd:ada .
sd:ann sd:livesIn sd:town , sd:land , sd:world .
sd:bob a sd:Person , sd:Human ; sd:marriedTo sd:ann ; sd:hasPet sd:rex ; sd:knows sd:ann .
sd:street sd:partOf sd:town , sd:land , sd:world .
"""


def triples(turtle: str) -> set[tuple[str, str, str]]:
    """Read *turtle*, with our prefixes, as N-Triples terms."""
    quads = parse(HEADER + turtle, RdfFormat.TURTLE)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def ours(turtle: str, rules: Rules) -> set[tuple[str, str, str]]:
    """Give what our rules add to the data in *turtle*."""
    quads = list(parse(HEADER + turtle, RdfFormat.TURTLE))
    stated = {(quad.subject, quad.predicate.value, quad.object) for quad in quads}
    closure = Closure(rules)
    closure.add(stated)
    return named((str(s), f"<{p}>", str(o)) for s, p, o in closure.facts - stated)


def theirs(turtle: str, axioms: Graph) -> set[tuple[str, str, str]]:
    """Give what owlrl adds to the data in *turtle* under *axioms*, without what it says of those alone."""
    data = Graph()
    data.parse(data=HEADER + turtle, format="turtle")
    alone, together = Graph(), Graph()
    for graph, parts in ((alone, [axioms]), (together, [axioms, data])):
        for part in parts:
            for triple in part:
                graph.add(triple)
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    added = set(together) - set(alone) - set(data)
    return named(
        (s.n3(), p.n3(), o.n3())
        for s, p, o in added
        if not isinstance(s, RdfLiteral)
        and (str(p).startswith(ALIGNED) or (p == RDF.type and str(o).startswith(ALIGNED)))
    )


def named(found: Iterable[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Give the *found* triples without those of blank nodes, whose names differ between engines."""
    return {triple for triple in found if not any(term.startswith("_:") for term in triple)}


def axioms() -> Graph:
    """Read our ontology for owlrl, without the texts, and without functional properties.

    The shapes refuse data that breaks a functional property; owlrl would call its values the same thing.
    """
    graph = Graph()
    for file in FILES:
        graph.parse(file, format="turtle")
    for triple in list(graph):
        if isinstance(triple[2], RdfLiteral) or triple[2] == OWL.FunctionalProperty:
            graph.remove(triple)
    return graph


@pytest.fixture(scope="module")
def rules() -> Rules:
    """Compile our ontology once."""
    return compile_rules(FILES)


@pytest.fixture(scope="module")
def own() -> Graph:
    """Read our ontology for owlrl once."""
    return axioms()


def test_each_construct_follows_as_in_owlrl(tmp_path: Path) -> None:
    """Subclass, subproperty, domain, range, inverse, symmetric, transitive, chain: the same as owlrl's."""
    file = tmp_path / "constructs.ttl"
    file.write_text(HEADER + CONSTRUCTS, encoding="utf-8")
    graph = Graph().parse(file, format="turtle")

    found = ours(DATA, compile_rules([file]))

    assert triples(EXPECTED) - found == set()
    assert found == theirs(DATA, graph)


def test_our_model_follows_as_in_owlrl(rules: Rules, own: Graph) -> None:
    """A small plan in our own words gives what owlrl gives, aligned vocabularies included."""
    data = """
        involvement:x sd:actor actor:a ; sd:role role:executor ; sd:concerns measure:m .
        involvement:x sd:evidence evidence:e .
        measure:m sd:hasTheme theme:t ; sd:sameActionAs measure:n ; sd:inPlan plan:p .
        theme:t skos:broader theme:u . theme:u skos:broader theme:v ; skos:topConceptOf scheme:theme .
        plan:p sd:publisher gemeente:gm1948 ; sd:startsOn "2019-01-01"^^xsd:date .
        cooperation:c sd:centre actor:a ; sd:concerns theme:t .
        evidence:e sd:inDocument document:d ; sd:firstLine 4 .
        actor:b a sd:TargetGroup ; sd:hasInvolvement involvement:y . involvement:y sd:concerns measure:n .
    """

    found = ours(data, rules)

    assert found == theirs(data, own)
    assert (
        triples("""
        actor:a sd:involvedIn measure:m . actor:b sd:involvedIn measure:n ; a foaf:Agent .
        measure:m sd:countsFor theme:t , theme:u , theme:v ; a prov:Plan . theme:v skos:narrower theme:u .
        theme:t skos:broaderTransitive theme:v . measure:n sd:sameActionAs measure:m .
        cooperation:c sd:party actor:a .
    """)
        <= found
    )


def terms(kind: URIRef) -> list[str]:
    """Give our ontology's terms of *kind*, as Turtle."""
    return sorted(f"<{term}>" for term in axioms().subjects(RDF.type, kind) if str(term).startswith((DEF, SKOS)))


NODES = st.sampled_from([f"<urn:node:{letter}>" for letter in "abcde"])
LINKS = st.tuples(NODES, st.sampled_from(terms(OWL.ObjectProperty)), NODES)
TYPES = st.tuples(NODES, st.just("a"), st.sampled_from(terms(OWL.Class)))
LINES = st.sampled_from([f"<{DEF}firstLine>", f"<{DEF}lastLine>"])
VALUES = st.tuples(NODES, LINES, st.sampled_from(["1", "2"]))


@given(graph=st.lists(LINKS | LINKS | TYPES | VALUES, min_size=1, max_size=12))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_any_graph_of_ours_follows_as_in_owlrl(graph: list[tuple[str, str, str]], rules: Rules, own: Graph) -> None:
    """Whatever is said in our terms, with every circle and clash, gives exactly what owlrl gives."""
    turtle = "".join(f"{' '.join(triple)} .\n" for triple in graph)

    assert ours(turtle, rules) == theirs(turtle, own)


def test_generated_graphs_have_terms() -> None:
    """The generator draws from our whole model, not from nothing."""
    assert {f"<{DEF}concerns>", f"<{SKOS}broader>"} <= set(terms(OWL.ObjectProperty))
    assert f"<{DEF}Partner>" in terms(OWL.Class)


def test_order_of_facts_changes_nothing(rules: Rules) -> None:
    """What follows does not hang on which fact came first."""
    data = """
        actor:a sd:hasInvolvement involvement:x . involvement:x sd:concerns measure:m .
        measure:m sd:hasTheme theme:t .
    """
    quads = [(q.subject, q.predicate.value, q.object) for q in parse(HEADER + data, RdfFormat.TURTLE)]
    forwards, backwards = Closure(rules), Closure(rules)

    for fact in quads:
        forwards.add([fact])
    for fact in reversed(quads):
        backwards.add([fact])

    assert len(quads) == 3
    assert forwards.facts == backwards.facts
    actor, measure = NamedNode(f"{PREFIXES['actor']}a"), NamedNode(f"{PREFIXES['measure']}m")
    assert (actor, f"{DEF}involvedIn", measure) in forwards.facts


def test_rules_hold_the_closed_ontology(rules: Rules) -> None:
    """The rules hold what follows in the ontology too, such as the class above the class above."""
    assert rules.superclasses[f"{DEF}ActiveRole"] >= {f"{DEF}Role", f"{SKOS}Concept"}
    assert rules.domains[f"{DEF}centre"] == {f"{DEF}Cooperation"}
    assert rules.inverses[f"{DEF}actor"] == {f"{DEF}hasInvolvement"}
    assert rules.inverses[f"{DEF}cooperatesWith"] == {f"{DEF}cooperatesWith"}
    assert rules.transitive == {f"{SKOS}broaderTransitive"}
    assert ((f"{DEF}countsFor", f"{SKOS}broader"), f"{DEF}countsFor") in rules.chains


def test_rules_say_nothing_trivial(rules: Rules) -> None:
    """No rule makes everything an owl:Thing."""
    tables = (rules.superclasses, rules.superproperties, rules.domains, rules.ranges)

    assert all(tables)
    for table in tables:
        assert not set().union(*table.values()) & {str(term) for term in TRIVIAL}


def test_rules_leave_the_languages_alone(rules: Rules) -> None:
    """No rule speaks of the terms of RDF, RDFS and OWL themselves."""
    tables = (rules.superclasses, rules.superproperties, rules.domains, rules.ranges)

    assert all(tables)
    for table in tables:
        assert not [key for key in table if key.startswith((str(RDF), str(RDFS), str(OWL)))]


def test_model_uses_only_constructs_with_a_rule() -> None:
    """A construct that no rule covers cannot slip into the model: what it says would silently not follow."""
    graph = axioms()
    covered = {
        *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
        *(OWL.inverseOf, OWL.propertyChainAxiom, RDF.first, RDF.rest, RDF.type),
    }
    limits = {OWL.disjointWith}  # says what may not be, so nothing follows; the shapes refuse it
    kinds = {OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    notes = {predicate for predicate in graph.predicates() if str(predicate).startswith(PREFIXES["dct"])}

    assert len(graph) > 100
    assert set(graph.predicates()) - notes <= covered | limits
    assert set(graph.objects(None, RDF.type)) <= kinds | {OWL.SymmetricProperty, OWL.TransitiveProperty}
    assert {r for r in graph.objects(None, RDFS.range) if r.startswith(XSD)} >= {XSD.integer}
