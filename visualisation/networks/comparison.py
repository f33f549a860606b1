"""Two networks in one: what is only in the left one, only in the right one, and in both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visualisation.networks.network import BOTH, LEFT, RIGHT, Network, make_network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from visualisation.networks.network import Edge


def compare_networks(left: Network, right: Network, alike: Mapping[str, str] | None = None) -> Network:
    """Compare *left* and *right*: one network of all that is in either, each node and edge with its side.

    Nodes are the same where their ids are; *alike* gives an id by which those of both count that are called otherwise
    in each. An edge is in both where the two nodes are tied in both, on whatever basis; it stays an edge of its own.
    """
    one, other = (_rename(it, alike or {}) for it in (left, right))
    names = [{node.id for node in it.nodes} for it in (one, other)]
    pairs = [{_find_pair(edge, directed=left.directed) for edge in it.edges} for it in (one, other)]
    nodes = [
        replace(node, side=_find_side(node.id in names[0], node.id in names[1])) for node in (*one.nodes, *other.nodes)
    ]
    edges = []
    for edge in (*one.edges, *other.edges):
        pair = _find_pair(edge, directed=left.directed)
        edges.append(replace(edge, side=_find_side(pair in pairs[0], pair in pairs[1])))
    return make_network(nodes, edges, directed=left.directed)


def _rename(network: Network, alike: Mapping[str, str]) -> Network:
    """Give the nodes of *network* the ids that they have in *alike*."""
    nodes = (replace(node, id=alike.get(node.id, node.id)) for node in network.nodes)
    edges = (
        replace(edge, one=alike.get(edge.one, edge.one), other=alike.get(edge.other, edge.other))
        for edge in network.edges
    )
    return make_network(nodes, edges, directed=network.directed)


def _find_pair(edge: Edge, *, directed: bool) -> tuple[str, ...]:
    """Find the two ends of *edge*, in order where that says something."""
    return (edge.one, edge.other) if directed else tuple(sorted((edge.one, edge.other)))


def _find_side(in_left: bool, in_right: bool) -> str:  # noqa: FBT001  two truths of the same kind, named where they are given
    """Find the side of what is in the left network, in the right one, or in both."""
    return BOTH if in_left and in_right else LEFT if in_left else RIGHT
