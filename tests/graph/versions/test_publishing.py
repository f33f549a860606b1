"""Publishing under bad luck: killed at any moment, a full disk, a folder read only, two at once, and little memory.

`SAMENDOEN_KILLS=200 pytest tests/graph/versions/test_publishing.py -k killed` is the long run.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.disk import PART_SUFFIX
from graph.versions.archive import Archive, Manifest, Version
from tests.absence import missing

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("SAMENDOEN_KILLS", "20"))

# Publishes one version after another until it is killed, saying the number of each as it begins and when it is
# published; the lines compress badly, so that a version is long enough to be caught half written.
PUBLISHER = """
import hashlib, itertools, sys
from pathlib import Path
from graph.versions.archive import Archive, Manifest

def lines(number):
    for line in range(40_000):
        digest = hashlib.sha256(b"%d %d" % (number, line)).hexdigest().encode()
        yield b"<urn:%08d> <urn:b> <urn:%s> <urn:g> .\\n" % (line, digest)

for number in itertools.count(int(sys.argv[2])):
    print("begins", number, flush=True)
    Archive(Path(sys.argv[1])).publish(lines(number), Manifest(f"{number:09}", {}, {"urn:g": 40_000}))
    print("published", number, flush=True)
"""

# Publishes one version, or rolls back, and kills itself at the step that is named: just before the nth time that
# Python opens, renames, removes or locks something.
STEPPER = """
import os, signal, sys
from pathlib import Path
from graph.versions.archive import Archive, Manifest

folder, number, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def watch(event, args):
    global steps
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.scandir", "fcntl.flock"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

archive = Archive(folder)
sys.addaudithook(watch)
if number == "back":
    archive.roll_back()
else:
    archive.publish(f"<urn:a> <urn:b> <urn:{number}> <urn:g> .\\n".encode(), Manifest(number, {}, {}))
"""

# Fills a small disk to each level in turn, publishes, and says what came of it.
FILLER = """
import hashlib, json, os, subprocess, sys
from pathlib import Path
from graph.versions.archive import Archive, BrokenVersion, Manifest
from graph.errors import ArchiveError

PAGE = 4096
mount = Path(sys.argv[1])
done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", mount], capture_output=True, text=True)
if done.returncode:
    sys.exit(f"mount: {done.stderr}")

def quads(number):
    digests = (hashlib.sha256(b"%d %d" % (number, line)).hexdigest().encode() for line in range(800))
    return b"".join(sorted(b"<urn:%s> <urn:b> <urn:c> <urn:g> .\\n" % digest for digest in digests))

def fill(left):
    with (mount / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(PAGE))
        except OSError:
            pass
        ballast.truncate(ballast.tell() - left * PAGE)

def ends():
    return [{p.name.split(".")[0] for p in folder.glob(f"versions/*.{end}")} for end in ("nq.gz", "json")]

def files():
    return sorted(path.name for path in folder.rglob("*") if path.is_file())

folder = mount / "data"
archive = Archive(folder)
told = []
for left in range(20):
    kept = archive.publish(quads(1000 + left), Manifest("", {}, {}))
    before = len(archive.list_versions())
    fill(left)
    try:
        said = ""
        archive.publish(quads(left), Manifest("", {}, {}))
    except ArchiveError as error:
        said = str(error)
    current = archive.find_current()
    found = archive.list_versions()
    told.append({
        "left": left,
        "said": said,
        "old": current == kept,
        "new": current.digest == hashlib.sha256(quads(left)).hexdigest(),
        "broken": [it.digest for it in found if isinstance(it, BrokenVersion)],
        "added": len(found) - before,
        "parts": [name for name in files() if name.endswith(".part")],
        "paired": ends()[0] == ends()[1],
    })
    (mount / "ballast").unlink()
    archive.publish(quads(left), Manifest("", {}, {}))
    told[-1]["mended"] = archive.find_current().digest == hashlib.sha256(quads(left)).hexdigest()
    for version in archive.list_versions():
        if version.digest != archive.find_current().digest:
            version.path.unlink()
            version.path.with_name(f"{version.digest}.json").unlink()

fill(0)
(mount / "ballast").rename(folder / "versions" / "left.part")
archive.publish(quads(6000), Manifest("", {}, {}))
told.append({"act": "publish over left-overs", "said": ""})

(folder / "left.part").write_bytes(b"")
subprocess.run(["mount", "-o", "remount,ro", mount], check=True)
before = files()
for name, act in {
    "publish": lambda: archive.publish(quads(5000), Manifest("", {}, {})),
    "rollback": lambda: archive.roll_back("current"),
    "sweep": archive.sweep,
}.items():
    try:
        act()
        told.append({"act": name, "said": ""})
    except ArchiveError as error:
        told.append({"act": name, "said": str(error), "same": files() == before, "read": bool(archive.find_current())})
