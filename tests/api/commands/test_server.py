"""The server as a process: it starts on what there is, and it stops when it is told to, leaving nobody behind."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from graph.versions import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.versions import Version
    from tests.website import Launch, Running

PATIENCE = 60
#: Seconds that the processes of a server that stopped have to end: a query's ten, and some more.
AFTERMATH = 20
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: Nine million rows to count, of which no cache knows the number.
LONG = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 3000 } { SELECT * { ?d ?e ?f } LIMIT 3000 } }"
STEP = "[1/4]"

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found through /proc")


def parents() -> dict[int, int]:
    """Give the parent of each process of this machine that still runs."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, *_ = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            found[int(path.parent.name)] = int(parent)
    return found


def family(process: int) -> set[int]:
    """Give the processes that *process* started, and those that they started."""
    known = parents()
    found, new = set[int](), {process}
    while new:
        found |= new
        new = {child for child, parent in known.items() if parent in new} - found
    return found - {process}


def left(processes: set[int]) -> set[int]:
    """Give those of *processes* that still run, after giving them time to end."""
    end = time.monotonic() + AFTERMATH
    while (alive := processes & parents().keys()) and time.monotonic() < end:
        time.sleep(0.1)
    return alive


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """Copy the data folder that was built."""
    return Path(shutil.copytree(folder, tmp_path / "data"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_server_stops_when_told(launch: Launch, own: Path, how: signal.Signals) -> None:
    """SIGTERM, and Ctrl+C, end the server with exit code 0, and every process it started with it."""
    with launch(own) as running:
        started = family(running.process.pid)

        assert len(started) > 2
        assert running.stop(how) == 0
        assert left(started) == set()
        assert "Traceback" not in running.log.read_text(encoding="utf-8")


def test_server_stops_while_it_is_asked(launch: Launch, own: Path) -> None:
    """A query that never ends does not keep the server from stopping, nor its worker alive."""
    with launch(own) as running:

        def ask() -> None:
            """Ask what cannot be answered, until the other side hangs up."""
            try:
                urlopen(f"{running.address}/sparql?{urlencode({'query': ENDLESS})}", timeout=PATIENCE).close()
            except (OSError, HTTPException):
                return

        visitor = threading.Thread(target=ask)
        visitor.start()
        time.sleep(1)  # so that the query has reached its worker; if it has not, the test is only milder
        started = family(running.process.pid)

        code = running.stop()
        visitor.join(PATIENCE)
        remaining = left(started)
        for process in remaining:
            os.kill(process, signal.SIGKILL)

        assert started
        assert code == 0
        assert remaining == set()


def test_server_lets_finish_what_is_being_answered(launch: Launch, own: Path) -> None:
    """Who is being answered when the server is told to stop has the whole answer, and nobody comes after that."""
    found: list[tuple[int, bytes]] = []
    with launch(own) as running:

        def ask() -> None:
            """Ask what takes some seconds."""
            with urlopen(f"{running.address}/sparql?{urlencode({'query': LONG})}", timeout=PATIENCE) as answer:
                found.append((answer.status, answer.read()))

        visitor = threading.Thread(target=ask)
        visitor.start()
        is_asked = 'samendoen_lane_running{lane="sparql"} 1.0'
        while is_asked not in urlopen(f"{running.address}/metrics", timeout=PATIENCE).read().decode():
            time.sleep(0.05)
        code = running.stop()
        visitor.join(PATIENCE)
        with pytest.raises(OSError, match="refused"):
            urlopen(running.address, timeout=PATIENCE)

    assert code == 0
    assert [(status, b"9000000" in body) for status, body in found] == [(200, True)]


@pytest.fixture(scope="module")
def first(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Start a server over a data folder that its start has to fill."""
    with launch(tmp_path_factory.mktemp("first") / "data") as running:
        yield running


def test_first_start_builds(first: Running) -> None:
    """A start without a version builds one and shows the steps."""
    assert STEP in first.log.read_text(encoding="utf-8")


def test_second_start_does_not_build(launch: Launch, first: Running, tmp_path: Path) -> None:
    """A start with a version uses that as it is."""
    own = Path(shutil.copytree(first.folder, tmp_path / "data"))
    before = {path: path.stat().st_mtime_ns for path in own.rglob("*") if "questions" not in path.parts}

    with launch(own) as second:
        said = second.log.read_text(encoding="utf-8")

    assert STEP not in said
    assert second.address in said
    assert before
    after = {path: path.stat().st_mtime_ns for path in own.rglob("*") if "questions" not in path.parts}
    assert {path: time for path, time in after.items() if path != own} == {
        path: time for path, time in before.items() if path != own
    }


def test_first_start_gives_what_build_gives(first: Running, packaged_version: Version) -> None:
    """The version that a first start makes is the one that `samendoen build` makes."""
    made = Archive(first.folder).find_current()

    assert made is not None
    assert made.digest == packaged_version.digest


def test_server_answers_over_http(served: str) -> None:
    """The real server gives the pages and the data."""
    for path, kind in {"/": "text/html", "/api/v1/measures?owner=none": "application/json", "/healthz": "json"}.items():
        with urlopen(served + path, timeout=PATIENCE) as answer:
            assert answer.status == 200
            assert kind in answer.headers["Content-Type"]
