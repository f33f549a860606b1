"""A file before it is written: plain values and what writes them, so that another process can do that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: As many cells as are written within the time of a short wait, some 30 ms, in the slowest of the plain formats.
MOST_QUICK_CELLS = 5_000


@dataclass(frozen=True)
class Draft:
    """A file to be written: calling `write`, a partial of a function with plain values, returns its bytes.

    `cells` is about how many values it holds. A `heavy` format is slow however few they are, and has a library that is
    slow to load.
    """

    write: Callable[[], bytes]
    cells: int
    heavy: bool = False

    @property
    def is_costly(self) -> bool:
        """Whether writing it takes so long that it is better done elsewhere."""
        return self.heavy or self.cells > MOST_QUICK_CELLS
