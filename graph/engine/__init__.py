"""SPARQL over one version: checked, run in confined processes within limits, and answered from memory where known."""

from graph.engine.cache import Cache, CachedEngine
from graph.engine.description import write_service_description
from graph.engine.reply import Reply
from graph.engine.sandbox.confinement import describe_missing_restrictions
from graph.engine.screening.screen import QueryBounds, list_keywords, screen
from graph.engine.store import GRAPH_FORMATS, RESULT_FORMATS, Engine, Request, Store, list_variables, write_turtle
from graph.engine.workers.pool import Pool
from graph.engine.workers.worker import Limits

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "Cache",
    "CachedEngine",
    "Engine",
    "Limits",
    "Pool",
    "QueryBounds",
    "Reply",
    "Request",
    "Store",
    "describe_missing_restrictions",
    "list_keywords",
    "list_variables",
    "screen",
    "write_service_description",
    "write_turtle",
]
