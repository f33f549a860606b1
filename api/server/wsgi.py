"""The app behind the server, a WSGI app (PEP 3333), called in a thread of a lane."""

from __future__ import annotations

import contextvars
import sys
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from api.http.wsgi import call_wsgi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping
    from wsgiref.types import WSGIApplication

    from graph.engine import Task

    Scope = MutableMapping[str, Any]

#: Bytes that are handed to a connection at a time; the next come when it has taken those.
PIECE_BYTES = 64_000
#: The headers that have no `HTTP_` before their names (PEP 3333).
UNPREFIXED = frozenset({"CONTENT_LENGTH", "CONTENT_TYPE"})


@dataclass(frozen=True)
class AppResponse:
    """What the app answers: its status, headers, and pieces of its body, of which none was read yet."""

    status: int
    headers: list[tuple[str, str]]
    pieces: Iterable[bytes]

    @property
    def size(self) -> int | None:
        """The number of bytes, where it is said beforehand."""
        found = next((value for name, value in self.headers if name.lower() == "content-length"), "")
        return int(found) if found.isdigit() else None

    def iter_pieces(self) -> Iterator[memoryview]:
        """Yield the body in pieces that copy none of it."""
        for piece in self.pieces:
            view = memoryview(piece)
            for start in range(0, len(view), PIECE_BYTES):
                yield view[start : start + PIECE_BYTES]

    def close(self) -> None:
        """Say that nobody reads on."""
        getattr(self.pieces, "close", lambda: None)()


def build_environ(scope: Scope, body: bytes, task: Task) -> dict[str, Any]:
    """Build the environ (PEP 3333) of the request in *scope* with *body*, that *task* is for.

    A header with `_` in its name is left out: it would pass for the one with `-`, which a proxy may have looked at.
    """
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        if b"_" not in name:
            key = name.decode("latin-1").upper().replace("-", "_")
            key = key if key in UNPREFIXED else f"HTTP_{key}"
            headers[key] = f"{headers[key]},{value.decode('latin-1')}" if key in headers else value.decode("latin-1")
    server, port = scope.get("server") or ("localhost", 80)
    return {
        **headers,
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _to_native(scope["root_path"]),
        "PATH_INFO": _to_native(scope["path"]),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "samendoen.request": task.name,
    }


def _to_native(text: str) -> str:
    """Convert *text* to the native strings of WSGI, which hold bytes as if they were Latin-1."""
    return text.encode(errors="surrogateescape").decode("latin-1")


def call_app(app: WSGIApplication, environ: dict[str, Any], task: Task) -> AppResponse:
    """Have *app* answer *environ*, as the work of *task*."""
    with task.work():
        status, headers, pieces = call_wsgi(app, environ)
    return AppResponse(int(status.split(" ", 1)[0]), headers, pieces)


def run_detached(work: Callable[[], AppResponse]) -> AppResponse:
    """Do *work* in a context of its own, so that nothing of one request is seen by the next in the same thread."""
    return contextvars.Context().run(work)


def close_quietly(response: AppResponse) -> None:
    """Close *response*, of which nobody is left to hear that it fails."""
    with suppress(Exception):
        response.close()
