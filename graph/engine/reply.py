"""Answers: a media type and its bytes, in memory while they are few and in an unnamed file once they are many."""

from __future__ import annotations

import os
import tempfile
import weakref
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from graph.errors import QueryTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes of an answer that are kept in memory; what is larger goes to disk as a whole.
IN_MEMORY_BYTES = 8_000_000
#: Bytes that are read from disk at a time.
CHUNK_BYTES = 256_000


@contextmanager
def _refuse_full_disk() -> Iterator[None]:
    """Refuse an answer for which the disk has no room, in this block."""
    try:
        yield
    except OSError as error:
        raise QueryTooLarge("There is no room to keep an answer this large. Ask for less, or use LIMIT.") from error


class Spool:
    """Bytes that are written once and then read as often as one likes, also by several threads at a time."""

    def __init__(self, in_memory: int = IN_MEMORY_BYTES) -> None:
        """Keep up to *in_memory* bytes in memory."""
        self._bound = in_memory
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None
        self.size = 0

    @property
    def on_disk(self) -> bool:
        """Say whether the bytes went to disk."""
        return self._file is not None

    def write(self, data: bytes) -> None:
        """Add *data*.

        :raises QueryTooLarge: when the disk has no room for it.
        """
        self.size += len(data)
        with _refuse_full_disk():
            if self._file is None and self.size > self._bound:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the answer, and has no name
                weakref.finalize(self, self._file.close)
                self._file.writelines(self._parts)
                self._parts.clear()
            if self._file is None:
                self._parts.append(data)
            else:
                self._file.write(data)

    def finish(self) -> None:
        """End the writing.

        :raises QueryTooLarge: when the disk has no room for the last of it.
        """
        self._parts = [b"".join(self._parts)]
        with _refuse_full_disk():
            if self._file:
                self._file.flush()

    def iter_chunks(self) -> Iterator[bytes]:
        """Yield the bytes in order; each reader has a place of its own, as the file's is never moved."""
        yield from self._parts
        place = 0
        while self._file and (data := os.pread(self._file.fileno(), CHUNK_BYTES, place)):
            place += len(data)
            yield data


class Reply:
    """An answer in the format that was asked for; a large one is read piece by piece with `iter_chunks`."""

    def __init__(self, media_type: str, content: bytes | Spool) -> None:
        """Hold *content*, which is complete, as *media_type*."""
        self.media_type = media_type
        self._content = content

    @property
    def size(self) -> int:
        """Return the size in bytes."""
        return len(self._content) if isinstance(self._content, bytes) else self._content.size

    @property
    def in_memory(self) -> bool:
        """Say whether it takes memory rather than disk."""
        return isinstance(self._content, bytes) or not self._content.on_disk

    @property
    def body(self) -> bytes:
        """Read all bytes at once; for an answer whose size is not known, use `iter_chunks`."""
        return b"".join(self.iter_chunks())

    def iter_chunks(self) -> Iterator[bytes]:
        """Yield the bytes in order."""
        if isinstance(self._content, bytes):
            yield self._content
        else:
            yield from self._content.iter_chunks()

    def __eq__(self, other: object) -> bool:
        """Say whether *other* is the same answer: the same bytes in the same format."""
        return isinstance(other, Reply) and (self.media_type, self.body) == (other.media_type, other.body)

    def __hash__(self) -> int:
        """Return the same number for equal answers."""
        return hash((self.media_type, self.size))
