"""The zygote and its workers, seen from the process that gives them work; the other side is `zygote` beside this."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph import errors
from graph.engine.reply import Reply, Spool
from graph.engine.workers.channel import ABOUT, END, Channel
from graph.errors import QueryCrashed, QueryError, QueryTimeout, QueryTooLarge
from graph.interpreter import build_command

if TYPE_CHECKING:
    from graph.engine.request import Request
    from graph.engine.workers.worker import Limits

#: How a process ends that the query itself brought down, as it will the next.
PERMANENT_ENDINGS = frozenset({-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL, -signal.SIGTRAP})
#: The longest answer to an order, in bytes.
ORDER_REPLY_BYTES = 4000


class ZygoteProcess:
    """The process that holds the version at *path* and forks workers over it, started anew where it ended."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Start the process and wait until it holds the version.

        :raises QueryCrashed: when it cannot.
        """
        self._path = path
        self._limits = limits
        self._lock = threading.Lock()
        self._closed = False
        self._start()

    @property
    def process(self) -> int:
        """Return the id of the process."""
        return self._process.pid

    def _start(self) -> None:
        """Start the process."""
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own module, our own arguments
                build_command("graph.engine.workers.zygote", str(self._path), json.dumps(asdict(self._limits))),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
            )
        if not self._orders.recv(ORDER_REPLY_BYTES):
            self._end()
            raise QueryCrashed("A worker could not load %(path)s; is there enough memory?", path=self._path)

    def fork(self, end: socket.socket) -> int:
        """Fork a worker that answers on *end*, and return its process id.

        :raises QueryCrashed: when there can be none.
        """
        with self._lock:
            if self._closed:
                raise QueryCrashed("This version is no longer served. Try again.")
            try:
                return int(self._order({"fork": True}, end)["process"])
            except QueryCrashed:  # it has ended, of which the system may not say so yet
                self._end()
                self._start()
            return int(self._order({"fork": True}, end)["process"])

    def reap(self, process: int) -> dict[str, Any]:
        """Reap the worker *process*, and return how it ended; empty where the zygote ended with it."""
        with self._lock, suppress(QueryCrashed):
            return self._order({"reap": process})
        return {}

    def _order(self, order: dict[str, Any], *ends: socket.socket) -> dict[str, Any]:
        """Send *order*, with a socket where it has one, and return what comes back."""
        try:
            socket.send_fds(self._orders, [json.dumps(order).encode()], [end.fileno() for end in ends])
            reply: dict[str, Any] = json.loads(self._orders.recv(ORDER_REPLY_BYTES))
        except (OSError, ValueError) as error:  # one that has ended says nothing, which is no JSON
            raise QueryCrashed("The process that holds the version has ended. Try again in a moment.") from error
        return reply

    def close(self) -> None:
        """End the process and, with it, every worker, for good."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        """End the process: it does so by itself when nobody can give it orders."""
        self._orders.close()
        try:
            self._process.wait(self._limits.seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Worker:
    """One worker of a zygote, as seen by those who give it requests.

    Once it is no longer `alive`, `cause` says in a word what it ended of ("time", "memory", "crash" or "room"), and
    `ending` how, as the zygote saw it.
    """

    def __init__(self, zygote: ZygoteProcess, limits: Limits) -> None:
        """Fork a worker of *zygote*, and wait until it is confined."""
        self._zygote = zygote
        self._limits = limits
        ours, theirs = socket.socketpair()
        self._channel = Channel(ours)
        try:
            with theirs:
                self.process = zygote.fork(theirs)
        except QueryCrashed:
            self._channel.close()
            raise
        self.alive = True
        self.cause = ""
        self.ending: dict[str, Any] = {}
        self._ending_lock = threading.Lock()
        try:
            _, payload = self._channel.receive()
        except EOFError as error:
            self.stop()
            raise QueryCrashed("A worker could not start; is there enough memory?") from error
        self.restrictions = frozenset(json.loads(payload)["restrictions"])

    def ask(self, request: Request) -> Reply:
        """Answer *request* within the limits.

        :raises QueryTimeout: past the time limit; the process is dead by then.
        :raises QueryTooLarge: when the process died of the query, or for want of memory.
        :raises QueryCrashed: when something else ended the process.
        :raises QueryError: when the worker says what is wrong with the query.
        """
        deadline = time.monotonic() + self._limits.seconds
        try:
            self._channel.send(ABOUT, vars(request))
            return self._receive(deadline)
        except TimeoutError as error:
            self._end_of("time")
            raise QueryTimeout(
                "The query took longer than %(seconds)s seconds and was stopped. Ask for less.",
                seconds=f"{self._limits.seconds:g}",
            ).of("query_seconds") from error
        except (EOFError, OSError) as error:
            raise self._explain_ending() from error

    def _receive(self, deadline: float) -> Reply:
        """Receive an answer that ends before *deadline*, on disk where it is large."""
        media_type, spool = "", Spool()
        while True:
            kind, payload = self._channel.receive(deadline)
            if kind == ABOUT:
                media_type = json.loads(payload)["media_type"]
            elif kind == END:
                break
            else:
                self._keep_piece(spool, payload)
        end = json.loads(payload)
        if "error" in end:
            raise getattr(errors, end["error"])(end["template"], **end["values"]).of(end["limit"])
        spool.finish()
        return Reply(media_type, spool)

    def _keep_piece(self, spool: Spool, piece: bytes) -> None:
        """Add *piece* to *spool*; where there is no room, end the worker, which would go on sending."""
        try:
            spool.write(piece)
        except QueryTooLarge:
            self._end_of("room")
            raise

    def _explain_ending(self) -> QueryError:
        """End the process, which has gone, and make the error that says why."""
        ending = self._end_of("crash")
        if ending.get("memory"):
            self.cause = "memory"
            return QueryTooLarge(
                "The query needs more than the %(memory)s bytes of memory that one may take. Ask for less.",
                memory=self._limits.memory,
            ).of("query_memory")
        if ending.get("exit") in PERMANENT_ENDINGS:
            return QueryTooLarge(
                "The query was too much for the engine, which stopped. Make it smaller or less nested."
            )
        return QueryCrashed("The worker was ended from outside while it answered. Try again.")

    def _end_of(self, cause: str) -> dict[str, Any]:
        """End the process for this *cause*, and return how it ended."""
        self.cause = cause
        return self.stop()

    def count_seconds(self) -> float | None:
        """Count the seconds of the processor that the process took so far (proc(5), `stat`); None where nobody says."""
        if not self.alive:  # another may have its id by now
            return None
        try:
            times = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")

    def set_priority(self, niceness: int) -> None:
        """Have the process stand back for others, the more the larger its *niceness* is, from 0 to 19."""
        with self._ending_lock, suppress(OSError):
            if self.alive:
                os.setpriority(os.PRIO_PROCESS, self.process, niceness)

    def kill(self) -> None:
        """Kill the process, from whatever thread; who waits for its answer hears that it ended, and stops it."""
        with self._ending_lock, suppress(OSError):
            if self.alive:
                os.kill(self.process, signal.SIGKILL)

    def stop(self) -> dict[str, Any]:
        """End the process, close the channel, and return how the process ended."""
        with self._ending_lock:
            begun, self.alive = self.alive, False
        if begun:  # by now nobody signals it, so that nobody need wait until the zygote has reaped it
            self.ending = self._zygote.reap(self.process)
        self._channel.close()
        return self.ending
