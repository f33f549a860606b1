"""A picture in, the nodes and edges out that vis-network draws, which pyvis brings in its wheel.

vis-network draws the nodes where the picture has them and does all that a pointer does; the lines are drawn on its
canvas along the paths of the picture, so that they are the same as in a file.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visualisation.style import find_style

if TYPE_CHECKING:
    from visualisation.layouts import Picture, PlacedNode
    from visualisation.networks import Bundle, Network, Node

#: The script and style of vis-network, as pyvis brings them.
VIS_FILES = ("vis-network.min.js", "vis-network.css")
#: How wide a line is at most, and what it is wider for each doubling of its weight.
_WIDEST, _WIDER = 6, 0.8


def to_vis_network(network: Network, picture: Picture) -> dict[str, Any]:
    """Convert *network*, laid out as *picture*, to the nodes and edges that vis-network takes, and the size of all.

    A node has its place in the middle of its symbol and label together, with both told from there; an edge has its
    path.
    """
    from pyvis.network import Network as VisNetwork  # noqa: PLC0415  slow to load, and the web process never draws

    known, bundles = {node.id: node for node in network.nodes}, {it.id: it for it in network.bundle()}
    net = VisNetwork(directed=network.directed)
    for placed in picture.nodes:
        node = known[placed.id]
        net.add_node(placed.id, label=" ".join(placed.lines), **_describe_node(node, placed))
    for edge in picture.edges:
        bundle = bundles[edge.id]
        net.edges.append({"from": bundle.one, "to": bundle.other, **_describe_edge(bundle), "path": edge.path})
    nodes, edges, *_ = net.get_network_data()
    return {
        "width": picture.width,
        "height": picture.height,
        "directed": network.directed,
        "nodes": nodes,
        "edges": edges,
    }


def _describe_node(node: Node, placed: PlacedNode) -> dict[str, Any]:
    """Describe *node* as it was *placed*: the middle and size of all of it, and symbol and label from there."""
    colour, shape = find_style(node.kind)
    left, top, width, height = placed.box
    west, east = min(left, placed.x - placed.radius), max(left + width, placed.x + placed.radius)
    north, south = min(top, placed.y - placed.radius), max(top + height, placed.y + placed.radius)
    x, y = (west + east) / 2, (north + south) / 2
    return {
        "shape": shape,
        "color": colour,
        "x": round(x, 2),
        "y": round(y, 2),
        "title": node.label,
        "kind": node.kind,
        "side": node.side,
        "opens": node.group if node.sort == "group" else "",
        "whole": [round(east - west, 2), round(south - north, 2)],
        "symbol": [round(placed.x - x, 2), round(placed.y - y, 2), placed.radius],
        "box": [round(left - x, 2), round(top - y, 2), round(width, 2), round(height, 2)],
        "anchor": placed.anchor,
        "lines": list(placed.lines),
    }


def _describe_edge(bundle: Bundle) -> dict[str, Any]:
    """Describe the *bundle* that an edge stands for."""
    about = dict.fromkeys(it.about_label or it.relation_label for it in bundle.edges)
    return {
        "id": bundle.id,
        "basis": bundle.basis,
        "side": bundle.side,
        "width": min(1 + _WIDER * (bundle.weight.bit_length() - 1), _WIDEST),
        "weight": bundle.weight,
        "about": [it for it in about if it][:5],
    }


def find_vis_folder() -> Path:
    """Find the folder of the installed pyvis in which vis-network's `VIS_FILES` lie."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("pyvis is not installed")
    return Path(spec.origin).parent / "templates" / "lib" / "vis-9.1.2"
