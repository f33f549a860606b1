"""A comparison: what two sides say, theme by theme of the yardstick, year by year, law by law, and how they relate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.message import Describable, Message
    from queries.answers import Lines
    from queries.comparison.side import Side

#: How what stands left and right in a row relates. `alike`: the same, for the reasons given. `both`: both have
#: something here, and it is not alike. `only_left`, `only_right`: one has something, the other nothing. `neither`: none
#: has. `unmatched`: it belongs to no theme of the yardstick, so nobody knows whether the other has it.
Verdict = Literal["alike", "both", "only_left", "only_right", "neither", "unmatched"]
VERDICTS: tuple[Verdict, ...] = ("alike", "both", "only_left", "only_right", "neither", "unmatched")
#: What each verdict is when the sides change places.
MIRRORED: Mapping[Verdict, Verdict] = {
    **dict(zip(VERDICTS, VERDICTS, strict=True)),
    "only_left": "only_right",
    "only_right": "only_left",
}


@dataclass(frozen=True)
class Cell:
    """Something that one side says: what it is called, in which plan, and on which line or page of which document.

    `thing` is its IRI, `notes` what more is said of it, such as its owner, and `lines` are all the lines it rests on.
    """

    thing: str
    label: str
    plan: str = ""
    document: str = ""
    line: int | None = None
    page: int | None = None
    notes: tuple[Describable, ...] = ()
    lines: Lines | None = None


@dataclass(frozen=True)
class Pairing:
    """A row: what the left and the right say under one heading, how that relates, and the `reasons` where it is alike.

    `key` is the IRI, the year or the kind that the row is about, `group` the heading above it.
    """

    key: str
    label: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    verdict: Verdict
    reasons: tuple[Message, ...] = ()
    group: str = ""

    def mirror(self) -> Pairing:
        """Return the row with its sides changed."""
        return Pairing(self.key, self.label, self.right, self.left, MIRRORED[self.verdict], self.reasons, self.group)


@dataclass(frozen=True)
class Section:
    """A part of a comparison: `measures`, `owners`, `partners`, `gaps`, `laws` or `money`, with its rows."""

    name: str
    rows: tuple[Pairing, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows have each verdict, without those that no row has."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}


@dataclass(frozen=True)
class Comparison:
    """Two sides of one kind, and what each says in every section."""

    left: Side
    right: Side
    sections: tuple[Section, ...] = field(default=())

    @property
    def kind(self) -> str:
        """What is compared: `plan`, `municipality`, `theme` or `partner`."""
        return self.left.kind

    @property
    def joint(self) -> tuple[str, ...]:
        """The keys of the plans that are both sides' own, for both publish them or stand in them."""
        return tuple(plan.key for plan in self.left.plans if plan in self.right.plans)


@dataclass(frozen=True)
class Overview:
    """One theme of the yardstick in numbers: the measures left and right, how many are alike, and the owners."""

    key: str
    label: str
    group: str
    left: int
    right: int
    alike: int
    left_owners: int
    right_owners: int


def list_overview(comparison: Comparison) -> list[Overview]:
    """List each theme of the yardstick on which either side of *comparison* has a measure, in numbers."""
    rows: dict[str, list[Pairing]] = {}
    for row in _find_section(comparison, "measures").rows:
        rows.setdefault(row.key, []).append(row)
    owners = {row.key: row for row in _find_section(comparison, "owners").rows}
    return [
        Overview(
            key,
            its[0].label,
            its[0].group,
            sum(len(row.left) for row in its),
            sum(len(row.right) for row in its),
            sum(row.verdict == "alike" for row in its),
            len(owners[key].left),
            len(owners[key].right),
        )
        for key, its in rows.items()
        if key in owners
    ]


def _find_section(comparison: Comparison, name: str) -> Section:
    """Find the section of *comparison* called *name*; one without rows where there is none."""
    return next((it for it in comparison.sections if it.name == name), Section(name, ()))


def judge(left: object, right: object) -> Verdict:
    """Judge what is on neither side, on one, or on both without being alike.

    >>> judge([1], []), judge([], [1]), judge([1], [2]), judge([], [])
    ('only_left', 'only_right', 'both', 'neither')
    """
    if left and right:
        return "both"
    return "only_left" if left else "only_right" if right else "neither"
