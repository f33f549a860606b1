"""Close the ontology with owlrl, and compile what follows into rules.

What the ontology says of its classes and properties is little, so owlrl closes that in a fraction of a second; running
it over the data itself takes minutes. The rules cover what OWL 2 RL (W3C, OWL 2 Profiles, section 4.3) says of the
constructs our model uses: cax-sco, prp-spo1, prp-spo2, prp-dom, prp-rng, prp-inv, prp-symp and prp-trp, and for
`graph.consistency` cax-dw, prp-fp and prp-asyp.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import owlrl
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection

import ontology as packaged
from ontology import namespaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rdflib.term import Node

#: True of everything, so never worth a triple.
TRIVIAL = {OWL.Thing, RDFS.Resource, OWL.Nothing, RDFS.Literal}
#: Predicates of the languages themselves; owlrl gives them domains and ranges that nobody asks for.
META = (namespaces.RDF, namespaces.RDFS, namespaces.PREFIXES["owl"])
#: What a term is declared to be. From that follows only that it is above and the same as itself (scm-cls, scm-op).
DECLARED = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Ontology}


@dataclass(frozen=True)
class Rules:
    """What the closed ontology says, per property or class; every name is an IRI."""

    superclasses: Mapping[str, frozenset[str]]
    superproperties: Mapping[str, frozenset[str]]
    domains: Mapping[str, frozenset[str]]
    ranges: Mapping[str, frozenset[str]]
    inverses: Mapping[str, frozenset[str]]
    transitive: frozenset[str]
    functional: frozenset[str]
    asymmetric: frozenset[str]
    disjoint: Mapping[str, frozenset[str]]
    chains: tuple[tuple[tuple[str, ...], str], ...]


def compile_rules(files: Iterable[Path]) -> Rules:
    """Compile the ontology in the Turtle *files* into rules."""
    ontology = schema(files)
    chains = _chains(ontology)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(ontology)
    inverses = _pairs(ontology, OWL.inverseOf)
    return Rules(
        superclasses=_freeze(_pairs(ontology, RDFS.subClassOf)),
        superproperties=_freeze(_pairs(ontology, RDFS.subPropertyOf)),
        domains=_freeze(_pairs(ontology, RDFS.domain)),
        ranges=_freeze(_pairs(ontology, RDFS.range)),
        inverses=_freeze(_both_ways(inverses, _of_kind(ontology, OWL.SymmetricProperty))),
        transitive=_of_kind(ontology, OWL.TransitiveProperty),
        functional=_of_kind(ontology, OWL.FunctionalProperty),
        asymmetric=_of_kind(ontology, OWL.AsymmetricProperty),
        disjoint=_freeze(_both_ways(_pairs(ontology, OWL.disjointWith), frozenset())),
        chains=chains,
    )


def schema(files: Iterable[Path]) -> Graph:
    """Give what the Turtle *files* say in the languages of ontologies, since only from that a rule can follow.

    Texts, references to other vocabularies and bare declarations are three quarters of our ontology, and of the time
    that owlrl would take.
    """
    ontology = Graph()
    for file in files:
        for quad in parse(path=file, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            subject, value = _node(quad.subject), _node(quad.object)
            if subject and value and quad.predicate.value.startswith(META) and value not in DECLARED:
                ontology.add((subject, URIRef(quad.predicate.value), value))
    return ontology


def _node(term: object) -> URIRef | BNode | None:
    """Give *term* as one of rdflib, or nothing for a literal."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    return BNode(term.value) if isinstance(term, BlankNode) else None


@cache
def packaged_rules() -> Rules:
    """Give the rules compiled from the packaged ontology, once: it never changes while the program runs."""
    return compile_rules([*packaged.MODEL, *packaged.ALIGNMENTS])


def _chains(ontology: Graph) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Give each property chain with the property it leads to; read before closing, which adds nothing to them."""
    found = [
        (tuple(str(step) for step in Collection(ontology, head)), str(prop))
        for prop, head in ontology.subject_objects(OWL.propertyChainAxiom)
    ]
    return tuple(sorted(found))


def _pairs(ontology: Graph, predicate: Node) -> dict[str, set[str]]:
    """Give for each subject of *predicate* the other IRIs it leads to, without the trivial ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, value in ontology.subject_objects(predicate):
        if isinstance(subject, URIRef) and isinstance(value, URIRef) and _worth_it(subject, value, predicate):
            found[str(subject)].add(str(value))
    return found


def _worth_it(subject: URIRef, value: URIRef, predicate: Node) -> bool:
    """Say whether a rule from *subject* to *value* could tell something; an inverse of itself can."""
    if str(subject).startswith(META) or value in TRIVIAL:
        return False
    return subject != value or predicate == OWL.inverseOf or predicate in (RDFS.domain, RDFS.range)


def _of_kind(ontology: Graph, kind: Node) -> frozenset[str]:
    """Give the properties of *kind*."""
    return frozenset(str(prop) for prop in ontology.subjects(RDF.type, kind))


def _both_ways(inverses: Mapping[str, set[str]], symmetric: frozenset[str]) -> dict[str, set[str]]:
    """Give *inverses* in both directions; a symmetric property is its own."""
    both: dict[str, set[str]] = defaultdict(set)
    for one, others in inverses.items():
        for other in others:
            both[one].add(other)
            both[other].add(one)
    for prop in symmetric:
        both[prop].add(prop)
    return both


def _freeze(pairs: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Make *pairs* safe to share."""
    return {key: frozenset(values) for key, values in sorted(pairs.items())}
