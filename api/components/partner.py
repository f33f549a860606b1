"""What one plan says of a partner: its involvements, what it answers for, its memberships and its cooperation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.section import build_section
from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing
from api.requests.question import answer_question
from graph.terms import make_iri, to_json
from ontology.namespaces import find_plan_key
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.components.section import Section
    from api.components.table import Table
    from api.requests.scope import Scope
    from queries.answers import Row
    from queries.plans import Plan


@dataclass(frozen=True)
class PartnerPart:
    """What `plan` says of a partner: its involvements by class of subject, and the sections that have rows.

    `through` holds what it takes part in through a plan that it publishes with others, who are named in `together`.
    """

    plan: Plan
    involvements: Mapping[str, list[Row]]
    sections: list[Section]
    memberships: list[Row]
    cooperation: Table
    evidence: object
    together: Row | None
    through: list[Row]


def build_part(scope: Scope, plan: Plan, iri: str) -> PartnerPart:
    """Build what *plan*, which *scope* is narrowed to, says of the partner *iri*."""
    _ = scope.translator.gettext
    involvements: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel(scope, "involvements", iri):
        involvements[row.text("class")].append(row)
    values = {"actor": iri}
    sections = [
        build_section(
            scope,
            "responsibilities",
            _("What it is responsible for, must do, or does on a condition"),
            values,
            ("actor", "actor_label"),
        ),
        build_section(scope, "legal-duties", _("Duties"), values, ("bearer", "bearer_label", "source")),
        build_section(scope, "powers", _("Powers"), values, ("bearer", "bearer_label", "source")),
        build_section(scope, "members", _("Its members"), {"body": iri}, ("body", "body_label")),
    ]
    through = ask_panel(scope, "through-plan", iri)
    return PartnerPart(
        plan=plan,
        involvements=involvements,
        sections=[section for section in sections if section.count],
        memberships=ask_panel(scope, "memberships", iri),
        cooperation=build_table(scope, answer_question(scope, "cooperation", values)),
        evidence=describe_thing(scope, iri)["evidence"],
        together=through[0] if through else None,
        through=[row for row in through if row["subject"]],
    )


@dataclass(frozen=True)
class Naming:
    """In how many measures of a plan something has an active role, and in how many through the joint plan."""

    measures: int = 0
    through: int = 0


def list_naming_plans(scope: Scope, iri: str) -> dict[str, Naming]:
    """List the plans in the version that name *iri*, by key, each with in how many measures that takes part."""
    bound = {"_thing": to_json(make_iri(iri))}
    found: dict[str, Naming] = {}
    for row in ask_rows(scope.plans.engine, load_panel("speaking-plans"), bound, scope.language):
        key = find_plan_key(row.text("graph"))
        if key:
            known = found.get(key, Naming())
            counts = (row.optional_integer(name) or 0 for name in ("measures", "through"))
            found[key] = Naming(*(max(it) for it in zip((known.measures, known.through), counts, strict=True)))
    return found
