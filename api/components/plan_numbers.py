"""The plans in numbers, as they were counted when the version was published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.namespaces import find_plan_key
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from api.requests.scope import Scope
    from queries.plans import Plan


@dataclass(frozen=True)
class GapCount:
    """Of how many things a kind of gap can be, how many have it, and of how many of those the plan says so itself."""

    things: int = 0
    missing: int = 0
    said: int = 0

    def __add__(self, other: GapCount) -> GapCount:
        """Add those of *other*."""
        return GapCount(self.things + other.things, self.missing + other.missing, self.said + other.said)


@dataclass(frozen=True)
class PlanNumbers:
    """A plan in numbers: its partners, and each kind of gap; its measures are what can lack an owner."""

    partners: int
    gaps: Mapping[str, GapCount]

    @property
    def measures(self) -> int:
        """The number of its measures."""
        return self.gaps.get("owner", GapCount()).things

    @property
    def without_owner(self) -> int:
        """The number of its measures for which it names no owner."""
        return self.gaps.get("owner", GapCount()).missing


def count_by_plan(scope: Scope, on: str = "") -> dict[str, PlanNumbers]:
    """Count what each plan in the version has on the day *on*, or else today, by its key.

    A plan of which nothing was counted is left out.
    """
    engine, gaps = scope.plans.engine, count_gaps(scope, on)
    rows = ask_rows(engine, load_panel("plan-partners"), {}, scope.language)
    partners = {find_plan_key(row.text("graph")): row.integer("count") for row in rows}
    return {key: PlanNumbers(partners.get(key, 0), gaps.get(key, {})) for key in {*partners, *gaps}}


def count_gaps(scope: Scope, on: str = "") -> dict[str, dict[str, GapCount]]:
    """Count each kind of gap in each plan in the version: by the key of the plan, then by kind.

    That is as of the day *on*, or else of today.
    """
    counts: dict[str, dict[str, GapCount]] = defaultdict(dict)
    for row in ask_rows(scope.plans.engine, load_panel("plan-gap-counts"), scope.bind_day(on), scope.language):
        count = GapCount(row.integer("things"), row.integer("missing"), row.integer("open"))
        counts[find_plan_key(row.text("graph"))][row.text("kind")] = count
    return counts


def count_steps(scope: Scope, on: str = "") -> dict[str, dict[str, int]]:
    """Count the measures on each step of ownership in each plan in the version: by the key of the plan, then by step.

    That is as of the day *on*, or else of today.
    """
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in ask_rows(scope.plans.engine, load_panel("plan-step-counts"), scope.bind_day(on), scope.language):
        counts[find_plan_key(row.text("graph"))][row.text("step")] = row.integer("measures")
    return counts


def sum_numbers(numbers: Mapping[str, PlanNumbers], plans: Iterable[Plan]) -> dict[str, int]:
    """Sum the measures of *plans*, and how many of them have no owner."""
    own = [numbers[plan.key] for plan in plans if plan.key in numbers]
    return {"measures": sum(it.measures for it in own), "without_owner": sum(it.without_owner for it in own)}
