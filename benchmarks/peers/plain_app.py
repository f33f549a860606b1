"""rdflib over HTTP: a WSGI app over one graph in memory, as thin as can be. Granian serves it; see `peers.plain`."""

from __future__ import annotations

import ctypes
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import rdflib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Start = Callable[[str, list[tuple[str, str]]], object]
    App = Callable[[dict[str, str], Start], list[bytes]]


def create() -> App:
    """Load the file that the environment names, and give the app that answers over it."""
    graph = rdflib.Graph()
    graph.parse(os.environ["PLAIN_DATA"], format="nt")
    patience = float(os.environ["PLAIN_PATIENCE"])

    def app(environ: dict[str, str], start: Start) -> list[bytes]:
        """Answer one request."""
        text = parse_qs(environ["QUERY_STRING"])["query"][0]
        try:
            with bounded(patience):
                body = graph.query(text).serialize(format="json") or b""
            status = "200 OK"
        except TimeoutError:
            status, body = "503 Service Unavailable", b"no answer within %g s" % patience
        start(status, [("Content-Type", "application/sparql-results+json"), ("Content-Length", str(len(body)))])
        return [body]

    return app


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` in this thread after *seconds*: rdflib has no limit of time, and does not stop by itself."""
    raised = ctypes.pythonapi.PyThreadState_SetAsyncExc
    thread = ctypes.c_ulong(threading.get_ident())
    timer = threading.Timer(seconds, raised, (thread, ctypes.py_object(TimeoutError)))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
