"""The work that is done for somebody who waits, so that it can end when nobody waits any more.

Who takes a request makes a `Task` of it and does everything for it within `task.work()`. Whatever may take long asks
`get_task` for it, and says with `stopping` how it is stopped. Work that is nobody's, as that of a command, has a task
that is never cancelled.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from graph.errors import QueryCancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Task:
    """The work for one request: whose it is, what it is called in the log, and whether anybody waits for it."""

    def __init__(self, client: str = "", name: str = "") -> None:
        """Work for *client*, by the *name* of the request."""
        self.client = client
        self.name = name
        self._lock = threading.Lock()
        self._stops: list[Callable[[], object]] = []
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Say whether nobody waits any more."""
        return self._cancelled

    @contextmanager
    def work(self) -> Iterator[None]:
        """Make this the task that `get_task` gets, in this block."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)

    def require_wanted(self) -> None:
        """Go on only while somebody waits.

        :raises QueryCancelled: when nobody does.
        """
        if self._cancelled:
            raise QueryCancelled("Nobody waits for this answer any more.")

    @contextmanager
    def stopping(self, stop: Callable[[], object]) -> Iterator[None]:
        """Have *stop* called, by whichever thread cancels, when the task is cancelled in this block.

        It may come as the block has just ended, so it must look whether there is anything left to stop.

        :raises QueryCancelled: when it was cancelled before.
        """
        with self._lock:
            self.require_wanted()
            self._stops.append(stop)
        try:
            yield
        finally:
            with self._lock:
                self._stops.remove(stop)

    def cancel(self) -> None:
        """Say that nobody waits any more, and stop what is under way; a second time does nothing."""
        with self._lock:
            if self._cancelled:
                return
            self._cancelled = True
            stops = list(self._stops)
        for stop in stops:
            stop()


_NOBODYS = Task()
_CURRENT: ContextVar[Task] = ContextVar("task", default=_NOBODYS)


def get_task() -> Task:
    """Get the task that is being worked on here."""
    return _CURRENT.get()
