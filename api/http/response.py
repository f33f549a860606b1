"""Responses that carry the data version: their tag, what they vary by, and 304 for who has them already."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, abort, request

from api.http.language import LANGUAGE_HEADERS, get_language
from api.http.language import gettext as _
from queries.exports import to_ascii_name

if TYPE_CHECKING:
    from graph.engine import Reply


def add_etag(response: Response, version: str, *, by_language: bool = False) -> Response:
    """Add to *response* an ETag of the *version* (a digest) and its own bytes; answer 304 if the client has those.

    `by_language` says that another language would have been another answer.
    """
    response.set_etag(_format_etag(version, response.get_data(), 16))
    response.headers["Vary"] = "Accept"
    if by_language:
        name_language(response)
    response.headers["Cache-Control"] = "no-cache"
    return _apply_conditions(response)


def name_language(response: Response) -> None:
    """Name in *response* the language that it is in, and what that was chosen by besides the URL."""
    response.headers["Content-Language"] = get_language()
    response.vary.update(LANGUAGE_HEADERS)


def build_etag(version: str, *parts: object) -> str:
    """Build the ETag of a response, before it is made, from the *version* (a digest) and all *parts* it depends on."""
    return _format_etag(version, json.dumps(parts).encode(), 32)


def _format_etag(version: str, content: bytes, length: int) -> str:
    """Format an ETag: the *version*, and *length* characters of the digest of *content*."""
    return f"{version[:16]}-{hashlib.sha256(content).hexdigest()[:length]}"


def add_file_name(response: Response, name: str) -> Response:
    """Have a browser keep *response* as a file called *name*: in ASCII for the old ones (RFC 6266, 4.3)."""
    full = quote(name, safe="")
    response.headers["Content-Disposition"] = f"attachment; filename=\"{to_ascii_name(name)}\"; filename*=UTF-8''{full}"
    return response


def stream_reply(reply: Reply, content_type: str) -> Response:
    """Make a response of *reply*; one that is on disk is read while it is sent."""
    response = Response(reply.body if reply.in_memory else reply.iter_chunks(), content_type=content_type)
    response.content_length = reply.size
    return response


def add_weak_etag(response: Response, tag: str | None, *, by_language: bool = False) -> Response:
    """Add the weak *tag* to *response*, 304 if the client has it; without a tag nobody may cache it.

    `by_language` says the same as for `add_etag`.
    """
    response.headers["Vary"] = "Accept"
    if by_language:
        name_language(response)
    response.headers["Cache-Control"] = "no-cache" if tag else "no-store"
    if tag:
        response.set_etag(tag, weak=True)
    return _apply_conditions(response)


def _apply_conditions(response: Response) -> Response:
    """Apply the conditions of the request to *response*, in the order of RFC 9110, 13.2.2.

    `If-Match` compares strongly, so a weak tag never matches; `If-None-Match` does not mind.
    """
    tag, weak = response.get_etag()
    if request.method not in ("GET", "HEAD") or tag is None:
        return response
    wanted, known = request.if_match, request.if_none_match
    if wanted and not wanted.star_tag and (weak or not wanted.is_strong(tag)):
        abort(412, _("This is not the version that you ask for. Ask without If-Match for the one there is."))
    if known.star_tag or known.contains_weak(tag):
        response.status_code = 304
    return response


def has_client_copy(tag: str) -> bool:
    """Say whether the client has what carries *tag*, so that it need not be made (RFC 9110, 13.1.2).

    With `*` the client has anything there is, so what there is must be looked at first.
    """
    known = request.if_none_match
    reads = request.method in ("GET", "HEAD") and not request.if_match
    return reads and not known.star_tag and known.contains_weak(tag)
