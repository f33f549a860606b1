"""A network as a file to take along: for programs that draw, for tables, for paper, and for a stick."""

from visualisation.files.caption import Caption
from visualisation.files.gexf import write_gexf
from visualisation.files.graphml import write_graphml
from visualisation.files.media_types import NETWORK_TYPES
from visualisation.files.node_link import write_json
from visualisation.files.page import Drawing, write_html
from visualisation.files.png import write_png
from visualisation.files.script import join_modules
from visualisation.files.table import write_edges_csv, write_nodes_csv, write_zip

__all__ = [
    "NETWORK_TYPES",
    "Caption",
    "Drawing",
    "join_modules",
    "write_edges_csv",
    "write_gexf",
    "write_graphml",
    "write_html",
    "write_json",
    "write_nodes_csv",
    "write_png",
    "write_zip",
]
