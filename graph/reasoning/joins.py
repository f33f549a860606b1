"""Relations as sorted numbers: what two sets of links have in common, together, and in turn.

A link from one number to another is one number: the first in the upper 32 bits, the second in the lower. A relation is
an array of links, each once, in order; so every operation here is a sort or a search, and none goes link by link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

BITS = 32
LOW = (1 << BITS) - 1
#: The highest number that can start a link, and the most terms there can be.
HIGHEST = LOW >> 1
EMPTY: Numbers = np.empty(0, dtype=np.int64)


def links(starts: Numbers, ends: Numbers | int) -> Numbers:
    """Give the links from *starts* to *ends*, as they come."""
    return (starts << BITS) | ends


def starts(relation: Numbers) -> Numbers:
    """Give where each link starts."""
    return relation >> BITS


def ends(relation: Numbers) -> Numbers:
    """Give where each link ends."""
    return relation & LOW


def turned(relation: Numbers) -> Numbers:
    """Give *relation* the other way round."""
    return np.sort(links(ends(relation), starts(relation)))


def once(numbers: Numbers) -> Numbers:
    """Give *numbers* in order, each once."""
    return distinct(np.sort(numbers))


def distinct(numbers: Numbers) -> Numbers:
    """Give *numbers*, which are in order, each once."""
    if len(numbers) < 2:  # noqa: PLR2004  one number is there once
        return numbers
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))]


def without(relation: Numbers, known: Numbers) -> Numbers:
    """Give the links of *relation* that are not *known*."""
    if not len(known) or not len(relation):
        return relation
    places = np.searchsorted(known, relation)
    places[places == len(known)] = 0
    new: Numbers = relation[known[places] != relation]
    return new


def together(relations: Sequence[Numbers]) -> Numbers:
    """Give the links of any of *relations*."""
    return relations[0] if len(relations) == 1 else once(np.concatenate(relations))


def merged(one: Numbers, other: Numbers) -> Numbers:
    """Give the links of *one* and of *other*, which share none."""
    if not len(one) or not len(other):
        return one if len(one) else other
    return np.sort(np.concatenate((one, other)), kind="stable")  # which for two runs in order is to merge them


def joined(one: Numbers, other: Numbers) -> Numbers:
    """Give the links from where one of *one* starts to where one of *other* ends, by way of where the two meet."""
    if not len(one) or not len(other):
        return EMPTY
    met = turned(one)
    first = np.searchsorted(other, links(starts(met), 0))
    counts = np.searchsorted(other, links(starts(met) + 1, 0)) - first
    return once(links(np.repeat(ends(met), counts), ends(other[spread(first, counts)])))


def spread(first: Numbers, counts: Numbers) -> Numbers:
    """Give every place of the runs that begin at the places *first* and go on for *counts*, one run after the other."""
    return np.arange(counts.sum()) + np.repeat(first - np.cumsum(counts) + counts, counts)


def by_end(relation: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Give each number where links of *relation* end, with those links."""
    backwards = turned(relation)
    for stop, part in runs(starts(backwards)):
        yield stop, links(ends(backwards[part]), stop)


def runs(numbers: Numbers) -> Iterator[tuple[int, slice]]:
    """Give each number of *numbers*, which are in order, with the places where it stands."""
    values, first = np.unique(numbers, return_index=True)
    bounds = [*first.tolist(), len(numbers)]
    for place, value in enumerate(values.tolist()):
        yield value, slice(bounds[place], bounds[place + 1])
