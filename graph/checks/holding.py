"""Hold a plan, or what is common to all, against every rule: as it is written, and with all that follows.

Each plan is judged with the model and the register beside it and without any other plan, so that no fault of one
depends on what another says, and plans can be judged in turn or at the same time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from graph.checks.bound import make_bound_fault
from graph.checks.completeness import check_completeness
from graph.checks.contradictions import check_consistency
from graph.checks.copies import check_copies
from graph.checks.evidence import check_evidence, list_unproved_documents
from graph.checks.keywords import check_keywords
from graph.checks.mentions import check_mentions
from graph.checks.quality import HouseRules
from graph.checks.shapes import PlanShapes, validate_data
from graph.errors import TooMuchFollows
from graph.reasoning import Reasoner, load_ontology_rules
from graph.terms import value_of
from ontology.namespaces import DEF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from graph.checks.division import Division, Placed
    from graph.fault import Fault
    from graph.reasoning import Deduction, Fact
    from graph.sources import SourceText

#: The properties whose value is a line of a document, or how many it has.
LINE_PROPERTIES = (f"{DEF}firstLine", f"{DEF}lastLine", f"{DEF}lineCount")


class Holding:
    """What plans are held against: the shapes, the rules of the house, the ontology, and the documents at hand."""

    def __init__(self, division: Division, texts: Mapping[str, SourceText]) -> None:
        """Hold the parts of *division* against every rule, and against the *texts* (by SHA-256) that they cite."""
        self._division = division
        self._texts = texts
        self._rules = load_ontology_rules()
        self._is_bounded = True

    @cached_property
    def _shapes(self) -> PlanShapes:
        """The shapes, with what is common beside them."""
        return PlanShapes([*self._division.schemes, *self._division.register])

    @cached_property
    def _reasoner(self) -> Reasoner:
        """What deduces, with what is common closed."""
        common = (quad for quad, _ in self._division.register)
        return Reasoner(chain(self._division.model, common), self._rules)

    @cached_property
    def _house_rules(self) -> HouseRules:
        """The rules of the house, with what is common beside them."""
        return HouseRules(self._reasoner.common.facts)

    @cached_property
    def _facts_by_node(self) -> Mapping[str, Sequence[Fact]]:
        """What is true without any plan, by the node that it is true of."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._reasoner.common.facts:
            found[value_of(fact[0])].append(fact)
        return found

    def validate_common(self) -> list[Fault]:
        """List what breaks a rule in the register, as it is written, whatever the plans say."""
        division = self._division
        found = validate_data([*division.schemes, *division.register])
        return [*found, *self._prove(division.register)]

    def validate_plan(self, plan: str) -> tuple[list[Fault], list[str]]:
        """List what breaks a rule in *plan* as it is written, and its documents that are not at hand."""
        about = self._division.list_about(plan)
        found = [*self._shapes.validate(self._division.plans[plan]), *self._prove(about)]
        return found, list_unproved_documents(about, self._texts)

    def _prove(self, quads: Iterable[Placed]) -> list[Fault]:
        """List the faults of evidence, key words, mentions, completeness and copies in *quads*."""
        placed = [(quad, place) for quad, place in quads if _can_be_looked_up(quad)]
        checks = (check_evidence, check_keywords, check_mentions, check_completeness, check_copies)
        return [fault for check in checks for fault in check(placed, self._texts)]

    def reason_common(self) -> tuple[list[Fault], tuple[bytes, ...]]:
        """List what breaks a rule in the register with all that follows, and what follows."""
        try:
            common = self._reasoner.common
        except TooMuchFollows as error:
            self._is_bounded = False
            return [make_bound_fault(self._division.register, error)], ()
        return self._judge(self._division.register, common, frozenset()), common.lines

    def reason_plan(self, plan: str) -> tuple[list[Fault], tuple[bytes, ...]]:
        """List what breaks a rule in *plan* with all that follows, and what follows, as lines of N-Quads."""
        quads = self._division.plans[plan]
        if not self._is_bounded:
            return [], ()
        try:
            deduced = self._reasoner.deduce(plan, (quad for quad, _ in quads))
        except TooMuchFollows as error:
            return [make_bound_fault(quads, error)], ()
        return self._judge(quads, deduced, deduced.facts), deduced.lines

    def _judge(self, quads: Iterable[Placed], deduced: Deduction, own: Iterable[Fact]) -> list[Fault]:
        """List what breaks a rule of the house or contradicts itself in *quads*, by which is true what was *deduced*.

        What of that is not common is their *own*.
        """
        places = {value_of(quad.subject): place for quad, place in quads}
        named = {value_of(quad.object): place for quad, place in quads} | places
        touched = {value_of(end): None for subject, _, value in deduced.facts for end in (subject, value)}
        known = (fact for node in touched for fact in self._facts_by_node.get(node, ()))
        facts = dict.fromkeys(chain(deduced.facts, known))
        return [*self._house_rules.check(own, places), *check_consistency(facts, self._rules, named)]


def _can_be_looked_up(quad: Quad) -> bool:
    """Say whether *quad* can be looked up: not a line that no document has, such as "four"."""
    return quad.predicate.value not in LINE_PROPERTIES or bool(re.fullmatch(r"[+-]?\d{1,6}", value_of(quad.object)))
