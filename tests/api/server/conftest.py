"""The real server, in a thread of the tests, with bounds that are over in a moment."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from api.server.bounds import Bounds
from api.server.run import build_server, open_sockets
from api.serving.served import Served
from api.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from http.client import HTTPResponse
    from pathlib import Path

    Serve = Callable[..., AbstractContextManager["Site"]]

HOST = "127.0.0.1"
#: Seconds after which a wait is given up; no test depends on how long anything takes below it.
PATIENCE = 60
#: Bounds that are passed in a moment by who does not behave.
HURRIED = Bounds(
    head_seconds=3, body_seconds=3, idle_seconds=3, sent_seconds=1, connections=160, pipelined=4, answer_seconds=30
)


@dataclass(frozen=True)
class Site:
    """A server that runs, and what it serves."""

    port: int
    served: Served

    def ask(self, target: str, method: str = "GET", body: bytes | None = None, **headers: str) -> HTTPResponse:
        """Ask for *target* over a connection of its own, with *headers*; the answer was read, and is in `text`."""
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body, named)
            answer = connection.getresponse()
            answer.text = answer.read().decode(errors="replace")  # type: ignore[attr-defined]  # for the tests to look at
            return answer
        finally:
            connection.close()

    def count(self, metric: str) -> float:
        """Count by the *metric*, a name with its labels; zero where it is not there yet."""
        lines: list[str] = self.ask("/metrics").text.splitlines()  # type: ignore[attr-defined]  # see above
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{metric} ")), 0.0)

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something is *true*."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end
            time.sleep(0.05)


@contextmanager
def serving(bounds: Bounds, **environ: str) -> Iterator[Site]:
    """Serve with the settings in *environ*, within *bounds*, on a port that nobody uses."""
    settings = read_settings(environ)
    host = environ.get("SAMENDOEN_HOST", HOST)
    served = Served.open(settings)
    sockets = open_sockets(host, 0)
    server = build_server(served, host, settings, bounds)
    thread = threading.Thread(target=server.run, args=(sockets,))
    thread.start()
    site = Site(sockets[0].getsockname()[1], served)
    try:
        served.watch()
        site.until(lambda: server.started)
        yield site
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        served.close()
        assert not thread.is_alive()


@pytest.fixture(scope="session")
def serve(folder: Path) -> Serve:
    """Give the way to serve the built version, as a context, within bounds and with settings."""
    return lambda bounds=HURRIED, **environ: serving(bounds, SAMENDOEN_DATA=str(folder), **environ)


@pytest.fixture(scope="module")
def site(serve: Serve) -> Iterator[Site]:
    """Serve the built version within hurried bounds."""
    with serve() as site:
        yield site
