"""What stands beside a network: what is known there of one thing, of one line, or of the way between two things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.networks.drawing import find_node
from api.networks.way import find_way
from graph.folding import to_sort_key
from visualisation import find_home, weigh_edges

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.networks.way import Way
    from visualisation import Bundle, Edge, Network, Node

#: As many neighbours, or members of a group, as a panel names.
MOST_NAMED = 60


@dataclass(frozen=True)
class Light:
    """What a panel lights in the picture: the ids of nodes and lines, and which of them it is about."""

    nodes: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    marked: str = ""

    def to_json(self) -> dict[str, object]:
        """Give it as plain values, for the script of the page."""
        return {"nodes": list(self.nodes), "edges": list(self.edges), "marked": self.marked}


@dataclass(frozen=True)
class Neighbour:
    """A node that another one is tied to, with the edges between the two, and the id of the line that shows them.

    A line that is folded into a group has no id of its own: then it is empty.
    """

    node: Node
    edges: tuple[Edge, ...]
    line: str


@dataclass(frozen=True)
class NodePanel:
    """What the network says of one `node`: its neighbours, the best tied first, and who are in it, where it is a group.

    `home` is the group in which the picture shows it, where it is not shown by itself.
    """

    node: Node
    neighbours: tuple[Neighbour, ...]
    members: tuple[Node, ...]
    home: Node | None
    light: Light


@dataclass(frozen=True)
class EdgePanel:
    """What one line of the network rests on: its two ends and each of its edges.

    Lines `beside` it run between the same two on another basis.
    """

    one: Node
    other: Node
    basis: str
    side: str
    edges: tuple[Edge, ...]
    beside: tuple[Bundle, ...]
    light: Light


@dataclass(frozen=True)
class WayPanel:
    """The way between two things, with what it lights in the picture."""

    way: Way
    light: Light


@dataclass(frozen=True)
class Panels:
    """What stands beside a network, as far as it was looked at."""

    node: NodePanel | None = None
    edge: EdgePanel | None = None
    way: WayPanel | None = None

    @property
    def light(self) -> Light | None:
        """What is lit in the picture: for a thing or a line that is looked at, or else for a way."""
        first = self.node or self.edge or self.way
        return first.light if first else None


def build_panels(drawn: Drawn, choice: NetworkChoice) -> Panels:
    """Build what stands beside *drawn* for what *choice* looks at; nothing for what is not there."""
    start, end = find_node(drawn.left, choice.start), find_node(drawn.left, choice.end)
    return Panels(
        build_node_panel(drawn, choice.node),
        build_edge_panel(drawn, choice.edge),
        _build_way_panel(drawn, start, end) if start and end else None,
    )


def build_node_panel(drawn: Drawn, name: str) -> NodePanel | None:
    """Build the panel of the node that *name* means, a thing or a group in *drawn*; None where there is none."""
    homes = find_homes(drawn)
    iri = find_node(drawn.left, name)
    network = drawn.left if iri else drawn.shown
    iri = iri or next((node.id for node in drawn.shown.nodes if node.id == name), "")
    if not iri:
        return None
    nodes = {node.id: node for node in (*drawn.shown.nodes, *network.nodes)}
    neighbours = _list_neighbours(network, iri, {bundle.id for bundle in drawn.shown.bundle()})
    members = [node for node in drawn.left.nodes if homes[node.id] == iri and node.id != iri]
    shown = homes.get(iri, iri)
    return NodePanel(
        nodes[iri],
        tuple(neighbours),
        tuple(sorted(members, key=lambda it: (to_sort_key(it.label), it.id))),
        nodes[shown] if shown != iri else None,
        _light_around(drawn.shown, shown),
    )


def build_edge_panel(drawn: Drawn, line: str) -> EdgePanel | None:
    """Build the panel of the line with the id *line*, as *drawn* shows it or unfolded; None where there is none."""
    for network in (drawn.shown, drawn.left):
        nodes, bundles = {node.id: node for node in network.nodes}, network.bundle()
        found = next((it for it in bundles if it.id == line), None)
        if found:
            ends = {found.one, found.other}
            beside = [it for it in bundles if {it.one, it.other} == ends and it.id != found.id]
            light = Light(tuple(sorted(ends)), (found.id,), found.id)
            return EdgePanel(
                nodes[found.one], nodes[found.other], found.basis, found.side, found.edges, tuple(beside), light
            )
    return None


def find_homes(drawn: Drawn) -> dict[str, str]:
    """Find by which node *drawn* shows each node that is left: by itself, or by the group that it is folded into."""
    shown = {node.id for node in drawn.shown.nodes}
    return {node.id: find_home(node, shown) for node in drawn.left.nodes}


def _list_neighbours(network: Network, iri: str, lines: set[str]) -> list[Neighbour]:
    """List the neighbours in *network* of the node *iri*, the best tied first; *lines* are those in the picture."""
    nodes = {node.id: node for node in network.nodes}
    edges: dict[str, list[Edge]] = defaultdict(list)
    first: dict[str, str] = {}
    for bundle in network.bundle():
        if iri in (bundle.one, bundle.other):
            other = bundle.other if bundle.one == iri else bundle.one
            edges[other] += bundle.edges
            if bundle.id in lines:
                first.setdefault(other, bundle.id)
    neighbours = [Neighbour(nodes[other], tuple(its), first.get(other, "")) for other, its in edges.items()]
    return sorted(neighbours, key=lambda it: (-weigh_edges(it.edges), to_sort_key(it.node.label), it.node.id))


def _light_around(network: Network, iri: str) -> Light:
    """Light the node *iri* of *network* with its lines and with what they lead to."""
    bundles = [it for it in network.bundle() if iri in (it.one, it.other)]
    nodes = {iri, *(end for it in bundles for end in (it.one, it.other))}
    return Light(tuple(sorted(nodes)), tuple(it.id for it in bundles), iri)


def _build_way_panel(drawn: Drawn, start: str, end: str) -> WayPanel:
    """Build the panel of the way from *start* to *end* in what is left, as *drawn* shows it."""
    way, homes = find_way(drawn.left, start, end), find_homes(drawn)
    pairs = {frozenset((homes[step.one.id], homes[step.other.id])) for step in way.steps}
    lines = [it.id for it in drawn.shown.bundle() if frozenset((it.one, it.other)) in pairs]
    nodes = [homes[it] for it in _list_ends(way)]
    return WayPanel(way, Light(tuple(dict.fromkeys(nodes)), tuple(lines)))


def _list_ends(way: Way) -> Iterable[str]:
    """List the nodes that *way* passes, its ends too where there is no way."""
    return [way.start.id, *(step.other.id for step in way.steps), *(() if way.steps else (way.end.id,))]
