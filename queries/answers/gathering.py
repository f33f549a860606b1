"""Ask several plans at once, so that the workers of the pages share what one page asks of many plans."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Made = TypeVar("Made")

#: As many are asked at once; there are as many workers for pages, unless a setting says otherwise.
AT_ONCE = 2


def gather(work: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
    """List what *work* makes of each of *items*, in their order; what it raises for one is raised for all."""
    if len(items) < AT_ONCE:
        return [work(item) for item in items]
    contexts = [copy_context() for _ in items]  # so that what is asked in a thread is for the same task
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda context, item: context.run(work, item), contexts, items))
