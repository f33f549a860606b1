"""What other plans do that is like a measure, and by what it is like: phenomenon, theme of the yardstick, or words.

A measure of another plan is like this one when both are about a phenomenon of the same name; or when both stand under
the same theme of the yardstick and are alike by the rule of `likeness`, of which titles and instruments count here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.message import Message
from graph.terms import make_iri, to_json
from ontology.namespaces import find_plan_key
from queries.answers import ask_rows, parse_places
from queries.comparison.comparison import Cell
from queries.comparison.likeness import Described, Likeness, find_likeness, find_significant_words
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from queries.answers import Row
    from queries.plans import Plan, Plans

#: As many as are listed, those that are most like it first, and as many of one plan.
MOST_LISTED, MOST_OF_A_PLAN = 12, 3
SAME_PHENOMENON = Message("both are about: %(name)s")
SAME_YARDSTICK = Message("the same theme of the yardstick: %(name)s")


@dataclass(frozen=True)
class Elsewhere:
    """A measure of another `plan` that is like one: its cell, its step of ownership there, and by what it is like."""

    plan: Plan
    cell: Cell
    step: str
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class ElsewhereAnswer:
    """What other plans do: the like measures, and how many others they have under the same themes of the yardstick.

    `yardsticks` are those themes, by IRI.
    """

    alike: tuple[Elsewhere, ...]
    others: int
    yardsticks: dict[str, str]


@dataclass
class _Candidate:
    """A measure of another plan, with what speaks for it."""

    row: Row
    instruments: dict[str, str]
    yardstick: str = ""
    phenomenon: str = ""

    def describe(self, plan: Plan) -> Described:
        """Describe it as it is held against others."""
        title = self.row.text("title")
        place = parse_places(self.row.text("place"))[0]
        number = (None, place.first) if place.is_page else (place.first, None)
        cell = Cell(self.row.text("measure"), self.row.text("label"), plan.key, place.document, *number)
        return Described(cell, title, find_significant_words(title), self.instruments)


def find_elsewhere(plans: Plans, own: Plan, measure: str, language: str, others: Collection[Plan]) -> ElsewhereAnswer:
    """Find what each of *others* has that is like *measure* of the plan *own*, with labels in *language*."""
    about: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _ask(own, "yardstick-of-measure", measure, language):
        about[row.text("what")][row.optional_text("thing") or ""] = row.text("label")
    yardsticks = about["own"] or about["above"]
    asked = {plan.key: plan for plan in others if plan.key != own.key}
    found: dict[str, _Candidate] = {}
    for thing in about["phenomenon"]:
        for row in _ask(plans, "measures-of-like-phenomenon", thing, language):
            candidate = found.setdefault(row.text("measure"), _Candidate(row, {}))
            candidate.phenomenon = row.text("name")
    for thing, label in yardsticks.items():
        for row in _ask(plans, "measures-under-yardstick", thing, language):
            candidate = found.setdefault(row.text("measure"), _Candidate(row, {}))
            candidate.yardstick = label
            if row["what"]:
                candidate.instruments[row.text("name").casefold()] = row.text("name")
    title = about["title"].get("", "")
    names = {name.casefold(): name for name in about["instrument"].values()}
    this = Described(Cell(measure, title), title, find_significant_words(title), names)
    candidates = [it for it in found.values() if find_plan_key(it.row.text("measure")) in asked]
    ranked = _rank(this, candidates, asked)
    return ElsewhereAnswer(tuple(_limit(ranked)), len(candidates) - len(ranked), dict(yardsticks))


def _ask(of: Plan | Plans, name: str, thing: str, language: str) -> list[Row]:
    """Ask *of* a plan, or of all, the panel called *name* about *thing*."""
    return ask_rows(of.engine, load_panel(name), {"_thing": to_json(make_iri(thing))}, language)


def _rank(this: Described, candidates: Sequence[_Candidate], plans: dict[str, Plan]) -> list[Elsewhere]:
    """Rank those of *candidates* that are like *this*: first by phenomenon, then the strongest likeness."""
    ranked: list[tuple[tuple[object, ...], Elsewhere]] = []
    for it in candidates:
        plan = plans[find_plan_key(it.row.text("measure"))]
        described = it.describe(plan)
        why = find_likeness(this, described) if it.yardstick else None
        reasons = _list_reasons(it, why)
        if reasons:
            strength = why.strength if why else (0, 0, 0)
            key = (not it.phenomenon, *(-n for n in strength), described.title, described.cell.thing)
            ranked.append((key, Elsewhere(plan, described.cell, it.row.optional_text("step") or "", reasons)))
    ranked.sort(key=lambda pair: pair[0])
    return [it for _key, it in ranked]


def _list_reasons(candidate: _Candidate, why: Likeness | None) -> tuple[Message, ...]:
    """List by what *candidate* is like; nothing where it only stands under the same theme of the yardstick."""
    phenomenon = (SAME_PHENOMENON.fill(name=candidate.phenomenon),) if candidate.phenomenon else ()
    yardstick = (SAME_YARDSTICK.fill(name=candidate.yardstick), *why.reasons) if why else ()
    return (*phenomenon, *yardstick)


def _limit(ranked: Sequence[Elsewhere]) -> list[Elsewhere]:
    """Limit *ranked* to as many as are listed, and to a few of each plan."""
    counts: dict[str, int] = defaultdict(int)
    kept = []
    for it in ranked:
        counts[it.plan.key] += 1
        if counts[it.plan.key] <= MOST_OF_A_PLAN:
            kept.append(it)
    return kept[:MOST_LISTED]
