"""What a worker does: it holds one version and answers requests, one at a time, until the other side hangs up.

It is a child of the nursery (`graph.engine.nursery`), which holds the version already. Before the first request it
gives up, for good, everything that a query could misuse (`graph.engine.confinement`). It is the nursery's to kill when
it is late.
"""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.engine.channel import ABOUT, END, PIECE, PIECE_BYTES, Channel
from graph.engine.confinement import confine
from graph.engine.screening import Bounds
from graph.engine.store import ANSWER_BYTES, Request, Store
from graph.errors import QueryError, QueryTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds past the limit in which the nursery is to kill a worker before it dies by itself.
GRACE = 1.0


@dataclass(frozen=True)
class Limits:
    """What one query may take: seconds, bytes of memory on top of the data, bytes of answer, and what it may be."""

    seconds: float = 10.0
    memory: int = 1_000_000_000
    answer: int = ANSWER_BYTES
    bounds: Bounds = field(default_factory=Bounds)


class Pieces:
    """A sink that sends an answer on in pieces, so that none of it has to be whole in memory."""

    def __init__(self, channel: Channel) -> None:
        """Send over *channel*."""
        self._channel = channel
        self._held = bytearray()

    def write(self, data: bytes, /) -> int:
        """Take *data*, and send what is held once it is a piece."""
        self._held += data
        if len(self._held) >= PIECE_BYTES:
            self.send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: a piece is sent once it is large enough, and the last by `send`."""

    def send(self) -> None:
        """Send what is held."""
        if self._held:
            self._channel.send(PIECE, bytes(self._held))
            self._held.clear()


@contextmanager
def mortal(seconds: float) -> Iterator[None]:
    """Die, within this block, after *seconds*: the nursery kills sooner, but it may be gone itself."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(store: Store, request: Request, channel: Channel) -> None:
    """Answer *request* over *channel*: what it is, its pieces, and then its end, or what went wrong."""
    pieces = Pieces(channel)
    try:
        store.write(request, lambda kind: channel.send(ABOUT, {"media_type": kind}), pieces)
        pieces.send()
    except QueryError as error:
        channel.send(END, told(error))
    except MemoryError:
        channel.send(END, told(QueryTooLarge("The query needs more memory than the limit. Ask for less.")))
    else:
        channel.send(END, {})


def told(error: QueryError) -> dict[str, Any]:
    """Give *error* as the object of a message."""
    return {"error": type(error).__name__, "template": error.template, "values": error.values, "limit": error.limit}


def work(store: Store, channel: Channel, limits: Limits) -> None:
    """Give up what a query could misuse, say which walls stand, and answer until the other side has gone."""
    walls = confine(limits.memory)
    channel.send(ABOUT, {"walls": sorted(walls)})
    while True:
        try:
            _, payload = channel.receive()
        except EOFError:
            return
        with mortal(limits.seconds + GRACE):
            answer(store, Request(**json.loads(payload)), channel)
