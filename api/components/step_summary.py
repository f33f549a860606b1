"""The steps of ownership in a few numbers: how many measures stand on each, from a named owner to nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.plan_numbers import count_steps
from api.components.thing import ask_panel
from graph.terms import make_iri, to_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection

    from api.requests.scope import Scope
    from queries.answers import Row


@dataclass(frozen=True)
class StepCount:
    """A step of ownership: what it means, and how many of how many measures stand on it."""

    step: str
    label: str
    definition: str
    count: int
    total: int

    @property
    def share(self) -> int:
        """The share of the measures that stand on it, in whole per cent."""
        return round(100 * self.count / self.total)


def summarise_steps(scope: Scope, themes: Collection[str] = (), on: str = "") -> list[StepCount]:
    """Summarise each step, best first, in the chosen plans, or within the themes with the IRIs *themes*.

    That is as of the day *on*, or else of today. Where there are no measures there are no steps.
    """
    counts = _read_counts(scope, themes, on)
    total = sum(counts.values())
    return [
        StepCount(row.text("id"), row.text("label"), row.text("definition"), counts[row.text("id")], total)
        for row in (_list_steps(scope) if total else ())
    ]


def _read_counts(scope: Scope, themes: Collection[str], on: str) -> Counter[str]:
    """Read the counts of each step as they were published, and sum them over *themes*, or over the chosen plans."""
    sums: Counter[str] = Counter()
    for theme in themes:
        for row in ask_panel(scope, "theme-step-counts", theme, scope.bind_day(on)):
            sums[row.text("step")] += row.integer("measures")
    published = {} if themes else count_steps(scope, on)
    for plan in scope.chosen:
        sums.update(published.get(plan.key, {}))
    return sums


def _list_steps(scope: Scope) -> list[Row]:
    """List the steps with what each means, best first."""
    scheme = to_json(make_iri(f"{PREFIXES['scheme']}ownership-step"))
    return scope.ask_panel("defined", {"_scheme": scheme})
