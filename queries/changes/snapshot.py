"""What a comparison needs of one plan in one version, or of what belongs to none."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.engine import Store
from graph.versions import Facts
from queries.answers import ask
from queries.plans import Plans
from queries.questions import find_question

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from queries.answers import Row

Key = tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """What the plan with the key `plan` states in one version, and what the questions find in it.

    `gaps` are pairs of a kind and the thing that has it; `cooperations` are two partners and what they work on.
    """

    plan: str
    facts: Facts
    gaps: frozenset[Key] = frozenset()
    partners: frozenset[str] = frozenset()
    cooperations: frozenset[Key] = frozenset()

    def find_label(self, iri: str) -> Mapping[str, str]:
        """Find what *iri* is called by language, or else how its IRI ends."""
        return self.facts.find_names(iri) or {"nl": iri.rpartition("/")[2].rpartition("#")[2] or iri}


def take_snapshot(path: Path, plan: str) -> Snapshot:
    """Take a snapshot of the plan with the key *plan* in the portion of a version at *path*."""
    facts = Facts.read(path, plan)
    if not plan:
        return Snapshot(plan, facts)
    plans = Plans(Store(path, limit=sys.maxsize))
    return Snapshot(
        plan,
        facts,
        gaps=_ask_keys(plans, "gaps", "kind", "node"),
        partners=frozenset(key for (key,) in _ask_keys(plans, "partners", "actor")),
        cooperations=_ask_keys(plans, "cooperation", "actor_a", "actor_b", "subject"),
    )


def _ask_keys(plans: Plans, name: str, *columns: str) -> frozenset[Key]:
    """Ask the question called *name* of *plans*, and return the *columns* of each row; Dutch names every thing."""
    rows: list[Row] = ask(plans, find_question(name), {}, "nl").rows
    return frozenset(tuple(row.text(column) for column in columns) for row in rows)
