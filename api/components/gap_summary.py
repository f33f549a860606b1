"""Each kind of gap in a few numbers: how many there are, of how many things, and how absence is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.components.thing import ask_panel
from api.requests.question import answer_question
from graph.terms import make_iri, to_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from queries.answers import Row

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


@dataclass(frozen=True)
class _Counts:
    """Of how many things a kind of gap can be, and how many have it by how that is read."""

    total: int = 0
    readings: Mapping[str, int] = field(default_factory=dict)


def summarise_gaps(scope: Scope, theme: str = "") -> list[GapKind]:
    """Summarise each kind of gap with its counts, of the theme with IRI *theme* where one is given."""
    counts = _read_counts(scope, theme)
    defined = {row.text("id"): row for row in _list_gap_kinds(scope)}
    return [
        GapKind(
            kind,
            defined[kind].text("label"),
            defined[kind].text("definition"),
            sum(counts[kind].readings.values()),
            counts[kind].total,
            counts[kind].readings,
        )
        for kind in COUNTED_CLASSES
        if kind in defined
    ]


def _read_counts(scope: Scope, theme: str) -> Mapping[str, _Counts]:
    """Read the counts of each kind as they were published; those of an older version are counted now."""
    day = scope.bind_day()
    rows = ask_panel(scope, "theme-gap-counts", theme, day) if theme else scope.ask_panel("gap-counts", day)
    if not rows and not (theme and scope.ask_panel("gap-counts", day)):
        return _count_gaps(scope, theme)
    counts: dict[str, _Counts] = defaultdict(_Counts)
    for row in rows:
        said = row.integer("open")
        readings = {"mentioned_open": said, "not_mentioned": row.integer("missing") - said}
        counts[row.text("kind")] = _Counts(row.integer("things"), {name: n for name, n in readings.items() if n})
    return counts


def _count_gaps(scope: Scope, theme: str) -> Mapping[str, _Counts]:
    """Count the gaps of each kind in the rows of the question."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in answer_question(scope, "gaps", {"theme": theme}).rows:
        found[row.text("kind")][row.text("node")] = row.text("reading")
    totals = _count_things(scope, theme)
    return {
        kind: _Counts(sum(totals[name] for name in classes), dict(sorted(Counter(found[kind].values()).items())))
        for kind, classes in COUNTED_CLASSES.items()
    }


def _count_things(scope: Scope, theme: str) -> Counter[str]:
    """Count the things of each class, of *theme* where one is given."""
    counted = scope.ask_panel("gap-totals")
    return Counter({row.text("class"): row.integer("count") for row in counted if (row["theme"] or "") == theme})


def _list_gap_kinds(scope: Scope) -> list[Row]:
    """List the kinds of gap with what absence means for each."""
    scheme = to_json(make_iri(f"{PREFIXES['scheme']}gap"))
    return scope.ask_panel("defined", {"_scheme": scheme})
