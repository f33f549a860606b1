"""Close the ontology with owlrl, and compile what follows into rules.

What the ontology says of its classes and properties is little, so owlrl closes that in a fraction of a second; running
it over the data itself takes minutes. The rules cover what OWL 2 RL (W3C, OWL 2 Profiles, section 4.3) says of the
constructs our model uses: cax-sco, prp-spo1, prp-spo2, prp-dom, prp-rng, prp-inv, prp-symp and prp-trp, and for
`graph.checks.contradictions` cax-dw, prp-fp and prp-asyp.
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

from ontology import ALIGNMENTS, MODEL, namespaces
from ontology.base import rebase_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rdflib.term import Node

#: True of everything, so never worth a triple.
TRIVIAL_CLASSES = {OWL.Thing, RDFS.Resource, OWL.Nothing, RDFS.Literal}
#: Predicates of the languages themselves; owlrl gives them domains and ranges that nobody asks for.
META_NAMESPACES = (namespaces.RDF, namespaces.RDFS, namespaces.PREFIXES["owl"])
#: What a term is declared to be. From that follows only that it is above and the same as itself (scm-cls, scm-op).
DECLARATION_CLASSES = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Ontology}


@dataclass(frozen=True)
class OntologyRules:
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


def compile_rules(files: Iterable[Path]) -> OntologyRules:
    """Compile the ontology in the Turtle *files* into rules."""
    ontology = read_schema(files)
    chains = _list_chains(ontology)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(ontology)
    inverses = _collect_pairs(ontology, OWL.inverseOf)
    return OntologyRules(
        superclasses=_freeze_pairs(_collect_pairs(ontology, RDFS.subClassOf)),
        superproperties=_freeze_pairs(_collect_pairs(ontology, RDFS.subPropertyOf)),
        domains=_freeze_pairs(_collect_pairs(ontology, RDFS.domain)),
        ranges=_freeze_pairs(_collect_pairs(ontology, RDFS.range)),
        inverses=_freeze_pairs(_mirror_pairs(inverses, _select_properties(ontology, OWL.SymmetricProperty))),
        transitive=_select_properties(ontology, OWL.TransitiveProperty),
        functional=_select_properties(ontology, OWL.FunctionalProperty),
        asymmetric=_select_properties(ontology, OWL.AsymmetricProperty),
        disjoint=_freeze_pairs(_mirror_pairs(_collect_pairs(ontology, OWL.disjointWith), frozenset())),
        chains=chains,
    )


def read_schema(files: Iterable[Path]) -> Graph:
    """Read what the Turtle *files* say in the languages of ontologies, as only from that a rule can follow.

    Texts, references to other vocabularies and bare declarations are three quarters of our ontology, and of the time
    that owlrl would take.
    """
    ontology = Graph()
    for file in files:
        for quad in parse(rebase_text(file.read_text("utf-8")), RdfFormat.TURTLE, rename_blank_nodes=True):
            subject, value = _to_rdflib(quad.subject), _to_rdflib(quad.object)
            if (
                subject
                and value
                and quad.predicate.value.startswith(META_NAMESPACES)
                and value not in DECLARATION_CLASSES
            ):
                ontology.add((subject, URIRef(quad.predicate.value), value))
    return ontology


def _to_rdflib(term: object) -> URIRef | BNode | None:
    """Convert *term* to one of rdflib, or to None where it is a literal."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    return BNode(term.value) if isinstance(term, BlankNode) else None


@cache
def load_ontology_rules() -> OntologyRules:
    """Load the rules of the packaged ontology, compiled once: it never changes while the program runs."""
    return compile_rules([*MODEL, *ALIGNMENTS])


def _list_chains(ontology: Graph) -> tuple[tuple[tuple[str, ...], str], ...]:
    """List each property chain with the property it leads to; read before closing, which adds none."""
    found = [
        (tuple(str(step) for step in Collection(ontology, head)), str(prop))
        for prop, head in ontology.subject_objects(OWL.propertyChainAxiom)
    ]
    return tuple(sorted(found))


def _collect_pairs(ontology: Graph, predicate: Node) -> dict[str, set[str]]:
    """Collect for each subject of *predicate* the other IRIs it leads to, without the trivial ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, value in ontology.subject_objects(predicate):
        if isinstance(subject, URIRef) and isinstance(value, URIRef) and _is_worth_deriving(subject, value, predicate):
            found[str(subject)].add(str(value))
    return found


def _is_worth_deriving(subject: URIRef, value: URIRef, predicate: Node) -> bool:
    """Say whether a rule from *subject* to *value* could add anything; an inverse of itself can."""
    if str(subject).startswith(META_NAMESPACES) or value in TRIVIAL_CLASSES:
        return False
    return subject != value or predicate == OWL.inverseOf or predicate in (RDFS.domain, RDFS.range)


def _select_properties(ontology: Graph, kind: Node) -> frozenset[str]:
    """Select the properties of *kind*."""
    return frozenset(str(prop) for prop in ontology.subjects(RDF.type, kind))


def _mirror_pairs(inverses: Mapping[str, set[str]], symmetric: frozenset[str]) -> dict[str, set[str]]:
    """Mirror *inverses*, so that they hold in both directions; a symmetric property is its own."""
    both: dict[str, set[str]] = defaultdict(set)
    for one, others in inverses.items():
        for other in others:
            both[one].add(other)
            both[other].add(one)
    for prop in symmetric:
        both[prop].add(prop)
    return both


def _freeze_pairs(pairs: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Freeze the values of *pairs*, so that they are safe to share."""
    return {key: frozenset(values) for key, values in sorted(pairs.items())}
