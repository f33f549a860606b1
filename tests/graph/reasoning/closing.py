"""What the tests of the reasoner share: a closure made in one call, of quads by all rules or of facts by some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.reasoning.closure import Closure, build_closure, to_quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Triple

    from graph.reasoning.closure import Fact
    from graph.reasoning.rules import OntologyRules


def to_fact(statement: Quad | Triple) -> Fact:
    """Convert *statement* to a fact, without its graph."""
    return statement.subject, statement.predicate.value, statement.object


def close_facts(rules: OntologyRules, *parts: Iterable[Fact]) -> Closure:
    """Close *parts* by *rules* alone, without those that are CONSTRUCT queries, each part before the next comes."""
    closure = Closure(rules, files=())
    for facts in parts:
        closure.read_quads(map(to_quad, facts))
        closure.close()
    return closure


def close_quads(quads: Iterable[Quad], rules: OntologyRules) -> set[Fact]:
    """Close what *quads* say, graphs left out: all of it, with everything that follows."""
    return build_closure(quads, rules).facts


def derive_quads(quads: Iterable[Quad], rules: OntologyRules) -> list[Quad]:
    """List every triple that follows from *quads* and is not among them, in the graph of derived triples."""
    return build_closure(quads, rules).derived_quads()
