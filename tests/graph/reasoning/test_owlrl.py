"""What our rules say is what owlrl says, over the whole ontology: what follows, and what cannot be true together.

Many small graphs go through owlrl at once, told apart by the names of their nodes and by their numbers and texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import owlrl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib import Literal as RdfLiteral

import ontology
from graph.checks.contradictions import check_consistency
from graph.reasoning.rules import META_NAMESPACES, OntologyRules, compile_rules
from ontology.namespaces import DEF, PREFIXES, compact_iri, expand_iri
from tests.graph.reasoning.closing import close_facts, to_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rdflib.term import Node

    Triple = tuple[str, str, str]

FILES = (*ontology.MODEL, *ontology.ALIGNMENTS)
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
#: How a value of each datatype of our properties is written.
VALUES = {
    XSD.integer: '"{}"^^xsd:integer',
    XSD.decimal: '"{}.5"^^xsd:decimal',
    XSD.date: '"{}-01-01"^^xsd:date',
    XSD.string: '"text {}"',
    RDF.langString: '"tekst {}"@nl',
}

# Every construct the rules know, each in the smallest case; in our namespace, since that is what is compared.
CONSTRUCTS = """
smd:Cat rdfs:subClassOf smd:Animal . smd:Animal rdfs:subClassOf smd:Being .
smd:Person owl:equivalentClass smd:Human .
smd:hasPet rdfs:subPropertyOf smd:hasAnimal ; rdfs:domain smd:Person ; rdfs:range smd:Animal .
smd:hasAnimal rdfs:subPropertyOf smd:knows .
smd:petOf owl:inverseOf smd:hasPet .
smd:marriedTo a owl:SymmetricProperty ; rdfs:subPropertyOf smd:knows .
smd:partOf a owl:TransitiveProperty .
smd:directPartOf rdfs:subPropertyOf smd:partOf .
smd:livesIn owl:propertyChainAxiom ( smd:hasHome smd:standsIn smd:partOf ) .
smd:feeds owl:propertyChainAxiom ( smd:hasPet [ owl:inverseOf smd:eatenBy ] ) .
smd:eats owl:inverseOf smd:eatenBy .
smd:grandparent owl:propertyChainAxiom ( smd:parent smd:parent ) .
"""
DATA = """
smd:tom a smd:Cat . smd:ann smd:hasPet smd:tom ; smd:marriedTo smd:bob . smd:rex smd:petOf smd:bob .
smd:street smd:directPartOf smd:town . smd:town smd:directPartOf smd:land . smd:land smd:partOf smd:world .
smd:ann smd:hasHome smd:house . smd:house smd:standsIn smd:street .
smd:ann smd:parent smd:eve . smd:eve smd:parent smd:ada . smd:ada smd:parent smd:ann .
smd:loop smd:partOf smd:loop . smd:me smd:marriedTo smd:me . _:b smd:hasPet _:c . smd:tom smd:weighs 4 .
"""
EXPECTED = """
smd:tom a smd:Animal , smd:Being ; smd:petOf smd:ann .
smd:ann a smd:Person , smd:Human ; smd:hasAnimal smd:tom ; smd:knows smd:tom , smd:bob ; smd:grandparent smd:ada .
smd:ann smd:livesIn smd:town , smd:land , smd:world .
smd:bob a smd:Person , smd:Human ; smd:marriedTo smd:ann ; smd:hasPet smd:rex ; smd:knows smd:ann .
smd:street smd:partOf smd:town , smd:land , smd:world .
"""


@dataclass(frozen=True)
class Said:
    """What a reasoner says of some graphs: the triples it adds, and the nodes that it finds in contradiction."""

    added: frozenset[Triple]
    clashes: frozenset[str]

    def of_each(self) -> tuple[set[str], dict[str, set[Triple]]]:
        """Give which graphs contradict themselves, and what is added to each; a graph is known by its number."""
        added: dict[str, set[Triple]] = defaultdict(set)
        for triple in self.added:
            added[triple[0].split(":")[1]].add(triple)
        return {node.split(":")[1] for node in self.clashes}, added


def triples(turtle: str) -> set[Triple]:
    """Read *turtle*, with our prefixes, as terms of N-Triples."""
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(HEADER + turtle, RdfFormat.TURTLE)}


def ours(turtle: str, known: OntologyRules) -> Said:
    """Give what our rules say of *turtle*, by the rules that are *known*."""
    stated = {to_fact(quad) for quad in parse(HEADER + turtle, RdfFormat.TURTLE)}
    closure = close_facts(known, stated)
    added = named((str(s), f"<{p}>", str(o)) for s, p, o in closure.facts - stated)
    return Said(added, frozenset(fault.node for fault in check_consistency(closure.facts, known, {})))


def theirs(turtle: str, known: Graph) -> Said:
    """Give what owlrl says of *turtle* on top of the closed axioms that are *known*, in the terms of the ontology only.

    It says in two ways that something cannot be: as an error, and by calling two different names the same thing. It
    does the latter for the values of a functional property; also for two numbers, days or texts, since it has no rule
    by which those differ.
    """
    data = Graph().parse(data=HEADER + turtle, format="turtle")
    together = closed(known, data)
    added = set(together) - set(known) - set(data)
    errors = " ".join(str(o) for _, p, o in added if str(p).endswith("agent-ont#error"))
    same = {term for s, p, o in added if p == OWL.sameAs and s != o for term in (s, o)}
    clashes = {*re.findall(r"urn:g\d+:\w+", errors), *(str(s) for s, _, o in data if {s, o} & same)}
    words = [(s, p, o) for s, p, o in added if not isinstance(s, RdfLiteral) and is_of_ontology(p, o)]
    return Said(named((s.n3(), p.n3(), o.n3()) for s, p, o in words), frozenset(clashes))


def is_of_ontology(prop: Node, value: Node) -> bool:
    """Say whether *prop*, or the class *value*, is of the ontology and not of the languages it is written in."""
    return not str(value if prop == RDF.type else prop).startswith((*META_NAMESPACES, str(XSD)))


def named(found: Iterable[Triple]) -> frozenset[Triple]:
    """Give the *found* triples without those of blank nodes, whose names differ between engines."""
    return frozenset(triple for triple in found if not any(term.startswith("_:") for term in triple))


def closed(*parts: Graph) -> Graph:
    """Give *parts* together, closed by owlrl."""
    graph = Graph()
    for part in parts:
        for triple in part:
            graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@cache
def axioms() -> Graph:
    """Read our ontology for owlrl, without the texts."""
    graph = Graph()
    for file in FILES:
        graph.parse(file, format="turtle")
    for triple in list(graph):
        if isinstance(triple[2], RdfLiteral):
            graph.remove(triple)
    return graph


@cache
def rules() -> OntologyRules:
    """Compile our ontology, once."""
    return compile_rules(FILES)


@cache
def alone() -> Graph:
    """Close our ontology with owlrl, once."""
    return closed(axioms())


def terms(kind: URIRef, *relations: URIRef) -> list[URIRef]:
    """Give our terms of *kind*, and those of other vocabularies that one of the *relations* leads to from them."""
    own = {term for term in axioms().subjects(RDF.type, kind) if isinstance(term, URIRef)}
    near = {other for term in own for relation in relations for other in axioms().objects(term, relation)}
    return sorted(own | {other for other in near if isinstance(other, URIRef)})


LINKS = terms(OWL.ObjectProperty, RDFS.subPropertyOf, OWL.inverseOf)
TEXTS = terms(OWL.DatatypeProperty, RDFS.subPropertyOf)
CLASSES = terms(OWL.Class, RDFS.subClassOf)


def groups() -> list[list[URIRef]]:
    """Give the properties that meet in a rule: each with its inverse, wider and narrower, and those of each chain."""
    near: dict[Node, set[URIRef]] = {prop: {prop} for prop in LINKS}
    for relation in (OWL.inverseOf, RDFS.subPropertyOf):
        for one, other in axioms().subject_objects(relation):
            if isinstance(one, URIRef) and isinstance(other, URIRef) and one in near:
                near[one].add(other)
                near[other].add(one)
    chains = [[*axioms().items(steps), head] for head, steps in axioms().subject_objects(OWL.propertyChainAxiom)]
    return [sorted(set().union(*(near[prop] for prop in chain))) for chain in sorted(chains)] + [
        sorted(props) for props in near.values()
    ]


def say(prop: str, subject: str, value: str) -> str:
    """Say in short that the node called *subject* has *value*, a node or class, for *prop*; `write` spells it out."""
    return f"{subject} {compact_iri(prop)} {compact_iri(value)}"


def write(number: int, saying: str) -> str:
    """Write *saying* as Turtle, in the graph with *number*, whose nodes, numbers and texts are in no other graph."""
    subject, name, value = saying.split()
    prop, base = URIRef(expand_iri(name)), f"urn:g{number}:"
    node = f"<{expand_iri(value)}>" if prop == RDF.type else f"<{base}{value}>"
    if prop in TEXTS:
        kind = axioms().value(prop, RDFS.range) or XSD.string
        node = VALUES[URIRef(str(kind))].format(1000 + 10 * number + int(value[-1]))
    return f"<{base}{subject}> <{prop}> {node} .\n"


def compare(graphs: Sequence[Sequence[str]]) -> int:
    """Hold what we say of each of *graphs* against what owlrl says, and give how many do not contradict themselves.

    What follows is compared only of those: from a contradiction owlrl goes on to make things the same.
    """
    turtle = "".join(write(number, saying) for number, graph in enumerate(graphs) for saying in graph)
    clashing, added = ours(turtle, rules()).of_each()
    wrong, expected = theirs(turtle, alone()).of_each()
    for number, graph in enumerate(graphs):
        name = f"g{number}"
        assert (name in clashing) == (name in wrong), graph
        assert name in wrong or added[name] == expected[name], graph
    return len(graphs) - len(wrong)


def test_each_construct_follows_as_in_owlrl(tmp_path: Path) -> None:
    """Subclass, subproperty, domain, range, inverse, symmetric, transitive, chain: the same as owlrl's."""
    file = tmp_path / "constructs.ttl"
    file.write_text(HEADER + CONSTRUCTS, encoding="utf-8")

    found = ours(DATA, compile_rules([file])).added

    assert triples(EXPECTED) - found == set()
    assert found == theirs(DATA, closed(Graph().parse(file, format="turtle"))).added


