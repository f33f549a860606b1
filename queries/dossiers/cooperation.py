"""With whom an actor cooperates: one entry for each other, with all that they do together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from graph.message import CountMessage, Message
from queries.dossiers.dossier import Entry, Name, Related, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from queries.answers import Row
    from queries.dossiers.material import Material
    from queries.dossiers.parts import Part

COOPERATION = Message("Cooperation")
ON = Message("on")
SHARED_MEASURES = CountMessage("%(count)s shared measure", "%(count)s shared measures")


@dataclass
class _Together:
    """What the actor and one other do together."""

    label: str = ""
    subjects: dict[Name, None] = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)
    bases: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)


def list_cooperation(material: Material, parts: Sequence[Part]) -> Section:
    """List with whom the actor cooperates, whoever it shares most with first; *parts* are its own in the plan."""
    themes = {theme.thing: theme for part in parts for theme in part.themes}
    found: dict[str, _Together] = {}
    for row in material.rows["dossier-cooperation"]:
        _add_row(material, found.setdefault(row.text("other"), _Together()), row, themes)
    partners = [(other, it) for other, it in found.items() if it.bases]
    partners.sort(key=lambda it: (-len(it[1].measures), -len(it[1].subjects), to_sort_key(it[1].label), it[0]))
    return Section("cooperation", COOPERATION, tuple(_make_entry(material, *it) for it in partners))


def _add_row(material: Material, together: _Together, row: Row, themes: dict[str, Name]) -> None:
    """Add to *together* what *row* says: how the other is called, or a subject with its ground and places."""
    together.label = row.optional_text("other_label") or together.label
    subject = material.name_column(row, "subject")
    if subject is None:
        return
    together.subjects[themes.get(subject.thing, subject)] = None
    together.bases[row.text("basis")] = None
    together.places[row.text("places")] = None
    if row["measure"]:
        together.measures.add(row.text("measure"))


def _make_entry(material: Material, other: str, together: _Together) -> Entry:
    """Make the entry of what the actor does *together* with *other*."""
    shared = len(together.measures)
    return Entry(
        Name(other, together.label or other.rpartition("/")[2]),
        notes=(SHARED_MEASURES.fill(shared),) if shared else (),
        related=(Related(ON, tuple(together.subjects)),),
        bases=tuple(together.bases),
        lines=material.read_lines(together.places),
    )
