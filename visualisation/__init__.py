"""Nodes, edges and rows in, picture out: no HTTP and no SPARQL here."""

from visualisation.chart import MOST_BARS, build_bars, render_chart
from visualisation.files import (
    Caption,
    Drawing,
    write_edges_csv,
    write_gexf,
    write_graphml,
    write_html,
    write_json,
    write_nodes_csv,
    write_png,
    write_zip,
)
from visualisation.measures import Breakup, Measurement, Measures, NodeMeasures, measure_network
from visualisation.network import build_network
from visualisation.networks import Edge, Node, Path, Step, find_common_neighbours, find_path
from visualisation.style import find_style
from visualisation.svg import UndrawableError
from visualisation.svg_network import ROUND, SQUARE, build_drawable_network, render_network, select_edge_columns
from visualisation.vis_network import VIS_FILES, find_vis_folder, write_vis_network

__all__ = [
    "MOST_BARS",
    "ROUND",
    "SQUARE",
    "VIS_FILES",
    "Breakup",
    "Caption",
    "Drawing",
    "Edge",
    "Measurement",
    "Measures",
    "Node",
    "NodeMeasures",
    "Path",
    "Step",
    "UndrawableError",
    "build_bars",
    "build_drawable_network",
    "build_network",
    "find_common_neighbours",
    "find_path",
    "find_style",
    "find_vis_folder",
    "measure_network",
    "render_chart",
    "render_network",
    "select_edge_columns",
    "write_edges_csv",
    "write_gexf",
    "write_graphml",
    "write_html",
    "write_json",
    "write_nodes_csv",
    "write_png",
    "write_vis_network",
    "write_zip",
]
