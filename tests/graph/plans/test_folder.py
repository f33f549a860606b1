"""The plans of a data folder: each comes and goes whole, whatever happens to who changes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import ArchiveError, SourceError
from graph.plans.folder import PlanFolder
from graph.sources.source import list_packaged_sources
from tests.graph.plans.copies import KEY, write_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[3]
PACKAGED = "meierij-2019-2022"
# Puts a plan in the place of another, or removes it, in a process for each number that is read, which kills itself just
# before the time of that number that Python opens, renames, removes, makes or locks something. They are forks of one
# process, for to start Python and read our modules takes longer than all that a step does.
STEPPER = """
import os, signal, sys
from pathlib import Path
from graph.plans.folder import PlanFolder

folder, given = Path(sys.argv[1]), sys.argv[2]

def change(steps):
    plans = PlanFolder(folder)
    list(plans.list_plans())

    def watch(event, args):
        nonlocal steps
        if event in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.scandir", "fcntl.flock"):
            steps -= 1
            if steps < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    with plans.change():
        if given == "remove":
            plans.remove("zilverhaven-2031")
        else:
            with plans.stage(sorted(Path(given).glob("*.ttl"))) as staged:
                plans.settle(staged)

for line in sys.stdin:
    if not (child := os.fork()):
        change(int(line))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def add(folder: Path, *files: Path) -> None:
    """Add the plan of *files* to the data *folder*."""
    plans = PlanFolder(folder)
    with plans.change(), plans.stage(files) as staged:
        plans.settle(staged)


def contents(folder: Path) -> dict[str, bytes]:
    """Give the bytes of each file of a plan that was added to *folder*, by the name that it has."""
    held = PlanFolder(folder).find(KEY)
    return {source.name: source.path.read_bytes() for source in held.sources} if held else {}


def test_folder_that_is_not_there_holds_what_is_packaged(tmp_path: Path) -> None:
    """Without a data folder the plans are those that come with the project, and nothing is made."""
    plans = PlanFolder(tmp_path / "data")

    assert [(plan.key, plan.packaged, plan.left_out) for plan in plans.list_plans()] == [(PACKAGED, True, False)]
    assert plans.list_sources() == list_packaged_sources()
    assert not (tmp_path / "data").exists()


def test_added_plan_is_held_by_copies(tmp_path: Path) -> None:
    """A plan that was added stays when its own files go; its files are named by their place in the data folder."""
    own = write_plan(tmp_path / "own")
    bytes_ = {f"plans/{KEY}/{path.name}": path.read_bytes() for path in own.iterdir()}
    add(tmp_path / "data", *own.iterdir())
    for path in own.iterdir():
        path.unlink()

    assert contents(tmp_path / "data") == bytes_
    assert [plan.key for plan in PlanFolder(tmp_path / "data").list_plans()] == [PACKAGED, KEY]


def test_names_of_files_stay_when_the_folder_moves(tmp_path: Path) -> None:
    """A data folder can be moved: what its files are called does not change."""
    add(tmp_path / "data", *write_plan(tmp_path / "own").iterdir())
    before = contents(tmp_path / "data")

    assert contents((tmp_path / "data").rename(tmp_path / "moved")) == before


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    """Two files of one name from two folders each get a place; the same bytes again get none."""
    own = write_plan(tmp_path / "own")
    other, same = tmp_path / "a" / "plan.ttl", tmp_path / "b" / "plan.ttl"
    for path, data in ((other, b"# more\n" + (own / "actors.ttl").read_bytes()), (same, other)):
        path.parent.mkdir()
        path.write_bytes(data if isinstance(data, bytes) else data.read_bytes())

    add(tmp_path / "data", own / "plan.ttl", other, same)

    assert contents(tmp_path / "data") == {
        f"plans/{KEY}/plan.ttl": (own / "plan.ttl").read_bytes(),
        f"plans/{KEY}/plan-2.ttl": other.read_bytes(),
    }


