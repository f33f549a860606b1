"""The themes as a tree, each with how many measures, of those how many without an owner, and how many partners."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.requests.scope import Scope
    from queries.answers import Row


@dataclass(frozen=True)
class ThemeLine:
    """A theme in a tree: its row of the question `themes`, its measures without an owner today, and its partners."""

    row: Row
    without: int
    partners: int


def build_theme_lines(scope: Scope, rows: Iterable[Row]) -> list[ThemeLine]:
    """Build a line for each theme in *rows*, with its numbers of today; a theme counts those of its sub-themes."""
    without: Counter[str] = Counter()
    partners: Counter[str] = Counter()
    for row in scope.ask_panel("theme-numbers", scope.bind_day()):
        without[row.text("theme")] += row.integer("without")
        partners[row.text("theme")] += row.integer("partners")
    return [ThemeLine(row, without[row.text("theme")], partners[row.text("theme")]) for row in rows]
