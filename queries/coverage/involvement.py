"""The active roles of the partners of a plan, of which every cell of the matrix is a count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from queries.answers import Row
    from queries.plans import Plan


@dataclass(frozen=True)
class Involvement:
    """An active role of a partner in a subject, at one of the places that it rests on.

    `common` is the common kind of the partner, or else the partner itself: in several plans that is one row.
    """

    iri: str
    actor: str
    actor_label: str
    kind: str
    common: str
    common_label: str
    subject: str
    in_measure: bool
    role: str
    basis: str
    evidence: str


def read_involvements(plan: Plan, language: str) -> list[Involvement]:
    """Read every active role of a partner in *plan*, with names in *language*."""
    return [_make_involvement(row) for row in ask_rows(plan.engine, load_panel("coverage-involvements"), {}, language)]


def _make_involvement(row: Row) -> Involvement:
    """Make an involvement of *row*."""
    actor, label = row.text("actor"), row.text("actor_label")
    return Involvement(
        row.text("involvement"),
        actor,
        label,
        row.text("kind"),
        str(row["common"] or actor),
        str(row["common_label"] or label),
        row.text("subject"),
        row["measure"] == 1,
        row.text("role"),
        row.text("basis"),
        row.text("evidence"),
    )
