"""Each kind of gap in a few numbers: how many there are, of how many things, and how absence is read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.plan_numbers import GapCount, count_gaps
from api.components.thing import ask_panel
from graph.terms import make_iri, to_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from api.requests.scope import Scope
    from queries.answers import Row

#: Of which classes each kind of gap is counted; without evidence nothing is published, so that kind has none.
COUNTED_CLASSES = {
    "owner": ("Measure",),
    "deadline": ("Measure",),
    **dict.fromkeys(("indicator", "baseline", "target", "reporting", "monitor"), ("Goal",)),
    "legal_basis": ("Measure", "Duty", "Power", "DataSharing"),
    "money": ("Measure",),
    "evidence": (),
}


@dataclass(frozen=True)
class GapKind:
    """A kind of gap: what absence means, how many of how many things have it, and how many of each reading."""

    kind: str
    label: str
    definition: str
    count: int
    total: int
    readings: Mapping[str, int]


def summarise_gaps(scope: Scope, themes: Collection[str] = (), on: str = "") -> list[GapKind]:
    """Summarise each kind of gap with its counts in the chosen plans, or within the themes with the IRIs *themes*.

    That is as of the day *on*, or else of today.
    """
    counts = _read_counts(scope, themes, on)
    defined = {row.text("id"): row for row in _list_gap_kinds(scope)}
    return [
        GapKind(
            kind,
            defined[kind].text("label"),
            defined[kind].text("definition"),
            counts[kind].missing,
            counts[kind].things,
            _list_readings(counts[kind]),
        )
        for kind in COUNTED_CLASSES
        if kind in defined
    ]


def _list_readings(count: GapCount) -> dict[str, int]:
    """List how many of a *count* have each reading, without those that none has."""
    readings = {"mentioned_open": count.said, "not_mentioned": count.missing - count.said}
    return {name: number for name, number in readings.items() if number}


def _read_counts(scope: Scope, themes: Collection[str], on: str) -> Mapping[str, GapCount]:
    """Read the counts of each kind as they were published, and sum them over *themes*, or over the chosen plans."""
    sums: dict[str, GapCount] = defaultdict(GapCount)
    for theme in themes:
        for row in ask_panel(scope, "theme-gap-counts", theme, scope.bind_day(on)):
            sums[row.text("kind")] += GapCount(row.integer("things"), row.integer("missing"), row.integer("open"))
    published = {} if themes else count_gaps(scope, on)
    for plan in scope.chosen:
        for kind, count in published.get(plan.key, {}).items():
            sums[kind] += count
    return sums


def _list_gap_kinds(scope: Scope) -> list[Row]:
    """List the kinds of gap with what absence means for each."""
    scheme = to_json(make_iri(f"{PREFIXES['scheme']}gap"))
    return scope.ask_panel("defined", {"_scheme": scheme})
