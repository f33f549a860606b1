"""Whom the processes of Samendoen call, as Python itself tells: nobody, from the first start to the end."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from api.http.locality import is_loopback
from graph.sources.source_text import read_document
from tests.builds import FIXTURE
from tests.terminal import make_environ

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Canary
    from tests.website import Launch

PATIENCE = 60
#: Loaded by every process of Python that starts with it on its path (PEP 578): writes down who is called or looked up.
WATCHER = """
import os, sys

EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
number = os.open(os.environ["CALLS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def watch(event, args):
    if event in EVENTS:
        address = args[0] if event.startswith("socket.get") else args[1]
        who = address[0] if isinstance(address, tuple) else address
        if who is not None:  # what is connected already
            os.write(number, f"{event} {who}\\n".encode())

sys.addaudithook(watch)
"""
PATHS = (
    "/",
    "/network",
    "/measures?plan=meierij-2019-2022",
    "/documents/meierij-2019-2022/plan",
    "/questions/measures/memo",
    "/questions/measures/memo?format=docx",
    "/api/v1/questions/measures?format=xlsx",
    "/api/v1/openapi.json",
    "/search?q=jeugd",
    "/sparql?query=ASK%7B%7D",
    "/graphs",
    "/readyz",
)


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """Give the variables with which each process writes down whom it calls."""
    place = tmp_path / "watcher"
    place.mkdir()
    (place / "sitecustomize.py").write_text(WATCHER, encoding="utf-8")
    return {"PYTHONPATH": str(place), "CALLS": str(tmp_path / "calls")}


def read_calls(path: Path) -> list[str]:
    """Read who was called or looked up."""
    return [line.partition(" ")[2] for line in path.read_text(encoding="utf-8").splitlines()]


def test_server_calls_nobody(launch: Launch, watched: dict[str, str], tmp_path: Path) -> None:
    """A server that builds, has a document, and gives every kind of answer looks up and calls none but this machine."""
    data = tmp_path / "data"
    (data / "documents").mkdir(parents=True)
    shutil.copy(FIXTURE / "plan.txt", data / "documents" / f"{read_document(FIXTURE / 'plan.txt').sha256}.txt")
    with launch(data, **watched) as running:
        for path in PATHS:
            urlopen(running.address + path, timeout=PATIENCE).close()
    called = read_calls(tmp_path / "calls")

    assert called  # the address that it listens on
    assert [who for who in called if not is_loopback(who)] == []


def test_call_is_seen(canary: Canary, watched: dict[str, str], tmp_path: Path) -> None:
    """A process that does call is found out, so that to find nobody means something."""
    code = f"import urllib.request; urllib.request.urlopen('{canary.address}')"
    subprocess.run([sys.executable, "-P", "-c", code], env=make_environ() | watched, capture_output=True, check=False)

    assert canary.visits() == 1
    assert "127.0.0.1" in read_calls(tmp_path / "calls")
