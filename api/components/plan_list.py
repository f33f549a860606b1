"""The plans as a table: what each is called, whose it is, when it holds, how far it is, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.plan_numbers import PlanNumbers, count_by_plan
from api.requests.chooser import name_plans
from queries.answers import ask_rows, to_sort_key
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.requests.scope import Scope
    from queries.plans import Plan


@dataclass(frozen=True)
class PlanLine:
    """A plan in a table: its name, its publishers by IRI, its status in words, and its numbers as published."""

    plan: Plan
    name: str
    publishers: dict[str, str]
    status: str
    numbers: PlanNumbers


def build_plan_lines(scope: Scope, plans: Sequence[Plan], on: str = "") -> list[PlanLine]:
    """Build a line for each of *plans*, in their order, with what is missing on the day *on*, or else today."""
    numbers, publishers = count_by_plan(scope, on), name_publishers(scope)
    names = name_plans(plans, scope.language)
    return [
        PlanLine(
            plan,
            names[plan.key],
            {iri: publishers.get(iri, iri) for iri in plan.publishers},
            "" if plan.has_ended(scope.on) or not plan.status else scope.find_concept_label("plan-status", plan.status),
            numbers.get(plan.key, PlanNumbers(0, {})),
        )
        for plan in plans
    ]


def name_publishers(scope: Scope) -> dict[str, str]:
    """Name every municipality that publishes a plan, by its IRI."""
    rows = ask_rows(scope.plans.engine, load_panel("publishers"), {}, scope.language)
    return {row.text("publisher"): row.text("publisher_label") for row in reversed(rows)}


def find_plans(scope: Scope, words: str) -> list[Plan]:
    """Find the plans of which the name, the key or a publisher has each of *words*; all where there are none."""
    names, wanted = name_publishers(scope), to_sort_key(words).split()

    def list_texts(plan: Plan) -> Iterable[str]:
        return *plan.label.values(), plan.key, *(names.get(iri, "") for iri in plan.publishers)

    return [it for it in scope.plans if all(any(w in to_sort_key(text) for text in list_texts(it)) for w in wanted)]
