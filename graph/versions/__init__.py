"""Versions of the graph as files: written whole or not at all, kept, proved, compared and gone back to."""

from graph.versions.archive import Archive, BrokenVersion, Manifest, ShapesResult, Version
from graph.versions.canonical import name_blank_nodes
from graph.versions.compression import open_version
from graph.versions.difference import PARTS, Change, iter_changes
from graph.versions.manifest import count_per_graph, parse_graph_iri

__all__ = [
    "PARTS",
    "Archive",
    "BrokenVersion",
    "Change",
    "Manifest",
    "ShapesResult",
    "Version",
    "count_per_graph",
    "iter_changes",
    "name_blank_nodes",
    "open_version",
    "parse_graph_iri",
]
