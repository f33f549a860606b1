"""A meeting: who at the table does what on each theme, who is missing there, and what to ask whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers import ask

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from queries.answers import Row
    from queries.plans import Plan, Plans
    from queries.questions import Library

#: The roles in which one may be asked to answer for a measure that nobody owns.
ACTING = ("executor", "partner", "director", "process_director", "case_director", "supports")


@dataclass(frozen=True)
class Seat:
    """Who sits at the table: what it does on the theme, and the measures to ask it about, as nobody owns them."""

    actor: str
    label: str
    does: tuple[Row, ...]
    ask: tuple[Row, ...]


@dataclass(frozen=True)
class MeetingTheme:
    """A theme on the table: who sits there, who is active on it and does not, and what is still to be decided."""

    theme: str
    label: str
    seats: tuple[Seat, ...]
    idle: tuple[Seat, ...]
    missing: tuple[Row, ...]
    decisions: tuple[Row, ...]


@dataclass(frozen=True)
class Meeting:
    """What a meeting is prepared with: its themes, each with the table."""

    themes: tuple[MeetingTheme, ...]


@dataclass(frozen=True)
class MeetingTable:
    """What a meeting is prepared from: what `plan` says, asked by the questions of `library`, in `language`.

    At the table sit the `partners`, whose labels stand by their IRIs.
    """

    plans: Plans
    plan: Plan
    library: Library
    language: str
    partners: Mapping[str, str]

    def prepare(self, themes: Sequence[Row]) -> Meeting:
        """Prepare the meeting about *themes*, as `themes` lists them."""
        return Meeting(tuple(_set_theme(self, row.text("theme"), row.text("theme_label")) for row in themes))

    def ask(self, name: str, **values: str) -> list[Row]:
        """Ask the question called *name* with *values*."""
        return ask(self.plans, self.library.find(name), values, self.language, (self.plan,)).rows


def _set_theme(table: MeetingTable, theme: str, label: str) -> MeetingTheme:
    """Set the *table* for *theme*, called *label*."""
    involved = table.ask("actors-of-measures", theme=theme)
    unowned = {row.text("measure") for row in table.ask("measures-without-owner", theme=theme)}
    active = [row for row in table.ask("partner-coverage", theme=theme) if row["theme"] == theme]
    seats = [_set_seat(iri, name, involved, unowned) for iri, name in table.partners.items()]
    present = {row.text("actor") for row in active}
    return MeetingTheme(
        theme,
        label,
        tuple(it for it in seats if it.does or it.actor in present),
        tuple(it for it in seats if not it.does and it.actor not in present),
        tuple(row for row in active if row.text("actor") not in table.partners),
        tuple(table.ask("open-decisions", theme=theme)),
    )


def _set_seat(iri: str, label: str, involved: Sequence[Row], unowned: Collection[str]) -> Seat:
    """Set the seat of *iri*, called *label*, of those *involved* in measures, of which some are *unowned*."""
    does = tuple(row for row in involved if row["actor"] == iri)
    return Seat(iri, label, does, tuple(it for it in does if it.text("measure") in unowned and it["role"] in ACTING))
