"""The columns that the matrix can have, and what belongs to each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.terms import make_typed_literal, to_json
from ontology.namespaces import PREFIXES
from queries.answers import ask_rows, find_concept_label
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from queries.answers import Row
    from queries.coverage.involvement import Involvement
    from queries.plans import Plan

#: The panel that lists what belongs to each column; a role says so itself.
PANELS = {
    "theme": "coverage-themes",
    "yardstick": "coverage-yardstick",
    "group": "coverage-groups",
    "phenomenon": "coverage-phenomena",
    "law": "coverage-laws",
}


@dataclass(frozen=True)
class Column:
    """A column: the thing it is of, in one plan; `things` are what belongs to it.

    `level` says how deep it lies among the others, `above` which one it falls under, and `measures` how many measures
    of the plan count for it, where that is known.
    """

    iri: str
    label: str
    plan: Plan
    level: int = 1
    above: str = ""
    measures: int | None = None
    things: frozenset[str] = field(default=frozenset(), repr=False)

    def holds(self, it: Involvement) -> bool:
        """Say whether *it* belongs to this column, by itself or by what it concerns."""
        return it.iri in self.things or it.subject in self.things

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart from every other column: its plan and its thing."""
        return self.plan.key, self.iri


def list_columns(
    plan: Plan, name: str, language: str, involvements: Iterable[Involvement], *, wide: bool = False
) -> list[Column]:
    """List the columns called *name* that *plan* has, in its own order, with their names in *language*.

    What belongs to a theme is listed as far as it is one of the *involvements*; all of it where that is to be *wide*.
    """
    if name == "role":
        return _list_roles(plan, language, involvements)
    bound = {"_wide": to_json(make_typed_literal(str(wide).lower(), f"{PREFIXES['xsd']}boolean"))}
    rows = ask_rows(plan.engine, load_panel(PANELS[name]), bound if name == "theme" else {}, language)
    first: dict[str, Row] = {}
    things: dict[str, set[str]] = {}
    for row in rows:
        iri = row.text("column")
        first.setdefault(iri, row)
        things.setdefault(iri, set()).add(str(row["thing"] or ""))
    return [_make_column(plan, row, things[iri]) for iri, row in first.items()]


def _make_column(plan: Plan, row: Row, things: Iterable[str]) -> Column:
    """Make the column of *plan* that *row* names, to which *things* belong."""
    measures = row.get("measures")
    return Column(
        row.text("column"),
        row.text("column_label"),
        plan,
        level=row.integer("level") if "level" in row else 1,
        above=str(row.get("above") or ""),
        measures=measures if isinstance(measures, int) else None,
        things=frozenset(things),
    )


def _list_roles(plan: Plan, language: str, involvements: Iterable[Involvement]) -> list[Column]:
    """List a column for each role among *involvements*."""
    found: dict[str, set[str]] = {}
    for it in involvements:
        found.setdefault(it.role, set()).add(it.iri)
    named = {role: find_concept_label(plan.engine, "role", role, language) for role in found}
    return [
        Column(f"{PREFIXES['role']}{role}", named[role].capitalize(), plan, things=frozenset(found[role]))
        for role in sorted(found, key=lambda it: named[it])
    ]
