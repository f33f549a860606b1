"""Whose turn it is: a bounded queue in which no client keeps another waiting by being many.

Whoever waits does so in a thread, so there must be more threads than places here. A turn goes to the client with the
fewest under way. Where the queue is full, who has the most in it makes room for who has less.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field


@dataclass(eq=False)
class Ticket:
    """A place in the queue of `client`; `evicted` when it had to make room.

    `news` is set when its turn has come or it was evicted, so that nobody is woken for what happens to others.
    """

    client: str
    evicted: bool = False
    news: threading.Event = field(default_factory=threading.Event)


class Turns:
    """The queue, for who holds one lock around every call."""

    def __init__(self, room: int) -> None:
        """Have *room* for so many to wait."""
        self._room = room
        self._queues: OrderedDict[str, deque[Ticket]] = OrderedDict()

    def __len__(self) -> int:
        """Count those who wait."""
        return sum(map(len, self._queues.values()))

    def join(self, client: str) -> Ticket | None:
        """Join the queue as *client*, at the cost of who has two more in it where it is full; None where nobody has."""
        mine = len(self._queues.get(client, ()))
        if len(self) >= self._room and not self._evict(mine):
            return None
        ticket = Ticket(client)
        self._queues.setdefault(client, deque()).append(ticket)
        return ticket

    def _evict(self, mine: int) -> bool:
        """Evict the last of the client with the most, if that is at least two more than *mine*; say whether one was."""
        greediest = max(self._queues, key=lambda it: len(self._queues[it]), default=None)
        if greediest is None or len(self._queues[greediest]) < mine + 2:
            return False
        ticket = self._queues[greediest][-1]
        ticket.evicted = True
        ticket.news.set()
        self.leave(ticket)
        return True

    def call(self, under_way: Counter[str]) -> Ticket:
        """Call the first of the client with the fewest *under_way*, of those the one who was called longest ago.

        :raises ValueError: when nobody waits.
        """
        client = min(self._queues, key=lambda it: under_way[it])
        ticket = self._queues[client][0]
        self._queues.move_to_end(client)
        self.leave(ticket)
        ticket.news.set()
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Leave the queue, in which *ticket* may be no longer."""
        queue = self._queues.get(ticket.client)
        if queue and ticket in queue:
            queue.remove(ticket)
            if not queue:
                del self._queues[ticket.client]
