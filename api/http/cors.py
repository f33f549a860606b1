"""What any website may read of ours (CORS, the Fetch Standard of the WHATWG, 3.2): public data, never the pages.

A script of any website that somebody here visits could read what only this machine can: so data are open to them where
everybody has those, or where a setting says so.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

#: How the paths of data begin, and of those the model's, which everybody has.
OPEN_PATHS = ("/api/", "/sparql", "/graphs", "/doc/", "/id/", "/def", "/shapes", "/.well-known/void")
PUBLIC_PATHS = ("/def", "/shapes")
#: The headers that a script may read, besides those that it always may.
READABLE_HEADERS = "Accept-Post, Allow, API-Version, Content-Disposition, Content-Length, ETag, Link, Retry-After, Vary"
#: The headers that a script may send, besides those that it always may.
SENDABLE_HEADERS = "Accept, Accept-Language, Cache-Control, Content-Type, If-Match, If-None-Match"
#: Seconds for which a browser may remember what it may send: as long as any browser does.
PREFLIGHT_SECONDS = 86_400


def _add_cors_headers(is_public: Callable[[], bool], response: Response) -> Response:
    """Add the CORS headers to *response* where it is data that *is_public*, and to OPTIONS what a script may send."""
    path = request.path
    if not path.startswith(PUBLIC_PATHS) and not (path.startswith(OPEN_PATHS) and is_public()):
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = READABLE_HEADERS
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        response.headers["Access-Control-Allow-Headers"] = SENDABLE_HEADERS
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def register(app: Flask, is_public: Callable[[], bool]) -> None:
    """Register the CORS headers on *app*, whose data are open to every website where it *is_public*."""
    app.after_request(partial(_add_cors_headers, is_public))
