"""Where an answer comes from: the version of the data, the sources in it, and the address that gives it again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from ontology.namespaces import find_plan_key
from queries.answers.answer import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from graph.engine import Engine
    from queries.answers.answer import Answer
    from queries.answers.row import Row

#: As many plans as have their sources looked up one by one.
MOST_APART = 12


@dataclass(frozen=True)
class Source:
    """A document or a public source: what it is called, its URL, and what identifies it."""

    label: str
    address: str
    identifier: str


def _find_web_page(iri: str) -> str:
    """Find the page about *iri* without a website: itself, where it is an address of the web."""
    return iri if iri.startswith(("http://", "https://")) else ""


def _find_no_line(_document: str, _number: int) -> str:
    """Find no page about a line, as there is no website."""
    return ""


@dataclass(frozen=True)
class Links:
    """Where what an answer names is found: `find_page` finds the URL of a thing by its IRI, `find_line` of a line.

    Either finds an empty text where there is none.
    """

    find_page: Callable[[str], str] = _find_web_page
    find_line: Callable[[str, int], str] = _find_no_line


#: Without a website a thing is found under its IRI.
NO_WEBSITE = Links()


@dataclass(frozen=True)
class Provenance:
    """The digest of the version, when it was made, and the permanent URL of the answer, where it has one.

    `links` finds what the answer names.
    """

    version: str
    created: str = ""
    address: str = ""
    links: Links = field(default=NO_WEBSITE, compare=False, repr=False)


def list_sources(engine: Engine, answer: Answer) -> list[Source]:
    """List the sources on which the things in *answer* rest, by label: of each row those that its own plan has.

    Where no plan was asked, what was asked is the register, or else *engine*, which has the whole version. Of many
    plans they are the documents of the lines, and the public sources of what the plans have in common.
    """
    things = group_things(answer)
    if len(answer.plans) > MOST_APART:
        return _sort_sources([*_iter_documents(engine, answer), *_iter_public_sources(answer, things)])
    parts = [(plan.iri, plan.engine) for plan in answer.plans] or [("", answer.register or engine)]
    return _sort_sources(
        _make_source(row)
        for plan, part in parts
        if plan in things
        for row in ask_rows(part, load_panel("grounds"), {}, answer.language)
        if row["thing"] in things[plan]
    )


def _make_source(row: Row) -> Source:
    """Make a source of what *row* says of it."""
    return Source(row.text("label"), row.optional_text("address") or "", row.optional_text("identifier") or "")


def _sort_sources(sources: Iterable[Source]) -> list[Source]:
    """Sort *sources* by label, each once."""
    return sorted(
        set(sources), key=lambda source: (to_sort_key(source.label), source.label, source.address, source.identifier)
    )


def _iter_documents(engine: Engine, answer: Answer) -> Iterator[Source]:
    """Yield the documents that stand beside the lines of *answer*, as *engine* has them."""
    names = [column.name for column in answer.columns if column.is_document]
    wanted = {row[name] for row in answer.rows for name in names}
    for row in ask_rows(engine, load_panel("document-sources"), {}, answer.language):
        if row["document"] in wanted:
            yield _make_source(row)


def _iter_public_sources(answer: Answer, things: Mapping[str, set[str]]) -> Iterator[Source]:
    """Yield the public sources, which have no digest, of those of the *things* in *answer* that no plan owns."""
    common = {thing for its in things.values() for thing in its if not find_plan_key(thing)}
    for row in ask_rows(answer.plans[0].engine, load_panel("grounds"), {}, answer.language):
        if row["thing"] in common and row["identifier"] is None:
            yield _make_source(row)


def group_things(answer: Answer) -> dict[str, set[str]]:
    """Group the IRIs of the things in *answer* by that of the plan of their row, which is empty where it has none."""
    names = [column.name for column in answer.columns if column.type == "thing"]
    found: dict[str, set[str]] = defaultdict(set)
    for row in answer.rows:
        found[str(row.get("plan") or "")].update(row.text(name) for name in names if row[name])
    return found
