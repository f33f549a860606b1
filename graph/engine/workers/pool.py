"""Workers that answer queries, each in a process of its own, killed and replaced past a limit.

Nothing a client asks runs in the web process: a query can crash or hang the engine, and only the death of its
process is a limit that holds. A `Pool` holds one version, by way of a zygote that forks the workers; its lanes share
that version and nothing else, so that a crowd in one lane keeps nobody waiting in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.engine.request import Engine
from graph.engine.workers.lane import Lane
from graph.engine.workers.process import ZygoteProcess
from graph.engine.workers.worker import Limits

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from graph.engine.reply import Reply
    from graph.engine.request import Request

#: How many of our own questions may wait: more than there are threads to ask them.
OWN_ROOM = 200


class Pool(Engine):
    """One version, with a lane for our own questions, one for what clients write, and one to try whether it answers."""

    def __init__(self, path: Path, workers: int = 2, limits: Limits | None = None, own: int = 0) -> None:
        """Start *workers* for clients over the version at *path*, and *own* for our own questions."""
        limits = limits or Limits()
        self.zygote = ZygoteProcess(path, limits)
        self.clients = Lane(self.zygote, limits, workers, slow=max(1, workers // 2))
        self.own = Lane(self.zygote, limits, own, room=OWN_ROOM) if own else self.clients
        self.trial = Lane(self.zygote, limits, 1)
        self.restrictions = self.clients.start()
        if own:
            self.own.start()

    @property
    def endings(self) -> Counter[str]:
        """Count the workers that were ended before their time, by cause."""
        own = self.own.endings if self.own is not self.clients else {}
        return self.clients.endings + self.trial.endings + type(self.clients.endings)(own)

    @property
    def replaced(self) -> int:
        """Count the workers that were ended before their time."""
        return self.endings.total()

    def ask(self, request: Request) -> Reply:
        """Answer *request* in the lane of the clients."""
        return self.clients.ask(request)

    def close(self) -> None:
        """End every worker."""
        for lane in (self.clients, self.own, self.trial):
            lane.close()
        self.zygote.close()
