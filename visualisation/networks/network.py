"""Nodes and edges as values: what is selected, measured, laid out, drawn and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: On what an edge rests, the firmest first (rule 1 of truth).
BASES = ("stated", "agreed", "implied", "derived")
#: In which of two networks that are compared something is.
LEFT, RIGHT, BOTH = "left", "right", "both"


@dataclass(frozen=True, order=True)
class Node:
    """A thing in a network, with its label and the URL of its page.

    `sort` is what it is: actor, theme, measure; `kind` is the finer kind by which it is drawn and chosen, that of an
    actor, and else the same. `group` is what it is folded into where there are too many: a kind, or a plan. An author
    published a plan that the network is of. A node that stands for several has as many `members`. `layer` is its place
    from left to right where the network has layers, and -1 where it has none.
    """

    id: str
    label: str
    kind: str
    page: str = ""
    sort: str = ""
    kind_label: str = ""
    group: str = ""
    group_label: str = ""
    is_author: bool = False
    members: int = 1
    layer: int = -1
    side: str = BOTH


@dataclass(frozen=True, order=True)
class Edge:
    """One statement that ties two things: one row of an answer.

    `basis` is one of `BASES`; `relation` says how they are tied, as a role does, and `about` on what; `weight` counts
    what it rests on. `lines` is where it stands, and `page` the URL of that place; `plan` is the key of whose it is.
    """

    one: str
    other: str
    weight: int = 1
    basis: str = "stated"
    title: str = ""
    relation: str = ""
    relation_label: str = ""
    about: str = ""
    about_label: str = ""
    about_page: str = ""
    lines: str = ""
    page: str = ""
    plan: str = ""
    plan_label: str = ""
    side: str = BOTH

    @property
    def pair(self) -> frozenset[str]:
        """The two nodes that it ties, whichever way it leads; one node where it leads back to itself."""
        return frozenset((self.one, self.other))


def weigh_edges(edges: Iterable[Edge]) -> int:
    """Weigh *edges* together: at least 1 each, so that a tie is no less for resting on a theme alone."""
    return sum(max(edge.weight, 1) for edge in edges)


@dataclass(frozen=True)
class Bundle:
    """The edges between two nodes on one basis, on one side of a comparison: what is drawn as one line.

    `one` sorts before `other`, unless the edges have a direction. Edges between a node and itself are a bundle too.
    """

    one: str
    other: str
    basis: str
    side: str
    edges: tuple[Edge, ...]

    @property
    def id(self) -> str:
        """What names this line in its picture: the same for the same things, whatever else is drawn."""
        return f"{self.one} {self.other} {self.basis} {self.side}"

    @property
    def weight(self) -> int:
        """What the edges weigh together."""
        return weigh_edges(self.edges)


@dataclass(frozen=True)
class Network:
    """Nodes, each once, and the edges between them, both in an order that depends on nothing else.

    In a `directed` network an edge leads from `one` to `other`.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    directed: bool = False

    @property
    def pairs(self) -> set[frozenset[str]]:
        """The pairs that are tied, on whatever basis and however often."""
        return {edge.pair for edge in self.edges}

    def bundle(self) -> tuple[Bundle, ...]:
        """Bundle the edges by pair, basis and side, in order."""
        bundles: dict[tuple[str, str, str, str], list[Edge]] = {}
        for edge in self.edges:
            ends = (edge.one, edge.other) if self.directed else tuple(sorted((edge.one, edge.other)))
            bundles.setdefault((ends[0], ends[1], edge.basis, edge.side), []).append(edge)
        return tuple(Bundle(*key, tuple(sorted(edges))) for key, edges in sorted(bundles.items()))


def make_network(nodes: Iterable[Node], edges: Iterable[Edge], *, directed: bool = False) -> Network:
    """Make a network of *nodes*, of each id the first, and of those *edges* that have both ends in it."""
    known: dict[str, Node] = {}
    for node in nodes:
        known.setdefault(node.id, node)
    kept = {edge for edge in edges if edge.one in known and edge.other in known}
    return Network(tuple(known[it] for it in sorted(known)), tuple(sorted(kept)), directed)
