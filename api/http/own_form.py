"""Whether a form that writes something was sent from a page of ours, by who is at this machine.

Everything else here is only read, so this is the only thing that another website could have a browser do for it. Three
things have to be right: the request comes from this machine under a name of its own; the browser says that it comes
from a page of ours (Fetch Metadata, W3C, and Origin, RFC 6454); and it has the token of such a page, which no script
of another website can read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from typing import TYPE_CHECKING

from flask import current_app, request

from api.http.locality import is_request_from_here

if TYPE_CHECKING:
    from flask import Flask

#: The field of a form that holds its token, and the seconds for which a token is good.
TOKEN_FIELD, GOOD_SECONDS = "token", 12 * 3600
_SECRET = "SAMENDOEN_FORM_SECRET"  # noqa: S105  the name of a setting


def register(app: Flask) -> None:
    """Register on *app* the secret by which it knows its own tokens, until it ends."""
    app.config[_SECRET] = secrets.token_bytes(32)


def make_token(purpose: str) -> str:
    """Make the token of a form for *purpose*, good for some hours."""
    until = int(time.time()) + GOOD_SECONDS
    return f"{until:x}-{_sign(purpose, until)}"


def has_good_token(purpose: str) -> bool:
    """Say whether this request has a token that was made for *purpose* and is still good."""
    until, _, signature = request.form.get(TOKEN_FIELD, "").partition("-")
    try:
        moment = int(until, 16)
    except ValueError:
        return False
    return moment >= time.time() and hmac.compare_digest(signature.encode(), _sign(purpose, moment).encode())


def is_from_own_page() -> bool:
    """Say whether who sent this request is at this machine, and their browser says that a page of ours has sent it.

    A request that says nothing of where it comes from is none of a browser's, and not taken either.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    own = request.host_url.rstrip("/")
    said = site is not None or origin is not None
    return is_request_from_here() and said and site in (None, "same-origin") and origin in (None, own)


def _sign(purpose: str, until: int) -> str:
    """Sign *purpose* and the moment *until* which that is good."""
    secret: bytes = current_app.config[_SECRET]
    return hmac.new(secret, f"{until:x} {purpose}".encode(), hashlib.sha256).hexdigest()
