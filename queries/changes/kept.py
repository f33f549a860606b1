"""A difference that is kept: every change between two versions in one file, to be counted and shown a page at a time.

The file is a table of SQLite, so that nobody who looks at fifty changes reads thousands. Nothing in it is precious: it
can be made again of the two versions, as long as they are kept.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from queries.changes.change import Change, sides_from_json
from queries.changes.wording import ChangeGroup, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

#: The form of the file; another form is another name.
FORM = 1
#: How the name of a folder begins in which a file is being made.
WORKING = "making-"
#: As many characters of a digest as are in the name of a file.
_NAMED = 16
#: By what changes can be gathered, with the column that says it.
GATHERINGS = {
    "kind": "change.rank",
    "theme": "theme.nl IS NULL, theme.nl",
    "partner": "partner.nl",
    "plan": "change.plan",
}
_COLUMNS = "change.plan, kind, way, cls, about, iris, label, before, after, change.theme"
_GROUPED = (
    "SELECT plan, kind, way, cls, about, COUNT(*) FROM change WHERE %s GROUP BY 1, 2, 3, 4, 5 ORDER BY rank, 3, 4, 5, 1"
)
_JOINS = {
    "kind": "",
    "plan": "",
    "theme": " LEFT JOIN named AS theme ON theme.iri = change.theme",
    "partner": " JOIN concerned AS its ON its.change = change.id"
    " JOIN named AS partner ON partner.iri = its.iri AND partner.sort = 'partner'",
}


class BrokenDifference(Exception):
    """A file that holds no difference, or one of another form; it can be made again."""


@dataclass(frozen=True)
class Wanted:
    """Which changes are wanted: of which plans, of what they have to do with, and of which group by its token.

    What is empty narrows nothing. Of each tuple in `concerned` a change has to do with one thing at least.
    """

    plans: tuple[str, ...] = ()
    concerned: tuple[tuple[str, ...], ...] = ()
    group: str = ""

    def to_sql(self) -> tuple[str, list[str]]:
        """Return the condition in SQL, and what is bound in it in order."""
        parts, bound = ["1"], list[str]()
        if self.plans:
            parts.append(f"change.plan IN ({', '.join('?' * len(self.plans))})")
            bound += self.plans
        for iris in self.concerned:
            marks = ", ".join("?" * len(iris))
            parts.append(f"change.id IN (SELECT change FROM concerned WHERE iri IN ({marks}))")  # noqa: S608  marks
            bound += iris
        if self.group:
            parts.append("change.token = ?")
            bound.append(self.group)
        return " AND ".join(parts), bound


@dataclass(frozen=True)
class End:
    """One of the two versions: its digest, when it was made, by which program, and how much was in it."""

    digest: str
    created: str
    program: str
    plans: int
    measures: int


class KeptDifference:
    """The difference in the file at `path`."""

    def __init__(self, path: Path) -> None:
        """Open the file at *path*, and prove that it is one of this form.

        :raises BrokenDifference: when it is not.
        """
        self.path = path
        try:
            with self._open() as table:
                rows = table.execute("SELECT name, value FROM about")
                self._about: dict[str, Any] = {name: json.loads(value) for name, value in rows}
            if self._about["form"] != FORM:
                raise BrokenDifference(path)
        except (sqlite3.Error, KeyError, ValueError, OSError) as error:
            raise BrokenDifference(path) from error

    @cached_property
    def ends(self) -> tuple[End, End]:
        """The earlier version and the later one."""
        return End(**self._about["from"]), End(**self._about["to"])

    @cached_property
    def plans(self) -> Mapping[str, Mapping[str, str]]:
        """What each plan in either version is called, by its key and by language."""
        found: dict[str, dict[str, str]] = self._about["plans"]
        return found

    @cached_property
    def words(self) -> Vocabulary:
        """What the terms of the model are called."""
        return Vocabulary(**self._about["words"])

    @cached_property
    def lines(self) -> Mapping[str, Mapping[str, int]]:
        """How many lines came and went in each part of the version."""
        found: dict[str, dict[str, int]] = self._about["lines"]
        return found

    def count(self, wanted: Wanted | None = None, by: str = "kind") -> int:
        """Count the changes *wanted*; gathered by partner, one counts for each partner."""
        condition, bound = (wanted or Wanted()).to_sql()
        return int(self._ask(f"SELECT COUNT(*) FROM change{_JOINS[by]} WHERE {condition}", bound)[0][0])  # noqa: S608  ours

    def count_things(self, plan: str = "") -> int:
        """Count the things that something happened to, in the plan with the key *plan* or in all there is."""
        condition, bound = Wanted((plan,) if plan else ()).to_sql()
        return int(self._ask(f"SELECT COUNT(DISTINCT iris) FROM change WHERE {condition}", bound)[0][0])  # noqa: S608

    def list_groups(self, wanted: Wanted | None = None) -> list[ChangeGroup]:
        """List what happened in the changes *wanted*, each with how many times, in the order in which people read."""
        condition, bound = (wanted or Wanted()).to_sql()
        return [ChangeGroup(*row) for row in self._ask(_GROUPED % condition, bound)]

    def list_bookkeeping(self, plans: Collection[str] = ()) -> list[ChangeGroup]:
        """List what changed that is bookkeeping alone, in the *plans* or else in all."""
        found = (ChangeGroup(*row) for row in self._ask("SELECT * FROM tally ORDER BY 2, 3, 4, 5, 1"))
        return [it for it in found if not plans or it.plan in plans]

    def list_named(self, sort: str) -> list[tuple[str, Mapping[str, str], int]]:
        """List each theme or partner, by *sort*, that changes have to do with: its IRI, its names, and how many."""
        rows = self._ask(
            "SELECT named.iri, names, COUNT(*) FROM named JOIN concerned ON concerned.iri = named.iri"
            " WHERE sort = ? GROUP BY 1 ORDER BY nl, 1",
            [sort],
        )
        return [(iri, json.loads(names), count) for iri, names, count in rows]

    def find_names(self, iri: str) -> Mapping[str, str]:
        """Find what the theme or partner *iri* is called by language; nothing where no change has to do with it."""
        rows = self._ask("SELECT names FROM named WHERE iri = ?", [iri])
        names: dict[str, str] = json.loads(rows[0][0]) if rows else {}
        return names

    def select(self, wanted: Wanted, first: int, size: int, by: str = "kind") -> list[tuple[str, Change]]:
        """Select *size* of the changes *wanted* from the number *first*, each with the heading that it stands under.

        That is the theme, partner or plan *by* which they are gathered, or else the token of its group.
        """
        condition, bound = wanted.to_sql()
        heading = {"theme": "change.theme", "partner": "partner.iri", "plan": "change.plan"}.get(by, "change.token")
        rows = self._ask(
            f"SELECT {heading}, {_COLUMNS} FROM change{_JOINS[by]} WHERE {condition}"  # noqa: S608  clauses of ours
            f" ORDER BY {GATHERINGS[by]}, {heading}, change.rank, change.token, change.sorted, change.id"
            " LIMIT ? OFFSET ?",
            [*bound, size, first],
        )
        return [(row[0], _to_change(row[1:])) for row in rows]

    def iter_all(self) -> Iterator[Change]:
        """Yield every change, in the order in which people read."""
        for row in self._ask(f"SELECT {_COLUMNS} FROM change ORDER BY rank, token, change.plan, sorted, id"):  # noqa: S608
            yield _to_change(row)

    def find_fate(self, iri: str) -> tuple[str, str, Mapping[str, str]]:
        """Find what became of *iri*: that it is new, gone or moved to another IRI, that IRI, and what it is called."""
        rows = self._ask(
            "SELECT kind, way, iris, label FROM change WHERE kind IN ('thing', 'plan', 'partner', 'address')"
            " AND id IN (SELECT change FROM concerned WHERE iri = ?)",
            [iri],
        )
        for kind, way, iris, label in rows:
            (now,) = json.loads(iris)
            if (kind == "address") == (now != iri):
                return ("moved", now, json.loads(label)) if kind == "address" else (way, "", json.loads(label))
        return "", "", {}

    def _ask(self, query: str, bound: list[Any] | None = None) -> list[Any]:
        """Ask *query* with *bound* in it, and return every row."""
        with self._open() as table:
            return table.execute(query, bound or []).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file to read it, and close it after."""
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as table:
            yield table


def find_path(folder: Path, old: str, new: str) -> Path:
    """Find the path in *folder* of the difference from the version with the digest *old* to that with *new*."""
    return folder / f"{old[:_NAMED]}-{new[:_NAMED]}.{FORM}.sqlite"


def _to_change(row: tuple[Any, ...]) -> Change:
    """Make the change that *row* describes; what it has to do with is left out."""
    plan, kind, way, cls, about, iris, label, before, after, theme = row
    return Change(
        plan,
        kind,
        way,
        cls,
        tuple(json.loads(iris)),
        json.loads(label),
        about,
        theme,
        sides_from_json(before),
        sides_from_json(after),
    )
