"""What any website may read of ours (CORS, the Fetch Standard of the WHATWG, 3.2): the data, never the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

#: The addresses of data.
OPEN = ("/api/", "/sparql", "/graphs", "/doc/", "/id/", "/def", "/shapes", "/.well-known/void")
#: The headers that a script may read, besides those that it always may.
EXPOSED = "Accept-Post, Allow, API-Version, Content-Disposition, Content-Length, ETag, Link, Retry-After, Vary"
#: The headers that a script may send, besides those that it always may.
TAKEN = "Accept, Accept-Language, Cache-Control, Content-Type, If-Match, If-None-Match"
#: Seconds for which a browser may remember what it may send: as long as any browser does.
REMEMBERED = 86_400


def _headers(response: Response) -> Response:
    """Let scripts of other websites read *response* where it is data; before they ask, say how they may."""
    if not request.path.startswith(OPEN):
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        response.headers["Access-Control-Allow-Headers"] = TAKEN
        response.headers["Access-Control-Max-Age"] = str(REMEMBERED)
    return response


def register(app: Flask) -> None:
    """Let *app* say so."""
    app.after_request(_headers)