def test_packaged_plan_is_left_out_and_put_back(tmp_path: Path) -> None:
    """A plan that comes with the project can be left out, which is remembered, and be put back."""
    plans = PlanFolder(tmp_path)
    with plans.change():
        plans.remove(PACKAGED)

    assert [(plan.key, plan.left_out) for plan in PlanFolder(tmp_path).list_plans()] == [(PACKAGED, True)]
    assert not any(PACKAGED in source.name for source in PlanFolder(tmp_path).list_sources())

    with plans.change():
        plans.put_back(PACKAGED)

    assert PlanFolder(tmp_path).list_sources() == list_packaged_sources()


def test_own_plan_goes_before_the_packaged_one(tmp_path: Path) -> None:
    """A plan that was added under the key of a packaged one is built in its place; when it goes, both are gone."""
    own = write_plan(tmp_path / "own", PACKAGED)
    plans = PlanFolder(tmp_path / "data")
    add(tmp_path / "data", *own.iterdir())

    assert [(plan.key, plan.packaged) for plan in plans.list_plans()] == [(PACKAGED, False)]

    with plans.change():
        plans.remove(PACKAGED)

    assert [(plan.key, plan.packaged, plan.left_out) for plan in plans.list_plans()] == [(PACKAGED, True, True)]


def test_what_is_not_settled_leaves_nothing(tmp_path: Path) -> None:
    """Files that are refused leave no trace in the data folder."""
    (tmp_path / "bad.ttl").write_text("<urn:a> <urn:b>", encoding="utf-8")
    plans = PlanFolder(tmp_path / "data")

    with pytest.raises(SourceError, match=r"bad\.ttl:1: "), plans.change(), plans.stage([tmp_path / "bad.ttl"]):
        pytest.fail("it is not staged")

    assert [path.name for path in (tmp_path / "data" / "plans").iterdir()] == [".lock"]


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where the folder cannot be written, that is said with a remedy."""
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(ArchiveError, match="--data"), PlanFolder(tmp_path / "file").change():
        pytest.fail("it cannot be changed")


@contextmanager
def start_stepper(folder: Path, given: str) -> Iterator[Callable[[int], int]]:
    """Start what changes the plans of *folder*, and give what has it killed at a step and tells how that ended."""
    command, own = [sys.executable, "-c", STEPPER, str(folder), given], {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=own, stdin=pipe, stdout=pipe, text=True, bufsize=1) as stepper:
        asks, tells = stepper.stdin, stepper.stdout
        assert asks
        assert tells

        def step(number: int) -> int:
            asks.write(f"{number}\n")
            return int(tells.readline())

        yield step


def kill_at_each_step(folder: Path, given: str, make: list[Path], states: list[dict[str, bytes]]) -> set[int]:
    """Change the plans of *folder*, made of *make*, killed at each step in turn; give which of *states* were seen."""
    seen = set()
    with start_stepper(folder, given) as step:
        for number in range(200):
            add(folder, *make)
            code = step(number)
            seen.add(states.index(contents(folder)))
            with PlanFolder(folder).change():
                assert states.index(contents(folder)) in seen
            left = {path.name for path in (folder / "plans").iterdir()}
            assert left <= {KEY, ".lock", "left-out"}
            if code == 0:
                return seen
            assert code == -signal.SIGKILL
    pytest.fail("it never came to an end")


@pytest.mark.slow
def test_plan_that_is_replaced_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    """Whoever is killed while one plan takes the place of another leaves one of the two, whole, and nothing else."""
    old = sorted(write_plan(tmp_path / "old").iterdir())
    new = write_plan(tmp_path / "new")
    (new / "plan.ttl").write_bytes(b"# new\n" + (new / "plan.ttl").read_bytes())
    states = []
    for number, files in enumerate((old, sorted(new.iterdir()))):
        add(tmp_path / f"data{number}", *files)
        states.append(contents(tmp_path / f"data{number}"))

    assert kill_at_each_step(tmp_path / "data", str(new), old, states) == {0, 1}


@pytest.mark.slow
def test_plan_that_is_removed_is_there_or_gone(tmp_path: Path) -> None:
    """Whoever is killed while a plan is removed leaves it whole or not at all."""
    files = sorted(write_plan(tmp_path / "own").iterdir())
    add(tmp_path / "data", *files)
    states: list[dict[str, bytes]] = [contents(tmp_path / "data"), {}]

    assert kill_at_each_step(tmp_path / "data", "remove", files, states) == {0, 1}
