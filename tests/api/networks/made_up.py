"""A small network that is made up, and all that is shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.networks.drawing import Drawn
from visualisation import Edge, Network, Node, fold_network, make_network

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = "https://example.org/actor/"


def make_node(name: str, kind: str = "care", label: str = "") -> Node:
    """Make a node called *name*."""
    return Node(f"{BASE}{name}", label or name.capitalize(), kind, sort="actor", kind_label=kind, group=kind)


def make_edge(pair: str, weight: int = 1, basis: str = "stated", **more: str) -> Edge:
    """Make the edge between the two names in *pair*, such as `a-b`."""
    one, other = pair.split("-")
    return Edge(f"{BASE}{one}", f"{BASE}{other}", weight, basis, **more)


def make_small_network(pairs: str, kinds: dict[str, str] | None = None) -> Network:
    """Make the network of *pairs*, such as `a-b b-c d`; one name alone stands alone."""
    names = dict.fromkeys(name for pair in pairs.split() for name in pair.split("-"))
    nodes = [make_node(name, (kinds or {}).get(name, "care")) for name in names]
    return make_network(nodes, [make_edge(pair) for pair in pairs.split() if "-" in pair])


def make_drawn(network: Network, opened: Iterable[str] = (), most: int = 150) -> Drawn:
    """Make what is shown of *network*, folded to at most so many nodes; pictures are left out."""
    shown = fold_network(network, tuple(opened), most)
    return Drawn(network, shown, (len(network.nodes), 0), 0.0, True, "", "", (), (), (), "")  # noqa: FBT003  a value
