"""What the tests share: one build of the packaged data, a store over it, and the plan where it is at hand."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.engine.store import Store
from graph.sources.source_text import read_document
from tests.absence import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.sources.source_text import SourceText
    from graph.versions.archive import Version

SEED = Path(__file__).parents[2] / "shared" / "seed"


class Canary:
    """A listening socket that counts who comes."""

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/sparql"
        self._seen = 0
        self._thread = threading.Thread(target=self._count)
        self._thread.start()

    def _count(self) -> None:
        """Count and hang up, until a visitor says that it is over."""
        while True:
            visitor, _ = self._socket.accept()
            with visitor:
                visitor.settimeout(60)
                if visitor.recv(4) == b"stop":
                    return
                self._seen += 1

    def visits(self) -> int:
        """Stop listening, after everyone who came before, and give how many came."""
        if self._thread.is_alive():
            with socket.create_connection(self._socket.getsockname()) as last:
                last.sendall(b"stop")
                self._thread.join()
            self._socket.close()
        return self._seen


@pytest.fixture(scope="session")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build the packaged data once."""
    return build_version(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def store(version: Version) -> Store:
    """Hold the built version in memory."""
    return Store(version.path)


@pytest.fixture(scope="session")
def plan() -> SourceText:
    """Read the source document, which is no part of the project: it lies beside it, or is absent."""
    found = sorted(SEED.glob("*.txt"))
    if not found:
        missing(f"the source document is not in {SEED}, so nothing can be held against it")
    return read_document(found[0])


@pytest.fixture
def canary() -> Iterator[Canary]:
    """Listen, to see whether anyone calls."""
    listening = Canary()
    yield listening
    listening.visits()
