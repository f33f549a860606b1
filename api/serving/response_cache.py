"""What was answered before is sent again, byte for byte, before the app is even called.

An answer with data over a version never changes while that version is served, within a day: who owns what is read as of
today. So its status line, headers and bytes can be kept whole. They are kept with the version, in the same bounded
cache as everything else that is kept of it; bytes that several requests are answered with are kept once. Whoever asks
for what is being answered waits for that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request

from api.http.language import choose_language
from api.http.negotiation import rank_offered_types
from api.http.wsgi import call_wsgi
from graph.engine import Cache, Flights, Reply
from graph.errors import QueryCancelled

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from api.http.wsgi import Pieces
    from api.serving.served import Served

#: The paths of data: what they answer depends only on the version, the questions, the day, and what is in the key.
API_PATH, QUERY_PATH = "/api/v1/", "/sparql"
DATA_PATHS = (QUERY_PATH, "/graphs", API_PATH, "/def", "/shapes")
#: What is in the key as it stands; the rest of it is made of the query string, of the Accept headers and of the cookie.
KEY_NAMES = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO")
#: The parameters that those paths look at. The API refuses any other; a request of the rest that has one is not kept.
KNOWN_PARAMETERS = frozenset(
    (
        *("query", "default-graph-uri", "named-graph-uri", "graph", "default"),
        *("format", "lang", "plan", "version", "view", "value"),
    )
)
#: As many parameters as a request has whose answer is kept.
MOST_PARAMETERS = 100
#: What makes an answer depend on more than that: a request with one of these goes to the app.
BYPASSING_HEADERS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
)


@dataclass(frozen=True)
class WholeResponse:
    """A response as it was sent: its status line, headers and bytes."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class CachedHead:
    """The status line and the headers of a response that is kept, and under which key its bytes are."""

    status: str
    headers: list[tuple[str, str]]
    body_key: Hashable
    in_memory: bool = True

    @property
    def size(self) -> int:
        """The number of bytes of the head."""
        return sum(len(name) + len(value) for name, value in self.headers)


class ResponseCache:
    """A WSGI layer before the app, which keeps the responses with data."""

    def __init__(self, app: WSGIApplication, serving: Served) -> None:
        """Stand before *app*, which answers over what *serving* serves."""
        self._app = app
        self._serving = serving
        self._flights: Flights[WholeResponse | None] = Flights()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the cache, or let the app answer and keep its response."""
        now = self._serving.now
        key = build_key(environ, now.library.edition)
        if key is None:
            return self._app(environ, start_response)
        kept = _find_response(now.cache, key)
        own: list[Pieces] = []
        if kept is None and environ["PATH_INFO"] == QUERY_PATH:  # the engine has answers shared, within bounds
            kept = self._ask_app(environ, now.cache, key, own)
        elif kept is None:
            try:
                kept = self._flights.share((id(now), key), lambda: self._ask_app(environ, now.cache, key, own))
            except QueryCancelled:  # nobody reads it
                _close(own)
                kept = WholeResponse("503 Service Unavailable", [], b"")
        if kept is not None:
            start_response(kept.status, kept.headers)
            return [kept.body]
        if not own:
            return self._app(environ, start_response)
        status, headers, pieces = own[0]
        start_response(status, headers)
        return pieces

    def _ask_app(
        self, environ: WSGIEnvironment, cache: Cache, key: Hashable, own: list[Pieces]
    ) -> WholeResponse | None:
        """Let the app answer, and keep its response in *cache*; one that is not for others is put in *own* instead."""
        status, headers, pieces = call_wsgi(self._app, environ)
        if not _is_shareable(status, headers, cache.largest):
            own.append((status, headers, pieces))
            return None
        try:
            response = WholeResponse(status, headers, b"".join(pieces))
        finally:
            _close([(status, headers, pieces)])
        if status.startswith("200"):
            _keep_response(cache, key, response)
        return response


def _find_response(cache: Cache, key: Hashable) -> WholeResponse | None:
    """Find the response that *cache* has under *key*."""
    head = cache.peek(key)
    body = cache.peek(head.body_key) if isinstance(head, CachedHead) else None
    if isinstance(head, CachedHead) and isinstance(body, Reply):
        return WholeResponse(head.status, head.headers, body.body)
    return None


def _keep_response(cache: Cache, key: Hashable, response: WholeResponse) -> None:
    """Keep *response* in *cache* under *key*: its bytes under their own digest, as other requests have the same."""
    body_key = ("body", hashlib.sha256(response.body).digest())
    cache.keep(body_key, Reply("", response.body))
    cache.keep(key, CachedHead(response.status, response.headers, body_key))


def _close(responses: list[Pieces]) -> None:
    """Say that nobody reads on in *responses*, whose requests are over then."""
    for _status, _headers, pieces in responses:
        getattr(pieces, "close", lambda: None)()


def build_key(environ: WSGIEnvironment, edition: str) -> Hashable | None:
    """Build the cache key of this request, for that *edition* of the questions; none if it bypasses the cache.

    It has all that an answer can depend on, in one form for all requests that are answered alike.
    """
    path = environ.get("PATH_INFO", "")
    if (
        environ["REQUEST_METHOD"] != "GET"
        or not path.startswith(DATA_PATHS)
        or any(name in environ for name in BYPASSING_HEADERS)
    ):
        return None
    parameters = _read_parameters(environ.get("QUERY_STRING", ""))
    if parameters is None or not (path.startswith(API_PATH) or {name for name, _ in parameters} <= KNOWN_PARAMETERS):
        return None
    today = datetime.now(UTC).astimezone().date()
    language, ranks = choose_language(Request(environ)), rank_offered_types(environ.get("HTTP_ACCEPT", ""))
    return (edition, today, language, ranks, parameters, *(environ.get(name) for name in KEY_NAMES))


def _read_parameters(query_string: str) -> tuple[tuple[str, str], ...] | None:
    """Read the parameters of *query_string* by name, each name in its order; none where they cannot be read."""
    try:
        query_string.encode("ascii")  # whatever else is in it means something else to others
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    return tuple(sorted(pairs, key=itemgetter(0)))


def _is_shareable(status: str, headers: list[tuple[str, str]], largest: int) -> bool:
    """Say whether a response with these *headers* is the same for every client, and small enough.

    An error is the same too, for those who asked the same meanwhile; it is not kept.
    """
    named = {name.lower(): value for name, value in headers}
    small = 0 <= int(named.get("content-length", "-1")) <= largest
    whole = status.startswith("200") and "etag" in named
    return small and "set-cookie" not in named and (whole or int(status[:3]) >= HTTPStatus.BAD_REQUEST)
