"""Messages between the web process and a worker: a kind of one byte, a length of four, and that many bytes.

Both ends use read(2) and write(2) only, which is all that a confined worker has left.
"""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from socket import socket

HEADER = struct.Struct(">cI")
#: The kinds of messages: what an answer is about, a piece of it, and its end or what went wrong.
ABOUT, PIECE, END = b"A", b"P", b"E"
#: The most that is read at a time, and so the largest piece of an answer that is ever in memory.
PIECE_BYTES = 256_000


class Channel:
    """One end of a connection."""

    def __init__(self, end: socket) -> None:
        """Send and receive over *end*, which is closed with the channel."""
        self._socket = end
        self._number = end.fileno()
        self._poll = select.poll()
        self._poll.register(self._number, select.POLLIN)

    def send(self, kind: bytes, payload: bytes | Mapping[str, Any]) -> None:
        """Send *payload*, bytes or an object to write as JSON, as a message of *kind*.

        :raises OSError: when the other side has gone.
        """
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        rest = memoryview(HEADER.pack(kind, len(data)) + data)
        while rest:
            rest = rest[os.write(self._number, rest) :]

    def receive(self, deadline: float | None = None) -> tuple[bytes, bytes]:
        """Read the kind and the bytes of the next message, whole before *deadline* (monotonic seconds).

        :raises EOFError: when the other side has gone.
        :raises TimeoutError: when it is late.
        """
        kind, length = HEADER.unpack(self._receive_exactly(HEADER.size, deadline))
        return kind, self._receive_exactly(length, deadline)

    def _receive_exactly(self, size: int, deadline: float | None) -> bytes:
        """Read exactly *size* bytes before *deadline*."""
        parts: list[bytes] = []
        while size:
            if deadline is not None and not self._poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise TimeoutError
            data = os.read(self._number, min(size, PIECE_BYTES))
            if not data:
                raise EOFError
            parts.append(data)
            size -= len(data)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()
