"""Files that are whole or absent, whatever happens to the process or the disk, and a lock that dies with its holder."""

from __future__ import annotations

import fcntl
import os
import stat
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Self
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: How the name of a file ends that is still being written; one that no living process writes is a left-over.
PART_SUFFIX = ".part"
#: As many bytes of a file of one line as are read; a digest has 64.
_LONGEST_LINE = 1_000


@contextmanager
def hold_lock(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock that is the file at *path*, and yield True; False where it is taken and not *wait*.

    It is flock(2): the system lets go of it when its holder ends, however it ends.
    """
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


class PartialFile:
    """A file that gets its name when all of it is on disk; one that is not settled is removed."""

    def __init__(self, folder: Path) -> None:
        """Begin a file in *folder*, under a name that no other process or container has, until it is settled."""
        self._path = folder / f"{uuid4().hex}{PART_SUFFIX}"
        self.file: IO[bytes] = self._path.open("xb")

    def settle(self, path: Path) -> None:
        """Flush what was written to disk, and let it be the file at *path*, also when the machine stops after this."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self._path.replace(path)
        flush_folder(path.parent)

    def __enter__(self) -> Self:
        """Return this file, to be written."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file, and remove it where it was not settled."""
        try:
            self.file.close()
        finally:
            self._path.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Write *data* as the file at *path*; what was there stays until all of it is on disk."""
    with PartialFile(path.parent) as part:
        part.file.write(data)
        part.settle(path)


def list_leftovers(folder: Path) -> list[Path]:
    """List the files in *folder* that were begun and never finished, or are still being written."""
    return sorted(folder.glob(f"*{PART_SUFFIX}"))


def read_line(path: Path) -> str | None:
    """Read the line that the file at *path* holds; None where there is no such file.

    One that cannot be read, or is no file of one line, holds an empty line.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ""
        with path.open("rb") as file:
            return file.read(_LONGEST_LINE).decode("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError):
        return ""


def flush_folder(folder: Path) -> None:
    """See to it that the names in *folder* are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
