"""Where an answer comes from: the version of the data, the sources in it, and the address that gives it again."""

from __future__ import annotations

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
    """List the sources on which the things in *answer* rest, by label."""
    things = {
        row.text(column.name)
        for row in answer.rows
        for column in answer.columns
        if column.type == "thing" and row[column.name]
    }
    found = {
        Source(row.text("label"), row.optional_text("address") or "", row.optional_text("identifier") or "")
        for row in ask_rows(engine, load_panel("grounds"), {}, answer.language)
        if row["thing"] in things
    }
    return sorted(found, key=lambda source: (source.label, source.address))
