"""Cases that take turns: of a test with many cases of one kind each commit tries some, and a few commits try them all.

Which they are follows from the number of commits, so that the same commit always tries the same. `--all` tries all.
"""

from __future__ import annotations

import subprocess
from collections import defaultdict
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pytest

    Case = TypeVar("Case")

ROOT = Path(__file__).parents[1]
#: What pytest is asked with; whether all cases are tried at once.
OPTION = "--all"


class Turns:
    """Whose turn it is: all at once where `every` is set, or else by the number of commits."""

    every = False

    @staticmethod
    @cache
    def count_commits() -> int:
        """Count the commits up to this one; 0 where there is no repository."""
        command = ["git", "-C", str(ROOT), "rev-list", "--count", "HEAD"]
        counted = subprocess.run(command, capture_output=True, text=True, check=False)
        return int(counted.stdout) if counted.returncode == 0 else 0


def take_turn(cases: Sequence[Case], each: int) -> list[Case]:
    """Take of *cases* those whose turn it is: one of *each* so many that stand together, and one at least."""
    return list(cases) if Turns.every else select_turn(cases, each, Turns.count_commits())


def select_turn(cases: Sequence[Case], each: int, turn: int) -> list[Case]:
    """Select of *cases* one of *each* so many, from a first that moves on with *turn*.

    >>> [select_turn("abcdefg", 3, turn) for turn in range(3)]
    [['a', 'd', 'g'], ['b', 'e'], ['c', 'f']]
    """
    step = max(min(each, len(cases)), 1)
    return list(cases[turn % step :: step])


def list_waiting(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """List of *items* the cases of tests marked `turns` that have to wait for theirs."""
    tests: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("turns"):
            tests[item.nodeid.partition("[")[0]].append(item)
    return list(chain.from_iterable(_list_waiting_of(cases) for cases in tests.values()))


def _list_waiting_of(cases: Sequence[pytest.Item]) -> list[pytest.Item]:
    """List of the *cases* of one test those that have to wait for their turn."""
    marker = cases[0].get_closest_marker("turns")
    chosen = {id(it) for it in take_turn(cases, marker.args[0] if marker else 1)}
    return [it for it in cases if id(it) not in chosen]
