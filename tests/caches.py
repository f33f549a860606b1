"""Caches, emptied for a test that is to see something made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine.cache import Cache, Keepable


def forget(cache: Cache, unwanted: Callable[[Keepable], bool] = lambda _: True) -> None:
    """Have *cache* forget what is *unwanted*, or all of it."""
    for segment in (cache._once, cache._again):  # noqa: SLF001  nobody else empties one
        for key in [key for key, (kept, _) in segment._kept.items() if unwanted(kept)]:  # noqa: SLF001  as above
            segment.take(key)
