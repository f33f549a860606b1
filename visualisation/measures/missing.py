"""Who is not at the table: two who are active on the same theme, and nowhere together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import fsum, log
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from visualisation.networks import map_neighbours

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from visualisation.networks import Network

#: So many digits of the likelihood are kept: more would depend on in which order a processor adds.
DIGITS = 9


@dataclass(frozen=True)
class Missing:
    """Two partners between whom there is no edge, and why one could expect it.

    `likelihood` is that of Adamic and Adar: each neighbour that the two have in `common` counts, the more so the fewer
    others it has, as a 1 divided by the logarithm of how many it has. It is a ground to sort by, and no probability.
    `themes` are those on which both are active. Both are ids, in order.
    """

    one: str
    other: str
    likelihood: float
    common: tuple[str, ...]
    themes: tuple[str, ...]


def list_missing(network: Network, active: Mapping[str, Collection[str]]) -> tuple[Missing, ...]:
    """List the pairs that are active on the same theme and have no edge in *network*, the likeliest first.

    *network* is to be whole: of what is left out of it, for a theme or a basis, a pair seems to be nowhere together.
    *active* maps each theme to who is active on it; who of them is not in the network has no edge either. Pairs that
    are as likely are in the order of how many themes they share, the most first, and then of their names.
    """
    neighbours = {name: frozenset(others) for name, others in map_neighbours(network).items()}
    labels = {node.id: node.label for node in network.nodes}
    nobody: frozenset[str] = frozenset()
    found = []
    for (one, other), themes in _map_themes(active).items():
        if other not in neighbours.get(one, nobody):
            common = tuple(sorted(neighbours.get(one, nobody) & neighbours.get(other, nobody)))
            likelihood = round(fsum(1 / log(len(neighbours[it])) for it in common), DIGITS)
            found.append(Missing(one, other, likelihood, common, themes))

    def rank(it: Missing) -> tuple[object, ...]:
        names = sorted(to_sort_key(labels.get(name, name)) for name in (it.one, it.other))
        return -it.likelihood, -len(it.themes), names, it.one, it.other

    return tuple(sorted(found, key=rank))


def _map_themes(active: Mapping[str, Collection[str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Map each pair that is active on the same themes to those themes."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for theme in sorted(active):
        for pair in combinations(sorted(set(active[theme])), 2):
            found[pair].append(theme)
    return {pair: tuple(themes) for pair, themes in found.items()}
