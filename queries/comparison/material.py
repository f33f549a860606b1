"""What one side says: answers to questions of the library, asked of its plans one by one, and of nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.terms import make_iri, make_typed_literal, to_json
from ontology.namespaces import PREFIXES, find_plan_key
from queries.answers import ask, ask_rows
from queries.comparison.comparison import Cell
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from graph.engine import Engine
    from graph.message import Message
    from queries.answers import Row
    from queries.comparison.side import Side
    from queries.plans import Plan, Plans
    from queries.questions import Library


@dataclass(frozen=True)
class Reader:
    """Who compares: the `plans` there are, the questions of the `library`, the `language` of labels, the day `on`."""

    plans: Plans
    library: Library
    language: str
    on: date


@dataclass(frozen=True)
class Material:
    """What `side` says, as `reader` reads it.

    Each plan of the side is asked by itself, in its own dataset, so that no row depends on the other side.
    """

    reader: Reader
    side: Side
    _kept: dict[tuple[str, str, bool], list[tuple[Plan, Row]]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the labels."""
        return self.reader.language

    @property
    def register(self) -> Engine:
        """The engine over what belongs to no plan."""
        return self.reader.plans.register

    def ask(self, name: str, *, language: str = "", on_first_day: bool = False) -> list[tuple[Plan, Row]]:
        """Ask each plan of the side the question called *name*, narrowed to the side, and as of its day.

        With *on_first_day* that is the first day of the plan; labels are in *language*, or else in that of the side.
        """
        key = (name, language or self.language, on_first_day)
        if key not in self._kept:
            self._kept[key] = list(self._iter_rows(*key))
        return self._kept[key]

    def _iter_rows(self, name: str, language: str, on_first_day: bool) -> Iterator[tuple[Plan, Row]]:  # noqa: FBT001  as `ask` keeps it
        """Ask each plan of the side, as `ask` does."""
        question = self.reader.library.find(name)
        known = {it.name for it in question.parameters}
        for plan in self.side.plans:
            values = {**self.side.values, "on": plan.starts if on_first_day else self.reader.on.isoformat()}
            asked = {key: value for key, value in values.items() if key in known}
            answer = ask(self.reader.plans, question, asked, language, (plan,))
            yield from ((plan, row) for row in answer.rows)

    def ask_panel(self, name: str) -> list[tuple[Plan, Row]]:
        """Ask each plan of the side the panel called *name*, with labels in Dutch, whatever its language."""
        query = load_panel(name)
        return [
            (plan, row)
            for plan in self.side.plans
            for row in ask_rows(plan.engine, query, {}, "nl", plan.find_document_label)
        ]

    def list_party_keys(self) -> dict[str, tuple[str, str]]:
        """List by what each partner of the side is the same elsewhere, and its kind; its Dutch name counts."""
        return {
            row.text("actor"): (
                find_party_key(row.text("actor"), row.text("actor_label"), row.optional_text("common")),
                row.text("kind"),
            )
            for _plan, row in self.ask("partners-by-yardstick", language="nl")
        }

    def list_elsewhere(self) -> set[str]:
        """List the statements that hold only for other municipalities than the one that the side is about."""
        if not self.side.only_for:
            return set()
        held: dict[str, set[str]] = defaultdict(set)
        for _plan, row in self.ask("holds-only-for"):
            held[row.text("statement")].add(row.text("municipality"))
        return {statement for statement, whose in held.items() if self.side.only_for not in whose}

    def count_gaps(self) -> dict[tuple[str, str], int]:
        """Count of how many things each kind of gap can be, by plan and kind, as it was counted when published."""
        day = to_json(make_typed_literal(self.reader.on.isoformat(), f"{PREFIXES['xsd']}date"))
        theme = self.side.values.get("theme", "")
        panel, bound = ("theme-gap-counts", {"_thing": to_json(make_iri(theme))}) if theme else ("gap-counts", {})
        return {
            (plan.key, row.text("kind")): row.integer("things")
            for plan in self.side.plans
            for row in ask_rows(plan.engine, load_panel(panel), {"_on": day, **bound}, self.language)
        }


def make_cell(plan: Plan, row: Row, name: str, *notes: Message) -> Cell:
    """Make the cell of the thing in the column *name* of *row*, an answer of *plan*, with what more is said of it."""
    return Cell(
        thing=row.text(name),
        label=row.text(f"{name}_label"),
        plan=plan.key,
        document=row.optional_text("document") or "",
        line=row.optional_integer("line"),
        page=row.optional_integer("page"),
        notes=tuple(notes),
        lines=row.all_lines("lines") if row.get("lines") else None,
    )


def find_party_key(actor: str, label: str, common: str | None) -> str:
    """Find by what two plans name the same party: its common kind, its IRI in the register, or what it is called.

    >>> find_party_key("https://w3id.org/samendoen/id/actor/zilverhaven-2031/scholen", "De scholen", None)
    'de scholen'
    """
    return common or (actor if not find_plan_key(actor) else " ".join(label.casefold().split()))


def iter_keys(*sides: Mapping[str, object]) -> Iterator[str]:
    """Yield each key of *sides* once, in their order."""
    yield from dict.fromkeys(key for side in sides for key in side)
