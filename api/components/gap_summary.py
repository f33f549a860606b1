"""Each kind of gap in a few numbers: how many there are, of how many things, and how absence is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.terms import make_iri, to_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from queries.answers import Answer, Row

#: Of which classes each kind of gap is counted; without evidence nothing is published, so that kind has none.
COUNTED_CLASSES = {
    "owner": ("Measure",),
    "deadline": ("Measure",),
    "indicator": ("Goal",),
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


def summarise_gaps(scope: Scope, answer: Answer) -> list[GapKind]:
    """Summarise each kind of gap with its counts, for the theme of *answer*, which holds every kind."""
    readings: dict[str, dict[str, str]] = defaultdict(dict)
    for row in answer.rows:
        readings[str(row["kind"])][str(row["node"])] = str(row["reading"])
    totals = _count_things(scope, answer.parameters.get("theme"))
    defined = {str(row["id"]): row for row in _list_gap_kinds(scope)}
    return [
        GapKind(
            kind,
            str(defined[kind]["label"]),
            str(defined[kind]["definition"]),
            len(readings[kind]),
            sum(totals[name] for name in classes),
            dict(sorted(Counter(readings[kind].values()).items())),
        )
        for kind, classes in COUNTED_CLASSES.items()
        if kind in defined
    ]


def _count_things(scope: Scope, theme: str | None) -> Counter[str]:
    """Count the things of each class, of *theme* where one is given."""
    counted = scope.ask_panel("gap-totals")
    return Counter({str(row["class"]): int(row["count"] or 0) for row in counted if row["theme"] == theme})


def _list_gap_kinds(scope: Scope) -> list[Row]:
    """List the kinds of gap with what absence means for each."""
    scheme = to_json(make_iri(f"{PREFIXES['scheme']}gap"))
    return scope.ask_panel("defined", {"_scheme": scheme})
