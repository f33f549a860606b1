"""Versions of the graph as files: written whole or not at all, kept, proved, compared and gone back to."""

from graph.versions.archive import Archive, BrokenVersion, Manifest, ShapesResult, Version
from graph.versions.canonical import name_blank_nodes
from graph.versions.compression import open_version
from graph.versions.difference import PARTS, Change, iter_changes
from graph.versions.facts import Facts, Node
from graph.versions.manifest import count_per_graph, parse_graph_iri
from graph.versions.portions import COMMON, PlanFinder, Portions, list_plan_keys
from graph.versions.survey import Survey

__all__ = [
    "COMMON",
    "PARTS",
    "Archive",
    "BrokenVersion",
    "Change",
    "Facts",
    "Manifest",
    "Node",
    "PlanFinder",
    "Portions",
    "ShapesResult",
    "Survey",
    "Version",
    "count_per_graph",
    "iter_changes",
    "list_plan_keys",
    "name_blank_nodes",
    "open_version",
    "parse_graph_iri",
]
