"""Single flight: what several ask for at a time is made once, for as long as one of them waits."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from graph.engine.flights import Flights
from graph.engine.task import Task, get_task
from graph.errors import BadParameter, QueryCancelled

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds after which a wait is given up; nothing here depends on how long anything takes below it.
PATIENCE = 60.0
KEY = "key"


class Work:
    """Something that is made once it may be, or until nobody waits; `made` has the task of each making."""

    def __init__(self) -> None:
        """Begin with nothing made."""
        self.flights: Flights[bytes] = Flights()
        self.made: list[Task] = []
        self.may_go, self.begun = threading.Event(), threading.Event()

    def ask(self, task: Task) -> bytes:
        """Ask for it, for the *task*."""
        with task.work():
            return self.flights.share(KEY, self._make)

    def _make(self) -> bytes:
        """Make it, in the task that is had then."""
        task = get_task()
        self.made.append(task)
        self.begun.set()
        with task.stopping(self.may_go.set):
            assert self.may_go.wait(PATIENCE)
        task.require_wanted()
        return b"made"

    def wait_for(self, visitors: int) -> None:
        """Wait until it has begun, and so many *visitors* wait for it."""
        assert self.begun.wait(PATIENCE)
        wait_until(lambda: [len(it.seats) for it in self.flights._underway.values()] == [visitors])  # noqa: SLF001  to count


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until it *holds*."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never held"
        time.sleep(0.01)


def test_made_once_for_all_who_ask() -> None:
    """Many who ask at a time have one making; who asks later has another, as nothing is kept here."""
    work = Work()
    with ThreadPoolExecutor(20) as visitors:
        asked = [visitors.submit(work.ask, Task()) for _ in range(20)]
        work.wait_for(20)
        work.may_go.set()

        assert [it.result(PATIENCE) for it in asked] == [b"made"] * 20
    assert len(work.made) == 1
    assert work.ask(Task()) == b"made"
    assert len(work.made) == 2


def test_others_are_served_when_the_first_leaves() -> None:
    """Who asked first leaves, and those who wait have what was being made for it."""
    work, first, second = Work(), Task(), Task()
    with ThreadPoolExecutor(2) as visitors:
        gone = visitors.submit(work.ask, first)
        work.wait_for(1)
        stays = visitors.submit(work.ask, second)
        work.wait_for(2)
        first.cancel()
        work.wait_for(1)
        work.may_go.set()

        assert stays.result(PATIENCE) == b"made"
        with pytest.raises(QueryCancelled):
            gone.result(PATIENCE)
    assert len(work.made) == 1


def test_who_leaves_waits_no_longer() -> None:
    """One who waits for another's making and leaves is gone at once, and that goes on."""
    work, first, second = Work(), Task(), Task()
    with ThreadPoolExecutor(2) as visitors:
        stays = visitors.submit(work.ask, first)
        work.wait_for(1)
        gone = visitors.submit(work.ask, second)
        work.wait_for(2)
        second.cancel()

        with pytest.raises(QueryCancelled):
            gone.result(PATIENCE)
        assert not stays.done()
        work.may_go.set()
        assert stays.result(PATIENCE) == b"made"


def test_last_who_leaves_stops_it() -> None:
    """When all have left it is stopped, and who comes then has it made anew."""
    work, tasks = Work(), [Task(), Task()]
    with ThreadPoolExecutor(2) as visitors:
        asked = []
        for place, task in enumerate(tasks, 1):
            asked.append(visitors.submit(work.ask, task))
            work.wait_for(place)
        for task in tasks:
            task.cancel()

        for it in asked:
            with pytest.raises(QueryCancelled):
                it.result(PATIENCE)
    assert [it.cancelled for it in work.made] == [True]
    assert work.ask(Task()) == b"made"


def test_who_left_before_it_began_leaves_nothing_behind() -> None:
    """One who left already makes nothing, and who asks after that, or meanwhile, has it made."""
    work, gone = Work(), Task()
    gone.cancel()
    work.may_go.set()
    with pytest.raises(QueryCancelled):
        work.ask(gone)
    with ThreadPoolExecutor(1) as visitors:
        assert visitors.submit(work.ask, Task()).result(PATIENCE) == b"made"

    flight, mine = work.flights._board(KEY, "seat", None)  # noqa: SLF001  by one who is to leave now
    with ThreadPoolExecutor(1) as visitors:
        stays = visitors.submit(work.ask, Task())
        wait_until(lambda: len(flight.seats) == 2)
        work.flights._leave(KEY, "seat")  # noqa: SLF001  as above
        work.flights._fly(KEY, flight, work._make)  # noqa: SLF001  as its thread goes on to do

        assert mine
        assert stays.result(PATIENCE) == b"made"


def test_failure_is_told_to_all() -> None:
    """What cannot be made cannot be made for anybody who asked meanwhile; nothing of it stays."""
    flights: Flights[bytes] = Flights()

    def fail() -> bytes:
        """Fail."""
        raise BadParameter("theme", "It is wrong.")

    for _ in range(2):
        with pytest.raises(BadParameter):
            flights.share(KEY, fail)
    assert flights.share(KEY, lambda: b"made") == b"made"
