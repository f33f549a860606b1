"""What follows from what is stated: the ontology compiled to rules, and the rules applied to the data."""

from graph.reasoning.closure import CONSTRUCT_FILES, TYPE, Fact, build_closure, to_quad
from graph.reasoning.construct_parser import parse_construct
from graph.reasoning.pattern import is_variable
from graph.reasoning.rules import OntologyRules, load_ontology_rules
from graph.reasoning.summary import summarise_version

__all__ = [
    "CONSTRUCT_FILES",
    "TYPE",
    "Fact",
    "OntologyRules",
    "build_closure",
    "is_variable",
    "load_ontology_rules",
    "parse_construct",
    "summarise_version",
    "to_quad",
]