def test_our_model_follows_as_in_owlrl() -> None:
    """A small plan in our own words gives what owlrl gives, aligned vocabularies included."""
    data = """
        involvement:x smd:actor actor:a ; smd:role role:executor ; smd:concerns measure:m ; smd:evidence evidence:e .
        measure:m smd:hasTheme theme:t ; smd:sameActionAs measure:n ; smd:inPlan plan:p .
        theme:t skos:broader theme:u . theme:u skos:broader theme:v ; skos:topConceptOf scheme:theme .
        evidence:e smd:inDocument document:d ; smd:firstLine 4 .
        actor:b a smd:TargetGroup ; smd:hasInvolvement involvement:y . involvement:y smd:concerns measure:n .
    """
    follows = """
        actor:a smd:involvedIn measure:m . actor:b smd:involvedIn measure:n ; a foaf:Agent .
        measure:m smd:countsFor theme:t , theme:u , theme:v ; a prov:Plan . theme:v skos:narrower theme:u .
        theme:t skos:broaderTransitive theme:v . measure:n smd:sameActionAs measure:m .
    """

    found = ours(data, rules()).added

    assert found == theirs(data, alone()).added
    assert triples(follows) - found == set()


def test_publishers_take_part_in_what_they_do_together() -> None:
    """What all publishers of a plan do together each of them does through the joint plan, and nobody else does."""
    data = """
        plan:p smd:publisher gemeente:one , gemeente:two . plan:q smd:publisher gemeente:three .
        actor:all smd:allPublishersOf plan:p . involvement:x smd:actor actor:all ; smd:concerns measure:m .
        involvement:y smd:actor gemeente:one ; smd:concerns measure:n .
    """
    through = "takesPartThroughPlan"

    found = ours(data, rules()).added

    assert found == theirs(data, alone()).added
    assert {triple for triple in found if through in str(triple)} == triples(
        f"gemeente:one smd:{through} measure:m . gemeente:two smd:{through} measure:m ."
    )


