"""What is being made is made once: whoever asks for it meanwhile waits for that."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from graph.engine.task import Task, get_task
from graph.errors import QueryCancelled, make_busy_error

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Made = TypeVar("Made")


class Flight(Generic[Made]):
    """Something that is being made, as work of its own, for whoever has a seat: it ends when nobody has."""

    def __init__(self, task: Task) -> None:
        """Begin for the visitor whose *task* it is."""
        self.task = Task(task.client, task.name)
        self.seats: set[object] = set()
        self.made: Future[Made] = Future()


class Flights(Generic[Made]):
    """What is being made, by key (a single flight for each)."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._changed = threading.Condition()
        self._underway: dict[Hashable, Flight[Made]] = {}

    @property
    def followers(self) -> int:
        """Count those who wait for what another has made."""
        return sum(max(0, len(it.seats) - 1) for it in self._underway.values())

    def share(self, key: Hashable, make: Callable[[], Made], most: int | None = None) -> Made:
        """Return what *make* makes, or what is being made under *key* already; what that raises is raised for all.

        Who made it may leave, and it is made for the others all the same. Where there are *most* followers already, who
        would be one more is refused.

        :raises QueryTimeout: when there are as many followers as may be.
        :raises QueryCancelled: when the visitor of this one has left.
        """
        task, seat = get_task(), object()
        while True:
            try:
                with task.stopping(partial(self._leave, key, seat)):
                    flight, mine = self._board(key, seat, most)
                    if mine:
                        self._fly(key, flight, make)
                    else:
                        self._wait(flight, task)
                task.require_wanted()
                return flight.made.result()
            except QueryCancelled:  # of another visitor, or of this one
                task.require_wanted()

    def _board(self, key: Hashable, seat: object, most: int | None) -> tuple[Flight[Made], bool]:
        """Take a *seat* in the flight under *key*, if there are not *most* followers, and say whether it is new.

        Who left before takes none; who leaves from now on gives it up.
        """
        with self._changed:
            get_task().require_wanted()
            found = self._underway.get(key)
            if found and most is not None and self.followers >= most:
                raise make_busy_error()
            flight = found or self._underway.setdefault(key, Flight(get_task()))
            flight.seats.add(seat)
            return flight, found is None

    def _fly(self, key: Hashable, flight: Flight[Made], make: Callable[[], Made]) -> None:
        """Make what was asked, for all who wait for the *flight* under *key*."""
        try:
            with flight.task.work():
                flight.made.set_result(make())
        except BaseException as error:  # noqa: BLE001  it is raised for everyone who waits, this one included
            flight.made.set_exception(error)
        finally:
            with self._changed:
                self._forget(key, flight)
                self._changed.notify_all()

    def _wait(self, flight: Flight[Made], task: Task) -> None:
        """Wait until what the *flight* makes is there, or nobody waits for this *task* any more."""
        with self._changed:
            self._changed.wait_for(lambda: flight.made.done() or task.cancelled)

    def _leave(self, key: Hashable, seat: object) -> None:
        """Give up the *seat* in the flight under *key*, if there is one; the last who does stops it."""
        with self._changed:
            flight = self._underway.get(key)
            if not flight or seat not in flight.seats:
                return
            flight.seats.remove(seat)
            last = not flight.seats
            if last:
                self._forget(key, flight)
            self._changed.notify_all()
        if last:
            flight.task.cancel()

    def _forget(self, key: Hashable, flight: Flight[Made]) -> None:
        """Let nobody more take part in the *flight* under *key*."""
        if self._underway.get(key) is flight:
            del self._underway[key]
