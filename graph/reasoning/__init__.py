"""What follows from what is stated: the ontology compiled to rules, and the rules applied to the data."""

from graph.reasoning.closure import CONSTRUCT_FILES, TYPE, Fact, to_quad
from graph.reasoning.construct_parser import parse_construct
from graph.reasoning.deduction import Deduction, Reasoner
from graph.reasoning.pattern import is_variable
from graph.reasoning.rules import OntologyRules, load_ontology_rules
from graph.reasoning.summary import summarise_plan, summarise_register
from graph.reasoning.summary_input import select_counted
from graph.reasoning.untranslated import UNTRANSLATED

__all__ = [
    "CONSTRUCT_FILES",
    "TYPE",
    "UNTRANSLATED",
    "Deduction",
    "Fact",
    "OntologyRules",
    "Reasoner",
    "is_variable",
    "load_ontology_rules",
    "parse_construct",
    "select_counted",
    "summarise_plan",
    "summarise_register",
    "to_quad",
]
