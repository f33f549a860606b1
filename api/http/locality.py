"""Whether a request comes from this machine, and so may see what is not meant for others.

A proxy on this machine asks from its loopback too. So one that is not among those that are believed, and says in a
header for whom it asks, is not taken for somebody here; neither is who asks by a name of ours that others use.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from collections.abc import Collection

#: The headers by which a proxy says for whom it asks; the server takes them away where it believes them.
FORWARDING_HEADERS = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
# A host as a request has it (RFC 9110, 7.2): a name or an address, and a port.
_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")


def parse_host(host: str) -> str:
    """Parse the name or the address in *host*, as a request has it; empty where that cannot be one.

    >>> parse_host("LocalHost:8080"), parse_host("[::1]:80"), parse_host("a<b>")
    ('localhost', '[::1]', '')
    """
    found = _HOST.fullmatch(host)
    return found[1].lower() if found else ""


def is_loopback(host: str) -> bool:
    """Say whether *host*, a name or an address, is this machine's own loopback.

    >>> is_loopback("127.0.0.9"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_from_here(client: str, host: str, headers: Collection[str]) -> bool:
    """Say whether *client*, who asks for *host* with *headers* of these names, is at this machine."""
    forwarded = any(name in headers for name in FORWARDING_HEADERS)
    return is_loopback(client) and is_loopback(parse_host(host)) and not forwarded


def may_see(what: str) -> bool:
    """Say whether who makes this request may see *what* is not meant for others, unless a setting opens it."""
    opened: frozenset[str] = current_app.config["SAMENDOEN_PUBLIC"]
    return what in opened or is_request_from_here()


def is_request_from_here() -> bool:
    """Say whether who makes this request is at this machine."""
    names = {name.lower() for name in request.headers.keys()}  # noqa: SIM118  iterating headers gives pairs
    return is_from_here(request.remote_addr or "", request.host, names)
