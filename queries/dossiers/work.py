"""In what an actor takes part: themes and measures with its role, what it answers for, and what was agreed later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.message import Message
from queries.dossiers.day import Day
from queries.dossiers.dossier import Entry, Name, Related, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from queries.dossiers.dossier import Note
    from queries.dossiers.material import Material
    from queries.dossiers.parts import Part

WORK = Message("Themes and measures")
ANSWERS = Message("Responsibilities")
AGREED = Message("Agreed later")
WHOLE_PLAN = Name("", Message("The plan as a whole"))
NO_THEME = Name("", Message("Without a theme"))
CONDITION = Message("if: %(condition)s")
AGREED_ON = Message("agreed on %(day)s")
FROM = Message("from %(day)s")
UNTIL = Message("until %(day)s")
BY_DECISION = Message("by")


def list_work(material: Material, parts: Iterable[Part]) -> Section:
    """List the themes and measures of *parts*, and the plan as a whole, each with the role of the actor in it.

    They are grouped by theme, those with most measures first; in each group the theme itself comes first.
    """
    found: dict[Name, list[Part]] = {}
    for part in parts:
        for group in () if answers_only(part) else _list_groups(part):
            found.setdefault(group, []).append(part)
    groups = sorted(found.items(), key=lambda it: (it[0] == WHOLE_PLAN, -sum(part.kind == "measure" for part in it[1])))
    entries = (
        _make_entry(material, part, group)
        for group, its in groups
        for part in sorted(its, key=lambda part: part.kind != "theme")
    )
    return Section("work", WORK, tuple(entries))


def list_responsibilities(material: Material, parts: Iterable[Part]) -> Section:
    """List for what the actor answers, and at which level and on what condition it acts, the lowest level first."""
    found = sorted(filter(answers_only, parts), key=lambda it: (it.level is None, it.level or 0))
    return Section("responsibilities", ANSWERS, tuple(_make_entry(material, part, None) for part in found))


def list_agreed(material: Material, parts: Iterable[Part]) -> Section:
    """List in what the actor has a role by a later decision, which the plan itself does not say."""
    return Section("agreed", AGREED, tuple(_make_entry(material, it, None) for it in parts if it.decision))


def answers_only(part: Part) -> bool:
    """Say whether *part* is told under responsibilities: at a level, or answering for what is no theme or measure."""
    if part.kind in ("measure", "theme"):
        return False
    return part.kind == "level" or bool(part.condition) or part.is_answering


def _list_groups(part: Part) -> list[Name]:
    """List what *part* is told under: its themes, or else the plan as a whole, or that it has no theme."""
    if part.themes:
        return list(part.themes)
    return [NO_THEME if part.kind == "measure" else WHOLE_PLAN]


def _make_entry(material: Material, part: Part, group: Name | None) -> Entry:
    """Make the entry of *part* within *group*."""
    return Entry(
        part.subject,
        notes=tuple(_iter_notes(material, part)),
        related=(Related(BY_DECISION, (part.decision,)),) if part.decision else (),
        bases=tuple(part.bases),
        lines=material.read_lines(part.places),
        group=group,
    )


def _iter_notes(material: Material, part: Part) -> Iterator[Note]:
    """Yield what is said of *part*: the role, on what condition, and from and until when."""
    yield material.find_label("role", part.role)
    if part.condition:
        yield CONDITION.fill(condition=part.condition)
    if part.decided_on:
        yield AGREED_ON.fill(day=Day(part.decided_on))
    if part.begins:
        yield FROM.fill(day=Day(part.begins))
    if part.ends:
        yield UNTIL.fill(day=Day(part.ends))
