"""Relations as sorted numbers: what two sets of links have in common, together, and in turn.

A link from one number to another is one number: the first in the upper 32 bits, the second in the lower. A relation is
an array of links, each once, in order; so every operation here is a sort or a search, and none goes link by link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph.errors import TooMuchFollows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

LINK_BITS = 32
END_MASK = (1 << LINK_BITS) - 1
#: The highest number that can start a link, and the most terms there can be.
HIGHEST_NUMBER = END_MASK >> 1
#: As many rows as a join may make: more take gigabytes.
MOST_ROWS = 20_000_000
EMPTY: Numbers = np.empty(0, dtype=np.int64)


def make_links(starts: Numbers, ends: Numbers | int) -> Numbers:
    """Make the links from *starts* to *ends*, in the order in which they come."""
    return (starts << LINK_BITS) | ends


def list_starts(relation: Numbers) -> Numbers:
    """List where each link of *relation* starts."""
    return relation >> LINK_BITS


def list_ends(relation: Numbers) -> Numbers:
    """List where each link of *relation* ends."""
    return relation & END_MASK


def reverse_links(relation: Numbers) -> Numbers:
    """Reverse each link of *relation*, and sort them."""
    return np.sort(make_links(list_ends(relation), list_starts(relation)))


def sort_distinct(numbers: Numbers) -> Numbers:
    """Sort *numbers*, and keep each once."""
    return drop_repeats(np.sort(numbers))


def drop_repeats(numbers: Numbers) -> Numbers:
    """Drop the repeats from *numbers*, which are in order."""
    if len(numbers) < 2:  # noqa: PLR2004  one number is there once
        return numbers
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))]


def subtract_links(relation: Numbers, known: Numbers) -> Numbers:
    """Select the links of *relation* that are not *known*."""
    if not len(known) or not len(relation):
        return relation
    places = np.searchsorted(known, relation)
    places[places == len(known)] = 0
    new: Numbers = relation[known[places] != relation]
    return new


def unite_links(relations: Sequence[Numbers]) -> Numbers:
    """Unite *relations*: the links of any of them, each once, in order."""
    return relations[0] if len(relations) == 1 else sort_distinct(np.concatenate(relations))


def merge_disjoint(one: Numbers, other: Numbers) -> Numbers:
    """Merge the links of *one* and of *other*, which share none."""
    if not len(one) or not len(other):
        return one if len(one) else other
    return np.sort(np.concatenate((one, other)), kind="stable")  # which for two runs in order is to merge them


def join_links(one: Numbers, other: Numbers) -> Numbers:
    """Make the links from a start in *one* to an end in *other*, by way of where the two meet."""
    if not len(one) or not len(other):
        return EMPTY
    met = reverse_links(one)
    first = np.searchsorted(other, make_links(list_starts(met), 0))
    counts = np.searchsorted(other, make_links(list_starts(met) + 1, 0)) - first
    require_bounded(counts)
    return sort_distinct(
        make_links(np.repeat(list_ends(met), counts), list_ends(other[list_run_places(first, counts)]))
    )


def require_bounded(counts: Numbers) -> None:
    """Refuse to make as many rows as *counts* add up to, where that is more than `MOST_ROWS`.

    :raises TooMuchFollows: when it is; nothing was made yet.
    """
    if counts.sum() > MOST_ROWS:
        raise TooMuchFollows


def list_run_places(first: Numbers, counts: Numbers) -> Numbers:
    """List every place of the runs that begin at *first* and go on for *counts*, one run after the other."""
    return np.arange(counts.sum()) + np.repeat(first - np.cumsum(counts) + counts, counts)


def iter_by_end(relation: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Yield each number where links of *relation* end, with those links."""
    backwards = reverse_links(relation)
    for stop, part in iter_runs(list_starts(backwards)):
        yield stop, make_links(list_ends(backwards[part]), stop)


def iter_runs(numbers: Numbers) -> Iterator[tuple[int, slice]]:
    """Yield each number of *numbers*, which are in order, with the places where it stands."""
    values, first = np.unique(numbers, return_index=True)
    bounds = [*first.tolist(), len(numbers)]
    for place, value in enumerate(values.tolist()):
        yield value, slice(bounds[place], bounds[place + 1])
