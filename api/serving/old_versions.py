"""Versions that are no longer current, opened for who names one, as the URL of an old memo does."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from api.serving.dataset import Dataset
from graph.errors import SamendoenError, UnknownVersion
from graph.versions import Archive

if TYPE_CHECKING:
    from api.settings import Settings
    from queries.questions import Library

#: As many old versions as are open at the same time; each holds its data in memory.
MOST_OPEN = 2
#: As few characters as name a version in a URL, and what they look like.
SHORTEST_DIGEST = 12
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")


class OldVersions:
    """The old versions that are open; whoever uses it holds its `lock`, so that a version is opened once."""

    def __init__(self, settings: Settings, library: Library) -> None:
        """Open versions as *settings* say, with few workers each, and the questions of *library*."""
        self.lock = threading.Lock()
        self._settings = replace(settings, workers=1, page_workers=1)
        self._library = library
        self._open: OrderedDict[str, Dataset] = OrderedDict()

    def open(self, text: str) -> tuple[Dataset, list[Dataset]]:
        """Open the version whose digest begins with *text*; also return those that make room for it.

        :raises UnknownVersion: when there is none, or it cannot be used.
        """
        if not _DIGEST.fullmatch(text):
            raise self._make_error(text)
        try:
            version = next((it.version for name, it in self._open.items() if name.startswith(text)), None)
            version = version or Archive(self._settings.data).find(text)
            if version.digest not in self._open:
                self._open[version.digest] = Dataset.open(self._settings, self._library, version)
        except SamendoenError as error:
            raise self._make_error(text) from error
        self._open.move_to_end(version.digest)
        gone = [self._open.popitem(last=False)[1] for _ in range(len(self._open) - MOST_OPEN)]
        return self._open[version.digest], gone

    def list_open(self) -> list[Dataset]:
        """List every version that is open."""
        return list(self._open.values())

    def _make_error(self, text: str) -> UnknownVersion:
        """Make the error that says that *text* names no version that can be used."""
        return UnknownVersion(
            "There is no version %(version)r of the data here. Leave 'version' out for the current one.",
            version=text[:64],
        )
