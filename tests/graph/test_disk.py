"""Files that are whole or absent, and the lock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.disk import PART_SUFFIX, PartialFile, hold_lock, list_leftovers, read_line, write_atomically

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from graph.disk import hold_lock

with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_file_is_replaced_whole(tmp_path: Path) -> None:
    """What is put is there with its bytes, in the place of what was, and nothing lies beside it."""
    for data in (b"old", b"new"):
        write_atomically(tmp_path / "file", data)

    assert (tmp_path / "file").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_what_cannot_be_put_leaves_nothing(tmp_path: Path) -> None:
    """Where the place cannot be taken, what was there stays, and what was written is gone."""
    (tmp_path / "taken").mkdir()

    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path / "taken", b"new")

    assert list(tmp_path.iterdir()) == [tmp_path / "taken"]


def test_part_is_no_file_until_it_is_settled(tmp_path: Path) -> None:
    """A file that is being written is known as such, has a name of its own, and goes when it is given up."""
    with PartialFile(tmp_path) as one, PartialFile(tmp_path) as two:
        two.file.write(b"two")
        assert len(list_leftovers(tmp_path)) == 2
        assert all(path.name.endswith(PART_SUFFIX) for path in list_leftovers(tmp_path))
        two.settle(tmp_path / "two")
        one.file.write(b"one")

    assert [path.name for path in tmp_path.iterdir()] == ["two"]
    assert read_line(tmp_path / "two") == "two"


def test_new_file_has_the_rights_that_the_user_gives(tmp_path: Path) -> None:
    """A file has the rights of any new file, so that who serves need not be who builds."""
    (tmp_path / "usual").write_bytes(b"")
    write_atomically(tmp_path / "ours", b"")

    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_lock_is_held_by_one_and_dies_with_him(tmp_path: Path) -> None:
    """While another process holds the lock it is not ours; once that is killed, it is."""
    lock = tmp_path / ".lock"
    command = [sys.executable, "-c", HOLDER, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with hold_lock(lock, wait=False) as mine:
            assert not mine
        holder.kill()

    with hold_lock(lock, wait=False) as mine:
        assert mine


def test_line_of_a_file(tmp_path: Path) -> None:
    """An absent file has no line, and one that cannot be read as a line has an empty one."""
    (tmp_path / "binary").write_bytes(os.fsencode("\u20ac") + b"\xff")
    (tmp_path / "line").write_text("word\n", encoding="ascii")

    assert read_line(tmp_path / "absent") is None
    assert read_line(tmp_path / "line" / "below") is None
    assert read_line(tmp_path / "binary") == read_line(tmp_path) == ""
    assert read_line(tmp_path / "line") == "word"
