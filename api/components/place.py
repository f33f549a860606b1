"""Where a statement stands, as people look for it: the section of the document, the page, and the line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from api.components.table import Cell, link_parts
from graph.terms import make_iri, to_json
from ontology.namespaces import find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.requests.scope import Scope
    from queries.answers import Lines, Place, Row

#: A heading that begins with its number, such as '3.2 Jeugd' or '## 2. Wonen'.
_NUMBER = re.compile(r"[#*\s]*(\d+(?:\.\d+)*)\.?(?=\s)")


@dataclass(frozen=True)
class Section:
    """A section of a document: its heading, the number in it, its lines, and the page where it begins, if known."""

    iri: str
    label: str
    number: str
    first: int
    last: int
    page: int | None = None

    @property
    def short(self) -> str:
        """What it is called in a few words: its number where the heading has one, else the heading."""
        return f"§ {self.number}" if self.number else self.label


@dataclass(frozen=True)
class Group:
    """Lines, or pages, of one section: what that is called, and each of them with its link."""

    name: str
    is_page: bool
    cells: list[Cell]

    @property
    def is_range(self) -> bool:
        """Whether there are more than one, in one cell or several."""
        return len(self.cells) > 1 or not self.cells[0].text.isdigit()


@dataclass(frozen=True)
class Places:
    """What finds the sections of documents in *scope*; those of one document are asked for once, when needed."""

    scope: Scope
    _known: dict[str, list[Section]] = field(default_factory=dict)

    def find_path(self, document: str, line: int) -> list[Section]:
        """Find the sections of *document* in which *line* lies, the largest first."""
        return [it for it in self._list(document) if it.first <= line <= it.last]

    def find_section(self, document: str, line: int | None) -> Section | None:
        """Find the smallest section of *document* in which *line* lies."""
        return next(iter(self.find_path(document, line)[::-1]), None) if line else None

    def describe(self, document: str, line: int | None, page: int | None = None, heading: str = "") -> str:
        """Describe a place in *document* as briefly as it can be found by: § 3.2, p. 14, line 347.

        Its section is called by its *heading* where the line does not say which it is.
        """
        say = self.scope.translator.gettext
        section = self.find_section(document, line) if document else None
        begins = page or (section.page if section else None)
        named = section.short if section else heading
        parts = [named, f"{say('p.')} {begins}" if begins else "", f"{say('line')} {line}" if line else ""]
        return ", ".join(filter(None, parts))

    def iter_groups(self, lines: Lines) -> Iterator[Group]:
        """Yield the parts of *lines* by document, where they are of several, and by section."""
        documents = {part.place.document for part in lines.parts if part.place}
        cells = zip(lines.parts, link_parts(self.scope, lines), strict=True)
        placed = [(part.place, cell) for part, cell in cells if part.place]
        for (name, is_page), its in groupby(placed, key=lambda it: self._name(it[0], several=len(documents) > 1)):
            found = [cell for _place, cell in its]
            yield Group(name, is_page, found)

    def _name(self, place: Place, *, several: bool) -> tuple[str, bool]:
        """Name the section of *place*, after its document where there are *several*; and say whether it is a page."""
        section = None if place.is_page else self.find_section(place.document, place.first)
        label = self.scope.plans.find_document_label(place.document, self.scope.language) if several else ""
        return ": ".join(filter(None, (label, section.short if section else ""))), place.is_page

    def _list(self, document: str) -> list[Section]:
        """List the sections of *document* in order, a larger one before those within it."""
        if document not in self._known:
            bound = {"_thing": to_json(make_iri(document))}
            plan = next((it for it in self.scope.plans if it.key == find_plan_key(document)), None)
            scope = self.scope.within(plan) if plan else self.scope
            self._known[document] = [_make_section(row) for row in scope.ask_panel("sections", bound)]
        return self._known[document]


def _make_section(row: Row) -> Section:
    """Make a section of *row*."""
    found = _NUMBER.match(str(row.get("anchor") or "")) or _NUMBER.match(row.text("section_label"))
    page = row.get("page")
    return Section(
        row.text("section"),
        row.text("section_label"),
        found[1] if found else "",
        row.integer("first"),
        row.integer("last"),
        page if isinstance(page, int) else None,
    )
