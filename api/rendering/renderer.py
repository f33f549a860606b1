"""A renderer as seen from the web process, which gives it work; the other side is `process` beside this."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from api.rendering.process import FAILED, MADE
from graph.errors import QueryCrashed, QueryError, QueryTimeout, QueryTooLarge
from graph.interpreter import build_command

if TYPE_CHECKING:
    from api.settings import RenderLimits

#: What a renderer loads before its first work; nobody else does.
LIBRARIES = (
    *("docx", "openpyxl", "networkx", "numpy", "pyvis.network", "queries.exports"),
    *("api.rendering.drawing", "api.networks.files", "api.networks.insights"),
)
#: Seconds in which it has loaded them, however busy the machine is.
START_SECONDS = 60.0
#: Seconds in which a process that hung up has ended, so that its exit code says why.
LAST_SECONDS = 2.0
#: A renderer is one of several, so the threads that some libraries start would only be in each other's way.
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Renderer:
    """A process that makes one thing at a time, each within the limits; past one it is ended for good."""

    def __init__(self, limits: RenderLimits) -> None:
        """Start the process, and do not wait until it has loaded its libraries."""
        self._limits = limits
        self._ready = self._killed = False
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own module, our own arguments
                build_command("api.rendering.process", str(limits.memory), str(limits.seconds), *LIBRARIES),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=os.environ | ALONE,
            )
        self._connection = Connection(ours.detach())

    @property
    def process(self) -> int:
        """Return the id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Say whether it can be given work."""
        return not self._killed and self._process.poll() is None and not self._connection.closed

    def render(self, job: bytes) -> bytes:
        """Make what *job* says: a pickled call of a function that returns bytes.

        :raises QueryTimeout: past the time limit; the process has ended by then.
        :raises QueryTooLarge: when it took too much memory.
        :raises QueryCrashed: when the process ended for another reason.
        :raises Exception: whatever the function raises.
        """
        try:
            self._wait_until_ready()
            self._connection.send_bytes(job)
            message = self._receive(self._limits.seconds)
        except TimeoutError as error:
            self.stop()
            raise QueryTimeout(
                "To make this took longer than %(seconds)s seconds, so it was stopped. Ask for less.",
                seconds=f"{self._limits.seconds:g}",
            ).of("render_seconds") from error
        except (EOFError, OSError) as error:
            raise self._explain_ending(self.stop(LAST_SECONDS)) from error
        kind, rest = message[:1], message[1:]
        if kind == MADE:
            return rest
        if kind == FAILED:
            raise _restore_error(rest)
        self.stop()  # what it has left would not do for what comes next
        raise self._make_memory_error()

    def _wait_until_ready(self) -> None:
        """Wait until it has loaded its libraries, which is no part of any work."""
        if not self._ready:
            self._receive(START_SECONDS)
            self._ready = True

    def _receive(self, seconds: float) -> bytes:
        """Receive the next message, in *seconds* at most."""
        if not self._connection.poll(seconds):
            raise TimeoutError
        return self._connection.recv_bytes()

    def _explain_ending(self, code: int) -> QueryError:
        """Make the error that says why the process ended, by its exit *code*.

        Nobody here kills a process that is at work, but for a visitor who has left, to whom nothing is said any more;
        so who did was the system, for want of memory.
        """
        if code == -signal.SIGKILL:
            return self._make_memory_error()
        return QueryCrashed("The process that was to make this has ended. Ask for less, or try again.")

    def _make_memory_error(self) -> QueryError:
        """Make the error that says that it took too much memory."""
        return QueryTooLarge(
            "To make this takes more than the %(memory)s bytes of memory that it may take. Ask for less.",
            memory=self._limits.memory,
        ).of("render_memory")

    def kill(self) -> None:
        """End the process from any thread; whoever waits for it is told."""
        self._killed = True
        self._process.kill()

    def stop(self, patience: float = 0.0) -> int:
        """End the process, *patience* seconds after which it may have done so itself, and return its exit code."""
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._connection.close()
        return code


def _restore_error(pickled: bytes) -> Exception:
    """Restore the error that was raised in the renderer, with all that it says, without calling its class anew."""
    kind, parts, state = pickle.loads(pickled)  # noqa: S301  a process of our own made it
    error: Exception = kind.__new__(kind, *parts)
    vars(error).update(state)
    return error
