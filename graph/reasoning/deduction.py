"""What follows, plan by plan: the model and the register are closed once, and each plan on top of them by itself.

So nothing that follows for one plan rests on what another says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.errors import TooMuchFollows
from graph.reasoning.closure import DERIVED_GRAPH, build_closure
from ontology.namespaces import make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from graph.reasoning.closure import Closure, Fact
    from graph.reasoning.rules import OntologyRules


#: As many facts as may follow from a plan, or from the register; of the packaged plan ten thousand do.
MOST_FACTS = 1_000_000


@dataclass(frozen=True)
class Deduction:
    """What is true by a plan, or without any; and as lines of N-Quads what of that follows, in its derived graph."""

    facts: frozenset[Fact]
    lines: tuple[bytes, ...]


class Reasoner:
    """What deduces by the rules of the ontology what follows from plans, each with what is common to all."""

    def __init__(self, quads: Iterable[Quad], rules: OntologyRules) -> None:
        """Close *quads*, of the model and the register, under *rules*."""
        self._below = build_closure(quads, rules)

    @cached_property
    def common(self) -> Deduction:
        """What is true without any plan."""
        return _deduce(self._below, DERIVED_GRAPH.value)

    def deduce(self, plan: str, quads: Iterable[Quad]) -> Deduction:
        """Deduce what is true by *quads*, those of the plan with the key *plan*, and not without them."""
        closure = self._below.fork()
        closure.read_quads(quads)
        return _deduce(closure, make_plan_graph_iri(plan, "derived"))


def _deduce(closure: Closure, graph: str) -> Deduction:
    """Take from *closure* what is true in it and not below it, and what of that follows, in *graph*.

    :raises TooMuchFollows: when that is more than `MOST_FACTS`, of which each is a line.
    """
    if sum(map(len, closure.derived().values())) > MOST_FACTS:
        raise TooMuchFollows
    lines = b"".join(closure.derived_lines(graph)).splitlines(keepends=True)
    return Deduction(frozenset(closure.own_facts), tuple(lines))
