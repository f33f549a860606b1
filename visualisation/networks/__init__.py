"""What a network is, and what can be selected of it."""

from visualisation.networks.network import BASES, BOTH, LEFT, RIGHT, Bundle, Edge, Network, Node, make_network

__all__ = ["BASES", "BOTH", "LEFT", "RIGHT", "Bundle", "Edge", "Network", "Node", "make_network"]
