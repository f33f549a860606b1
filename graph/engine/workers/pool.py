"""Workers that answer queries, each in a process of its own, killed and replaced past a limit.

Nothing a client asks runs in the web process: a query can crash or hang the engine, and only the death of its
process is a limit that holds. A `Pool` holds one version, by way of a zygote that forks the workers; its lanes share
that version and nothing else, so that a crowd in one lane keeps nobody waiting in another.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from graph.engine.request import Engine
from graph.engine.workers.process import Worker, ZygoteProcess
from graph.engine.workers.worker import Limits
from graph.errors import QueryTimeout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.engine.reply import Reply
    from graph.engine.request import Request

#: How many may wait in a lane for each worker in it; whoever comes after them is to come back later.
WAITING_PER_WORKER = 15


class Lane(Engine):
    """An engine with workers of its own: a request waits only for others in the same lane.

    `room` is for those who are being answered or wait for it, and `replaced` counts the workers that died.
    """

    def __init__(self, zygote: ZygoteProcess, workers: int, limits: Limits) -> None:
        """Start *workers* workers of *zygote*, each within *limits*."""
        self._zygote = zygote
        self._limits = limits
        self._free: LifoQueue[Worker | None] = LifoQueue()
        self.room = threading.Semaphore(workers * (1 + WAITING_PER_WORKER))
        self.replaced = 0
        started = [Worker(zygote, limits) for _ in range(workers)]
        self.restrictions = frozenset.intersection(*(worker.restrictions for worker in started))
        for worker in started:
            self._free.put(worker)

    def ask(self, request: Request) -> Reply:
        """Answer *request* on a free worker; one that died is replaced before anyone asks again.

        :raises QueryError: when it cannot be answered.
        """
        if not self.room.acquire(blocking=False):
            raise QueryTimeout("All workers are busy. Try again in a moment.")
        try:
            with self._lend_worker() as worker:
                return worker.ask(request)
        finally:
            self.room.release()

    @contextmanager
    def _lend_worker(self) -> Iterator[Worker]:
        """Lend a worker; wait as long as a query may take for one to come free."""
        try:
            worker = self._free.get(timeout=self._limits.seconds)
        except Empty as error:
            raise QueryTimeout("All workers are busy. Try again in a moment.") from error
        try:
            if worker is None:
                worker = Worker(self._zygote, self._limits)
            yield worker
        finally:
            if worker is not None and not worker.alive:
                worker = None
                self.replaced += 1
            self._free.put(worker)

    def close(self) -> None:
        """End the workers that are free; one that is lent ends with the zygote."""
        while not self._free.empty():
            worker = self._free.get()
            if worker:
                worker.stop()


class Pool(Engine):
    """One version, with a lane for our own questions and one for what clients write."""

    def __init__(self, path: Path, workers: int = 2, limits: Limits | None = None, own: int = 0) -> None:
        """Start *workers* for clients over the version at *path*, and *own* for our own questions."""
        limits = limits or Limits()
        self.zygote = ZygoteProcess(path, limits)
        self.clients = Lane(self.zygote, workers, limits)
        self.own = Lane(self.zygote, own, limits) if own else self.clients

    @property
    def restrictions(self) -> frozenset[str]:
        """List the restrictions that hold for every worker."""
        return self.clients.restrictions

    @property
    def replaced(self) -> int:
        """Count the workers that were replaced."""
        return self.clients.replaced + (self.own.replaced if self.own is not self.clients else 0)

    def ask(self, request: Request) -> Reply:
        """Answer *request* in the lane of the clients."""
        return self.clients.ask(request)

    def close(self) -> None:
        """End every worker."""
        self.clients.close()
        self.own.close()
        self.zygote.close()
