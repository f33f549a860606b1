"""What a worker does: it holds one version and answers requests, one at a time, until the other side hangs up.

It is a fork of the zygote (`graph.engine.workers.zygote`), which holds the version already. Before the first request it
gives up, for good, everything that a query could misuse (`graph.engine.sandbox.confinement`). The pool has it killed
when it is late.
"""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.engine.request import Request
from graph.engine.sandbox.confinement import confine
from graph.engine.screening.screen import QueryBounds
from graph.engine.store import ANSWER_BYTES, Store
from graph.engine.workers.channel import ABOUT, END, PIECE, PIECE_BYTES, Channel
from graph.errors import QueryError, QueryTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds past the limit in which the zygote is to kill a worker before it ends by itself.
GRACE_SECONDS = 1.0


@dataclass(frozen=True)
class Limits:
    """What one query may take: seconds, bytes of memory on top of the data, bytes of answer, and its bounds."""

    seconds: float = 10.0
    memory: int = 1_000_000_000
    answer: int = ANSWER_BYTES
    bounds: QueryBounds = field(default_factory=QueryBounds)


class PieceSink:
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
def limit_time(seconds: float) -> Iterator[None]:
    """End this process when the block takes *seconds*: the zygote does so sooner, but may be gone itself."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer_request(store: Store, request: Request, channel: Channel) -> None:
    """Answer *request* over *channel*: its media type, its pieces, and then its end, or what went wrong."""
    pieces = PieceSink(channel)
    try:
        store.write(request, lambda kind: channel.send(ABOUT, {"media_type": kind}), pieces)
        pieces.send()
    except QueryError as error:
        channel.send(END, describe_query_error(error))
    except MemoryError:
        channel.send(
            END, describe_query_error(QueryTooLarge("The query needs more memory than the limit. Ask for less."))
        )
    else:
        channel.send(END, {})


def describe_query_error(error: QueryError) -> dict[str, Any]:
    """Describe *error* as the object of a message."""
    return {"error": type(error).__name__, "template": error.template, "values": error.values, "limit": error.limit}


def run_worker(store: Store, channel: Channel, limits: Limits) -> None:
    """Confine this process, send the restrictions that hold, and answer until the other side has gone."""
    channel.send(ABOUT, {"restrictions": sorted(confine(limits.memory))})
    while True:
        try:
            _, payload = channel.receive()
        except EOFError:
            return
        with limit_time(limits.seconds + GRACE_SECONDS):
            answer_request(store, Request(**json.loads(payload)), channel)
