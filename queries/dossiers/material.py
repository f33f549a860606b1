"""What a dossier is made of: the rows of a few panels about one actor in one plan, asked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.terms import make_day, make_iri, to_json
from queries.answers import ask_rows, find_concept_label, gather, read_lines
from queries.dossiers.dossier import Name
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from queries.answers import Lines, Row
    from queries.plans import Plan

#: The panels that a dossier is made of; those that ask what holds on a day have that bound.
PANELS = ("dossier-work", "dossier-cooperation", "dossier-means", "dossier-open", "dossier-places")
_DATED = ("dossier-open",)


@dataclass(frozen=True)
class Material:
    """The rows about `actor` in `plan` by panel, with labels in `language`, as of the day `on`."""

    actor: str
    plan: Plan
    language: str
    on: str
    rows: Mapping[str, list[Row]]

    def read_lines(self, places: Iterable[str | None]) -> Lines | None:
        """Read the lines in *places*, as the panels gathered them; None where there are none."""
        gathered = "|".join(filter(None, places))
        return read_lines(gathered, self.language, self.plan.find_document_label) if gathered.strip("|") else None

    def find_label(self, scheme: str, local_id: str) -> str:
        """Find what the concept *local_id* of *scheme* is called."""
        return find_concept_label(self.plan.engine, scheme, local_id, self.language)

    def name_column(self, row: Row, column: str) -> Name | None:
        """Name the thing in *column* of *row*; None where there is none. One without a label is called by its id."""
        thing = row.optional_text(column)
        return Name(thing, row.optional_text(f"{column}_label") or thing.rpartition("/")[2]) if thing else None


def ask_material(plan: Plan, actor: str, language: str, on: str) -> Material:
    """Ask of *plan* what it says of *actor* as of the day *on*, with labels in *language*."""

    def ask(name: str) -> list[Row]:
        bound = {"_thing": to_json(make_iri(actor)), **({"_on": to_json(make_day(on))} if name in _DATED else {})}
        return ask_rows(plan.engine, load_panel(name), bound, language, plan.find_document_label)

    return Material(actor, plan, language, on, dict(zip(PANELS, gather(ask, PANELS), strict=True)))
