"""The last layer before the server, which sends a text packed to who takes that, and answers HEAD as GET.

What has a tag is packed once and kept, in the same bounded cache as what was answered; a page, which has none, takes
half a millisecond each time. An answer that is on disk is packed to disk, so that its size is known before it is sent.
"""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING

from api.http.coding import (
    FEWEST_BYTES,
    GZIP,
    SMALL,
    SOON,
    accepts_gzip,
    compress,
    is_compressible,
    tag_coded,
    untag,
)
from api.http.wsgi import call_wsgi
from graph.engine import Reply, Spool, get_task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from graph.engine import Cache

    Headers = list[tuple[str, str]]

#: The conditions in which a client names what it has.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")
#: Answers that are a part of something, or have no bytes.
NEVER_PACKED = ("204", "206", "304")


class Compression:
    """A WSGI layer before the app, which packs what it answers."""

    def __init__(self, app: WSGIApplication, find_cache: Callable[[], Cache]) -> None:
        """Stand before *app*; what was packed is kept in the cache that *find_cache* finds."""
        self._app = app
        self._find_cache = find_cache

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Have the app answer, and send that packed where the client takes it."""
        packed, is_head = accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")), environ["REQUEST_METHOD"] == "HEAD"
        held = environ.get("HTTP_IF_NONE_MATCH", "")
        status, headers, pieces = call_wsgi(self._app, _translate(environ, packed=packed))
        if packed and status.startswith("304"):
            headers = [(name, _find_held(value, held) if name.lower() == "etag" else value) for name, value in headers]
        elif packed and _is_packable(status, headers):
            headers, pieces = self._pack(headers, pieces)
        start_response(status, _vary(status, headers))
        if is_head:
            _close(pieces)
            return []
        return pieces

    def _pack(self, headers: Headers, pieces: Iterable[bytes]) -> tuple[Headers, Iterable[bytes]]:
        """Pack *pieces*, and say so in the *headers*."""
        named, cache = {name.lower(): value for name, value in headers}, self._find_cache()
        size = int(named.get("content-length", FEWEST_BYTES))
        try:
            if "etag" in named and size <= cache.largest:
                done = _pack_kept(cache, b"".join(pieces))
            else:
                done = _pack_now(pieces, SMALL if size <= cache.largest else SOON)
        finally:
            _close(pieces)
        return _describe_packed(headers, done.size), done.iter_chunks()


def _translate(environ: WSGIEnvironment, *, packed: bool) -> WSGIEnvironment:
    """Translate the request in *environ* to one of GET whose client names nothing *packed*, where it takes that."""
    asked = environ
    if environ["REQUEST_METHOD"] == "HEAD":
        asked = {**asked, "REQUEST_METHOD": "GET"}
    if packed and any(name in environ for name in CONDITIONS):
        asked = {**asked, **{name: untag(environ[name]) for name in CONDITIONS if name in environ}}
    return asked


def _find_held(tag: str, held: str) -> str:
    """Find which of the client's tags, in *held*, is of what has *tag*: that of the packed answer, where it has it."""
    return tag_coded(tag) if tag_coded(tag) in held else tag


def _is_packable(status: str, headers: Headers) -> bool:
    """Say whether an answer with *status* and *headers* is a whole text that is worth packing."""
    named = {name.lower(): value for name, value in headers}
    whole = not status.startswith(NEVER_PACKED) and "content-encoding" not in named
    worth = int(named.get("content-length", FEWEST_BYTES)) >= FEWEST_BYTES
    return whole and worth and is_compressible(named.get("content-type", ""))


def _pack_kept(cache: Cache, body: bytes) -> Reply:
    """Pack *body*, or find it packed in *cache*."""
    key = (GZIP, hashlib.sha256(body).digest())
    kept = cache.peek(key)
    if isinstance(kept, Reply):
        return kept
    packed = Reply("", b"".join(compress([body], SMALL)))
    cache.keep(key, packed)
    return packed


def _pack_now(pieces: Iterable[bytes], level: int) -> Reply:
    """Pack *pieces* at *level*, to disk where that is much; it ends when nobody waits any more."""
    spool, task = Spool(), get_task()
    for part in compress(itertools.takewhile(lambda _: not task.cancelled, pieces), level):
        spool.write(part)
    spool.finish()
    return Reply("", spool)


def _describe_packed(headers: Headers, size: int) -> Headers:
    """Describe in *headers* what was packed to *size* bytes: a range is of what is not packed."""
    kept = [it for it in headers if it[0].lower() not in {"content-length", "accept-ranges"}]
    tagged = [(name, tag_coded(value) if name.lower() == "etag" else value) for name, value in kept]
    return [*tagged, ("Content-Encoding", GZIP), ("Content-Length", str(size))]


def _vary(status: str, headers: Headers) -> Headers:
    """Say in *headers* that the answer depends on what the client takes, where it may."""
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    if not status.startswith("304") and not is_compressible(content_type):
        return headers
    others = [value for name, value in headers if name.lower() == "vary"]
    kept = [it for it in headers if it[0].lower() != "vary"]
    return [*kept, ("Vary", ", ".join([*others, "Accept-Encoding"]))]


def _close(pieces: Iterable[bytes]) -> None:
    """Say that nobody reads on in *pieces*."""
    getattr(pieces, "close", lambda: None)()
