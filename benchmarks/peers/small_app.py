"""A small WSGI app (PEP 3333), the same behind each server: a page, an answer of 31 MB, and what reads a body."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Start = Callable[[str, list[tuple[str, str]]], object]

PAGE = b"x" * 10_000
LARGEST = b"x" * 31_000_000
#: Seconds that it takes to make the page.
MAKING = 0.02
#: Bytes of a body that are read at a time.
PIECE = 65_536


def app(environ: dict[str, Any], start: Start) -> list[bytes]:
    """Answer one request: the page, or at the address of SPARQL what was asked for."""
    if environ["REQUEST_METHOD"] == "POST":
        body = b"%d bytes" % count_body(environ)
    elif environ["PATH_INFO"] == "/sparql":
        body = LARGEST
    else:
        time.sleep(MAKING)
        body = PAGE
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def count_body(environ: dict[str, Any]) -> int:
    """Count the bytes of the body, read as frameworks do: as many as were announced, in pieces."""
    announced = int(environ.get("CONTENT_LENGTH") or 0)
    read = 0
    while read < announced and (piece := environ["wsgi.input"].read(min(PIECE, announced - read))):
        read += len(piece)
    return read
