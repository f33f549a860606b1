"""Work that is watched: whatever goes wrong with it, it is told, and it is done again."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import pytest

from api.serving.retry import Retry
from api.serving.watched import Watched
from graph.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds after which a wait is given up; no test depends on how long anything takes below it.
PATIENCE = 60


def until(true: Callable[[], object]) -> None:
    """Wait until something is *true*."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize(
    "error", [ValueError("odd"), ArchiveError("gone"), SystemExit(1), MemoryError(), KeyboardInterrupt()], ids=repr
)
def test_work_goes_on_whatever_happens(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the work raises, it is told once, also as what is the matter now, and the work is done again."""
    done: list[int] = []

    def work() -> None:
        """Fail, but for the fifth time."""
        done.append(1)
        if len(done) != 5:
            raise error

    watched = Watched("work", work, 0.001)
    with caplog.at_level(logging.ERROR, "samendoen.watch"):
        watched.start()
        until(lambda: len(done) > 10)
        problem = watched.problem
        watched.stop()

    assert str(error) in problem
    assert len(caplog.records) <= 3  # before it went well, and after


def test_what_went_wrong_is_forgotten_once_it_goes_well() -> None:
    """A problem that is over is none any more."""
    outcomes = [ValueError("odd")]
    watched = Watched("work", lambda: (_ for _ in ()).throw(outcomes.pop()) if outcomes else None, 0.001)

    watched.do()
    before = watched.problem
    watched.do()

    assert (before, watched.problem) == ("ValueError: odd", "")


def test_thread_that_hangs_is_replaced() -> None:
    """Where nothing is heard of a thread, that is known, another takes over, and the first ends when it can."""
    over, entered, done = threading.Event(), [], []

    def work() -> None:
        """Hang for good, the first time."""
        entered.append(threading.current_thread())
        if len(entered) == 1:
            over.wait(PATIENCE)
        done.append(threading.current_thread())

    watched = Watched("work", work, 0.001, patience=0.1)
    watched.start()
    until(lambda: not watched.alive)
    watched.start()
    until(lambda: len(done) > 2)
    alive = watched.alive
    over.set()
    until(lambda: not entered[0].is_alive())
    watched.stop()

    assert alive
    assert len(set(entered)) == 2


def test_what_failed_is_tried_later_and_what_changed_at_once() -> None:
    """What failed is not due again at once; something else is, and so is the same once it went well."""
    retry = Retry()
    with pytest.raises(ValueError, match="odd"), retry.trying("a"):
        raise ValueError("odd")

    assert (retry.is_due("a"), retry.is_due("b")) == (False, True)
    with retry.trying("b"):
        pass
    assert retry.is_due("a")
