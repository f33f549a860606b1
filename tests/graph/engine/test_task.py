"""Work that ends when nobody waits for it."""

from __future__ import annotations

import threading

import pytest

from graph.engine.task import Task, get_task
from graph.errors import QueryCancelled


def test_work_is_somebodys() -> None:
    """Within its work the task is the one that is had, in this thread alone; afterwards it is nobody's again."""
    task, seen = Task("10.0.0.1", "r1"), []

    with task.work():
        assert get_task() is task
        thread = threading.Thread(target=lambda: seen.append(get_task()))
        thread.start()
        thread.join()

    assert get_task() is seen[0] is not task


def test_cancelling_stops_what_is_under_way() -> None:
    """What is under way is stopped once, however often one cancels; what is over is left alone."""
    task, stopped = Task(), []

    with task.stopping(lambda: stopped.append("over")):
        pass
    with task.stopping(lambda: stopped.append("under way")):
        task.cancel()
        task.cancel()

    assert stopped == ["under way"]


def test_nothing_begins_once_nobody_waits() -> None:
    """What would begin after that is refused, before it has begun."""
    task = Task()
    task.cancel()

    with pytest.raises(QueryCancelled), task.stopping(lambda: None):
        pytest.fail("it began")
    with pytest.raises(QueryCancelled):
        task.require_wanted()


def test_work_of_a_command_is_never_cancelled() -> None:
    """Where nobody asked over a connection, nobody can hang up."""
    get_task().require_wanted()

    assert not get_task().cancelled
