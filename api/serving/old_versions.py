"""Versions that are no longer current, opened for who names one, as the URL of an old memo does."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from api.serving.dataset import Dataset
from graph.errors import QueryTimeout, SamendoenError, UnknownVersion
from graph.versions import Archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.settings import Settings
    from queries.questions import Library

#: As many old versions as are kept open, and as are there at all while some are still being answered from; each holds
#: its data in memory.
MOST_OPEN, MOST_THERE = 2, 4
#: As many requests as wait for a version to be opened: each holds a thread.
MOST_WAITING = 3
#: As few characters as name a version in a URL, and what they look like.
SHORTEST_DIGEST = 12
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")


class OldVersions:
    """The old versions that are open.

    Whoever finds one and uses it holds `lock` meanwhile, so that it is not closed in between.
    """

    def __init__(self, settings: Settings, library: Library) -> None:
        """Open versions as *settings* say, with few workers each, and the questions of *library*."""
        self.lock = threading.Lock()
        self._opening = threading.Lock()
        self._room = threading.Semaphore(MOST_WAITING)
        self._settings = replace(settings, workers=1, page_workers=1)
        self._library = library
        self._open: OrderedDict[str, Dataset] = OrderedDict()

    def find(self, text: str) -> Dataset | None:
        """Find the version whose digest begins with *text*, if it is open; for who holds the lock.

        :raises UnknownVersion: when *text* is no beginning of a digest.
        """
        if not _DIGEST.fullmatch(text):
            raise self._make_error(text)
        digest = next((digest for digest in self._open if digest.startswith(text)), None)
        if digest is None:
            return None
        self._open.move_to_end(digest)
        return self._open[digest]

    def open(self, text: str, count_retired: Callable[[], int]) -> list[Dataset]:
        """Open the version whose digest begins with *text*; return those that make room for it.

        *count_retired* counts those that are closed already but for who is being answered from them.

        :raises UnknownVersion: when there is none, or it cannot be used.
        :raises QueryTimeout: when too many are there, or too many wait to have one opened.
        """
        if not self._room.acquire(blocking=False):
            raise make_refusal()
        try:
            with self._opening:
                return self._open_unless_there(text, count_retired)
        finally:
            self._room.release()

    def _open_unless_there(self, text: str, count_retired: Callable[[], int]) -> list[Dataset]:
        """Open the version that *text* names, unless somebody has just done so."""
        with self.lock:
            if self.find(text):
                return []
        if count_retired() + MOST_OPEN >= MOST_THERE:
            raise make_refusal()
        try:
            version = Archive(self._settings.data).find(text)
            opened = Dataset.open(self._settings, self._library, version)
        except SamendoenError as error:
            raise self._make_error(text) from error
        with self.lock:
            self._open[version.digest] = opened
            return [self._open.popitem(last=False)[1] for _ in range(len(self._open) - MOST_OPEN)]

    def list_open(self) -> list[Dataset]:
        """List every version that is open."""
        return list(self._open.values())

    def _make_error(self, text: str) -> UnknownVersion:
        """Make the error that says that *text* names no version that can be used."""
        return UnknownVersion(
            "There is no version %(version)r of the data here. Leave 'version' out for the current one.",
            version=text[:64],
        )


def make_refusal() -> QueryTimeout:
    """Make the error that says that there are too many at the moment."""
    return QueryTimeout("Too many earlier versions of the data are asked for. Try again in a moment.")
