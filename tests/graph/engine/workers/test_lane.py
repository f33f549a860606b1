"""A lane of workers: what is asked ends when nobody waits for it, and makes place for those who do."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from graph.engine.cache import Cache, CachedEngine
from graph.engine.request import Request
from graph.engine.task import Task
from graph.engine.workers.places import PATIENT_SECONDS, QUICK_SECONDS
from graph.engine.workers.pool import Limits, Pool
from graph.errors import QueryCancelled, QueryError, QueryTimeout
from tests.processes import read_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.engine.request import Engine
    from graph.versions.archive import Version

#: Seconds after which a wait is given up, and which an endless query may take: nothing here waits for either.
PATIENCE = 60
COUNT = Request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@contextmanager
def asking(engine: Engine, text: str, client: str = "") -> Iterator[tuple[Task, Callable[[], Exception | None]]]:
    """Ask *engine* in a thread what *text* asks, as *client*; give the task, and what waits for how it fails."""
    task, failed = Task(client, f"request of {client}"), []

    def ask() -> None:
        """Ask, as the work of the task."""
        with task.work():
            try:
                engine.ask(Request(text))
            except QueryError as error:
                failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()

    def wait() -> Exception | None:
        """Wait until it is over, and give what went wrong."""
        thread.join(PATIENCE)
        assert not thread.is_alive()
        return failed[0] if failed else None

    try:
        yield task, wait
    finally:
        task.cancel()
        thread.join(PATIENCE)


@pytest.fixture
def pool(version: Version) -> Iterator[Pool]:
    """Start one worker, with all the time there is."""
    pool = Pool(version.path, 1, Limits(seconds=PATIENCE))
    yield pool
    pool.close()


def until(true: Callable[[], object]) -> None:
    """Wait until something is *true*."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def under_way(pool: Pool) -> int:
    """Count the queries that a worker works at."""
    runs = list(pool.clients._places.runs.values())  # noqa: SLF001  nobody else needs to know
    return sum(run.worker is not None for run in runs)


@contextmanager
def halted(process: int) -> Iterator[None]:
    """Have *process* have no turn at the processor in this block."""
    os.kill(process, signal.SIGSTOP)
    try:
        until(lambda: read_state(process) == "T")
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def test_query_ends_when_its_visitor_hangs_up(pool: Pool) -> None:
    """A query under way is stopped, its worker is replaced, and the next is answered."""
    with asking(pool, ENDLESS) as (task, wait):
        until(lambda: under_way(pool))
        task.cancel()

        assert isinstance(wait(), QueryCancelled)
    assert pool.ask(COUNT).size
    assert pool.endings == {"hangup": 1}


def test_worker_that_was_stopped_is_not_used_again(pool: Pool) -> None:
    """Who hangs up as the answer has just come takes the worker along, and the next has another."""
    run_of = pool.clients._take_place  # noqa: SLF001  to be in the middle of it
    with Task("late").work(), run_of(slow=False) as run:
        worker = pool.clients._take_worker(run)  # noqa: SLF001  as above
        assert worker.ask(COUNT).size
        pool.clients._stop(run)  # noqa: SLF001  as the task has it done when it is cancelled
        assert worker.alive

    assert pool.ask(COUNT).size
    assert not pool.endings


def test_who_hangs_up_while_waiting_is_not_answered(version: Version) -> None:
    """A query that waits for its turn is never begun once nobody waits for it."""
    pool = Pool(version.path, 1, Limits(seconds=PATIENCE))
    places = pool.clients._places  # noqa: SLF001  taken here, so that the only worker stays taken
    taken = places.join("", slow=False)
    assert taken is not None

    with asking(pool, ENDLESS) as (task, wait):
        task.cancel()
        failed = wait()
    places.leave(taken)
    pool.close()

    assert isinstance(failed, QueryCancelled)
    assert not pool.endings


def test_endless_queries_keep_nobody_waiting(pool: Pool) -> None:
    """With the only worker and the slow place beside it taken for good, a question is answered all the same."""
    with asking(pool, f"{ENDLESS} LIMIT 1", "a"), asking(pool, f"{ENDLESS} OFFSET 0", "a"):
        answers = [pool.ask(COUNT).body for _ in range(3)]

    assert len(set(answers)) == 1


