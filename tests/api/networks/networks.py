"""Networks to write: small, empty, hostile, and larger than a picture shows."""

from __future__ import annotations

from api.networks.choice import NetworkChoice
from api.networks.drawing import draw_network
from visualisation import Edge, Network, Node, make_network

EVIL = '"/><script>alert(1)</script>&\x00\u202e'
BASE = "https://example.org/id/actor/"


def make_star(names: list[str], **about: str) -> Network:
    """Make a network in which the first of *names* is tied to each of the others."""
    nodes = [Node(f"{BASE}{name}", name, "team", f"{BASE}{name}", group=f"g{len(name)}", **about) for name in names]
    edges = [Edge(nodes[0].id, node.id, about_label=EVIL) for node in nodes[1:]]
    return make_network(nodes, edges)


def draw(network: Network, choice: NetworkChoice | None = None) -> bytes:
    """Draw *network* as a renderer does."""
    return draw_network(network, choice or NetworkChoice(), "ring")
