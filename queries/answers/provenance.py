"""Where an answer comes from: the version of the data, the sources in it, and the address that gives it again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers.answer import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from graph.engine import Engine
    from queries.answers.answer import Answer


@dataclass(frozen=True)
class Source:
    """A document or a public source: what it is called, its URL, and what identifies it."""

    label: str
    address: str
    identifier: str


@dataclass(frozen=True)
class Provenance:
    """The digest of the version, when it was made, and the permanent URL of the answer, where it has one."""

    version: str
    created: str = ""
    address: str = ""


def list_sources(engine: Engine, answer: Answer) -> list[Source]:
    """List the sources on which the things in *answer* rest, by label: of each row those that its own plan has.

    Where no plan was asked, what was asked is the register, or else *engine*.
    """
    things = group_things(answer)
    parts = [(plan.iri, plan.engine) for plan in answer.plans] or [("", answer.register or engine)]
    found = {
        Source(row.text("label"), row.optional_text("address") or "", row.optional_text("identifier") or "")
        for plan, part in parts
        if plan in things
        for row in ask_rows(part, load_panel("grounds"), {}, answer.language)
        if row["thing"] in things[plan]
    }
    return sorted(found, key=lambda source: (source.label, source.address))


def group_things(answer: Answer) -> dict[str, set[str]]:
    """Group the IRIs of the things in *answer* by that of the plan of their row, which is empty where it has none."""
    names = [column.name for column in answer.columns if column.type == "thing"]
    found: dict[str, set[str]] = defaultdict(set)
    for row in answer.rows:
        found[str(row.get("plan") or "")].update(row.text(name) for name in names if row[name])
    return found