def test_query_without_a_turn_at_the_processor_stays_quick(pool: Pool) -> None:
    """What keeps a quick place is what was computed, not how busy the machine is; for a while, that is."""
    places = pool.clients._places  # noqa: SLF001  as above
    with asking(pool, ENDLESS, "a"):
        until(lambda: under_way(pool))
        (run,) = places.runs.values()
        assert run.worker
        with halted(run.worker.process):
            run.worked_before = run.worker.count_seconds() or 0.0
            run.begun = time.monotonic() - 2 * QUICK_SECONDS
            assert run.quick_left > 0

            run.begun = time.monotonic() - PATIENT_SECONDS
            assert run.quick_left <= 0


def test_worker_says_what_it_computed(pool: Pool) -> None:
    """The seconds of the processor grow with what is computed, and nobody can tell once the process has ended."""
    with asking(pool, ENDLESS, "a") as (_, wait):
        until(lambda: under_way(pool))
        (run,) = pool.clients._places.runs.values()  # noqa: SLF001  as above
        until(lambda: run.worked > QUICK_SECONDS)
        assert run.worked <= run.age + 0.1  # the system counts in hundredths
        run.stop()
        wait()

    assert run.worker
    assert run.worker.count_seconds() is None


def test_who_is_crowded_out_is_told(pool: Pool) -> None:
    """Who asks without end while others wait hears why that was stopped, and what to do."""
    with asking(pool, f"{ENDLESS} LIMIT 1", "a") as (_, first):
        until(lambda: under_way(pool))
        with asking(pool, f"{ENDLESS} LIMIT 1 OFFSET 0", "a"):
            until(lambda: under_way(pool) == 2)
            assert pool.ask(COUNT).size
            said = first()

    assert isinstance(said, QueryTimeout)
    assert "as others were waiting" in str(said)


def test_ending_is_written_down_without_the_query(pool: Pool, caplog: pytest.LogCaptureFixture) -> None:
    """One line says which request it was, the digest, size and shape of the query, and the cause; never its text."""
    with caplog.at_level(logging.INFO), asking(pool, f"{ENDLESS} # naam van iemand", "a") as (task, wait):
        until(lambda: under_way(pool))
        task.cancel()
        wait()

    (record,) = [it for it in caplog.records if it.name == "samendoen.workers"]
    about = record.__dict__["about"]
    assert about["request"] == "request of a"
    assert about["cause"] == "hangup"
    assert about["characters"] == len(ENDLESS) + len(" # naam van iemand")
    assert about["shape"].startswith("SELECT, 3 patterns")
    assert "naam" not in str(about)


def test_it_is_computed_for_the_next_where_the_first_hangs_up(pool: Pool) -> None:
    """Who waits for an answer that another has computed is answered although that one hangs up."""
    engine = CachedEngine(pool, Cache(1_000_000))
    places = pool.clients._places  # noqa: SLF001  as above
    taken = places.join("", slow=False)
    assert taken is not None

    with asking(engine, COUNT.text, "first") as (task, first), asking(engine, COUNT.text, "second") as (_, second):
        until(lambda: engine._cache._flights.followers)  # noqa: SLF001  as above
        task.cancel()
        with pool.clients._lock:  # noqa: SLF001  as above
            places.leave(taken)

        assert second() is None
        assert isinstance(first(), QueryCancelled)


def test_few_wait_for_what_another_asked(pool: Pool) -> None:
    """Where as many wait for one answer as may, the next is refused at once: each holds a thread."""
    engine = CachedEngine(pool, Cache(1_000_000), followers=1)

    with asking(engine, ENDLESS, "a"):
        until(lambda: under_way(pool))
        with asking(engine, ENDLESS, "b") as (follower, wait):
            until(lambda: engine._cache._flights.followers)  # noqa: SLF001  as above
            with pytest.raises(QueryTimeout):
                engine.ask(Request(ENDLESS))
            follower.cancel()

            assert isinstance(wait(), QueryCancelled)


@pytest.mark.parametrize("varied", ["{} # 1", "  {}", "{}\n", "{} LIMIT 7"])
def test_slow_query_is_known_again(varied: str) -> None:
    """What differs from a slow query in comments, numbers and space alone is taken for slow, and nothing else is."""
    from graph.engine.workers.memory import SlowQueries  # noqa: PLC0415  only here

    known = SlowQueries()
    known.note(Request(f"{ENDLESS} LIMIT 1" if "LIMIT" in varied else ENDLESS))

    assert known.include(Request(varied.format(ENDLESS)))
    assert not known.include(COUNT)
