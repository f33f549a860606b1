"""What was answered before is sent again, byte for byte, before the app is even called.

An answer with data over a version never changes while that version is served, within a day: who owns what is read as of
today. So its status line, headers and bytes can be kept whole. They are kept with the version, in the same bounded
cache as everything else that is kept of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from api.serving.served import Served

#: The paths of data: what they answer depends only on the version, the questions, the day, and what is in `KEY_NAMES`.
DATA_PATHS = ("/sparql", "/graphs", "/api/v1/", "/def", "/shapes")
#: All of a request that an answer of ours can depend on.
KEY_NAMES = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_COOKIE")
#: What makes an answer depend on more than that: a request with one of these goes to the app.
BYPASSING_HEADERS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_ACCEPT_LANGUAGE",
)


@dataclass(frozen=True)
class CachedResponse:
    """A response as it was sent: its status line, headers and bytes."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    in_memory: bool = True

    @property
    def size(self) -> int:
        """The number of bytes of the body."""
        return len(self.body)


class ResponseCache:
    """A WSGI layer before the app, which keeps the responses with data."""

    def __init__(self, app: WSGIApplication, serving: Served) -> None:
        """Stand before *app*, which answers over what *serving* serves."""
        self._app = app
        self._serving = serving

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the cache, or let the app answer and keep its response."""
        key = _build_key(environ, self._serving.now.library.edition)
        if key is None:
            return self._app(environ, start_response)
        cache = self._serving.now.cache
        kept = cache.peek(key)
        if not isinstance(kept, CachedResponse):
            response = self._ask_app(environ)
            if not isinstance(response, CachedResponse):
                status, headers, pieces = response
                start_response(status, headers)
                return pieces
            kept = response
            cache.keep(key, kept)
        start_response(kept.status, kept.headers)
        return [kept.body]

    def _ask_app(self, environ: WSGIEnvironment) -> CachedResponse | tuple[str, list[tuple[str, str]], Iterable[bytes]]:
        """Let the app answer; return a response that may be kept whole, and any other as its pieces."""
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
            started.append((status, headers))
            return lambda _: None

        pieces = self._app(environ, start)
        status, headers = started[-1]
        if not _is_cacheable(status, headers, self._serving.now.cache.largest):
            return status, headers, pieces
        try:
            return CachedResponse(status, headers, b"".join(pieces))
        finally:
            getattr(pieces, "close", lambda: None)()


def _build_key(environ: WSGIEnvironment, edition: str) -> Hashable | None:
    """Build the cache key of this request, for that *edition* of the questions; none if it bypasses the cache."""
    path = environ.get("PATH_INFO", "")
    if (
        environ["REQUEST_METHOD"] != "GET"
        or not path.startswith(DATA_PATHS)
        or any(name in environ for name in BYPASSING_HEADERS)
    ):
        return None
    today = datetime.now(UTC).astimezone().date()
    return (edition, today, *(environ.get(name) for name in KEY_NAMES))


def _is_cacheable(status: str, headers: list[tuple[str, str]], largest: int) -> bool:
    """Say whether a response with these *headers* is the same for every client, and small enough."""
    named = {name.lower(): value for name, value in headers}
    small = 0 <= int(named.get("content-length", "-1")) <= largest
    return status.startswith("200") and "etag" in named and "set-cookie" not in named and small
