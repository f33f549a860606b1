"""What cannot be true together: contradictions that reasoning brings to light, each as a fault.

The rules are those of OWL 2 RL that end in false (W3C, OWL 2 Profiles, section 4.3): cax-dw, two disjoint classes;
prp-asyp, an asymmetric property both ways; and prp-fp, two values of a functional property. The last needs two
things that differ: different IRIs of ours name different things, and literals differ by their text.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.fault import Fault
from graph.reason import TYPE
from graph.terms import value_of
from ontology.namespaces import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.closure import Rules
    from graph.reason import Fact

MESSAGES = {
    "disjoint": {
        "nl": "Is zowel {one} als {other}, en niets is beide{grounds}; haal weg wat er een van de twee van maakt.",
        "en": "Is both {one} and {other}, and nothing is both{grounds}; remove what makes it one of the two.",
    },
    "functional": {
        "nl": "Heeft {count} waarden voor {one}: {values}; er kan er één zijn. Houd er één over.",
        "en": "Has {count} values for {one}: {values}; there can be one. Keep one.",
    },
    "asymmetric": {
        "nl": "Staat met {other} in {one}, en omgekeerd ook; dat kan niet allebei. Haal een van de twee weg.",
        "en": "Is by {one} related to {other} and the other way round; both cannot be. Remove one of the two.",
    },
    "follows": {"nl": " ({one} volgt uit {properties})", "en": " ({one} follows from {properties})"},
}


def check(facts: Iterable[Fact], rules: Rules, places: Mapping[str, str], language: str = "nl") -> list[Fault]:
    """Give every contradiction among *facts*, closed under *rules*; *places* names the file that speaks of a node."""
    index = _Index(facts)
    told = [
        *_disjoint(index, rules, language),
        *_functional(index, rules, language),
        *_asymmetric(index, rules, language),
    ]
    return sorted(Fault(places.get(node, "?"), node, rule) for node, rule in told)


class _Index:
    """The facts by subject, and by subject and property."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Index *facts*."""
        self.values: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.incoming: dict[str, set[str]] = defaultdict(set)
        for subject, prop, value in facts:
            self.values[value_of(subject), prop].add(value_of(value))
            if isinstance(value, NamedNode):
                self.incoming[value.value].add(prop)

    def outgoing(self, node: str) -> set[str]:
        """Give the properties of *node*."""
        return {prop for subject, prop in self.values if subject == node}


def _disjoint(index: _Index, rules: Rules, language: str) -> Iterator[tuple[str, str]]:
    """Give each node that is in two classes of which one excludes the other."""
    pairs = {(one, other) for one, others in rules.disjoint.items() for other in others if one < other}
    for (node, prop), classes in sorted(index.values.items()):
        if prop == TYPE:
            for one, other in sorted(pairs):
                if one in classes and other in classes:
                    grounds = "".join(_grounds(index, rules, node, cls, language) for cls in (one, other))
                    message = MESSAGES["disjoint"][language]
                    yield node, message.format(one=compact(one), other=compact(other), grounds=grounds)


def _grounds(index: _Index, rules: Rules, node: str, cls: str, language: str) -> str:
    """Say from which properties of *node* it follows that it is a *cls*, where that follows from any."""
    found = {p for p in index.outgoing(node) if cls in rules.domains.get(p, ())}
    found |= {p for p in index.incoming[node] if cls in rules.ranges.get(p, ())}
    if not found:
        return ""
    properties = ", ".join(compact(prop) for prop in sorted(found))
    return MESSAGES["follows"][language].format(one=compact(cls), properties=properties)


def _functional(index: _Index, rules: Rules, language: str) -> Iterator[tuple[str, str]]:
    """Give each node with more than one value of a property that has one at most."""
    for (node, prop), values in sorted(index.values.items()):
        if prop in rules.functional and len(values) > 1:
            shown = ", ".join(compact(value)[:80] for value in sorted(values))
            message = MESSAGES["functional"][language]
            yield node, message.format(count=len(values), one=compact(prop), values=shown)


def _asymmetric(index: _Index, rules: Rules, language: str) -> Iterator[tuple[str, str]]:
    """Give each node that an asymmetric property relates to another both ways, or to itself."""
    for (node, prop), values in sorted(index.values.items()):
        if prop in rules.asymmetric:
            for other in sorted(values):
                if node in index.values.get((other, prop), ()):
                    message = MESSAGES["asymmetric"][language]
                    yield node, message.format(one=compact(prop), other=compact(other))
