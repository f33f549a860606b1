"""Which queries were slow before, so that they are not taken for quick ones again."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.engine.request import Request

#: As many are remembered.
MOST = 500
#: As much of a query as is looked at, in characters.
READ = 20_000
# What two queries that take as long may differ in, besides space: comments at the end of a line, and numbers.
_VARIED = re.compile(r"#[^\n<>\"']*$|[0-9]+", re.MULTILINE)


class SlowQueries:
    """The queries that were slow lately; threads may share it."""

    def __init__(self) -> None:
        """Remember none yet."""
        self._lock = threading.Lock()
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def note(self, request: Request) -> None:
        """Remember that *request* is slow."""
        with self._lock:
            key = _digest(request)
            self._seen[key] = None
            self._seen.move_to_end(key)
            if len(self._seen) > MOST:
                self._seen.popitem(last=False)

    def forget(self, request: Request) -> None:
        """Forget *request*, which turned out to be quick."""
        with self._lock:
            self._seen.pop(_digest(request), None)

    def include(self, request: Request) -> bool:
        """Say whether *request*, or one that differs from it in comments, numbers and space alone, was slow."""
        with self._lock:
            return bool(self._seen) and _digest(request) in self._seen


def _digest(request: Request) -> bytes:
    """Digest what tells *request* from others that may take another time."""
    graphs = "".join((*request.default_graphs, "|", *request.named_graphs))
    text = " ".join(_VARIED.sub("", request.text[:READ]).split())
    return hashlib.sha256(f"{text}|{graphs}".encode(errors="replace")).digest()
