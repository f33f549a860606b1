"""What follows from what is stated: the ontology compiled to rules, and the rules applied to the data."""

from graph.reasoning.closure import CONSTRUCT_FILES, TYPE, Fact, build_closure, to_quad
from graph.reasoning.rules import OntologyRules, load_ontology_rules
from graph.reasoning.summary import summarise_version

__all__ = [
    "CONSTRUCT_FILES",
    "TYPE",
    "Fact",
    "OntologyRules",
    "build_closure",
    "load_ontology_rules",
    "summarise_version",
    "to_quad",
]
