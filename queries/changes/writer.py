"""Write the changes between two versions to the file in which they are kept."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from queries.changes.change import KINDS, sides_to_json
from queries.changes.fillers import GAP_FILLERS
from queries.changes.kept import FORM
from queries.changes.wording import ChangeGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from queries.changes.change import Change

    #: What something is called, by language.
    Texts = Mapping[str, str]

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE change (
    id INTEGER PRIMARY KEY, plan TEXT, kind TEXT, way TEXT, cls TEXT, about TEXT, iris TEXT, label TEXT, before TEXT,
    after TEXT, theme TEXT, token TEXT, rank INTEGER, sorted TEXT
);
CREATE TABLE concerned (iri TEXT, change INTEGER, PRIMARY KEY (iri, change)) WITHOUT ROWID;
CREATE TABLE named (iri TEXT PRIMARY KEY, sort TEXT, nl TEXT, names TEXT) WITHOUT ROWID;
CREATE TABLE tally (plan TEXT, kind TEXT, way TEXT, cls TEXT, about TEXT, count INTEGER);
"""
_INDEXES = """
CREATE INDEX by_token ON change (token);
CREATE INDEX by_plan ON change (plan, rank);
CREATE INDEX of_change ON concerned (change);
"""
#: The classes that come before others.
FOREMOST = ["Plan", "Theme", "Measure", "Goal", "Partner", "Agreement", "Instrument", "Duty", "Power"]
_INSERTION = "INSERT INTO change VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class DifferenceWriter:
    """Writes one file, which is no difference before it is finished."""

    def __init__(self, path: Path) -> None:
        """Begin the file at *path*."""
        self._table = sqlite3.connect(path)
        self._table.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        self._tally: Counter[tuple[str, ...]] = Counter()

    def add(self, changes: Iterable[Change], named: Mapping[str, tuple[str, Texts]]) -> None:
        """Add *changes*; *named* has the sort and the names of each theme and partner that they have to do with."""
        for change in changes:
            if change.is_bookkeeping:
                self._tally[change.plan, change.kind, change.way, change.cls, change.about] += 1
            else:
                self._insert(change)
        rows = ((iri, sort, to_sort_key(names.get("nl", iri)), _write(names)) for iri, (sort, names) in named.items())
        self._table.executemany("INSERT OR IGNORE INTO named VALUES (?, ?, ?, ?)", rows)

    def finish(self, about: Mapping[str, object]) -> None:
        """Write what is said of the whole, and close the file."""
        with closing(self._table) as table:
            rows = ((*key, count) for key, count in sorted(self._tally.items()))
            table.executemany("INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?)", rows)
            whole = {**about, "form": FORM}
            table.executemany("INSERT INTO about VALUES (?, ?)", ((name, _write(it)) for name, it in whole.items()))
            table.executescript(_INDEXES)
            table.commit()

    def _insert(self, change: Change) -> None:
        """Insert *change*, and what it has to do with."""
        group = ChangeGroup(change.plan, change.kind, change.way, change.cls, change.about, 1)
        values = (
            *(change.plan, change.kind, change.way, change.cls, change.about),
            *(_write(change.iris), _write(dict(change.label))),
            *(sides_to_json(change.before), sides_to_json(change.after), change.theme),
            *(group.token, _rank(change), to_sort_key(change.label.get("nl", ""))),
        )
        number = self._table.execute(_INSERTION, values).lastrowid
        rows = ((iri, number) for iri in sorted({*change.concerned, *change.iris}))
        self._table.executemany("INSERT INTO concerned VALUES (?, ?)", rows)


def _rank(change: Change) -> int:
    """Rank *change* among the others as people read them: by its kind, and within it by the gap or the class."""
    order = list(GAP_FILLERS) if change.kind == "gap" else FOREMOST
    name = change.about if change.kind == "gap" else change.cls
    return KINDS.index(change.kind) * 100 + (order.index(name) if name in order else len(order))


def _write(value: object) -> str:
    """Write *value* as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict)
