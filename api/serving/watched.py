"""Work that is done again and again in a thread of its own, whatever happens to it, and is seen to be done."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from graph.errors import SamendoenError

if TYPE_CHECKING:
    from collections.abc import Callable

LOG = logging.getLogger("samendoen.watch")
#: Seconds after which a thread that said nothing is thought to hang, so that another takes over.
PATIENCE = 60.0


class Watched:
    """Work that is done at an interval; what goes wrong with it is told once, and it is done again.

    `problem` is what went wrong the last time, empty where nothing did.
    """

    def __init__(self, name: str, work: Callable[[], None], interval: float, patience: float = PATIENCE) -> None:
        """Do *work*, called *name*, each *interval* seconds; a thread that hangs for *patience* is given up."""
        self.name = name
        self.problem = ""
        self._work = work
        self._interval = interval
        self._patience = patience
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._beat = time.monotonic()

    @property
    def started(self) -> bool:
        """Whether a thread was started for it."""
        return self._thread is not None

    @property
    def alive(self) -> bool:
        """Whether the work is being done: a thread is there, and was heard of lately."""
        lately = time.monotonic() - self._beat < self._patience
        return self._thread is not None and self._thread.is_alive() and lately

    def start(self) -> None:
        """Start the thread, or another where the one there was has ended or hangs."""
        if self.alive or self._stop.is_set():
            return
        if self._thread is not None:
            LOG.error("The thread %r ended or hangs; another takes over.", self.name)
        self._beat = time.monotonic()
        self._thread = threading.Thread(target=self._run, daemon=True, name=self.name)
        self._thread.start()

    def _run(self) -> None:
        """Do the work again and again, until `stop` or until another thread took over."""
        while threading.current_thread() is self._thread and not self._stop.wait(self._interval):
            self.do()

    def do(self) -> None:
        """Do the work once; whatever goes wrong is told, unless it was told just before."""
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001  even what the engine throws must not end the thread
            self._tell(error)
        else:
            self.problem = ""
        self._beat = time.monotonic()

    def _tell(self, error: BaseException) -> None:
        """Tell of *error*, with where it came from if it is none of ours."""
        problem = str(error) if isinstance(error, SamendoenError) else f"{type(error).__name__}: {error}"
        if problem != self.problem:
            LOG.error("%s", problem, exc_info=None if isinstance(error, SamendoenError) else error)
        self.problem = problem

    def stop(self) -> None:
        """Have the thread end after what it is doing."""
        self._stop.set()
