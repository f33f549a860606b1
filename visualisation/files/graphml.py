"""A network as GraphML (graphdrawing.org), written by networkx: for Gephi, igraph, Neo4j and yEd."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from visualisation.files.cleaning import clean_network, clean_text
from visualisation.files.record import build_bundle_record, build_node_record, drop_empty
from visualisation.style import find_style

if TYPE_CHECKING:
    from visualisation.files.caption import Caption
    from visualisation.files.cleaning import CleanNetwork
    from visualisation.files.record import Record
    from visualisation.layouts import Picture
    from visualisation.measures import Measurement
    from visualisation.networks import Network, Node


def write_graphml(
    network: Network, caption: Caption, picture: Picture | None = None, measurement: Measurement | None = None
) -> bytes:
    """Write *network* as GraphML under *caption*, placed as in *picture*, each node with its measures in *measurement*.

    Names of attributes are those by which Gephi knows a label, a place, a size, a colour and a weight.
    """
    import networkx as nx  # noqa: PLC0415  slow to load, and the web process draws nothing

    clean = clean_network(network, picture, measurement)
    graph: nx.MultiGraph[str] = nx.MultiDiGraph() if network.directed else nx.MultiGraph()
    graph.graph.update(drop_empty(_describe(caption)))
    for node in clean.network.nodes:
        record = drop_empty(build_node_record(node, clean) | _place(node, clean))
        graph.add_nodes_from([(node.id, {it: value for it, value in record.items() if it != "id"})])
    for place, bundle in enumerate(clean.network.bundle()):
        graph.add_edge(bundle.one, bundle.other, str(place), **drop_empty(build_bundle_record(bundle)))
    out = BytesIO()
    nx.write_graphml_xml(graph, out)
    return out.getvalue()


def _describe(caption: Caption) -> Record:
    """Describe the whole as *caption* does."""
    choice = "\n".join(caption.choice)
    texts = {"title": caption.title, "choice": choice, "source": caption.source, "day": caption.day}
    return {name: clean_text(text) for name, text in texts.items()}


def _place(node: Node, clean: CleanNetwork) -> Record:
    """Give *node* its colour and place in *clean*; in Gephi up is more, in a picture it is less."""
    colour: Record = {"color": find_style(node.kind)[0]}
    place = clean.places.get(node.id)
    if not place:
        return colour
    places = {"x": place.x, "y": 0 - place.y, "size": place.radius}
    return colour | {name: round(float(value), 2) for name, value in places.items()}
