"""What any website may read of ours (CORS, the Fetch Standard of the WHATWG, 3.2): the data, never the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

#: How the paths of data begin.
OPEN_PATHS = ("/api/", "/sparql", "/graphs", "/doc/", "/id/", "/def", "/shapes", "/.well-known/void")
#: The headers that a script may read, besides those that it always may.
READABLE_HEADERS = "Accept-Post, Allow, API-Version, Content-Disposition, Content-Length, ETag, Link, Retry-After, Vary"
#: The headers that a script may send, besides those that it always may.
SENDABLE_HEADERS = "Accept, Accept-Language, Cache-Control, Content-Type, If-Match, If-None-Match"
#: Seconds for which a browser may remember what it may send: as long as any browser does.
PREFLIGHT_SECONDS = 86_400


def _add_cors_headers(response: Response) -> Response:
    """Add the CORS headers to *response* where it is data, and to OPTIONS what a script may send."""
    if not request.path.startswith(OPEN_PATHS):
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = READABLE_HEADERS
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        response.headers["Access-Control-Allow-Headers"] = SENDABLE_HEADERS
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def register(app: Flask) -> None:
    """Register the CORS headers on *app*."""
    app.after_request(_add_cors_headers)
