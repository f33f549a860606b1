"""The sections of a comparison: each side is asked by itself, and what they say is merged by the yardstick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.answers import ask_rows
from queries.comparison.comparison import Comparison
from queries.comparison.material import Material, Reader
from queries.comparison.means import (
    NO_THEMES,
    SAME_AMOUNTS,
    SAME_COUNT,
    SAME_STATUS,
    SAME_THEMES,
    merge_entries,
    read_gaps,
    read_laws,
    read_money,
    read_partners,
)
from queries.comparison.measures import UNMATCHED, compare_measures, compare_owners, read_holdings
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.comparison.comparison import Section
    from queries.comparison.side import Side
    from queries.plans import Plans

#: Which sections a kind of side has: what a question cannot be narrowed to is left out, and never shown of everything.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "plan": ("measures", "owners", "partners", "gaps", "laws", "money"),
    "municipality": ("measures", "owners", "partners", "gaps", "laws", "money"),
    "theme": ("measures", "owners", "partners", "gaps", "laws"),
    "partner": ("measures", "owners"),
}
_MERGED = {
    "partners": (read_partners, SAME_THEMES, NO_THEMES),
    "gaps": (read_gaps, SAME_COUNT, SAME_COUNT),
    "laws": (read_laws, SAME_STATUS, SAME_STATUS),
    "money": (read_money, SAME_AMOUNTS, SAME_AMOUNTS),
}


def compare(reader: Reader, sides: tuple[Side, Side]) -> Comparison:
    """Compare the two *sides* as *reader* reads them.

    What stands in a cell of one side is what that side alone says; only the verdicts depend on both.
    """
    left, right = (Material(reader, side) for side in sides)
    wanted = SECTIONS[sides[0].kind]
    holdings = [read_holdings(it) for it in (left, right)]
    headings = list_headings(reader.plans, reader.language)
    if sides[0].kind not in ("plan", "municipality"):
        headings = {key: it for key, it in headings.items() if any(key in side for side in holdings)}
    sections: list[Section] = [compare_measures(headings, *holdings), compare_owners(headings, *holdings)]
    for name, (read, same, none) in _MERGED.items():
        if name in wanted:
            sections.append(merge_entries(name, read(left), read(right), same, none))
    return Comparison(*sides, tuple(sections))


def list_headings(plans: Plans, language: str) -> dict[str, tuple[str, str]]:
    """List the themes of the yardstick in order, each with its label and that of its field; last what has none."""
    rows = ask_rows(plans.register, load_panel("yardstick"), {}, language)
    found = {row.text("yardstick"): (row.text("label"), row.text("field_label")) for row in rows}
    return {**found, UNMATCHED: ("", "")}