print(json.dumps(told))
"""

# Publishes a million lines, verifies them and compares them with others, with so little room that holding them is no
# way; that the room is as little as it should be is tried first.
FRUGAL = """
import resource, sys
from pathlib import Path
from graph.versions.archive import Archive, Manifest
from graph.versions.difference import iter_changes

def lines(other):
    for number in range(1_000_000):
        yield b"<https://example.org/id/thing-%07d> <urn:b> <urn:%d> <urn:g> .\\n" % (number, number % 1000 == other)

archive = Archive(Path(sys.argv[1]))
archive.publish(lines(1), Manifest("", {}, {}))
pages = int(Path("/proc/self/statm").read_text().split()[0])
limit = pages * resource.getpagesize() + 24_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    b"".join(lines(1))
    sys.exit("a million lines fit, so the limit proves nothing")
except MemoryError:
    pass
new = archive.publish(lines(2), Manifest("", {}, {}))
assert archive.find_current() == new
old = archive.find("previous")
with archive.open(old) as before, archive.open(new) as after:
    print(sum(1 for _ in iter_changes(before, after)))
with archive.open(new) as quads:
    print(sum(1 for _ in quads))
"""


def start(script: str, *words: str | Path) -> subprocess.Popen[str]:
    """Start *script* with *words*."""
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True)


def whole(folder: Path) -> Version:
    """Give the current version of *folder*, in which every version must be whole and to the last byte proved."""
    archive = Archive(folder)
    for version in archive.list_versions():
        assert isinstance(version, Version), version
        assert archive.find(version.digest) == version
    current = archive.find_current()
    assert current is not None
    return current


def mended(folder: Path, number: int) -> None:
    """Publish in *folder*, which must work, and must leave nothing of whoever was killed there."""
    archive = Archive(folder)
    quads = b"<urn:a> <urn:b> <urn:mended:%d> <urn:g> .\n" % number

    assert archive.publish(quads, Manifest(f"{number:09}", {}, {})) == whole(folder)
    assert archive.sweep() == []
    assert list(folder.rglob(f"*{PART_SUFFIX}")) == []
    assert {path.stem for path in folder.glob("versions/*.json")} == {
        path.name.removesuffix(".nq.gz") for path in folder.glob("versions/*.nq.gz")
    }


def moments(folder: Path) -> list[Callable[[], bool]]:
    """Give what to wait for before a kill: a version begun, named, told by its manifest, or made current."""
    versions, current = folder / "versions", folder / "current"
    seen = set(versions.iterdir())
    line = current.read_bytes()

    def comes(suffix: str) -> Callable[[], bool]:
        return lambda: any(path.suffix == suffix for path in set(versions.iterdir()) - seen)

    return [comes(PART_SUFFIX), comes(".gz"), comes(".json"), lambda: current.read_bytes() != line]


def wait(come: Callable[[], bool], publisher: subprocess.Popen[str]) -> None:
    """Wait until the moment has *come*, for as long as the *publisher* lives."""
    while not come():
        assert publisher.poll() is None


def test_killed_publisher_leaves_whole_versions(tmp_path: Path) -> None:
    """Killed at any moment, a publisher leaves what it said was published, and the next publish works."""
    dice = random.Random(4)  # noqa: S311  the moments of the kills, the same ones each time
    for number in range(1_000, 1_000 * (KILLS + 1), 1_000):
        folder = tmp_path / str(number)
        mended(folder, number)
        with start(PUBLISHER, folder, number + 1) as publisher:
            assert publisher.stdout is not None
            assert publisher.stdout.readline().split() == ["begins", str(number + 1)]
            if number % 2_000:
                wait(moments(folder)[number // 2_000 % 4], publisher)
            else:
                # Within what two publishes take, so that every moment has its turn.
                end = time.monotonic() + dice.uniform(0, 0.6)
                wait(lambda end=end: time.monotonic() > end, publisher)
            publisher.send_signal(signal.SIGKILL)
            said = [line.split() for line in publisher.stdout]
        assert publisher.returncode == -signal.SIGKILL
        published = max([number, *(int(words[1]) for words in said if words[0] == "published")])

        assert published <= int(whole(folder).manifest.created) <= published + 1
        mended(folder, number + 999)
        shutil.rmtree(folder)


@pytest.mark.parametrize("act", ["new", "back"])
def test_killed_at_each_step(tmp_path: Path, act: str) -> None:
    """Killed before each thing it does on disk, one after another, a publish or a rollback was done or was not."""
    outcomes = []
    for step in itertools.count():
        folder = tmp_path / str(step)
        archive = Archive(folder)
        old, now = (archive.publish(b"<urn:a> <urn:b> <urn:%d> <urn:g> .\n" % n, Manifest("0", {}, {})) for n in (1, 2))
        with start(STEPPER, folder, act, step) as stepper:
            _, error = stepper.communicate()
        found = whole(folder)
        outcomes.append(found != now)
        if stepper.returncode == 0:
            break
        assert stepper.returncode == -signal.SIGKILL, error
        assert found == now or (found == old if act == "back" else found.manifest.created == act)
        assert archive.is_chosen() == (found == old)
        mended(folder, step)

    assert len(outcomes) > 5
    assert outcomes == sorted(outcomes)
    assert outcomes[-1]
    assert not outcomes[0]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Publish on a small disk of its own, in a mount namespace that ends with the process, and give what came of it."""
    folder = tmp_path_factory.mktemp("disk")
    own = ["unshare", "--mount", "--propagation", "private", *([] if os.getuid() == 0 else ["--map-root-user"])]
    command = [*own, sys.executable, "-c", FILLER, str(folder)]
    ended = subprocess.run(command, capture_output=True, cwd=ROOT, text=True, check=False)
    assert list(folder.iterdir()) == []
    if ended.returncode and ("unshare:" in ended.stderr or "mount:" in ended.stderr):
        missing(f"no small disk can be mounted here: {ended.stderr.strip()}")
    assert ended.returncode == 0, ended.stderr
    found: list[dict[str, object]] = json.loads(ended.stdout)
    return found


