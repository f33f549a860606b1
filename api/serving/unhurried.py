"""What is made of a version when there is time: a few steps at each look of the thread that watches for another one."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[], None]

#: Seconds within which another step begins, so that a newer version waits no longer than those and one step.
SECONDS = 0.25


class Unhurried:
    """Steps to take one by one; each of `sources` lists its own anew for each version."""

    def __init__(self) -> None:
        """Have no steps yet."""
        self.sources: list[Callable[[], Iterator[Step]]] = []
        self._steps: Iterator[Step] = iter(())

    def start_over(self) -> None:
        """Begin with the first step of the first source."""
        self._steps = chain.from_iterable(steps() for steps in self.sources)

    def go_on(self) -> None:
        """Take the next step, and as many more as begin in time; one that fails is not taken again."""
        end = time.monotonic() + SECONDS
        while step := next(self._steps, None):
            step()
            if time.monotonic() >= end:
                return
