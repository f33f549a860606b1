"""Files of the website, kept once they were sent, so that the next one who asks takes no thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.coding import accepts_gzip
from api.server.wsgi import AppResponse

if TYPE_CHECKING:
    from api.server.visit import Visit

#: The largest file that is kept, in bytes, and how many answers there can be: of each file by two names, packed or not.
LARGEST, MOST = 4_000_000, 400
#: Headers with which it is not the whole file that is wanted.
PARTIAL = (b"range", b"if-range", b"if-match")
#: Headers that a 304 has too (RFC 9110, 15.4.5).
KEPT_HEADERS = frozenset({"cache-control", "content-security-policy", "date", "etag", "expires", "vary"})


class StaticFiles:
    """The files that were sent before, by path and by whether they were packed."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._files: dict[tuple[str, bool], AppResponse] = {}

    def find(self, visit: Visit) -> AppResponse | None:
        """Find the answer to *visit*: the file, or 304 where the client has it; nothing where the app is to answer."""
        kept = self._files.get(_make_key(visit))
        if kept is None or visit.method not in {"GET", "HEAD"} or any(map(visit.get_header, PARTIAL)):
            return None
        tag = next(value for name, value in kept.headers if name.lower() == "etag")
        known = visit.get_header(b"if-none-match").decode("latin-1")
        if tag not in known:
            return None if known or visit.get_header(b"if-modified-since") else kept
        return AppResponse(304, [it for it in kept.headers if it[0].lower() in KEPT_HEADERS], [])

    def keep(self, visit: Visit, response: AppResponse) -> AppResponse:
        """Keep *response* to *visit*, where it is a whole file, and return what is to be sent."""
        names = {name.lower() for name, _ in response.headers}
        whole = response.status == 200 and visit.method == "GET" and "etag" in names and "set-cookie" not in names  # noqa: PLR2004  a whole file
        if not whole or (response.size or LARGEST) >= LARGEST or len(self._files) >= MOST:
            return response
        kept = AppResponse(200, response.headers, [b"".join(response.pieces)])
        response.close()
        self._files[_make_key(visit)] = kept
        return kept


def _make_key(visit: Visit) -> tuple[str, bool]:
    """Make the key of all that the answer to *visit* depends on."""
    return visit.path, accepts_gzip(visit.get_header(b"accept-encoding").decode("latin-1"))
