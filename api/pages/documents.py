"""How much of a document is in the graph: line by line, section by section."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from api.data import data
from api.pages import about, statement
from graph import coverage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph.coverage import Completeness, DocumentLine
    from queries.answer import Row

blueprint = Blueprint("documents", __name__)


@dataclass(frozen=True)
class Mark:
    """A line in the list of a section: its number, its state, and how many of how many sentences are accounted for."""

    number: int
    state: str
    accounted: int
    sentences: int


@dataclass(frozen=True)
class Part:
    """A section with the lines that lie in it and in no smaller one."""

    section: Row
    depth: int
    marks: list[Mark]

    def count(self, state: str) -> int:
        """Give how many of its lines are in *state*."""
        return sum(mark.state == state for mark in self.marks)


@blueprint.get("/documents/<local_id>")
def page(local_id: str) -> str:
    """Show how much of a document is in the graph, and what of it is left out on purpose."""
    address = about.find("Document", local_id)
    covered = _coverage(address)
    marks = _marks(covered.lines) if covered else _known(about.panel_rows("covered", address))
    return render_template(
        "coverage.html",
        **about.told(address),
        facts=statement.facts(address),
        covered=covered,
        known=len(marks),
        parts_of=_parts(about.panel_rows("sections", address), marks),
        omitted=about.panel_rows("omitted", address),
    )


def _coverage(address: str) -> Completeness | None:
    """Give the coverage of the document at *address*, or nothing where its text is not at hand."""
    found = _covered(data().version.path, tuple(sorted(data().texts)))
    return next((it for it in found if it.document == address), None)


@lru_cache(maxsize=2)
def _covered(path: Path, _digests: tuple[str, ...]) -> tuple[Completeness, ...]:
    """Give the coverage of each document at hand by the version at *path*; read once, for it takes a second."""
    return tuple(coverage.measure_version(path, data().texts))


def _marks(lines: Iterable[DocumentLine]) -> list[Mark]:
    """Give the marks of *lines* of which the words are known."""
    return [Mark(line.number, line.state, line.accounted, line.sentences) for line in lines]


def _known(places: list[Row]) -> list[Mark]:
    """Give a mark for each line that evidence covers, where nothing is known of the other lines."""
    states: dict[int, str] = {}
    for place in places:
        state = "omitted" if place["omitted"] else "represented"
        for number in range(int(place["first"] or 0), int(place["last"] or 0) + 1):
            states[number] = state if states.get(number, state) == state else "represented"
    return [Mark(number, state, 0, 0) for number, state in sorted(states.items())]


def _parts(sections: list[Row], marks: list[Mark]) -> list[Part]:
    """Give each of *sections* with its own *marks*; a line lies in the smallest section that holds it."""
    own: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        holding = [row for row in sections if _holds(row, mark.number)]
        if holding:
            own[str(min(holding, key=_size)["section"])].append(mark)
    return [Part(row, _depth(row, sections), own[str(row["section"])]) for row in sections]


def _holds(section: Row, number: int) -> bool:
    """Say whether line *number* lies in *section*."""
    return int(section["first"] or 0) <= number <= int(section["last"] or 0)


def _size(section: Row) -> int:
    """Give how many lines *section* has."""
    return int(section["last"] or 0) - int(section["first"] or 0)


def _depth(section: Row, sections: list[Row]) -> int:
    """Give in how many larger ones of *sections* this *section* lies."""
    first, last = int(section["first"] or 0), int(section["last"] or 0)
    return sum(_size(row) > _size(section) and _holds(row, first) and _holds(row, last) for row in sections)
