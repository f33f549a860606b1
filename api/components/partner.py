"""What one plan says of a partner, ready to be shown: its dossier, with the first rows of each section and the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.message import Message
from graph.terms import make_iri, to_json
from ontology.namespaces import find_plan_key
from queries.answers import ask_rows
from queries.dossiers import compile_dossier
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.requests.scope import Scope
    from queries.dossiers import Dossier, Entry, Section
    from queries.plans import Plan

#: As many rows of a section as stand open, and as a page has of one at all, where it shows one plan.
MOST_OPEN, MOST_ROWS = 6, 40
#: As many rows of these as stand open, where that is not as many as of others.
OPEN_BY_SECTION = {"work": 12, "cooperation": 10, "open-in-themes": 0, "through": 0, "named": 3, "places": 3}
#: So few rows are never put away.
WORTH_FOLDING = 2
#: What stands above the columns of each section: of what, and how.
HEADS: Mapping[str, tuple[Message, Message]] = {
    "work": (Message("In what"), Message("Role")),
    "through": (Message("In what"), Message("Kind")),
    "cooperation": (Message("With whom"), Message("On what")),
    "open": (Message("What"), Message("What is open")),
    "open-in-themes": (Message("What"), Message("What is open")),
    "sharing": (Message("Data sharing"), Message("Who, to whom and why")),
    "money": (Message("Budget line"), Message("Amount")),
    "agreements": (Message("Agreement"), Message("With whom and on what")),
    "law": (Message("What"), Message("When and by which law")),
    "responsibilities": (Message("For what"), Message("Role and condition")),
    "decides": (Message("What"), Message("How")),
    "agreed": (Message("In what"), Message("Role and decision")),
    "bodies": (Message("Who"), Message("How")),
    "named": (Message("What"), Message("How")),
    "places": (Message("Section"), Message("Words of the plan")),
}
#: The question that has a section as a table with everything, and what it calls the partner there.
QUESTIONS = {
    "work": ("measures", "actor"),
    "through": ("through-the-joint-plan", "municipality"),
    "cooperation": ("cooperation", "actor"),
    "law": ("legal-duties", "actor"),
    "responsibilities": ("responsibilities", "actor"),
    "bodies": ("members", "body"),
    "sharing": ("data-sharing", ""),
    "money": ("budget", ""),
    "agreements": ("agreements", ""),
    "open-in-themes": ("open-decisions", ""),
    "open": ("gaps", ""),
}


@dataclass(frozen=True)
class SectionView:
    """A section as a page shows it: the rows that stand open, those that are put away, and how many more there are.

    `heads` stand above its columns, and `href` leads to all its rows; empty where no question has them.
    """

    section: Section
    heads: tuple[Message, Message]
    shown: Section
    folded: Section
    beyond: int
    href: str


@dataclass(frozen=True)
class PartnerPart:
    """What `plan` says of a partner: the dossier, its sections as they are shown, and the sentences at its places.

    `suffix` makes the places on a page differ, where it shows several plans.
    """

    plan: Plan
    dossier: Dossier
    sections: list[SectionView]
    sentences: Mapping[Entry, str]
    suffix: str = ""


def build_part(scope: Scope, plan: Plan, iri: str, shared: int = 1) -> PartnerPart:
    """Build what *plan*, which *scope* is narrowed to, says of the partner *iri*, on a page of *shared* plans."""
    dossier = compile_dossier(plan, iri, scope.language, scope.on.isoformat())
    views = [_view_section(scope, iri, section, max(shared, 1)) for section in dossier.sections]
    places = dossier.find("places")
    sentences = {entry: _find_sentence(scope, entry) for entry in (places.entries if places else ())}
    return PartnerPart(plan, dossier, views, sentences, f"-{plan.key}" if shared > 1 else "")


def _view_section(scope: Scope, iri: str, section: Section, shared: int) -> SectionView:
    """View *section* of the dossier of *iri*, on a page of *shared* plans: the first rows open, and others put away."""
    entries, most = section.entries, MOST_ROWS // shared
    usual = -(-OPEN_BY_SECTION.get(section.name, MOST_OPEN) // shared)
    first = len(entries) if usual and len(entries) <= usual + WORTH_FOLDING else usual
    return SectionView(
        section,
        HEADS[section.name],
        replace(section, entries=entries[: min(first, most)]),
        replace(section, entries=entries[min(first, most) : most]),
        max(0, len(entries) - most),
        _find_question_path(scope, iri, section.name),
    )


def _find_question_path(scope: Scope, iri: str, name: str) -> str:
    """Find the path to the question that has all rows of the section called *name*; empty where none has."""
    question, parameter = QUESTIONS.get(name, ("", ""))
    if not question:
        return ""
    plan = {"plan": scope.plan.key} if scope.has_several and scope.plan else {}
    chosen = {parameter: scope.find_value(iri)} if parameter else {}
    return scope.url_for("questions.show_question", name=question, **chosen, **plan)


def _find_sentence(scope: Scope, entry: Entry) -> str:
    """Find the sentence of the plan at the place in *entry*; empty where its document is not at hand."""
    text = scope.texts.get(entry.digest)
    place = next((part.place for part in entry.lines.parts if part.place), None) if entry.lines else None
    return text.line(place.first) if text and place and not place.is_page else ""


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


def sum_naming(namings: Sequence[Naming]) -> Naming:
    """Sum in how many measures something takes part in all of *namings*."""
    return Naming(sum(it.measures for it in namings), sum(it.through for it in namings))
