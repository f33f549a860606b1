"""The connections there are: how many, whose, what each is doing, and which goes where there is no room."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from api.server.hosts import find_client

if TYPE_CHECKING:
    from api.server.bounds import Bounds

#: What a connection waits for: a head to be sent, a body, an answer of ours, or another request.
HEAD, BODY, ANSWER, IDLE = "head", "body", "answer", "idle"


class Line(Protocol):
    """The way to the other end of a connection."""

    def get_write_buffer_size(self) -> int:
        """Count the bytes that the other end has not taken yet."""
        ...

    def is_closing(self) -> bool:
        """Say whether it is closed, or about to be."""
        ...

    def abort(self) -> None:
        """Close at once; what the other end has not taken is lost."""
        ...


@dataclass(eq=False)
class Connection:
    """One connection: the way to its other end, the address there, and since when it waits for what.

    `client` is whose it is, and `stuck` since when the other end has taken too little of an answer, nothing where there
    is nothing to take.
    """

    line: Line
    address: str
    client: str = field(init=False)
    phase: str = HEAD
    since: float = field(default_factory=time.monotonic)
    stuck: float | None = None

    def __post_init__(self) -> None:
        """Find whose it is, once: where there is no room, each newcomer has every connection looked at."""
        self.client = find_client(self.address)

    def enter(self, phase: str) -> None:
        """Go on to *phase*, from now on."""
        self.phase = phase
        self.since = time.monotonic()

    @property
    def waited_since(self) -> float | None:
        """Since when its other end is waited for; nothing where that waits for us."""
        return self.since if self.phase != ANSWER else self.stuck

    def describe_fault(self, bounds: Bounds, now: float) -> str:
        """Describe in a word what takes longer than *bounds* allow; empty where nothing does."""
        allowed = {HEAD: bounds.head_seconds, BODY: bounds.body_seconds, IDLE: bounds.idle_seconds}
        if now - self.since > allowed.get(self.phase, float("inf")):
            return self.phase
        self._look_for_reader(now)
        return "reader" if self.stuck is not None and now - self.stuck > bounds.sent_seconds else ""

    def _look_for_reader(self, now: float) -> None:
        """Look whether there is something to take, and since when; `take` says when enough was."""
        if not self.line.get_write_buffer_size():
            self.stuck = None
        elif self.stuck is None:
            self.stuck = now

    def take(self) -> None:
        """Note that the other end took what the bounds ask of it."""
        self.stuck = None


class Connections:
    """All connections, within bounds; whoever serves calls `sweep` regularly.

    `ended` counts those that were ended, by what they took too long for, or "room".
    """

    def __init__(self, bounds: Bounds) -> None:
        """Hold none yet."""
        self.bounds = bounds
        self.ended: Counter[str] = Counter()
        self._open: set[Connection] = set()

    def __len__(self) -> int:
        """Count the connections."""
        return len(self._open)

    def add(self, connection: Connection) -> None:
        """Add *connection*; where there is no room, one is ended for it, or it is ended itself."""
        self._open.add(connection)
        if len(self._open) > self.bounds.connections:
            self.end(self._find_least_missed(connection), "room")

    def remove(self, connection: Connection) -> None:
        """Remove *connection*, which has closed."""
        self._open.discard(connection)

    def end(self, connection: Connection, fault: str) -> None:
        """End *connection* for its *fault*."""
        self.ended[fault] += 1
        self.remove(connection)
        connection.line.abort()

    def sweep(self) -> None:
        """End every connection that takes longer than it may."""
        now = time.monotonic()
        for connection in list(self._open):
            if fault := connection.describe_fault(self.bounds, now):
                self.end(connection, fault)

    def _find_least_missed(self, newest: Connection) -> Connection:
        """Find the connection to end: of the client with the most, the one that has been waited for the longest.

        One that is being answered is let be, unless its other end has yet to take what was sent; where all are, the
        *newest* is refused.
        """
        waiting = [it for it in self._open if it is not newest and it.waited_since is not None]
        held = Counter(it.client for it in waiting)
        return min(waiting, key=lambda it: (-held[it.client], it.waited_since), default=newest)
