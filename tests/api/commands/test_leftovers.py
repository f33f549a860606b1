"""However the main process of a server ends, nothing of it is left: no process, and nobody on its port."""

from __future__ import annotations

import os
import pty
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.api.commands.test_server import family, left, own
from tests.terminal import make_environ
from tests.website import PATIENCE, Running, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.website import Launch

__all__ = ["own"]

#: Begins a session that has the terminal on standard input, and becomes what its arguments say in it.
TAKE_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found through /proc")


@pytest.fixture(autouse=True)
def hangups() -> Iterator[None]:
    """Have what is started here hear of a hang-up, also where the tests themselves are not to (nohup)."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def is_free(address: str) -> bool:
    """Say whether a server can be started again at *address*, at once."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError:
            return False
        return True


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGUSR1, signal.SIGHUP], ids=lambda how: how.name)
def test_nothing_is_left(launch: Launch, own: Path, how: signal.Signals) -> None:
    """Killed, sent a signal that it does not know, or hung up: its workers and renderers end, and its port is free."""
    with launch(own) as running:
        begun = family(running.process.pid)
        code = running.stop(how)

        assert len(begun) > 2
        assert code == (0 if how is signal.SIGHUP else -how), running.log.read_text(encoding="utf-8")
        assert left(begun) == set()
        assert is_free(running.address)


def serve_in_terminal(data: Path, log: Path, *before: str) -> tuple[Running, int]:
    """Serve *data* in a terminal of its own, by the command after *before*; give it, and our end of the terminal.

    A session of its own has the terminal, as a shell's has, so that closing it hangs up who is in it.
    """
    ours, theirs = pty.openpty()
    port = free_port()
    samendoen = str(Path(sys.executable).with_name("samendoen"))
    serve = [*before, samendoen, "serve", "--port", str(port), "--data", str(data)]
    with log.open("wb") as stream:
        command = [sys.executable, "-c", TAKE_TERMINAL, *serve]
        process = subprocess.Popen(command, env=make_environ(), stdin=theirs, stdout=stream, stderr=stream)
    os.close(theirs)
    running = Running(f"http://127.0.0.1:{port}", process, data, log)
    end = time.monotonic() + PATIENCE
    while not running.ready():
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < end
        time.sleep(0.1)
    return running, ours


def test_closing_the_terminal_ends_it(own: Path, tmp_path: Path) -> None:
    """Whoever closes the terminal that it was started in ends all of it."""
    running, terminal = serve_in_terminal(own, tmp_path / "log")
    begun = family(running.process.pid)
    try:
        os.close(terminal)

        assert running.process.wait(PATIENCE) == 0
        assert left(begun) == set()
        assert is_free(running.address)
    finally:
        running.stop()


def test_nohup_keeps_it_running(own: Path, tmp_path: Path) -> None:
    """Started with nohup it outlives its terminal, and ends when it is told to."""
    running, terminal = serve_in_terminal(own, tmp_path / "log", "nohup")
    begun = family(running.process.pid)
    try:
        os.close(terminal)
        time.sleep(1)  # so that a hang-up has arrived; if it has not, the test is only milder

        assert running.ready()
        assert running.process.poll() is None
    finally:
        code = running.stop()

    assert code == 0
    assert left(begun) == set()
