"""What a network is, and what can be selected of it."""

from visualisation.networks.comparison import compare_networks
from visualisation.networks.filtering import (
    NetworkFilter,
    filter_network,
    find_emptying_choice,
    find_neighbours,
    measure_author_share,
)
from visualisation.networks.folding import GROUP_PREFIX, MOST_NODES, fold_network
from visualisation.networks.network import BASES, BOTH, LEFT, RIGHT, Bundle, Edge, Network, Node, make_network

__all__ = [
    "BASES",
    "BOTH",
    "GROUP_PREFIX",
    "LEFT",
    "MOST_NODES",
    "RIGHT",
    "Bundle",
    "Edge",
    "Network",
    "NetworkFilter",
    "Node",
    "compare_networks",
    "filter_network",
    "find_emptying_choice",
    "find_neighbours",
    "fold_network",
    "make_network",
    "measure_author_share",
]
