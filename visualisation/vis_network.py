"""A network as pyvis has it: the data that vis-network draws, for our own template.

pyvis's own page loads Bootstrap from another host and prints headings and ids unescaped, so only its network data
is used, and the vis-network script that lies in its wheel.
"""

from __future__ import annotations

import importlib.util
import json
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visualisation.network import build_network
from visualisation.style import find_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from visualisation.networks import Edge, Node

#: The script and style of vis-network, as pyvis brings them.
VIS_FILES = ("vis-network.min.js", "vis-network.css")
_WIDEST = 8


def write_vis_network(nodes: Sequence[Node], edges: Sequence[Edge], careful: float = float("inf")) -> bytes:
    """Write as JSON the network of *edges* between *nodes*: its `picture` for vis-network, and its numbers of each.

    Parts of more than *careful* nodes are laid out quickly.
    """
    graph = build_network(nodes, edges, careful)
    size = [len(graph), graph.number_of_edges()]
    return json.dumps({"picture": to_vis_network(graph), "size": size}, ensure_ascii=False).encode()


def to_vis_network(graph: nx.Graph[str]) -> dict[str, list[dict[str, Any]]]:
    """Convert *graph* to the nodes and edges that vis-network takes, positions fixed."""
    from pyvis.network import Network  # noqa: PLC0415  slow to load, and the web process never draws

    net = Network()
    for name, node in graph.nodes(data=True):
        colour, shape = find_style(node["kind"])
        net.add_node(
            name,
            label=_wrap_label(node["label"]),
            title=node["label"],
            color=colour,
            shape=shape,
            x=node["x"],
            y=node["y"],
            size=9 + min(node["degree"], 9),
            page=node["page"],
        )
    for one, other, edge in graph.edges(data=True):
        net.add_edge(
            one,
            other,
            width=min(1 + edge["weight"], _WIDEST),
            dashes=not edge["stated"],
            title="\n".join(edge["titles"]),
        )
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges}


def _wrap_label(label: str) -> str:
    """Drop what stands between brackets from *label*, and wrap it into lines that fit under a node."""
    return "\n".join(textwrap.wrap(re.sub(r" *\([^)]*\)", "", label), 24, break_long_words=False))


def find_vis_folder() -> Path:
    """Find the folder of the installed pyvis in which vis-network's `VIS_FILES` lie."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("pyvis is not installed")
    return Path(spec.origin).parent / "templates" / "lib" / "vis-9.1.2"
