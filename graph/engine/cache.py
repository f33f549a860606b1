"""Answers that were given before, kept for as long as their version is served and within a bound of bytes.

A version never changes, so an answer over it stays true; another version has a cache of its own. Whoever asks for what
is being computed waits for that, so that nothing is computed twice at a time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol, cast

from graph.engine.flights import Flights
from graph.engine.request import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from graph.engine.reply import Reply
    from graph.engine.request import Request

#: What an entry takes besides its answer, in bytes, roughly.
ENTRY_BYTES = 500
#: The part of the bound that one answer may take.
LARGEST_PART = 4


class Keepable(Protocol):
    """Whatever has a size in bytes, and can say whether those are in memory."""

    @property
    def size(self) -> int:
        """Return the size in bytes."""
        ...

    @property
    def in_memory(self) -> bool:
        """Say whether it takes memory rather than disk."""
        ...


class Segment:
    """Kept answers by key, the least recently used first, and the bytes that they take together."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[Hashable, tuple[Keepable, int]] = OrderedDict()
        self.size = 0

    def __contains__(self, key: Hashable) -> bool:
        """Say whether there is an answer under *key*."""
        return key in self._kept

    def put(self, key: Hashable, answer: Keepable, size: int) -> None:
        """Put *answer*, of *size* bytes, under *key* as the one that was used last."""
        self.take(key)
        self._kept[key] = answer, size
        self.size += size

    def take(self, key: Hashable) -> tuple[Keepable, int] | None:
        """Take out the answer under *key*, with its size; None where there is none."""
        found = self._kept.pop(key, None)
        self.size -= found[1] if found else 0
        return found

    def take_oldest(self) -> tuple[Hashable, Keepable, int]:
        """Take out what was used the longest ago: its key, the answer and its size."""
        key, (answer, size) = self._kept.popitem(last=False)
        self.size -= size
        return key, answer, size


class Cache:
    """Answers by key, of which those that were asked for once go before those that were asked for again.

    So whoever asks for ever something else takes no more than a quarter from what others ask for. Of each kind the
    least recently used goes first (segmented LRU; Karedla, Love and Wherry, 1994, doi:10.1109/2.268884).
    """

    def __init__(self, bound: int) -> None:
        """Keep answers of *bound* bytes together, and none of more than a quarter of that."""
        self._bound = bound
        self._lock = threading.Lock()
        self._once, self._again = Segment(), Segment()
        self._flights: Flights[Reply] = Flights()

    @property
    def size(self) -> int:
        """Return the bytes that everything takes that is kept."""
        return self._once.size + self._again.size

    @property
    def largest(self) -> int:
        """Return how many bytes an answer may take, with its key, to be kept."""
        return self._bound // LARGEST_PART

    def get(self, key: Hashable, make: Callable[[], Reply], most: int | None = None) -> Reply:
        """Return the answer kept under *key*, or what *make* makes; what that raises is raised for all who wait.

        At *most* so many wait for what others have made, where there is such a bound; who is one more is refused.

        :raises QueryTimeout: when as many wait already.
        :raises QueryCancelled: when the task of who asks is cancelled while it waits.
        """
        return self._find(key) or self._flights.share(key, lambda: self._find(key) or self._make(key, make), most)

    def _find(self, key: Hashable) -> Reply | None:
        """Find the answer kept under *key*; what is made under a key is always of one kind."""
        return cast("Reply | None", self.peek(key))

    def _make(self, key: Hashable, make: Callable[[], Reply]) -> Reply:
        """Make the answer under *key*, and keep it."""
        reply = make()
        self.keep(key, reply)
        return reply

    def peek(self, key: Hashable) -> Keepable | None:
        """Return what is kept under *key*, or None."""
        with self._lock:
            found = self._again.take(key) or self._once.take(key)
            if found is None:
                return None
            self._again.put(key, *found)
            while self._again.size > self._bound - self.largest:
                self._once.put(*self._again.take_oldest())
            return found[0]

    def keep(self, key: Hashable, answer: Keepable) -> None:
        """Keep *answer*, unless it is on disk or too large, and drop what there is no more room for."""
        size = answer.size + len(repr(key)) + ENTRY_BYTES
        if not answer.in_memory or size > self.largest:
            return
        with self._lock:
            (self._again if key in self._again else self._once).put(key, answer, size)
            while self.size > self._bound:
                (self._once if self._once.size else self._again).take_oldest()


class CachedEngine(Engine):
    """An engine that answers from a cache what was asked before."""

    def __init__(self, engine: Engine, cache: Cache, followers: int | None = None) -> None:
        """Ask *engine* what *cache* does not hold; at most so many *followers* wait for what others asked."""
        self._engine = engine
        self._cache = cache
        self._followers = followers

    def ask(self, request: Request) -> Reply:
        """Answer *request*, or raise a `QueryError`."""
        return self._cache.get(request.key, lambda: self._engine.ask(request), self._followers)
