"""Lanes: who asks for one kind of thing waits for others in that lane only, and for none longer than they for him.

Nobody who waits holds a thread. A lane has as many places as threads, and less room for those who wait than that; who
finds no room is refused at once. A place that comes free goes to the client with the fewest, and where there is no
room for a client who has nothing there yet, the one with the most makes some.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


#: The part of a lane that one client may have: what it asks for is no sooner there for having more, and takes longer
#: for all others.
PARTS, FEWEST = 6, 2


class LaneFull(Exception):
    """There is no room to wait in a lane."""


class Lane:
    """One lane, for coroutines of one event loop.

    `most` is how many places one client may have, and `refused` counts those who found no room.
    """

    def __init__(self, name: str, places: int, patience: float = 10, most: int = 0) -> None:
        """Have *places*, each with a thread, and room for one less to wait, *patience* seconds at most.

        One client has *most* of them, or else its part.
        """
        self.name = name
        self.places = places
        self.room = places - 1
        self.most = most or max(FEWEST, places // PARTS)
        self.patience = patience
        self.threads = ThreadPoolExecutor(places, thread_name_prefix=name)
        self.refused = 0
        self._placed: Counter[str] = Counter()
        self._queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def running(self) -> int:
        """Count those who have a place."""
        return self._placed.total()

    @property
    def waiting(self) -> int:
        """Count those who wait for one."""
        return sum(map(len, self._queues.values()))

    def is_taken_by(self, client: str) -> bool:
        """Say whether *client* has more of the places than all others together."""
        return 2 * self._placed[client] > self.running

    @asynccontextmanager
    async def enter(self, client: str) -> AsyncIterator[None]:
        """Have a place for *client* in this block.

        :raises LaneFull: when there is no room to wait for one.
        :raises TimeoutError: when none came free in time.
        """
        async with asyncio.timeout(self.patience):
            await self._find_place(client)
        try:
            yield
        finally:
            self._leave(client)

    async def _find_place(self, client: str) -> None:
        """Find a place for *client*, now or when one comes free."""
        if self.running < self._count_open_places(client):
            self._placed[client] += 1
            return
        self._make_room(client)
        turn = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and not turn.exception():
                self._leave(client)  # the place came as nobody waited for it any more
            raise
        finally:
            self._forget(client, turn)

    def _count_open_places(self, client: str) -> int:
        """Count the places that may be filled before *client* has another: none where it has its part already.

        One is kept for who has none, where there are several.
        """
        mine = self._placed[client]
        if mine >= self.most:
            return 0
        return self.places if not mine else self.places - 1

    def _make_room(self, client: str) -> None:
        """Make room for *client* to wait, at the cost of the one who has the most there, if that is another."""
        if self.waiting < self.room:
            return
        self.refused += 1
        greediest = max(self._queues, key=lambda it: len(self._queues[it]), default=client)
        mine = len(self._queues.get(client, ()))
        if greediest == client or len(self._queues[greediest]) <= mine + 1:
            raise LaneFull
        last = self._queues[greediest].pop()
        if not last.done():  # else it just gave up by itself
            last.set_exception(LaneFull())

    def _forget(self, client: str, turn: asyncio.Future[None]) -> None:
        """Forget that *client* waits for its *turn*."""
        queue = self._queues.get(client, deque())
        if turn in queue:
            queue.remove(turn)
        if not queue:
            self._queues.pop(client, None)

    def _leave(self, client: str) -> None:
        """Give the place of *client* to whoever waits and has the fewest, the one who waits longest among those."""
        self._placed[client] -= 1
        if not self._placed[client]:
            del self._placed[client]
        for waiting in sorted(self._queues, key=lambda it: self._placed[it]):
            if self.running < self._count_open_places(waiting) and self._call(waiting):
                return

    def _call(self, client: str) -> bool:
        """Give a place to the first of *client* who still waits, and say whether there was one."""
        queue = self._queues[client]
        turn = next((it for it in queue if not it.done()), None)
        if turn is None:
            return False
        queue.remove(turn)
        self._queues.move_to_end(client)
        self._placed[client] += 1
        turn.set_result(None)
        return True

    def close(self) -> None:
        """Let the threads end when they are done."""
        self.threads.shutdown(wait=False, cancel_futures=True)