def test_full_disk_keeps_the_old_version(filled: list[dict[str, object]]) -> None:
    """However full the disk is, the folder holds the old version or the new one, no broken one, and no half file."""
    levels = [it for it in filled if "left" in it]
    failed = [it for it in levels if it["said"]]

    assert [it["left"] for it in levels] == list(range(20))
    assert 0 < len(failed) < len(levels)
    for it in levels:
        assert (it["old"], it["new"]) == ((True, False) if it["said"] else (False, True)), it
        assert it["broken"] == it["parts"] == []
        assert it["paired"]
        assert it["mended"]
    for it in failed:
        assert "cannot be written: No space left on device. Make room on the disk" in str(it["said"])
    assert failed == levels[: len(failed)]


def test_disk_was_full_at_each_stage(filled: list[dict[str, object]]) -> None:
    """The levels are fine enough: there was no room for the version, or for its manifest, or only for `current`."""
    failed = [it for it in filled if it.get("said") and "left" in it]

    assert [it["added"] for it in failed] == [*[0] * (len(failed) - 1), 1]
    assert len(failed) > 5


def test_leftovers_make_room_first(filled: list[dict[str, object]]) -> None:
    """A disk that is full of what was left by an interrupted publish is no hindrance: that goes first."""
    assert {"act": "publish over left-overs", "said": ""} in filled


def test_folder_read_only_is_said(filled: list[dict[str, object]]) -> None:
    """In a folder that is read only nothing is changed, each act says so, and the current version is still read."""
    acts = [it for it in filled if "same" in it]

    assert [it["act"] for it in acts] == ["publish", "rollback", "sweep"]
    for it in acts:
        assert "cannot be written: Read-only file system. Give a folder that can be written" in str(it["said"])
        assert it["same"]
        assert it["read"]


def test_two_publishers_do_not_interleave(tmp_path: Path) -> None:
    """Of two that publish at once each waits for the other: every version follows the one before, in one row."""
    numbers = 1_000, 2_000
    with start(PUBLISHER, tmp_path, numbers[0]) as one, start(PUBLISHER, tmp_path, numbers[1]) as two:
        for publisher in (one, two):
            assert publisher.stdout is not None
            published = (line for line in publisher.stdout if line.startswith("published"))
            assert len(list(itertools.islice(published, 3))) == 3
        for publisher in (one, two):
            assert publisher.poll() is None
            publisher.kill()
    Archive(tmp_path).sweep()

    row = [whole(tmp_path)]
    while row[-1].manifest.follows:
        row.append(Archive(tmp_path).find(row[-1].manifest.follows))
    made = {version.digest for version in row}

    assert len(made) == len(row) >= 6
    assert {it.manifest.created[5] for it in row} == {"1", "2"}
    unused = {it.digest for it in Archive(tmp_path).list_versions()} - made
    assert len(unused) <= 1  # whoever was killed between its manifest and `current`


def test_memory_is_bounded(tmp_path: Path) -> None:
    """A million lines are published, proved, read and compared in memory that does not hold them."""
    with start(FRUGAL, tmp_path) as frugal:
        said, error = frugal.communicate()

    assert frugal.returncode == 0, error
    assert said.split() == [str(4 * 1000), str(1_000_000)]
