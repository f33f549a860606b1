"""A place for each node of a network, computed once and the same each time.

Places are computed here and the browser's physics are off: a page shows at once, and the same URL gives the same
picture.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

#: Pixels between the places of nodes, and how much wider than high a picture is.
ROOM = 60
WIDE = 1.5
#: As many laid out parts as are kept, so that a network that is asked again is not laid out again.
MOST_KEPT = 32

_SEED = 20190101
_QUICK_ROUNDS = 100
_CAREFUL_ROUNDS = 2000


def compute_places(graph: nx.Graph[str], careful: float = float("inf")) -> dict[str, tuple[int, int]]:
    """Compute a place for each node, in pixels: each connected part laid out by itself, side by side.

    A part of more than *careful* nodes gets its places in a quicker way, which keeps them less well apart.
    """
    import networkx as nx  # noqa: PLC0415  slow to load, and the web process never draws

    places: dict[str, tuple[int, int]] = {}
    left = 0
    for names in sorted(nx.connected_components(graph), key=lambda names: (-len(names), min(names))):
        half = round(ROOM * len(names) ** 0.5)
        ordered = tuple(sorted(names))
        laid_out = _lay_out(ordered, tuple(graph.edges(ordered)), quick=len(ordered) > careful)
        for name, (x, y) in _scale_axes(laid_out).items():
            places[name] = left + round(WIDE * half * (1 + x)), round(half * y)
        left += round(2 * WIDE * half) + 2 * ROOM
    return places


@lru_cache(maxsize=MOST_KEPT)
def _lay_out(names: tuple[str, ...], edges: tuple[tuple[str, str], ...], *, quick: bool) -> Mapping[str, list[float]]:
    """Compute a place for each of *names*, starting from a circle; kept, for it is slow and always the same."""
    import networkx as nx  # noqa: PLC0415  as above

    part: nx.Graph[str] = nx.Graph()  # a view of the graph would give small parts in an order that no one chose
    part.add_nodes_from(names)
    part.add_edges_from(edges)
    circle = nx.circular_layout(part)
    if quick:
        sprung = nx.spring_layout(part, pos=circle, iterations=_QUICK_ROUNDS, weight=None, seed=_SEED)
        return {name: place.tolist() for name, place in sprung.items()}
    placed = nx.arf_layout(part, pos=circle, scaling=1, a=1.1, max_iter=_CAREFUL_ROUNDS, seed=_SEED)
    return {name: place.tolist() for name, place in placed.items()}


def _scale_axes(places: Mapping[str, list[float]]) -> dict[str, tuple[float, float]]:
    """Scale each axis of *places* to -1 to 1, so that one node far off does not press the others together."""
    axes: list[dict[str, float]] = []
    for axis in (0, 1):
        values = {name: float(place[axis]) for name, place in places.items()}
        low, high = min(values.values()), max(values.values())
        span = high - low or 1.0
        axes.append({name: 2 * (value - low) / span - 1 for name, value in values.items()})
    return {name: (axes[0][name], axes[1][name]) for name in places}
