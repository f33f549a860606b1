"""A lane: workers of its own and fair places, so that a request waits only for others in the same lane."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.engine.request import Engine
from graph.engine.task import get_task
from graph.engine.workers.ending import describe_request
from graph.engine.workers.memory import SlowQueries
from graph.engine.workers.places import QUICK_NICENESS, Places
from graph.engine.workers.process import Worker
from graph.errors import QueryCancelled, QueryError, QueryTimeout, make_busy_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine.reply import Reply
    from graph.engine.request import Request
    from graph.engine.task import Task
    from graph.engine.workers.places import Run
    from graph.engine.workers.process import ZygoteProcess
    from graph.engine.workers.turns import Ticket
    from graph.engine.workers.worker import Limits

LOG = logging.getLogger("samendoen.workers")
#: How many may wait in a lane for each worker in it; whoever comes after them is to come back later.
WAITING_PER_WORKER = 4
#: Seconds of the processor after which a query is remembered to be slow.
SLOW_SECONDS = 1.0


class Lane(Engine):
    """An engine with workers of its own.

    `capacity` is how many can be answered or wait at the same time; each holds a thread. `endings` counts the workers
    that were ended before their time, by cause.
    """

    def __init__(self, zygote: ZygoteProcess, limits: Limits, workers: int, *, slow: int = 0, room: int = 0) -> None:
        """Have *workers* of *zygote* within *limits*, *slow* more beside them, and *room* for so many to wait."""
        self._zygote = zygote
        self._limits = limits
        self._workers = workers
        self._free: list[Worker] = []
        self._slow = slow
        self._slow_queries = SlowQueries()
        self._places = Places(workers, slow, room or workers * WAITING_PER_WORKER)
        self.capacity = self._places.capacity
        self._lock = threading.Lock()
        self._closed = False
        self.endings: Counter[str] = Counter()

    def start(self) -> frozenset[str]:
        """Start the workers before they are needed, and list the restrictions that hold for each."""
        started = [self._fork_worker() for _ in range(self._workers)]
        self._free.extend(started)
        return frozenset.intersection(*(worker.restrictions for worker in started))

    def ask(self, request: Request) -> Reply:
        """Answer *request* when it is its turn; it ends when its task is cancelled.

        :raises QueryError: when it cannot be answered.
        """
        slow = bool(self._slow) and self._slow_queries.include(request)
        with self._take_place(slow=slow) as run, get_task().stopping(lambda: self._stop(run)):
            worker = self._take_worker(run)
            try:
                return worker.ask(request)
            except QueryError as error:
                if worker.alive:
                    raise
                raise self._explain_ending(run, worker, request, error) from error
            finally:
                self._remember(request, run)

    @contextmanager
    def _take_place(self, *, slow: bool) -> Iterator[Run]:
        """Take a *slow* place, or a quick one, when it is the turn of who asks, and give it up after this block."""
        task = get_task()
        with self._lock:
            ticket = None if self._closed else self._places.join(task.client, slow=slow)
        if ticket is None:
            raise make_busy_error()
        try:
            with task.stopping(ticket.news.set):
                yield self._wait(ticket, task)
        finally:
            self._give_up(ticket)

    def _wait(self, ticket: Ticket, task: Task) -> Run:
        """Wait for the turn of *ticket*, as long as a query may take."""
        end = time.monotonic() + self._limits.seconds
        while True:
            ticket.news.clear()
            task.require_wanted()
            left = end - time.monotonic()
            with self._lock:
                pause = self._places.make_quick_places()
                if run := self._places.runs.get(ticket):
                    return run
            if ticket.evicted or left <= 0:
                raise make_busy_error()
            ticket.news.wait(left if pause is None else min(left, pause))

    def _take_worker(self, run: Run) -> Worker:
        """Take a worker for *run*: one that is free, or another."""
        with self._lock:
            worker = self._free.pop() if self._free and not run.slow else None
        worker = worker or self._fork_worker()
        with self._lock:
            run.start(worker)
        return worker

    def _fork_worker(self) -> Worker:
        """Fork a worker; where there are slow places it stands back for what pages ask."""
        worker = Worker(self._zygote, self._limits)
        if self._slow:
            worker.set_priority(QUICK_NICENESS)
        return worker

    def _give_up(self, ticket: Ticket) -> None:
        """Give up the place of *ticket*; its worker is kept for the next, unless it ended or was slowed down."""
        with self._lock:
            run = self._places.leave(ticket)
            worker = run.worker if run else None
            kept = run and worker and worker.alive and run.quick and not run.killed and not self._closed
            if worker and kept:
                self._free.append(worker)
        if worker and not kept:
            worker.stop()

    def _stop(self, run: Run) -> None:
        """Stop *run*, if it is still under way."""
        with self._lock:
            if run in self._places.runs.values():
                run.kill()

    def _remember(self, request: Request, run: Run) -> None:
        """Remember whether *request*, which *run* was of, is slow."""
        if run.crowded_out or run.worked >= SLOW_SECONDS:
            self._slow_queries.note(request)
        elif run.slow and not get_task().cancelled:
            self._slow_queries.forget(request)

    def _explain_ending(self, run: Run, worker: Worker, request: Request, error: QueryError) -> QueryError:
        """Make the error that says why the *worker* of *run* ended at *request*, and write it down."""
        task = get_task()
        cause = "hangup" if task.cancelled else "crowd" if run.crowded_out else worker.cause
        self.endings[cause] += 1
        about = {"request": task.name or None, "cause": cause, **worker.ending, **describe_request(request)}
        LOG.warning("A worker was ended.", extra={"about": about})
        if task.cancelled:
            return QueryCancelled("Nobody waits for this answer any more.")
        if run.crowded_out:
            return QueryTimeout(
                "The query was stopped after %(seconds)s seconds, as others were waiting. Ask for less, or try again "
                "later.",
                seconds=f"{run.age:.1f}",
            ).of("query_seconds")
        return error

    def close(self) -> None:
        """End the workers that are free; one at work ends with the zygote."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for worker in free:
            worker.stop()
