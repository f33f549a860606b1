"""Messages between processes: whole, in order, and late or cut off only with an error that says so."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from graph.engine.workers.channel import ABOUT, END, HEADER, PIECE, PIECE_BYTES, Channel

if TYPE_CHECKING:
    from collections.abc import Iterator

    Ends = tuple[Channel, Channel, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    """Connect two channels, and give the socket of the first as well."""
    one, two = socket.socketpair()
    channels = Channel(one), Channel(two)
    yield *channels, one
    for channel in channels:
        channel.close()


def test_messages_come_whole_and_in_order(ends: Ends) -> None:
    """Messages of any size, none among them, arrive as they were sent."""
    here, there, _ = ends
    sent = [(PIECE, b""), (ABOUT, b"x"), (PIECE, bytes(3 * PIECE_BYTES + 1)), (END, b"{}")]
    sender = threading.Thread(target=lambda: [here.send(*message) for message in sent])
    sender.start()

    received = [there.receive() for _ in sent]
    sender.join(60)

    assert received == sent


def test_object_is_sent_as_json(ends: Ends) -> None:
    """An object arrives as its JSON, whatever characters it holds."""
    here, there, _ = ends
    here.send(ABOUT, {"text": 'é "\n\x00'})

    assert there.receive() == (ABOUT, b'{"text": "\\u00e9 \\"\\n\\u0000"}')


def test_late_message_is_late(ends: Ends) -> None:
    """Where nothing comes, or only a part, the deadline is kept."""
    here, there, raw = ends
    with pytest.raises(TimeoutError):
        there.receive(time.monotonic())

    raw.sendall(HEADER.pack(PIECE, 10) + b"only")
    with pytest.raises(TimeoutError):
        there.receive(time.monotonic() + 0.05)
    here.close()


@pytest.mark.parametrize("sent", [b"", b"P", HEADER.pack(PIECE, 10) + b"only"])
def test_other_side_that_goes_is_noticed(ends: Ends, sent: bytes) -> None:
    """An end in the middle of a message is an end, never a shorter message."""
    here, there, raw = ends
    raw.sendall(sent)
    here.close()

    with pytest.raises(EOFError):
        there.receive()
