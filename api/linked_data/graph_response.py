"""A graph as a response, in the format that was negotiated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from api.http.negotiation import GRAPH_TYPES, add_charset
from api.http.response import add_etag
from graph.engine import write_graph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.requests.scope import Scope
    from graph.engine import Request

#: What a thing can be had as, a page before all.
FORMATS = {"html": "text/html", **GRAPH_TYPES}


def make_graph_response(scope: Scope, query: Request) -> Response:
    """Make the response with the graph that *query* constructs."""
    reply = scope.engine.ask(query)
    return add_etag(Response(reply.body, content_type=add_charset(reply.media_type)), scope.version.digest)


def make_lines_response(scope: Scope, lines: Sequence[bytes], media_type: str) -> Response:
    """Make the response with the graph that *lines* of N-Triples are, as *media_type*: of the same, the same bytes."""
    body = write_graph(b"\n".join(lines), media_type)
    return add_etag(Response(body, content_type=add_charset(media_type)), scope.version.digest)
