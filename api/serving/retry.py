"""When to try again what went wrong: sooner at first, then later and later, and at once where something changed."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

#: Seconds until the second try, and at most between two.
FIRST, LAST = 1.0, 60.0


class Retry:
    """Whether it is time for another try."""

    def __init__(self) -> None:
        """Nothing was tried yet."""
        self._failed: Hashable = None
        self._pause = FIRST
        self._due = 0.0

    def is_due(self, what: Hashable) -> bool:
        """Say whether *what* is to be tried: it is another than what failed, or long enough ago."""
        return what != self._failed or time.monotonic() >= self._due

    @contextmanager
    def trying(self, what: Hashable) -> Iterator[None]:
        """Note how the try of *what* in this block ends."""
        try:
            yield
        except BaseException:
            self._pause = min(2 * self._pause, LAST) if what == self._failed else FIRST
            self._failed = what
            self._due = time.monotonic() + self._pause
            raise
        self._failed = None
