"""A graph as a response, in the format that was negotiated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from api.http.negotiation import GRAPH_TYPES, add_charset
from api.http.response import add_etag
from api.serving.dataset import get_dataset

if TYPE_CHECKING:
    from graph.engine import Request

#: What a thing can be had as, a page before all.
FORMATS = {"html": "text/html", **GRAPH_TYPES}


def make_graph_response(query: Request) -> Response:
    """Make the response with the graph that *query* constructs."""
    reply = get_dataset().engine.ask(query)
    return add_etag(Response(reply.body, content_type=add_charset(reply.media_type)), get_dataset().version.digest)
