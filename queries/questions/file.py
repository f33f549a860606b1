"""The files of questions in a folder, whatever else somebody may have put there: which there are, and what they hold.

A folder of one's own is written to while we look: by editors, which leave locks and copies beside the file, by tools
that synchronise folders, and by people who slip. So nothing is opened that is no ordinary file, nothing is waited for,
and no more is read than a question can be.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graph.errors import BrokenQuestion, get_reason
from graph.message import Message
from graph.terms import CONTROL_CHARACTERS

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".rq"
#: How the name of a file begins that is none of the user: hidden, or the lock or copy of an editor.
TEMPORARY_MARKS = (".", "#", "~")
#: As many questions as are read from a folder, and entries of it that are looked at.
MOST_FILES = 1_000
MOST_ENTRIES = 10_000
#: As many bytes as a question may have; the largest of the packaged ones has 7,000.
MOST_BYTES = 64_000
#: What some editors write before a text to say that it is Unicode; where files were joined it stands within too.
_BYTE_ORDER_MARKS = re.compile("^\ufeff+", re.MULTILINE)
_CONTROL = re.compile(f"[{CONTROL_CHARACTERS}]")

UNREADABLE_FOLDER = Message(
    "The folder of questions cannot be read: %(why)s. Put it back, or name another in SAMENDOEN_QUESTIONS."
)
FULL_FOLDER = Message(
    "The folder holds more than is read: %(files)s questions among %(entries)s files. Take out what is not used."
)

#: What changes when a file does: device, inode, size, and when its content and its place were changed.
Stamp = tuple[int, ...]


@dataclass(frozen=True)
class QuestionFile:
    """A file of a question: where it is, and a stamp that changes with it, empty where it cannot be looked at."""

    path: Path
    stamp: Stamp


@dataclass(frozen=True)
class QuestionFolder:
    """The files in the folder at `path` by name, and what is wrong with the folder itself, where something is."""

    path: Path
    files: tuple[QuestionFile, ...]
    fault: Message | None = None


def list_files(folder: Path) -> QuestionFolder:
    """List the files of questions in *folder*, in the order of their names; it raises nothing, whatever is there."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, MOST_ENTRIES)]
    except OSError as error:
        return QuestionFolder(folder, (), UNREADABLE_FOLDER.fill(why=get_reason(error)))
    found = sorted(name for name in names if name.endswith(ENDING) and not name.startswith(TEMPORARY_MARKS))
    files = tuple(QuestionFile(folder / name, _read_stamp(folder / name)) for name in found[:MOST_FILES])
    is_whole = len(found) <= MOST_FILES and len(names) < MOST_ENTRIES
    return QuestionFolder(folder, files, None if is_whole else FULL_FOLDER.fill(files=MOST_FILES, entries=MOST_ENTRIES))


def make_folder_error(folder: QuestionFolder) -> BrokenQuestion:
    """Make the error that says what is wrong with *folder*, which has a fault."""
    fault = folder.fault or UNREADABLE_FOLDER
    return BrokenQuestion(folder.path.with_name(clean_name(folder.path.name)), 1, fault.template, **fault.values)


def read_content(path: Path) -> bytes:
    """Read what the file at *path* holds.

    :raises BrokenQuestion: when it is no file that can be read, or one that is too large.
    """
    try:
        _require_ordinary(path, path.stat())
        # Between the two looks it may have become something else, on which one would wait.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:  # noqa: PTH123  of a descriptor
            _require_ordinary(path, os.fstat(descriptor))
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refuse_file(path, error) from error
    if content is None or len(content) > MOST_BYTES:
        raise BrokenQuestion(
            path, 1, "The file is larger than %(most)s bytes. Leave out what is no question.", most=MOST_BYTES
        )
    return content


def decode_content(path: Path, content: bytes) -> str:
    """Decode the *content* of the file at *path* to a text with a line feed at the end of each line.

    :raises BrokenQuestion: when it is no text in UTF-8, or has a sign that no text may have.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenQuestion(
            path,
            content.count(b"\n", 0, error.start) + 1,
            "The file is not in UTF-8: it has the byte %(byte)s here. Save it as UTF-8.",
            byte=f"{content[error.start]:02X}",
        ) from error
    text = _BYTE_ORDER_MARKS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := _CONTROL.search(text):
        raise BrokenQuestion(
            path,
            text.count("\n", 0, found.start()) + 1,
            "The file has the sign %(sign)s here, which no text may have. Take it out, and save it as UTF-8.",
            sign=f"U+{ord(found[0]):04X}",
        )
    return text


def clean_name(name: str) -> str:
    r"""Clean the *name* of a file of the signs that cannot be shown, such as those that are no Unicode.

    >>> clean_name("who\x1b[31m\udcff.rq") == "who\ufffd[31m\ufffd.rq"
    True
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def _read_stamp(path: Path) -> Stamp:
    """Read the stamp of the file at *path*, also where a link leads to it; empty where it leads nowhere."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _require_ordinary(path: Path, status: os.stat_result) -> None:
    """Require that what stands at *path*, of this *status*, is a file, and neither folder nor pipe nor device."""
    if not stat.S_ISREG(status.st_mode):
        raise BrokenQuestion(
            path, 1, "This is a folder, a pipe or a device. Put a file in its place, or give it another ending."
        )


def _refuse_file(path: Path, error: OSError) -> BrokenQuestion:
    """Make the error that says why the file at *path* cannot be read."""
    if error.errno == errno.ELOOP:
        return BrokenQuestion(path, 1, "This is a link that leads to itself. Put a file in its place.")
    return BrokenQuestion(
        path, 1, "The file cannot be read: %(why)s. Put it back, or see who may read it.", why=get_reason(error)
    )
