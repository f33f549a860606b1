"""From which triples a CONSTRUCT rule makes a fact: the same pattern, asked backwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.engine import Request, read_outline
from graph.reasoning import CONSTRUCT_FILES, is_variable, parse_construct
from graph.sources import read_rule
from graph.terms import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.sources import Rule
    from graph.terms import Term


@dataclass(frozen=True)
class ConstructRule:
    """A rule that makes one triple, of the variable `subject`, the IRI `property` and the variable `value`.

    `premises` is the query for the triples from which it makes that.
    """

    name: str
    texts: Mapping[str, str]
    subject: str
    property: str
    value: str
    premises: str

    def request_premises(self, subject: Term, value: Term) -> Request:
        """Make the request, in N-Triples, for the premises of the triple that it makes of *subject* and *value*."""
        bound = {self.subject: to_json(subject), self.value: to_json(value)}
        return Request(self.premises, bound, graph_type="application/n-triples")


def make_construct_rule(rule: Rule) -> ConstructRule:
    """Make a rule to be asked backwards of *rule*, whose header gives its premises.

    :raises ValueError: when it makes anything but one triple of two variables, or has no WHERE.
    """
    made, _ = parse_construct(rule.text)
    outline = read_outline(rule.text)
    if len(made) != 1 or not (is_variable(made[0].subject) and is_variable(made[0].value)):
        raise ValueError(f"{rule.name} does not construct one triple of two variables")
    if not outline.where:
        raise ValueError(f"{rule.name} leaves the word WHERE out")
    (pattern,) = made
    query = f"{outline.prologue}CONSTRUCT {{ {rule.about['premises']} }}\n{outline.where}LIMIT 1"
    return ConstructRule(rule.name, rule.texts, pattern.subject[1:], pattern.prop, pattern.value[1:], query)


@cache
def load_construct_rules() -> tuple[ConstructRule, ...]:
    """Load the CONSTRUCT rules, once."""
    return tuple(make_construct_rule(read_rule(file)) for file in CONSTRUCT_FILES)
