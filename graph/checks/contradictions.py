"""What cannot be true together: contradictions that reasoning brings to light, each as a fault.

The rules are those of OWL 2 RL that end in false (W3C, OWL 2 Profiles, section 4.3): cax-dw, two disjoint classes;
prp-asyp, an asymmetric property both ways; and prp-fp, two values of a functional property. The last needs two
things that differ: different IRIs of ours name different things, and literals differ by their text.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.fault import Fault
from graph.message import Message
from graph.reasoning import TYPE
from graph.terms import value_of
from ontology.namespaces import compact_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from graph.reasoning import Fact, OntologyRules

    #: A node, the rule that is broken, and the values in what is said of it.
    FaultParts = tuple[str, str, Mapping[str, object]]

#: What is said of each rule of OWL 2 RL that is broken.
SENTENCES = {
    "cax-dw": Message(
        "Is both %(one)s and %(other)s, and nothing is both%(grounds)s%(more)s; remove what makes it one of the two."
    ),
    "prp-fp": Message("Has %(count)s values for %(one)s: %(values)s; there can be one. Keep one."),
    "prp-asyp": Message(
        "Is by %(one)s related to %(other)s and the other way round; both cannot be. Remove one of the two."
    ),
}
FOLLOWS = Message(" (%(one)s follows from %(properties)s)")


def check_consistency(facts: Iterable[Fact], rules: OntologyRules, places: Mapping[str, str]) -> list[Fault]:
    """List every contradiction among *facts*, closed under *rules*; *places* maps a node to its file."""
    index = _Index(facts, {TYPE, *rules.functional, *rules.asymmetric})
    found = [
        *_iter_disjoint_classes(index, rules),
        *_iter_functional_values(index, rules),
        *_iter_asymmetric_pairs(index, rules),
    ]
    return sorted(
        Fault(places.get(node, "?"), node, rule, SENTENCES[rule].fill(**values)) for node, rule, values in found
    )


class _Index:
    """The facts that a rule could find wrong, by property and subject."""

    def __init__(self, facts: Iterable[Fact], judged: Collection[str]) -> None:
        """Index the *facts* of the properties that are *judged*."""
        self._facts = list(facts)
        self._values: dict[str, dict[str, set[str]]] = {prop: defaultdict(set) for prop in sorted(judged)}
        for subject, prop, value in self._facts:
            if prop in self._values:
                self._values[prop][value_of(subject)].add(value_of(value))

    def iter_subjects(self, props: Iterable[str]) -> Iterator[tuple[str, str, set[str]]]:
        """Iterate over each subject of any of *props*, with the property and its values."""
        return ((node, prop, values) for prop in props for node, values in self._values[prop].items())

    def list_values(self, node: str, prop: str) -> Collection[str]:
        """Return the values of *prop* that *node* has."""
        return self._values[prop].get(node, ())

    @cached_property
    def ends(self) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
        """For each node the properties it has, and for each IRI the properties that it is a value of."""
        outgoing: dict[str, set[str]] = defaultdict(set)
        incoming: dict[str, set[str]] = defaultdict(set)
        for subject, prop, value in self._facts:
            outgoing[value_of(subject)].add(prop)
            if isinstance(value, NamedNode):
                incoming[value.value].add(prop)
        return outgoing, incoming


def _iter_disjoint_classes(index: _Index, rules: OntologyRules) -> Iterator[FaultParts]:
    """Yield each node that is in two classes of which one excludes the other."""
    pairs = {(one, other) for one, others in rules.disjoint.items() for other in others if one < other}
    for node, _, classes in index.iter_subjects([TYPE]):
        for one, other in pairs:
            if one in classes and other in classes:
                grounds, more = (_find_grounds(index, rules, node, cls) for cls in (one, other))
                values = {"one": compact_iri(one), "other": compact_iri(other), "grounds": grounds, "more": more}
                yield node, "cax-dw", values


def _find_grounds(index: _Index, rules: OntologyRules, node: str, cls: str) -> Message | str:
    """Find from which properties of *node* it follows that it is a *cls*, where that follows from any."""
    outgoing, incoming = index.ends
    found = {p for p in outgoing.get(node, ()) if cls in rules.domains.get(p, ())}
    found |= {p for p in incoming.get(node, ()) if cls in rules.ranges.get(p, ())}
    if not found:
        return ""
    properties = ", ".join(compact_iri(prop) for prop in sorted(found))
    return FOLLOWS.fill(one=compact_iri(cls), properties=properties)


def _iter_functional_values(index: _Index, rules: OntologyRules) -> Iterator[FaultParts]:
    """Yield each node with more than one value of a property that has one at most."""
    for node, prop, values in index.iter_subjects(rules.functional):
        if len(values) > 1:
            shown = ", ".join(compact_iri(value)[:80] for value in sorted(values))
            yield node, "prp-fp", {"count": len(values), "one": compact_iri(prop), "values": shown}


def _iter_asymmetric_pairs(index: _Index, rules: OntologyRules) -> Iterator[FaultParts]:
    """Yield each node that an asymmetric property relates both ways, or to itself."""
    for node, prop, values in index.iter_subjects(rules.asymmetric):
        for other in values:
            if node in index.list_values(other, prop):
                yield node, "prp-asyp", {"one": compact_iri(prop), "other": compact_iri(other)}
