"""Renderers: what is made in a process of its own has limits, and its end is told and is nobody else's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.rendering.renderers import WAITING_PER_RENDERER, Renderers, lease_renderers, release_renderers
from api.settings import RenderLimits
from graph.engine import Task
from graph.errors import BadParameter, QueryCancelled, QueryCrashed, QueryTimeout, QueryTooLarge
from tests.api.rendering.jobs import compute_forever, crash, echo, fail, take_memory, tell_process, wait_for
from tests.processes import read_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[3]
#: Seconds after which a wait is given up; nothing here depends on how long anything takes below it.
PATIENCE = 60.0


@pytest.fixture(scope="module")
def renderers() -> Iterator[Renderers]:
    """Start one renderer with little time and memory."""
    started = Renderers(RenderLimits(processes=1, seconds=2.0, memory=200_000_000))
    yield started
    started.close()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until it *holds*."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never held"
        time.sleep(0.01)


def is_running(process: int) -> bool:
    """Say whether the *process* runs, and is not only waiting for someone to hear of its end."""
    return read_state(process) not in {"", "Z"}


def test_made_elsewhere_is_the_same(renderers: Renderers) -> None:
    """What is made comes back byte for byte, however much it is, from a process that is not this one."""
    text = bytes(range(256)) * 20_000

    assert renderers.render(partial(echo, text)) == text
    assert int(renderers.render(tell_process)) != os.getpid()


def test_renderer_is_used_again(renderers: Renderers) -> None:
    """Who did well makes what comes next too."""
    assert renderers.render(tell_process) == renderers.render(tell_process)


@pytest.mark.parametrize(
    ("job", "error", "limit"),
    [
        (compute_forever, QueryTimeout, "render_seconds"),
        (partial(take_memory, 2_000_000_000), QueryTooLarge, "render_memory"),
        (crash, QueryCrashed, None),
    ],
    ids=["endless", "large", "crash"],
)
def test_end_of_a_renderer_is_told(
    renderers: Renderers, job: Callable[[], bytes], error: type[Exception], limit: str | None
) -> None:
    """What takes too long, or too much memory, or crashes is told with its limit, and the next is made as ever."""
    before, replaced = int(renderers.render(tell_process)), renderers.replaced

    with pytest.raises(error) as told:
        renderers.render(job)

    assert getattr(told.value, "limit", None) == limit
    assert not is_running(before)
    assert renderers.render(partial(echo, b"next")) == b"next"
    assert renderers.replaced == replaced + 1


def test_own_error_is_told_as_it_is(renderers: Renderers) -> None:
    """An error of ours is raised here as it was there, with its values, and the process stays."""
    before = renderers.render(tell_process)

    with pytest.raises(BadParameter, match="'theme' is wrong") as told:
        renderers.render(fail)

    assert told.value.parameter == "theme"
    assert renderers.render(tell_process) == before


def test_enough_memory_is_given_again(renderers: Renderers) -> None:
    """Each is given the same memory: what one took is no longer taken when the next begins."""
    for _ in range(5):
        assert renderers.render(partial(take_memory, 100_000_000)) == b"100"


def test_hanging_up_ends_what_is_made(tmp_path: Path) -> None:
    """When nobody waits any more the process is ended, long before its limit of time, and the next has another."""
    renderers, path, task = Renderers(RenderLimits(processes=1, seconds=10 * PATIENCE)), tmp_path / "go", Task()
    begun = tmp_path / "go.begun"

    def ask() -> None:
        """Ask for what waits, for the task."""
        with task.work(), pytest.raises(QueryCancelled):
            renderers.render(partial(wait_for, str(path)))

    try:
        thread = threading.Thread(target=ask)
        thread.start()
        wait_until(lambda: begun.exists() and bool(begun.read_text(encoding="ascii")))
        task.cancel()
        thread.join(PATIENCE)

        assert not thread.is_alive()
        assert not is_running(int(begun.read_text(encoding="ascii")))
        assert renderers.render(partial(echo, b"next")) == b"next"
    finally:
        renderers.close()


def test_crowd_is_refused_at_once(tmp_path: Path) -> None:
    """Where one is at work and as many wait as may, the next is told to come back; the others are served."""
    renderers, path = Renderers(RenderLimits(processes=1, seconds=PATIENCE)), tmp_path / "go"
    try:
        with ThreadPoolExecutor(1 + WAITING_PER_RENDERER) as visitors:
            jobs = [visitors.submit(renderers.render, partial(wait_for, str(path)))]
            wait_until((tmp_path / "go.begun").exists)
            jobs += [visitors.submit(renderers.render, partial(echo, b"made")) for _ in range(WAITING_PER_RENDERER)]
            wait_until(lambda: renderers.waiting == WAITING_PER_RENDERER)

            with pytest.raises(QueryTimeout, match="All workers are busy"):
                renderers.render(partial(echo, b"late"))
            path.touch()

            assert [job.result(PATIENCE) for job in jobs] == [b"made"] * (1 + WAITING_PER_RENDERER)
    finally:
        renderers.close()


def test_who_leaves_the_queue_makes_room(tmp_path: Path) -> None:
    """Who waits and hangs up waits no longer."""
    renderers, path, task = Renderers(RenderLimits(processes=1, seconds=PATIENCE)), tmp_path / "go", Task()

    def ask() -> None:
        """Ask for something, for the task."""
        with task.work(), pytest.raises(QueryCancelled):
            renderers.render(partial(echo, b"never"))

    try:
        with ThreadPoolExecutor(2) as visitors:
            first = visitors.submit(renderers.render, partial(wait_for, str(path)))
            wait_until((tmp_path / "go.begun").exists)
            second = visitors.submit(ask)
            wait_until(lambda: renderers.waiting == 1)
            task.cancel()

            second.result(PATIENCE)
            path.touch()
            assert first.result(PATIENCE) == b"made"
    finally:
        renderers.close()


def test_versions_share_the_renderers() -> None:
    """All that is served at a time has the same renderers, which end with the last of it."""
    limits = RenderLimits(processes=1, seconds=PATIENCE)
    one, two = lease_renderers(limits), lease_renderers(limits)
    process = int(one.render(tell_process))

    release_renderers(one)
    assert is_running(process)
    release_renderers(two)

    assert one is two
    assert not is_running(process)


@pytest.mark.skipif(not Path("/proc/self/oom_score_adj").exists(), reason="only Linux says who goes first")
def test_renderer_gives_way(renderers: Renderers) -> None:
    """A renderer lets pages go first, and goes before any other process of ours where memory is short."""
    process = int(renderers.render(tell_process))
    own, its = (int(Path(f"/proc/{it}/oom_score_adj").read_text(encoding="ascii")) for it in (os.getpid(), process))

    assert os.getpriority(os.PRIO_PROCESS, process) > os.getpriority(os.PRIO_PROCESS, os.getpid())
    assert its > own


PARENT = """
from functools import partial
import sys, threading, time
from pathlib import Path
from api.rendering.renderers import Renderers
from api.settings import RenderLimits
from tests.api.rendering.jobs import compute_forever, tell_process
renderers = Renderers(RenderLimits(processes=1, seconds=600))
print(renderers.render(tell_process).decode(), flush=True)
renderers.render(compute_forever)
"""


def test_nothing_outlives_the_web_process() -> None:
    """A renderer ends with the process that gave it work, also where that was killed while it was busy."""
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        process = int(parent.stdout.readline())
        assert is_running(process)
        parent.send_signal(signal.SIGKILL)
        parent.wait(PATIENCE)

    wait_until(lambda: not is_running(process))
