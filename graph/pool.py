"""Workers that answer queries, each in a process of its own, killed and replaced past a limit.

Nothing a visitor asks runs in the web process: a query can crash or hang the engine, and only the death of its
process is a limit that holds.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, LifoQueue
from typing import IO, TYPE_CHECKING

from graph import errors
from graph.errors import QueryCrashed, QueryError, QueryTimeout
from graph.store import Reply, Request
from graph.worker import as_message, receive, send

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Limits:
    """What one query may take: seconds, bytes of memory on top of the data, bytes of answer."""

    seconds: float = 10.0
    memory: int = 1_000_000_000
    answer: int = 64_000_000


class Worker:
    """One process that holds the version at *path*."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Start the process and wait until it holds the version."""
        self._limits = limits
        self._killed = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603  our own module, our own arguments
            [
                sys.executable,
                "-m",
                "graph.worker",
                str(path),
                str(limits.memory),
                str(limits.answer),
                str(limits.seconds),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        try:
            receive(self._out)
        except EOFError as error:
            self.stop()
            raise QueryCrashed("A worker could not load %(path)s; is there enough memory?", path=path) from error

    @property
    def _out(self) -> IO[bytes]:
        """The stream on which the worker answers."""
        if self._process.stdout is None:
            raise QueryCrashed("The worker has no output.")
        return self._process.stdout

    def ask(self, request: Request) -> Reply:
        """Answer *request* within the limits.

        :raises QueryTimeout: past the time limit; the process is dead by then.
        :raises QueryCrashed: when the process died of the query.
        :raises QueryError: when the worker says what is wrong with the query.
        """
        timer = threading.Timer(self._limits.seconds, self._kill)
        timer.start()
        try:
            if self._process.stdin is None:
                raise QueryCrashed("The worker has no input.")
            send(self._process.stdin, as_message(request))
            about, body = receive(self._out)
        except (EOFError, OSError) as error:
            raise self._death() from error
        finally:
            timer.cancel()
        if "error" in about:
            raise getattr(errors, about["error"])(about["template"], **about["values"])
        return Reply(about["media_type"], body)

    def _kill(self) -> None:
        """End the process at once, and remember why."""
        self._killed.set()
        self._process.kill()

    def _death(self) -> QueryError:
        """Say what the process died of."""
        self._process.wait()
        if self._killed.is_set():
            return QueryTimeout(
                "The query took longer than %(seconds)s seconds and was stopped. Ask for less.",
                seconds=f"{self._limits.seconds:g}",
            )
        return QueryCrashed("The query was too much for the engine, which stopped. Make it smaller or less nested.")

    @property
    def alive(self) -> bool:
        """Say whether the process still runs and was not told to die."""
        return not self._killed.is_set() and self._process.poll() is None

    def stop(self) -> None:
        """End the process and close its streams."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()


class Pool:
    """As many workers as asked for, over one version."""

    def __init__(self, path: Path, workers: int = 2, limits: Limits | None = None) -> None:
        """Start *workers* processes over the version at *path*."""
        self._path = path
        self._limits = limits or Limits()
        self._free: LifoQueue[Worker | None] = LifoQueue()
        self.replaced = 0
        for _ in range(workers):
            self._free.put(Worker(path, self._limits))

    def ask(self, request: Request) -> Reply:
        """Answer *request* on a free worker; one that died is replaced before anyone asks again.

        :raises QueryError: when it cannot be answered.
        """
        with self._worker() as worker:
            return worker.ask(request)

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """Lend a worker; wait as long as a query may take for one to come free."""
        try:
            worker = self._free.get(timeout=self._limits.seconds)
        except Empty as error:
            raise QueryTimeout("All workers are busy. Try again in a moment.") from error
        try:
            if worker is None:
                worker = Worker(self._path, self._limits)
            yield worker
        finally:
            if worker is not None and not worker.alive:
                worker.stop()
                worker = None
                self.replaced += 1
            self._free.put(worker)

    def close(self) -> None:
        """End every worker."""
        while not self._free.empty():
            worker = self._free.get()
            if worker:
                worker.stop()
