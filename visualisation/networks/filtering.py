"""A part of a network: without what was not asked for, and without what then stands alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from visualisation.networks.neighbours import map_neighbours
from visualisation.networks.network import Network, weigh_edges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from visualisation.networks.network import Edge, Node


@dataclass(frozen=True)
class NetworkFilter:
    """What is kept of a network: all of it, unless a choice says less.

    Nodes of the kinds `hidden` go, and so do edges that weigh less than `least`, or have another `relation` or `basis`
    than the one that is named. With a `focus` only what lies within so many `steps` of it is kept, and without
    `authors` nothing that ties who published a plan.
    """

    hidden: frozenset[str] = frozenset()
    relation: str = ""
    basis: str = ""
    least: int = 1
    authors: bool = True
    focus: str = ""
    steps: int = 1


def filter_network(network: Network, chosen: NetworkFilter) -> Network:
    """Filter *network* by every choice in *chosen*; a node that loses all its edges is left out with them."""
    for _name, narrow in _iter_choices(chosen):
        network = narrow(network)
    return network


def find_emptying_choice(network: Network, chosen: NetworkFilter) -> str:
    """Find which choice in *chosen* left nothing of *network*: the name of its field; empty where something is left."""
    for name, narrow in _iter_choices(chosen):
        network = narrow(network)
        if not network.nodes:
            return name
    return ""


def measure_author_share(network: Network) -> float:
    """Measure which part of the pairs in *network* have an author as one end, from 0 to 1."""
    authors = {node.id for node in network.nodes if node.is_author}
    pairs = network.pairs
    return sum(not authors.isdisjoint(pair) for pair in pairs) / max(len(pairs), 1)


def _iter_choices(chosen: NetworkFilter) -> Iterator[tuple[str, Callable[[Network], Network]]]:
    """Yield the choices in *chosen* that leave something out, by the name of their field."""
    if chosen.hidden:
        yield "hidden", lambda it: _keep_nodes(it, lambda node: node.kind not in chosen.hidden)
    if chosen.relation:
        yield "relation", lambda it: _keep_edges(it, lambda edge: edge.relation == chosen.relation)
    if chosen.basis:
        yield "basis", lambda it: _keep_edges(it, lambda edge: edge.basis == chosen.basis)
    if chosen.least > 1:
        yield "least", lambda it: _keep_heavy(it, chosen.least)
    if not chosen.authors:
        yield "authors", lambda it: _keep_nodes(it, lambda node: not node.is_author)
    if chosen.focus:
        yield "focus", lambda it: _keep_near(it, chosen.focus, chosen.steps)


def _keep_nodes(network: Network, is_kept: Callable[[Node], bool]) -> Network:
    """Keep of *network* the nodes that pass, and the edges between them."""
    kept = {node.id for node in network.nodes if is_kept(node)}
    gone = replace(network, edges=tuple(it for it in network.edges if it.one in kept and it.other in kept))
    return _drop_lonely(network, gone.edges, kept)


def _keep_edges(network: Network, is_kept: Callable[[Edge], bool]) -> Network:
    """Keep of *network* the edges that pass, and the nodes that have one."""
    return _drop_lonely(network, filter(is_kept, network.edges), {node.id for node in network.nodes})


def _keep_heavy(network: Network, least: int) -> Network:
    """Keep of *network* the edges between two nodes that together weigh at least so much."""
    edges: dict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in network.edges:
        edges[edge.pair].append(edge)
    heavy = {pair for pair, its in edges.items() if weigh_edges(its) >= least}
    return _keep_edges(network, lambda edge: edge.pair in heavy)


def _keep_near(network: Network, focus: str, steps: int) -> Network:
    """Keep of *network* what lies within so many *steps* of the node *focus*, and every edge between those."""
    neighbours = map_neighbours(network)
    near = {focus} & neighbours.keys()
    for _step in range(steps):
        near |= {other for one in near for other in neighbours[one]}
    edges = (edge for edge in network.edges if edge.one in near and edge.other in near)
    return Network(tuple(node for node in network.nodes if node.id in near), tuple(edges), network.directed)


def _drop_lonely(network: Network, edges: Iterable[Edge], kept: set[str]) -> Network:
    """Make the part of *network* with *edges* and those nodes *kept* that have one of them, or had none before."""
    left = tuple(edges)
    tied, tied_before = ({end for edge in its for end in (edge.one, edge.other)} for its in (left, network.edges))
    nodes = (node for node in network.nodes if node.id in kept and (node.id in tied or node.id not in tied_before))
    return Network(tuple(nodes), left, network.directed)
