"""SPARQL over one version: checked, run in confined processes within limits, and answered from memory where known."""

from graph.engine.cache import Cache, CachedEngine
from graph.engine.description import write_graph_description, write_service_description
from graph.engine.flights import Flights
from graph.engine.reply import Reply, Spool
from graph.engine.request import Engine, Request
from graph.engine.sandbox.confinement import describe_missing_restrictions
from graph.engine.screening.outline import OutlineReader, QueryOutline, read_outline
from graph.engine.screening.screen import QueryBounds, screen
from graph.engine.screening.tokens import MARK, VARIABLE, WORD
from graph.engine.selection import SelectedGraphs
from graph.engine.solutions import Solution, Solutions, UnexpectedTerm
from graph.engine.store import Store, list_packaged_variables, list_variables
from graph.engine.task import Task, get_task
from graph.engine.workers.ending import digest_for_log
from graph.engine.workers.pool import Pool
from graph.engine.workers.worker import Limits
from graph.engine.writing import GRAPH_FORMATS, RESULT_FORMATS, write_graph, write_turtle

__all__ = [
    "GRAPH_FORMATS",
    "MARK",
    "RESULT_FORMATS",
    "VARIABLE",
    "WORD",
    "Cache",
    "CachedEngine",
    "Engine",
    "Flights",
    "Limits",
    "OutlineReader",
    "Pool",
    "QueryBounds",
    "QueryOutline",
    "Reply",
    "Request",
    "SelectedGraphs",
    "Solution",
    "Solutions",
    "Spool",
    "Store",
    "Task",
    "UnexpectedTerm",
    "describe_missing_restrictions",
    "digest_for_log",
    "get_task",
    "list_packaged_variables",
    "list_variables",
    "read_outline",
    "screen",
    "write_graph",
    "write_graph_description",
    "write_service_description",
    "write_turtle",
]
