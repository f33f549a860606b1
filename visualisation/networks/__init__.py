"""What a network is, and what can be selected of it."""

from visualisation.networks.comparison import compare_networks
from visualisation.networks.filtering import NetworkFilter, filter_network, find_emptying_choice, measure_author_share
from visualisation.networks.folding import MOST_NODES, REST, find_home, fold_network
from visualisation.networks.neighbours import find_common_neighbours, map_neighbours
from visualisation.networks.network import (
    BASES,
    BOTH,
    LEFT,
    RIGHT,
    Bundle,
    Edge,
    Network,
    Node,
    make_network,
    weigh_edges,
)
from visualisation.networks.path import Path, Step, find_path
from visualisation.networks.projection import project_network

__all__ = [
    "BASES",
    "BOTH",
    "LEFT",
    "MOST_NODES",
    "REST",
    "RIGHT",
    "Bundle",
    "Edge",
    "Network",
    "NetworkFilter",
    "Node",
    "Path",
    "Step",
    "compare_networks",
    "filter_network",
    "find_common_neighbours",
    "find_emptying_choice",
    "find_home",
    "find_path",
    "fold_network",
    "make_network",
    "map_neighbours",
    "measure_author_share",
    "project_network",
    "weigh_edges",
]
