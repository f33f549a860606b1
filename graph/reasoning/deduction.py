"""What follows, plan by plan: the model and the register are closed once, and each plan on top of them by itself.

So nothing that follows for one plan rests on what another says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.reasoning.closure import DERIVED_GRAPH, build_closure
from ontology.namespaces import make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from graph.reasoning.closure import Fact
    from graph.reasoning.rules import OntologyRules


@dataclass(frozen=True)
class Deduction:
    """Everything that is true by any plan or none, and the quads of it that follow, each in its own derived graph."""

    facts: frozenset[Fact]
    derived: tuple[Quad, ...]


def deduce_by_plan(quads: Iterable[Quad], plans: Mapping[str, Iterable[Quad]], rules: OntologyRules) -> Deduction:
    """Deduce by *rules* what follows from *quads*, of the model and the register, and by each of *plans*, by key."""
    below = build_closure(quads, rules)
    facts, derived = below.facts, below.derived_quads(DERIVED_GRAPH)
    for plan, stated in plans.items():
        closure = below.fork()
        closure.read_quads(stated)
        derived += closure.derived_quads(NamedNode(make_plan_graph_iri(plan, "derived")))
        facts |= closure.facts
    return Deduction(frozenset(facts), tuple(derived))