def test_article_counts_as_its_law() -> None:
    """Who refers to an article cites its law, which then applies where the article does, and is the basis with it."""
    data = """
        legislation:a smd:articleOf legislation:l . duty:d smd:legalBasis legislation:a .
        legal-reference:r smd:refersTo legislation:a ; smd:concerns measure:m .
    """
    follows = """
        legal-reference:r smd:cites legislation:a , legislation:l . duty:d smd:legalBasis legislation:l .
        legislation:l smd:appliesTo measure:m .
    """

    found = ours(data, rules()).added

    assert found == theirs(data, alone()).added
    assert triples(follows) - found == set()


def test_terms_are_those_of_the_whole_ontology() -> None:
    """What is drawn from below is every class and property, those above ours in other vocabularies included."""
    assert len(LINKS) > 80
    assert len(TEXTS) > 30
    assert len(CLASSES) > 70
    assert {URIRef(f"{DEF}within"), SKOS.broader, URIRef(f"{PREFIXES['org']}memberOf")} <= set(LINKS)
    declared = {term for kind in (OWL.Class, OWL.ObjectProperty) for term in axioms().subjects(RDF.type, kind)}
    assert declared <= {*LINKS, *CLASSES}


def test_each_property_follows_as_in_owlrl() -> None:
    """Every property by itself: once, to itself, both ways, to two, from two, and in two steps; each class too."""
    shapes = [["a0 b0"], ["a0 a0"], ["a0 b0", "b0 a0"], ["a0 b0", "a0 b1"], ["a0 b0", "a1 b0"], ["a0 b0", "b0 c0"]]
    graphs = [[say(prop, *pair.split()) for pair in shape] for prop in (*LINKS, *TEXTS) for shape in shapes]
    graphs += [[say(RDF.type, "a0", cls)] for cls in CLASSES]

    whole = compare(graphs)

    assert 500 < whole < len(graphs) - 50


