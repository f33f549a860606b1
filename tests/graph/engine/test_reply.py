"""Answers: small ones in memory, large ones on disk, and the same bytes either way."""

from __future__ import annotations

import errno
import resource
import signal
import tempfile
from typing import TYPE_CHECKING

import pytest

from graph.engine.reply import CHUNK_BYTES, Reply, Spool
from graph.errors import QueryTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA = bytes(range(256)) * 4_000


def spooled(in_memory: int, piece: int = 10_000) -> Spool:
    """Give the data, written in pieces, of which *in_memory* bytes may be in memory."""
    spool = Spool(in_memory)
    for place in range(0, len(DATA), piece):
        spool.write(DATA[place : place + piece])
    spool.finish()
    return spool


@pytest.mark.parametrize("in_memory", [0, 1, 9_999, 10_000, len(DATA) - 1, len(DATA), len(DATA) + 1])
def test_bytes_are_the_same_wherever_they_are(in_memory: int) -> None:
    """Whether they went to disk or not, all bytes come back in order, as often as one likes."""
    reply = Reply("text/csv", spooled(in_memory))

    assert reply.size == len(DATA)
    assert reply.in_memory is (in_memory >= len(DATA))
    assert reply.body == reply.body == DATA


def test_nothing_is_something() -> None:
    """An answer without bytes is an answer."""
    spool = Spool()
    spool.finish()

    assert (Reply("text/csv", spool).body, Reply("text/csv", b"").size) == (b"", 0)


def test_two_readers_have_each_their_place() -> None:
    """Readers of the same answer do not take each other's bytes."""
    reply = Reply("text/csv", spooled(0))
    one, two = reply.iter_chunks(), reply.iter_chunks()

    taken = [(next(one), next(two)) for _ in range(len(DATA) // CHUNK_BYTES + 1)]

    assert b"".join(first for first, _ in taken) == DATA
    assert b"".join(second for _, second in taken) == DATA


def test_answer_is_read_piece_by_piece() -> None:
    """No piece of an answer on disk is larger than the bound that memory is reckoned with."""
    assert max(map(len, Reply("text/csv", spooled(0)).iter_chunks())) == CHUNK_BYTES


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let no file be larger than a hundred thousand bytes, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.usefixtures("small_disk")
def test_full_disk_is_said() -> None:
    """An answer that the disk cannot hold is refused, and is not cut."""
    with pytest.raises(QueryTooLarge, match="no room to keep an answer this large") as caught:
        spooled(10_000)

    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.EFBIG


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file has no name, so that it is gone with the answer however the program ends."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = spooled(0)

    assert spool.on_disk
    assert list(tmp_path.iterdir()) == []
