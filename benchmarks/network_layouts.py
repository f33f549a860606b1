"""The layout of a network, ours beside those of networkx, in processor time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import networkx as nx

from visualisation import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from visualisation import LayoutName, Network

#: Milliseconds in a second.
MS = 1000
#: How wide the picture is, in pixels, beside the panel of a page and on a phone.
WIDE, NARROW = 820, 360
#: The layout of Kamada and Kawai takes time by the third power of the nodes; of more it is not asked.
MOST_KAMADA_KAWAI = 400


def time_layouts(network: Network, layout: LayoutName) -> dict[str, float | None]:
    """Time how long it takes to lay *network* out: ours, for a wide and a narrow window, and by networkx.

    Ours keeps names apart and lines off what is not theirs; those of networkx place points, without names.
    """
    graph = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from((edge.one, edge.other) for edge in network.edges)
    return {
        "wide_ms": _time(lambda: lay_out(network, layout, WIDE)),
        "narrow_ms": _time(lambda: lay_out(network, "list", NARROW)),
        "spring_ms": _time(lambda: nx.spring_layout(graph, seed=1)),
        "kamada_kawai_ms": _time(lambda: nx.kamada_kawai_layout(graph)) if len(graph) <= MOST_KAMADA_KAWAI else None,
    }


def _time(lay: Callable[[], object]) -> float | None:
    """Time *lay* in milliseconds of processor time, the second of two; None where it needs what is not installed."""
    taken = 0.0
    for _ in range(2):
        started = time.process_time()
        try:
            lay()
        except ModuleNotFoundError:
            return None
        taken = time.process_time() - started
    return round(taken * MS, 1)
