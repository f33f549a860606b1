"""A network as JSON of nodes and links: what d3 and `networkx.node_link_graph(…, edges="links")` read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from visualisation.files.cleaning import clean_network, clean_text
from visualisation.files.record import build_edge_record, build_node_record

if TYPE_CHECKING:
    from visualisation.files.caption import Caption
    from visualisation.files.cleaning import CleanNetwork
    from visualisation.files.record import Record
    from visualisation.layouts import Picture
    from visualisation.measures import Measurement
    from visualisation.networks import Network, Node


def write_json(
    network: Network, caption: Caption, picture: Picture | None = None, measurement: Measurement | None = None
) -> bytes:
    """Write *network* as JSON under *caption*: a link for each statement, with all that is known of it.

    Nodes have their measures in *measurement*, and their place in *picture*, from the left and the top.
    """
    clean = clean_network(network, picture, measurement)
    body = {
        "directed": network.directed,
        "multigraph": True,
        "graph": {
            "title": clean_text(caption.title),
            "choice": [clean_text(line) for line in caption.choice],
            "source": clean_text(caption.source),
            "day": clean_text(caption.day),
            "language": clean_text(caption.language),
        },
        "nodes": [build_node_record(it, clean) | _place(it, clean) for it in clean.network.nodes],
        "links": [build_edge_record(it) | {"key": place} for place, it in enumerate(clean.network.edges)],
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def _place(node: Node, clean: CleanNetwork) -> Record:
    """Give *node* its place in *clean*, where it has one."""
    place = clean.places.get(node.id)
    return {"x": round(float(place.x), 2), "y": round(float(place.y), 2)} if place else {}