def test_each_chain_follows_as_in_owlrl() -> None:
    """Every chain, walked by its own steps and by what its steps follow from, gives what owlrl makes of it."""
    assert len(rules().chains) >= 6
    graphs = []
    for steps, _ in rules().chains:
        places = [(f"n{place}", f"n{place + 1}") for place in range(len(steps))]
        walked = [say(step, *ends) for step, ends in zip(steps, places, strict=True)]
        turned = [
            say(min(rules().inverses[step]), *ends[::-1]) if step in rules().inverses else say(step, *ends)
            for step, ends in zip(steps, places, strict=True)
        ]
        graphs += [walked, turned]
        heads = [triple for triple in ours("".join(write(0, it) for it in turned), rules()).added if "n0>" in triple[0]]
        assert {f"<{head}>" for chain, head in rules().chains if chain == steps} <= {prop for _, prop, _ in heads}

    assert compare(graphs) == len(graphs)


def test_each_pair_of_classes_clashes_as_in_owlrl() -> None:
    """A thing of any two classes contradicts itself for us where it does for owlrl, and nowhere else."""
    graphs = [[say(RDF.type, "a0", cls) for cls in pair] for pair in combinations(CLASSES, 2)]

    whole = compare(graphs)

    assert len(graphs) / 2 < whole < len(graphs) - 300


@st.composite
def sayings(draw: st.DrawFn) -> list[str]:
    """Draw what is said of a few nodes: by properties that meet in a rule, and by some of the others.

    The nodes fit the domains and ranges of the properties, two to a class, or are taken as they come; so some graphs
    contradict themselves and most do not.
    """
    pool = [*draw(st.sampled_from(groups())), *draw(st.lists(st.sampled_from(LINKS + TEXTS), max_size=3))]
    ends = {(prop, end): axioms().value(prop, end) for prop in pool for end in (RDFS.domain, RDFS.range)}
    kinds = sorted(re.split("[#/]", str(cls))[-1] for cls in ends.values() if cls) or ["Any"]
    fits = draw(st.integers(0, 3)) > 0

    def node(cls: Node | None) -> str:
        kind = re.split("[#/]", str(cls))[-1] if fits and cls else draw(st.sampled_from(kinds))
        return f"{kind}{draw(st.integers(0, 1))}"

    used = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=9))
    said = [say(prop, node(ends[prop, RDFS.domain]), node(ends[prop, RDFS.range])) for prop in used]
    classes = draw(st.lists(st.sampled_from(CLASSES), max_size=1))
    return said + [say(RDF.type, node(None), cls) for cls in classes]


@given(graphs=st.lists(sayings(), min_size=45, max_size=45))
@settings(
    max_examples=4,  # owlrl takes long for the ontology, and hardly longer for more graphs at once
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate],  # what fails names its one small graph, so there is nothing to shrink
)
def test_any_graphs_follow_as_in_owlrl(graphs: list[list[str]]) -> None:
    """Whatever is said in our terms, with every circle and clash, gives exactly what owlrl gives."""
    compare(graphs)
