"""What the tests of a website need: an app over the built version, the real server, and a real browser.

The folders whose tests are of one plan import the fixtures from here, so that each folder has its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from api.app import create_app
from api.serving.served import Served
from api.settings import read_settings
from graph.sources import SourceTexts
from tests.absence import missing
from tests.terminal import make_environ

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from graph.sources.source_text import SourceText
    from graph.versions.archive import Version

    Launch = Callable[..., AbstractContextManager["Running"]]

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("SAMENDOEN_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--accept-lang=nl-NL,nl",  # it asks for English otherwise
]
#: Seconds after which a wait is given up; no test depends on how long anything takes below it.
PATIENCE = 60


@contextmanager
def opened(**environ: str) -> Iterator[Flask]:
    """Open the app with the settings in *environ*, and end its workers after it."""
    serving = Served.open(read_settings({"SAMENDOEN_PUBLIC": "data", **environ}))
    try:
        yield create_app(serving)
    finally:
        serving.close()


@pytest.fixture(scope="session")
def folder(version: Version) -> Path:
    """Give the data folder of the built version."""
    return version.path.parents[1]


@pytest.fixture(scope="session")
def app(folder: Path) -> Iterator[Flask]:
    """Open the app over the built version."""
    with opened(SAMENDOEN_DATA=str(folder)) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Visit the app, with no cookie yet."""
    return app.test_client()


@pytest.fixture
def reading(app: Flask, folder: Path, plan: SourceText, tmp_path: Path) -> FlaskClient:
    """Visit the app where the plan is registered."""
    registered = SourceTexts(tmp_path)
    registered.keep("\n".join(plan.lines).encode())
    found = replace(app.extensions["samendoen"].now, registered=registered)
    return create_app(Served(found, read_settings({"SAMENDOEN_DATA": str(folder)}))).test_client()


@pytest.fixture(scope="session")
def hurried(folder: Path) -> Iterator[Flask]:
    """Open the app with one worker and one second for a query."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_WORKERS="1", SAMENDOEN_QUERY_SECONDS="1") as app:
        yield app


@dataclass(frozen=True)
class Running:
    """A server of our own: its address, its process, its data folder, and the file it complains to."""

    address: str
    process: subprocess.Popen[bytes]
    folder: Path
    log: Path

    def ready(self) -> bool:
        """Say whether it can answer."""
        try:
            with urlopen(f"{self.address}/readyz", timeout=PATIENCE) as answer:
                return int(answer.status) == HTTPStatus.OK
        except (URLError, OSError):
            return False

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, as *how* says, and give its exit code.

        :raises subprocess.TimeoutExpired: when it does not; it is killed then.
        """
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    """Give a port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def serving(data: Path, log: Path, **environ: str) -> AbstractContextManager[Running]:
    """Run `samendoen serve` over the data folder *data* with the settings in *environ*, and stop it after."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("samendoen")), "serve", "--port", str(port), "--data", str(data)]
    return started(command, port, ROOT, data, log, **environ)


@contextmanager
def started(  # noqa: PLR0913  what a server is started with
    command: list[str], port: int, place: Path, data: Path, log: Path, address: str = "", **environ: str
) -> Iterator[Running]:
    """Run *command* in the folder *place*, which serves *data* on *port*, ready to answer, and stop it after.

    It is asked at *address*, or else by the loopback of IPv4. Its environment has the variables in *environ* too, and
    what it complains of goes into the file *log*.
    """
    environ = make_environ() | {"SAMENDOEN_PUBLIC": "data"} | environ
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=place, env=environ, stdout=stream, stderr=stream)
    running = Running(address or f"http://127.0.0.1:{port}", process, data, log)
    try:
        end = time.monotonic() + PATIENCE
        while not running.ready():
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.1)
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Launch:
    """Give the way to run a server over a data folder, as a context, with settings."""
    return lambda data, **environ: serving(data, tmp_path_factory.mktemp("server") / "log", **environ)


@pytest.fixture(scope="session")
def running(launch: Launch, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run one server for all tests, over a data folder of its own with the built version."""
    with launch(Path(shutil.copytree(folder, tmp_path_factory.mktemp("served") / "data"))) as running:
        yield running


@pytest.fixture(scope="session")
def served(running: Running) -> str:
    """Give the base address of the server."""
    return running.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser that is installed, or say that there is none."""
    if not Path(CHROMIUM).exists():
        missing(f"there is no browser at {CHROMIUM}; install chromium, or name another with SAMENDOEN_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()
