"""Relations closed at once hold what rules applied fact by fact give, for any facts and any rules."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.reasoning.closure import DERIVED_GRAPH, TYPE, Closure, to_quad
from graph.reasoning.rules import OntologyRules
from tests.graph.reasoning.closing import close_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.reasoning.closure import Fact

PROPERTIES = [f"urn:p{number}" for number in range(4)]
CLASSES = [f"urn:c{number}" for number in range(4)]

things = st.sampled_from([*(NamedNode(f"urn:n{number}") for number in range(4)), BlankNode("b")])
values = st.one_of(things, st.sampled_from([Literal("a b"), Literal("a b", language="nl"), Literal("4")]))
links = st.tuples(things, st.sampled_from(PROPERTIES), values)
kinds = st.tuples(things, st.just(TYPE), st.sampled_from([*map(NamedNode, CLASSES), Literal("a b"), BlankNode("b")]))
facts_of = st.lists(st.one_of(links, links, kinds), max_size=14)
properties = st.sampled_from(PROPERTIES)
any_property = st.sampled_from([*PROPERTIES, TYPE])
classes = st.sampled_from(CLASSES)


def table(keys: st.SearchStrategy[str], others: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, frozenset[str]]]:
    """Draw a table of rules."""
    return st.dictionaries(keys, st.frozensets(others, min_size=1, max_size=2), max_size=2)


chains = st.lists(st.tuples(st.lists(any_property, min_size=1, max_size=4).map(tuple), properties), max_size=2)
rules_of = st.builds(
    OntologyRules,
    superclasses=table(classes, classes),
    superproperties=table(any_property, any_property),
    domains=table(any_property, classes),
    ranges=table(any_property, classes),
    inverses=table(any_property, any_property),
    transitive=st.frozensets(properties, max_size=2),
    functional=st.just(frozenset()),
    asymmetric=st.just(frozenset()),
    disjoint=st.just({}),
    chains=chains.map(tuple),
)


def slowly(facts: set[Fact], rules: OntologyRules) -> set[Fact]:
    """Give *facts* with what follows, one fact at a time, over and over until nothing is new."""
    known: set[Fact] = set()
    while new := facts - known:
        known |= new
        facts = known | set(_from_each(known, rules)) | set(_from_chains(known, rules))
    return known


def _from_each(facts: set[Fact], rules: OntologyRules) -> Iterator[Fact]:
    """Give what follows from each fact alone."""
    for subject, prop, value in facts:
        if prop == TYPE and isinstance(value, NamedNode):
            yield from ((subject, TYPE, NamedNode(cls)) for cls in _of(rules.superclasses, value.value))
        yield from ((subject, wider, value) for wider in _of(rules.superproperties, prop))
        yield from ((subject, TYPE, NamedNode(cls)) for cls in _of(rules.domains, prop))
        if not isinstance(value, Literal):
            yield from ((value, TYPE, NamedNode(cls)) for cls in _of(rules.ranges, prop))
            yield from ((value, inverse, subject) for inverse in _of(rules.inverses, prop))


def _from_chains(facts: set[Fact], rules: OntologyRules) -> Iterator[Fact]:
    """Give what follows from facts in a row."""
    for steps, head in [*rules.chains, *(((p, p), p) for p in rules.transitive)]:
        pairs = {(s, o) for s, p, o in facts if p == steps[0]}
        for step in steps[1:]:
            pairs = {(start, o) for start, end in pairs for s, p, o in facts if p == step and s == end}
        yield from ((start, head, end) for start, end in pairs)


def _of(rules: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    """Give what *rules* has for *name*."""
    return rules.get(name, frozenset())


@given(facts=facts_of, rules=rules_of)
@settings(max_examples=250, deadline=None, derandomize=True)
def test_any_rules_give_what_they_give_fact_by_fact(facts: list[Fact], rules: OntologyRules) -> None:
    """Whatever the rules, circles and literals, what follows is what a reasoner that goes fact by fact finds."""
    closure = close_facts(rules, facts)

    assert closure.facts == slowly(set(facts), rules)


@given(facts=facts_of, rules=rules_of, place=st.integers(0, 14))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_facts_may_come_in_parts(facts: list[Fact], rules: OntologyRules, place: int) -> None:
    """What is added later is joined with what was there."""
    closure = close_facts(rules, facts[:place], facts[place:])

    assert closure.facts == slowly(set(facts), rules)


@given(facts=facts_of, rules=rules_of)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_what_is_derived_is_what_was_not_stated(facts: list[Fact], rules: OntologyRules) -> None:
    """As quads and as lines, what is derived is the rest: each once, in the graph of derived triples."""
    closure = close_facts(rules, facts)

    derived = closure.derived_quads()

    assert sorted(map(str, derived)) == sorted(str(to_quad(fact)) for fact in closure.facts - set(facts))
    lines = b"".join(closure.derived_lines()).decode().splitlines()
    assert sorted(lines) == sorted(f"{quad} ." for quad in derived)


def test_long_way_is_closed() -> None:
    """A way of many steps is closed in few rounds, and a circle ends."""
    rules = OntologyRules({}, {}, {}, {}, {}, frozenset(["urn:p"]), frozenset(), frozenset(), {}, ())
    ring = [NamedNode(f"urn:n{number}") for number in range(40)]
    line = [(one, "urn:p", other) for one, other in pairwise(ring)]

    assert len(close_facts(rules, line).facts) == 40 * 39 / 2
    assert len(close_facts(rules, line, [(ring[-1], "urn:p", ring[0])]).facts) == 40 * 40


def test_the_same_statement_in_two_graphs_is_one_fact() -> None:
    """Graphs make no difference to what follows: a statement is a fact once, and is not derived where it is stated."""
    rules = OntologyRules(
        {}, {"urn:p": frozenset(["urn:q"])}, {}, {}, {}, frozenset(), frozenset(), frozenset(), {}, ()
    )
    one, other = NamedNode("urn:a"), Literal("a b")
    closure = Closure(rules)
    closure.read_quads([Quad(one, NamedNode("urn:p"), other, NamedNode(f"urn:g{number}")) for number in range(2)])

    assert closure.facts == {(one, "urn:p", other), (one, "urn:q", other)}
    assert b"".join(closure.derived_lines()) == b'<urn:a> <urn:q> "a b" %b .\n' % str(DERIVED_GRAPH).encode()
