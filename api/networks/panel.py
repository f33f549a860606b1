"""What stands beside a network: what is known there of one thing, of one line, or of two things together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.networks.drawing import find_node

if TYPE_CHECKING:
    from visualisation import Bundle, Edge, Network, Node


@dataclass(frozen=True)
class Neighbour:
    """A node that another one is tied to, with the edges between the two, and the id of the line that shows them."""

    node: Node
    edges: tuple[Edge, ...]
    line: str


@dataclass(frozen=True)
class NodePanel:
    """What the network says of one `node`: its neighbours, the best tied first."""

    node: Node
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True)
class EdgePanel:
    """What one line of the network rests on: its two ends and each of its edges."""

    one: Node
    other: Node
    basis: str
    side: str
    edges: tuple[Edge, ...]
    beside: tuple[Bundle, ...]


def build_node_panel(network: Network, name: str) -> NodePanel | None:
    """Build the panel of the node of *network* that *name* means; None where that is none of its nodes."""
    iri = find_node(network, name)
    if not iri:
        return None
    nodes = {node.id: node for node in network.nodes}
    found: dict[str, list[Edge]] = defaultdict(list)
    lines: dict[str, str] = {}
    for bundle in network.bundle():
        if iri in (bundle.one, bundle.other):
            other = bundle.other if bundle.one == iri else bundle.one
            found[other] += bundle.edges
            lines.setdefault(other, bundle.id)
    neighbours = [Neighbour(nodes[other], tuple(edges), lines[other]) for other, edges in found.items()]
    neighbours.sort(key=lambda it: (-sum(max(edge.weight, 1) for edge in it.edges), it.node.label, it.node.id))
    return NodePanel(nodes[iri], tuple(neighbours))


def build_edge_panel(network: Network, line: str) -> EdgePanel | None:
    """Build the panel of the line of *network* with the id *line*; None where there is none.

    Lines `beside` it run between the same two on another basis.
    """
    nodes, bundles = {node.id: node for node in network.nodes}, network.bundle()
    found = next((it for it in bundles if it.id == line), None)
    if found is None:
        return None
    beside = [it for it in bundles if {it.one, it.other} == {found.one, found.other} and it.id != found.id]
    return EdgePanel(nodes[found.one], nodes[found.other], found.basis, found.side, found.edges, tuple(beside))
