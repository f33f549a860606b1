"""Answers on their way: how many bytes they hold together, and who is left behind where that is too much."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.server.wsgi import AppResponse


@dataclass(eq=False)
class _Parcel:
    """One answer on its way to a client: the number of what it holds, its bytes, and how its sending is ended."""

    client: str
    content: int
    size: int
    end: Callable[[], object]


class Outbox:
    """All answers on their way, within *bound* bytes; what several are sent counts once."""

    def __init__(self, bound: int) -> None:
        """Hold none yet."""
        self._bound = bound
        self._parcels: list[_Parcel] = []

    @property
    def size(self) -> int:
        """The bytes that are held."""
        return sum({it.content: it.size for it in self._parcels}.values())

    @contextmanager
    def hold(self, response: AppResponse, client: str, end: Callable[[], object]) -> Iterator[None]:
        """Hold *response* for *client* in this block; *end* is called where others need the room more."""
        content = response.pieces[0] if isinstance(response.pieces, list) and response.pieces else response
        parcel = _Parcel(client, id(content), response.size or 0, end)
        self._parcels.append(parcel)
        self._make_room()
        try:
            yield
        finally:
            if parcel in self._parcels:
                self._parcels.remove(parcel)

    def _make_room(self) -> None:
        """End the oldest answers of who is sent the most, until the others fit; the last one goes on in any case."""
        while self.size > self._bound and len(self._parcels) > 1:
            older = self._parcels[:-1]
            held = Counter[str]()
            for it in older:
                held[it.client] += it.size
            (greediest, _), *_ = held.most_common(1)
            gone = next(it for it in older if it.client == greediest)
            self._parcels.remove(gone)
            gone.end()
