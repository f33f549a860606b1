"""How often Python looks for objects that only refer to each other, while much is made that is kept."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many more objects are made than done away with between two looks; by itself Python takes 700, or 2,000 (3.13).
MADE_BETWEEN = 50_000


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Give a time in which Python looks seldom for objects to do away with, and after which as often as before.

    A build keeps to its end what it reads, so that to look through it time and again finds next to nothing. Where
    nobody looks at all, nobody does now.
    """
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(before[0], MADE_BETWEEN), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
