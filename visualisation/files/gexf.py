"""A network as GEXF 1.3 (gexf.net), which Gephi opens with labels, kinds, weights, places and colours.

networkx writes GEXF too, but with the day of today in it, and without the `kind` by which Gephi keeps edges apart that
join the same two nodes: it adds the weights of the others up and forgets what they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from visualisation.files.cleaning import clean_network, clean_text
from visualisation.files.record import build_bundle_record, build_node_record, drop_empty
from visualisation.networks import BOTH
from visualisation.style import find_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from visualisation.files.caption import Caption
    from visualisation.files.cleaning import CleanNetwork
    from visualisation.files.record import Record, Value
    from visualisation.layouts import Picture, PlacedNode
    from visualisation.measures import Measurement
    from visualisation.networks import Bundle, Network, Node

_NAMESPACE = "http://gexf.net/1.3"
_TYPES = {str: "string", bool: "boolean", int: "long"}
#: What GEXF has an attribute of its own for.
_NODE_OWN, _EDGE_OWN = {"id", "label"}, {"label", "weight"}


def write_gexf(
    network: Network, caption: Caption, picture: Picture | None = None, measurement: Measurement | None = None
) -> bytes:
    """Write *network* as GEXF under *caption*, placed as in *picture*, each node with its measures in *measurement*.

    One edge is what is drawn as one line, with a `count` of what it stands for; `kind` is its basis.
    """
    clean = clean_network(network, picture, measurement)
    gexf = Element("gexf", {"xmlns": _NAMESPACE, "xmlns:viz": f"{_NAMESPACE}/viz", "version": "1.3"})
    _describe(gexf, caption)
    kind = "directed" if network.directed else "undirected"
    graph = SubElement(gexf, "graph", {"mode": "static", "defaultedgetype": kind})
    nodes = [drop_empty(build_node_record(node, clean)) for node in clean.network.nodes]
    bundles = clean.network.bundle()
    edges = [drop_empty(build_bundle_record(bundle)) for bundle in bundles]
    of_nodes, of_edges = _declare(graph, "node", nodes, _NODE_OWN), _declare(graph, "edge", edges, _EDGE_OWN)
    _add_nodes(SubElement(graph, "nodes"), clean, nodes, of_nodes)
    _add_edges(SubElement(graph, "edges"), bundles, edges, of_edges)
    indent(gexf)
    text: bytes = tostring(gexf, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add_nodes(parent: Element, clean: CleanNetwork, records: Sequence[Record], types: Mapping[str, str]) -> None:
    """Add to *parent* the nodes of *clean*, with what their *records* have of *types*."""
    for node, record in zip(clean.network.nodes, records, strict=True):
        element = SubElement(parent, "node", {"id": node.id, "label": str(record.get("label", ""))})
        _add_looks(element, node, clean.places.get(node.id))
        _add_values(element, record, types)


def _add_edges(parent: Element, bundles: Sequence[Bundle], records: Sequence[Record], types: Mapping[str, str]) -> None:
    """Add to *parent* an edge for each of *bundles*, with what its one of *records* has of *types*."""
    for place, (bundle, record) in enumerate(zip(bundles, records, strict=True)):
        ends = {"id": str(place), "source": bundle.one, "target": bundle.other}
        own = {name: str(record[name]) for name in sorted(_EDGE_OWN & record.keys())}
        element = SubElement(parent, "edge", ends | own | {"kind": _name_kind(bundle.basis, bundle.side)})
        _add_values(element, record, types)


def _name_kind(basis: str, side: str) -> str:
    """Name what keeps edges between the same nodes apart: their *basis*, and the *side* of a comparison."""
    return basis if side == BOTH else f"{basis} {side}"


def _describe(gexf: Element, caption: Caption) -> None:
    """Add to *gexf* what *caption* says."""
    meta = SubElement(gexf, "meta", {"lastmodifieddate": clean_text(caption.day)} if caption.day else {})
    SubElement(meta, "creator").text = "Samendoen"
    SubElement(meta, "description").text = clean_text("\n".join((caption.title, *caption.lines)))


def _declare(graph: Element, owner: str, records: Iterable[Record], own: set[str]) -> Mapping[str, str]:
    """Declare in *graph* the attributes that *records* of the class *owner* have beside their *own*."""
    values: dict[str, list[Value]] = {}
    for record in records:
        for name, value in record.items():
            values.setdefault(name, []).append(value)
    types = {name: _find_type(them) for name, them in values.items() if name not in own}
    attributes = SubElement(graph, "attributes", {"class": owner, "mode": "static"})
    for name, type_ in types.items():
        SubElement(attributes, "attribute", {"id": name, "title": name, "type": type_})
    return types


def _find_type(values: Iterable[Value]) -> str:
    """Find the type that GEXF has for *values*."""
    kinds = {type(value) for value in values}
    return next((name for kind, name in _TYPES.items() if kinds <= {kind}), "double")


def _add_values(element: Element, record: Record, types: Mapping[str, str]) -> None:
    """Add to *element* the values of *record* that *types* declares."""
    parent = SubElement(element, "attvalues")
    for name in types:
        if name in record:
            value = str(record[name])
            text = value.lower() if types[name] == "boolean" else value
            SubElement(parent, "attvalue", {"for": name, "value": text})


def _add_looks(element: Element, node: Node, place: PlacedNode | None) -> None:
    """Add to *element* the colour of *node*, and its *place*; in Gephi up is more, in a picture it is less."""
    colour, _ = find_style(node.kind)
    red, green, blue = (str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    SubElement(element, "viz:color", {"r": red, "g": green, "b": blue})
    if place:
        SubElement(
            element, "viz:position", {"x": str(round(float(place.x), 2)), "y": str(round(0 - place.y, 2)), "z": "0.0"}
        )
        SubElement(element, "viz:size", {"value": str(round(place.radius, 2))})
