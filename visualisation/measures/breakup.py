"""What falls apart without whom: the parts that are left where a node was that held them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Neighbours = Sequence[Sequence[int]]


def find_parts(neighbours: Neighbours) -> list[list[int]]:
    """Find the parts of a network that do not touch each other, the largest first, and then by their first node."""
    return sorted((sorted(tree.order) for tree in _grow_trees(neighbours)), key=_by_size)


def find_breakups(neighbours: Neighbours) -> dict[int, tuple[list[list[int]], int]]:
    """Find each node without which its part would fall apart: the parts that would be cut off, and how many stay.

    The nodes that stay are the largest of the parts; of those as large, the one with the first node. They are not
    named: in a large network they would be nearly all of it, for each node over again.
    """
    found = [pair for tree in _grow_trees(neighbours) for pair in tree.find_breakups()]
    return dict(sorted(found))


def _by_size(part: list[int]) -> tuple[int, int]:
    """Give by what *part* is sorted: the largest comes first."""
    return -len(part), part[0]


def _grow_trees(neighbours: Neighbours) -> Iterator[_Tree]:
    """Walk through each part, from its first node."""
    seen: set[int] = set()
    for node in range(len(neighbours)):
        if node not in seen:
            tree = _Tree(neighbours, node)
            seen.update(tree.order)
            yield tree


class _Tree:
    """The nodes of a part in the order of a walk that goes deep first (Tarjan): what hangs below one is a slice of it.

    `order` has the nodes; `_height` says for each how near to the root an edge leads from it or from below it.
    """

    def __init__(self, neighbours: Neighbours, root: int) -> None:
        """Walk from *root*, without calling itself, for a chain may be long."""
        self.order: list[int] = []
        self._place: dict[int, int] = {}
        self._height: dict[int, int] = {}
        self._parent: dict[int, int] = {}
        self._end: dict[int, int] = {}
        stack = [(root, iter(neighbours[root]))]
        self._enter(root)
        while stack:
            node, others = stack[-1]
            other = next(others, None)
            if other is None:
                stack.pop()
                self._leave(node)
            elif other not in self._place:
                self._parent[other] = node
                self._enter(other)
                stack.append((other, iter(neighbours[other])))
            elif other != self._parent.get(node):
                self._height[node] = min(self._height[node], self._place[other])

    def _enter(self, node: int) -> None:
        """Give *node* the next place."""
        self._place[node] = self._height[node] = len(self.order)
        self.order.append(node)

    def _leave(self, node: int) -> None:
        """Note that all that hangs below *node* has its place, and tell its parent how near to the root it leads."""
        self._end[node] = len(self.order)
        parent = self._parent.get(node)
        if parent is not None:
            self._height[parent] = min(self._height[parent], self._height[node])

    def find_breakups(self) -> Iterator[tuple[int, tuple[list[list[int]], int]]]:
        """Find each node that holds the part together, with the parts that would be cut off, and how many stay."""
        below: dict[int, list[tuple[int, int]]] = {}
        for node, parent in self._parent.items():
            if self._height[node] >= self._place[parent]:
                below.setdefault(parent, []).append((self._place[node], self._end[node]))
        for node, slices in below.items():
            rest = len(self.order) - 1 - sum(end - start for start, end in slices)
            if rest or len(slices) > 1:
                yield node, self._cut(node, slices, rest)

    def _cut(self, node: int, slices: list[tuple[int, int]], rest: int) -> tuple[list[list[int]], int]:
        """Cut *node* out: what hangs below it in *slices*, and the *rest* above it, of which the largest part stays."""
        parts = sorted((sorted(self.order[start:end]) for start, end in slices), key=_by_size)
        if rest >= len(parts[0]):
            return parts, rest
        if rest:
            hanging = {it for part in parts for it in part} | {node}
            parts = sorted([*parts, sorted(it for it in self.order if it not in hanging)], key=_by_size)
        return parts[1:], len(parts[0])
