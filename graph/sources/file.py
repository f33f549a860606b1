"""The bytes of a file that somebody names: read whole, and only where that has an end and fits in memory.

What is no file, such as a pipe or a device, may never end, or make who reads it wait for ever. It is refused unread.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from graph.errors import SourceError, get_reason
from graph.message import Message

if TYPE_CHECKING:
    from pathlib import Path

#: As many bytes as a file may have: forty times all of the packaged data.
MOST_BYTES = 64 << 20
_KINDS = (
    (stat.S_ISFIFO, Message("This is a pipe, and no file.")),
    (stat.S_ISSOCK, Message("This is a socket, and no file.")),
    (stat.S_ISCHR, Message("This is a device, and no file.")),
    (stat.S_ISBLK, Message("This is a device, and no file.")),
)
CHECK = Message("Check the name and the rights.")
_SAVE = Message("Save what it holds as a file, and give that.")
_TOO_LARGE = Message("The file has more than %(most)s megabytes.")
_DIVIDE = Message("Give it in parts.")


def read_file(path: Path, name: str | Path, remedy: Message = CHECK) -> bytes:
    """Read the bytes of the file at *path*, which a message calls *name*.

    :raises SourceError: when it cannot be read, with *remedy*, and when it is no file or has more than `MOST_BYTES`.
    """
    try:
        _require_file(path.stat().st_mode, name)
        # Between the two somebody may put a pipe in its place, and to open that waits, but for this flag.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # noqa: PTH123  Path.open takes no handle
            _require_file(os.fstat(file.fileno()).st_mode, name)
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        why = Message("%(why)s.").fill(why=get_reason(error))
        raise SourceError(name, why, remedy) from error
    if len(data) > MOST_BYTES:
        raise SourceError(name, _TOO_LARGE.fill(most=MOST_BYTES >> 20), _DIVIDE)
    return data


def _require_file(mode: int, name: str | Path) -> None:
    """Refuse what has *mode*, and is called *name*, where it is a pipe, a socket or a device."""
    for is_kind, rule in _KINDS:
        if is_kind(mode):
            raise SourceError(name, rule, _SAVE)
