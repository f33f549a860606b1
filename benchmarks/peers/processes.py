"""Servers under test: started on loopback, watched through /proc, and ended with all that they started.

Linux only, like the servers it starts: what a process takes of the machine is read from proc(5).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

HOST = "127.0.0.1"
#: Seconds in which a server must start, which includes loading for those that load at their start.
STARTING = 900.0
#: Without settings of ours: every system runs with its own.
ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith("SAMENDOEN_")}
TICKS = os.sysconf("SC_CLK_TCK")
#: Seconds between two looks at something that is waited for.
LOOK = 0.02
#: Seconds over which a server must be idle to count as such, and the share of a core it may still use.
QUIET, IDLE = 0.3, 0.1


class Refused(Exception):
    """A server gives no answer; the message says why."""


def free_port() -> int:
    """Give a port of this machine that nobody uses."""
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def fetch(port: int, target: str, accept: str, patience: float) -> bytes:
    """Give the body of the answer to one GET over a connection of its own.

    :raises Refused: when there is none, it is no success, or it is not whole within *patience* seconds.
    """
    end = time.monotonic() + patience
    connection = HTTPConnection(HOST, port, timeout=patience)
    try:
        connection.request("GET", target, headers={"Accept": accept})
        answer = connection.getresponse()
        pieces = []
        while piece := answer.read1(1 << 20):
            pieces.append(piece)
            if time.monotonic() > end:
                raise TimeoutError  # noqa: TRY301  a server that trickles is as late as one that is silent
        whole = answer.length in {None, 0}
    except TimeoutError as error:
        raise Refused(f"no answer within {patience:g} s") from error
    except (OSError, HTTPException) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    body = b"".join(pieces)
    if answer.status != 200 or not whole or "X-SQL-State" in answer.headers:  # noqa: PLR2004  HTTP's word for success
        raise Refused(f"status {answer.status}: {_line(body)}")
    return body


def _line(body: bytes) -> str:
    """Give the beginning of *body* in one line, to be shown."""
    return " ".join(body.decode(errors="replace").split())[:160]


class Server:
    """A process, and all it starts, that listens on *port*."""

    def __init__(
        self, command: Sequence[str | Path], port: int, folder: Path, environ: Mapping[str, str] | None = None
    ) -> None:
        """Start *command* in *folder*, which also keeps what it prints."""
        self.port = port
        self.log = folder / "log"
        self._command = [str(it) for it in command]
        with self.log.open("ab") as stream:
            self.process = subprocess.Popen(
                self._command,
                cwd=folder,
                env={**ENVIRON, **(environ or {})},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )

    def until(self, ready: Callable[[], object], look: float = LOOK) -> None:
        """Wait until *ready* raises nothing.

        :raises SystemExit: when the process ends before that, or takes longer than `STARTING`.
        """
        end = time.monotonic() + STARTING
        while True:
            with suppress(Refused, OSError):
                ready()
                return
            if self.process.poll() is not None or time.monotonic() > end:
                said = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise SystemExit(f"{' '.join(self._command)} did not start:\n{said}")
            time.sleep(look)

    def idle(self, patience: float) -> bool:
        """Wait until it works no more, for *patience* seconds at most, and say whether it does not."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            before = cpu_seconds(self.process.pid)
            time.sleep(QUIET)
            if cpu_seconds(self.process.pid) - before <= IDLE * QUIET:
                return True
        return False

    def stop(self, patience: float = 20.0) -> None:
        """End it as an operator would, and after *patience* seconds, or when some of it is left, by force."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def tree(pid: int) -> list[int]:
    """Give *pid* and every process that it started, directly or not."""
    started: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name, in brackets, may hold spaces; the parent is the second field after it.
            parent = int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
            started.setdefault(parent, []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found.extend(started.get(one, []))
    return found


def cpu_seconds(pid: int) -> float:
    """Give the seconds of processor that *pid* and what it started have used so far."""
    total = 0
    for one in tree(pid):
        with suppress(OSError):
            # The name, in brackets, may hold spaces; user and system time are the 12th and 13th field after it.
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def pss(pid: int) -> int:
    """Give the bytes of memory of *pid*, of what is shared with others its share (PSS in proc(5))."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise SystemExit(f"/proc/{pid}/smaps_rollup has no Pss.")


def memory() -> int:
    """Give the bytes of memory of this machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
