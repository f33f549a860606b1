"""Renderers, each in a process of its own, shared by every version that one web process serves.

They are started when they are first needed, and replaced when they end. Whoever comes when all are busy waits for one,
unless so many wait already that he is better told to come back.
"""

from __future__ import annotations

import pickle
import threading
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.rendering.renderer import Renderer
from graph.engine import get_task
from graph.errors import make_busy_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.settings import RenderLimits

#: How many may wait for each renderer; whoever comes after them is to come back later.
WAITING_PER_RENDERER = 4


class Renderers:
    """Some renderers, each started when it is first needed.

    `waiting` counts who waits for one, `made` what they made, and `replaced` those that ended.
    """

    def __init__(self, limits: RenderLimits) -> None:
        """Make things within *limits*."""
        self.limits = limits
        self._changed = threading.Condition()
        self._idle: list[Renderer] = []
        self._started: set[Renderer] = set()
        self._busy = 0
        self.waiting = self.made = self.replaced = 0
        weakref.finalize(self, _stop_all, self._started)

    def warm_up(self) -> None:
        """Start one, so that whoever is the first need not wait for its libraries."""
        with self._changed:
            if not self._started:
                self._idle.append(self._start())

    def render(self, make: Callable[[], bytes]) -> bytes:
        """Call *make*, a partial of a function of ours with plain values, in a renderer, and return what it returns.

        It ends when nobody waits for it any more (`graph.engine.task`).

        :raises QueryTimeout: past the limit of time, or when too many wait.
        :raises QueryTooLarge: past the limit of memory.
        :raises QueryCrashed: when the process ended.
        :raises QueryCancelled: when nobody waits any more.
        :raises Exception: whatever *make* raises.
        """
        job, task = pickle.dumps(make, pickle.HIGHEST_PROTOCOL), get_task()
        with self._lend_renderer() as renderer:
            try:
                with task.stopping(renderer.kill):
                    made = renderer.render(job)
            finally:
                task.require_wanted()
        self.made += 1
        return made

    @contextmanager
    def _lend_renderer(self) -> Iterator[Renderer]:
        """Lend a renderer; wait as long as it may take to make something for one to come free."""
        renderer = self._take()
        try:
            yield renderer
        finally:
            with self._changed:
                self._busy -= 1
                if renderer.alive:
                    self._idle.append(renderer)
                else:
                    self._discard(renderer)
                self._changed.notify()

    def _take(self) -> Renderer:
        """Take an idle renderer, or start one where there may be one more."""
        task = get_task()
        with self._changed:
            if self._is_full() and self.waiting >= WAITING_PER_RENDERER * self.limits.processes:
                raise make_busy_error()
            self.waiting += 1
        try:
            with task.stopping(self._wake), self._changed:
                self._changed.wait_for(lambda: not self._is_full() or task.cancelled, self.limits.seconds)
                task.require_wanted()
                if self._is_full():
                    raise make_busy_error()
                self._busy += 1
                return self._find_idle() or self._start()
        finally:
            with self._changed:
                self.waiting -= 1

    def _is_full(self) -> bool:
        """Say whether as many are at work as may be."""
        return self._busy >= self.limits.processes

    def _find_idle(self) -> Renderer | None:
        """Find an idle renderer that did not end meanwhile."""
        while self._idle:
            renderer = self._idle.pop()
            if renderer.alive:
                return renderer
            self._discard(renderer)
        return None

    def _discard(self, renderer: Renderer) -> None:
        """Have done with a *renderer* that ended; its place is free."""
        renderer.stop()
        self._started.discard(renderer)
        self.replaced += 1

    def _start(self) -> Renderer:
        """Start a renderer."""
        renderer = Renderer(self.limits)
        self._started.add(renderer)
        return renderer

    def _wake(self) -> None:
        """Have all who wait look whether they still need to."""
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """End every renderer; what is being made fails."""
        with self._changed:
            _stop_all(self._started)
            self._idle.clear()


def _stop_all(started: set[Renderer]) -> None:
    """End all that were *started*."""
    while started:
        started.pop().stop()


_LOCK = threading.Lock()
_SHARED: dict[RenderLimits, tuple[Renderers, int]] = {}


def lease_renderers(limits: RenderLimits) -> Renderers:
    """Lend the renderers with these *limits*, until `release_renderers`: a process has them once for all versions."""
    with _LOCK:
        renderers, leases = _SHARED.get(limits, (None, 0))
        renderers = renderers or Renderers(limits)
        _SHARED[limits] = renderers, leases + 1
        return renderers


def release_renderers(renderers: Renderers) -> None:
    """Release *renderers*; the last who does ends them."""
    with _LOCK:
        _, leases = _SHARED.pop(renderers.limits)
        if leases > 1:
            _SHARED[renderers.limits] = renderers, leases - 1
    if leases == 1:
        renderers.close()
