"""A WSGI app (PEP 3333) as a function: what it answers, and not how it begins to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import WSGIApplication, WSGIEnvironment

    #: A status line, headers, and the pieces of a body, of which none was read yet.
    Pieces = tuple[str, list[tuple[str, str]], Iterable[bytes]]


def call_wsgi(app: WSGIApplication, environ: WSGIEnvironment) -> Pieces:
    """Call *app* with *environ*, and return its status line, its headers, and the pieces of its body."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        started.append((status, headers))
        return lambda _: None

    pieces = app(environ, start)
    return *started[-1], pieces
