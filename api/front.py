"""What was answered before is given again, byte for byte, before the app is even asked.

An answer with data over a version never changes while that version is served, so its status line, headers and bytes
can be kept whole. They are kept with the version, in the same bounded cache as everything else that is kept of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from api.serving import Served

#: The addresses of data: what they answer depends on nothing but the version, the questions, and what is in `ASKED`.
DATA = ("/sparql", "/graphs", "/api/v1/", "/def", "/shapes")
#: All of a request that an answer of ours can depend on.
ASKED = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_COOKIE")
#: What makes an answer depend on more than that: a request with one of these goes to the app.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_ACCEPT_LANGUAGE")


@dataclass(frozen=True)
class Kept:
    """An answer as it went out."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    in_memory: bool = True

    @property
    def size(self) -> int:
        """Give how many bytes it is."""
        return len(self.body)


class Front:
    """The app, with a memory for the data that it gave."""

    def __init__(self, app: WSGIApplication, serving: Served) -> None:
        """Stand before *app*, which answers over what *serving* serves."""
        self._app = app
        self._serving = serving

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or let the app answer and remember it."""
        key = _key(environ, self._serving.now.library.edition)
        if key is None:
            return self._app(environ, start_response)
        cache = self._serving.now.cache
        kept = cache.peek(key)
        if not isinstance(kept, Kept):
            answered = self._answered(environ)
            if not isinstance(answered, Kept):
                status, headers, pieces = answered
                start_response(status, headers)
                return pieces
            kept = answered
            cache.keep(key, kept)
        start_response(kept.status, kept.headers)
        return [kept.body]

    def _answered(self, environ: WSGIEnvironment) -> Kept | tuple[str, list[tuple[str, str]], Iterable[bytes]]:
        """Let the app answer; what may be kept comes back whole, and anything else as it comes."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return lambda _: None

        pieces = self._app(environ, start)
        status, headers = begun[-1]
        if not _lasting(status, headers, self._serving.now.cache.largest):
            return status, headers, pieces
        try:
            return Kept(status, headers, b"".join(pieces))
        finally:
            getattr(pieces, "close", lambda: None)()


def _key(environ: WSGIEnvironment, edition: str) -> Hashable | None:
    """Give what tells this request, to that *edition* of the questions, from others; nothing where it is the app's."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] != "GET" or not path.startswith(DATA) or any(name in environ for name in CONDITIONS):
        return None
    return (edition, *(environ.get(name) for name in ASKED))


def _lasting(status: str, headers: list[tuple[str, str]], largest: int) -> bool:
    """Say whether an answer with these *headers* is the same for everyone who asks, and no larger than *largest*."""
    named = {name.lower(): value for name, value in headers}
    small = 0 <= int(named.get("content-length", "-1")) <= largest
    return status.startswith("200") and "etag" in named and "set-cookie" not in named and small
