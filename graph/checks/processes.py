"""Work on many plans in as many processes as there are cores: each process is a fork, so that nothing is read twice."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Done = TypeVar("Done")

#: With fewer plans than this, forking takes longer than it saves.
FEWEST = 8
#: What the forks do with a key: set before they are made, so that they have it without its being sent.
_work: list[Callable[[str], object]] = []


def map_plans(work: Callable[[str], Done], keys: Sequence[str]) -> Iterator[Done]:
    """Yield what *work* makes of each of *keys*, in their order.

    It is done in this process where there are few, where there is one core, or where other threads run: a fork of those
    would hold their locks for ever.
    """
    cores = os.cpu_count() or 1
    if len(keys) < FEWEST or cores == 1 or threading.active_count() > 1 or _work:
        yield from map(work, keys)
        return
    _work.append(work)
    gc.freeze()  # what is here already is not looked into again, so that the forks go on sharing it
    try:
        with multiprocessing.get_context("fork").Pool(cores) as pool:
            yield from pool.imap(_do_work, keys)
    finally:
        gc.unfreeze()
        _work.clear()


def _do_work(key: str) -> object:
    """Do the work on *key* that the process was forked for."""
    return _work[0](key)
