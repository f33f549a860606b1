"""The parts that an actor has in the subjects of a plan, each once, with what they are under and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from queries.answers import Row
    from queries.dossiers.dossier import Name
    from queries.dossiers.material import Material


@dataclass
class Part:
    """One part in one subject, with its role; `kind` is what sort of subject it is, `themes` are those it is under.

    It is active where the actor does something itself, and answering where it answers for the subject.
    """

    subject: Name
    kind: str
    role: str
    is_active: bool
    is_answering: bool
    condition: str = ""
    level: int | None = None
    decision: Name | None = None
    decided_on: str = ""
    begins: str = ""
    ends: str = ""
    bases: dict[str, None] = field(default_factory=dict)
    themes: dict[Name, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)


def read_parts(material: Material) -> list[Part]:
    """Read the parts of the actor in *material*, in the order of the document."""
    found: dict[tuple[object, ...], Part] = {}
    for row in material.rows["dossier-work"]:
        subject = material.name_column(row, "subject")
        if subject is not None:
            key = tuple(row[name] for name in ("subject", "role", "condition", "decision", "from", "until"))
            _add_row(material, found.setdefault(key, _make_part(material, row, subject)), row)
    return list(found.values())


def _make_part(material: Material, row: Row, subject: Name) -> Part:
    """Make the part in *subject* that *row* says."""
    condition, decided, begins, ends = (
        row.optional_text(name) or "" for name in ("condition", "decided_on", "from", "until")
    )
    return Part(
        subject,
        row.optional_text("class") or "other",
        row.text("role"),
        bool(row.integer("active")),
        bool(row.integer("answers")),
        condition,
        row.optional_integer("level"),
        material.name_column(row, "decision"),
        decided,
        begins,
        ends,
    )


def _add_row(material: Material, part: Part, row: Row) -> None:
    """Add to *part* what *row* says besides: a ground, a theme, and places."""
    part.bases[row.text("basis")] = None
    part.places[row.text("places")] = None
    theme = material.name_column(row, "theme")
    if part.kind == "theme":
        theme = part.subject
    if theme is not None:
        part.themes[theme] = None
