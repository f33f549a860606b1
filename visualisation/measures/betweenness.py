"""On how many of the shortest ways between others each node lies: exact, by Brandes's method, from many nodes at once.

networkx walks from one node at a time; here the walks from some hundreds of nodes take each step together, as arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

#: As many pairs of a start and a node as are walked at once: they fit in the cache of a processor.
_AT_ONCE = 40_000
#: Below one edge in so many pairs it is quicker to handle those that have one than to go by all.
_FEW = 8


def sum_ways(neighbours: Sequence[Sequence[int]]) -> list[float]:
    """Sum, for each node, over all pairs of others, the share of the shortest ways between the two that pass it.

    *neighbours* are those of each node, in order. Divided by the number of such pairs it is the betweenness.
    """
    import numpy as np  # noqa: PLC0415  slow to load, and the web process never measures

    count = len(neighbours)
    degrees = np.array([len(it) for it in neighbours], np.int64)
    ends = np.array([end for it in neighbours for end in it], np.int64)
    found = np.zeros(count)
    size = max(1, _AT_ONCE // max(count, 1))
    for first in range(0, count, size):
        found += _Walk(degrees, ends, np.arange(first, min(first + size, count))).sum_shares()
    # Each pair was walked from both of its ends.
    return [float(it) / 2 for it in found]


class _Walk:
    """The shortest ways from some *starts* to all nodes; each pair of a start and a node is one place in an array."""

    def __init__(self, degrees: Ints, ends: Ints, starts: Ints) -> None:
        """Walk from *starts*, step by step, and remember which edges lead one step further from the start."""
        import numpy as np  # noqa: PLC0415

        self._degrees, self._ends = degrees, ends
        self._firsts = np.cumsum(degrees) - degrees
        self._count = len(degrees)
        self._starts = np.arange(len(starts)) * self._count + starts
        #: How many shortest ways there are from the start to the node.
        self._ways = np.zeros(len(starts) * self._count)
        self._ways[self._starts] = 1
        self._steps: list[tuple[Ints, Ints]] = []
        seen = self._ways > 0
        frontier = self._starts
        while len(frontier):
            tails, heads = self._find_edges(frontier)
            further = ~seen[heads]
            tails, heads = tails[further], heads[further]
            self._steps.append((tails, heads))
            _add(self._ways, heads, self._ways[tails])
            seen[heads] = True
            frontier = np.unique(heads) if len(heads) * _FEW < len(seen) else _select_places(heads, len(seen))

    def _find_edges(self, frontier: Ints) -> tuple[Ints, Ints]:
        """Find the edges from the places in *frontier*: where each begins, and where it leads."""
        import numpy as np  # noqa: PLC0415

        nodes = frontier % self._count
        degrees = self._degrees[nodes]
        tails = np.repeat(frontier, degrees)
        before = np.repeat(np.cumsum(degrees) - degrees, degrees)
        edges = np.arange(len(tails)) - before + np.repeat(self._firsts[nodes], degrees)
        return tails, tails - tails % self._count + self._ends[edges]

    def sum_shares(self) -> Floats:
        """Sum, for each node, the shares of the ways from the starts to all others that pass it, from far to near."""
        import numpy as np  # noqa: PLC0415

        shares = np.zeros(len(self._ways))
        for tails, heads in reversed(self._steps):
            _add(shares, tails, self._ways[tails] / self._ways[heads] * (1 + shares[heads]))
        shares[self._starts] = 0
        summed: Floats = shares.reshape(len(self._starts), self._count).sum(axis=0)
        return summed


def _add(to: Floats, places: Ints, values: Floats) -> None:
    """Add *values* to what stands at their *places*, of which one can be there more than once."""
    import numpy as np  # noqa: PLC0415

    if len(places) * _FEW < len(to):
        np.add.at(to, places, values)
    else:
        to += np.bincount(places, values, len(to))


def _select_places(places: Ints, count: int) -> Ints:
    """Select each of *places* once, in order, of the *count* that there are."""
    import numpy as np  # noqa: PLC0415

    mark = np.zeros(count, bool)
    mark[places] = True
    return np.flatnonzero(mark)
