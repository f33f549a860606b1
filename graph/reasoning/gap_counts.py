"""What a plan leaves open, counted: of how many things something can be, and is, missing, and how that reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.reasoning.ownership import BEGINNING, find_owned, list_owner_days
from graph.reasoning.summary_input import group_pairs
from ontology.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.reasoning.summary_input import SummaryInput

    Counts = dict[str, int]


@dataclass(frozen=True)
class Gap:
    """A kind of gap: the things that can have it, those that have it, and those that the plan says are open.

    So it is from the day `since`, until the day of the next of its kind.
    """

    kind: str
    things: set[bytes]
    missing: set[bytes]
    open: set[bytes]
    since: str = BEGINNING

    @property
    def iri(self) -> bytes:
        """The kind as N-Quads writes it."""
        return _write_iri(f"gap/{self.kind}")

    def count(self, among: set[bytes] | None = None) -> Counts:
        """Count its things, *among* some where those are given."""
        things = self.things if among is None else self.things & among
        missing = self.missing & things
        return {"thingCount": len(things), "missingCount": len(missing), "openCount": len(missing & self.open)}


def count_gaps(read: SummaryInput) -> Iterator[tuple[Gap, bytes, Counts]]:
    """Yield each kind of gap with its counts, in all, with an empty theme, and for each theme that has any."""
    within = group_pairs((theme, it) for it, theme in read.counted)
    for gap in _find_gaps(read):
        for theme, among in {b"": None, **within}.items():
            counts = gap.count(among)
            if counts["thingCount"]:
                yield gap, theme, counts


def _find_gaps(read: SummaryInput) -> Iterator[Gap]:
    """Yield each kind of gap with its things, as the question `gaps` has them."""
    measures = read.list_first("Measure")
    for day in list_owner_days(read):
        since = (day or BEGINNING.encode()).decode()
        yield Gap("owner", measures, measures - find_owned(read, day), _find_ownerless_subjects(read), since)
    yield Gap("deadline", measures, measures - read.subjects("deadline"), read.subjects("horizon"))
    for kind, having in _find_measured(read).items():
        goals = read.list_first("Goal")
        yield Gap(kind, goals, goals - having, _find_open_goals(read, kind))
    based = read.subjects("legalBasis") | read.objects("concerns", read.lawful)
    regulated = read.list_first("Measure", "Duty", "Power", "DataSharing")
    yield Gap("legal_basis", regulated, regulated - based, _find_open(read, "legal_basis"))
    budgeted = read.subjects("budgetStatus", [_write_iri("budget-status/budgeted")])
    funded = read.objects("funds", read.objects("ofLine", budgeted))
    yield Gap("money", measures, measures - funded, {value for _, value in read.links["funds"]})


def _find_ownerless_subjects(read: SummaryInput) -> set[bytes]:
    """Find what counts for a subject of which the plan says that nobody owns it."""
    said = _find_open(read, "owner")
    return read.subjects("countsFor", read.objects("concerns", said) | read.objects("relevantTo", said))


def _find_measured(read: SummaryInput) -> dict[str, set[bytes]]:
    """Find for each kind of gap that a goal can have the goals that have what it is about."""
    indicators = group_pairs((indicator, goal) for goal, indicator in read.links["measuredBy"])
    naming = read.stated & {it for it, _ in read.acting}
    followed = read.objects("concerns", naming)

    def list_goals(found: set[bytes]) -> set[bytes]:
        return set[bytes]().union(*(goals for indicator, goals in indicators.items() if indicator in found))

    return {
        "indicator": read.subjects("measuredBy"),
        "baseline": list_goals(read.subjects("baselineValue")) | read.objects("concerns", read.classes["Figure"]),
        "target": list_goals(read.subjects("targetValue")),
        "reporting": list_goals(read.subjects("frequency")),
        "monitor": list_goals(followed) | followed,
    }


def _find_open_goals(read: SummaryInput, kind: str) -> set[bytes]:
    """Find the goals of which the *kind* of gap is left open, or that are in a plan of which it is."""
    wholes = read.objects("concerns", _find_open(read, kind))
    return read.classes["Goal"] if wholes & read.classes["Plan"] else read.subjects("concerns", wholes)


def _find_open(read: SummaryInput, kind: str) -> set[bytes]:
    """Find what says that the *kind* of gap is left open."""
    return read.subjects("leavesOpen", [_write_iri(f"gap/{kind}")])


def _write_iri(path: str) -> bytes:
    """Write the IRI of ours that ends in *path* as N-Quads does."""
    return f"<{ID}{path}>".encode()
