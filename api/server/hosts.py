"""By whom we may be asked: the names under which this service is reached, and the proxies that are believed."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

from api.http.locality import parse_host

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
#: Addresses that mean every address of this machine.
EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104  to be recognised, not listened on


class Hosts:
    """The names under which this service is reached; a request for any other is not meant for it."""

    def __init__(self, host: str, given: Iterable[str]) -> None:
        """Be reached as *host*, by the names of the loopback, and as *given*: with a dot before, all names below it."""
        own = () if host in EVERY_ADDRESS else (f"[{host}]" if ":" in host else host,)
        named = tuple(given) or ((socket.gethostname(),) if host in EVERY_ADDRESS else ())
        self._names = [name.lower() for name in (*LOOPBACK_NAMES, *own, *named)]

    def include(self, host: str) -> bool:
        """Say whether *host*, as a request has it, is one of them, whatever port it names."""
        name = parse_host(host)
        return any(name == it or (it.startswith(".") and name.endswith(it)) for it in self._names)


class Proxies:
    """The proxies that are believed in who the client is, and what it is called there."""

    def __init__(self, networks: Iterable[str]) -> None:
        """Believe those in *networks*: addresses, or ranges of them such as 10.0.0.0/8.

        :raises ValueError: when one is neither.
        """
        self.networks = [ipaddress.ip_network(it, strict=False) for it in networks]

    def include(self, address: str) -> bool:
        """Say whether *address* is one of theirs."""
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self.networks)


def find_client(address: str) -> str:
    """Find what one client has of *address*: the whole of IPv4, and of IPv6 the 64 bits that one line is given.

    >>> find_client("192.0.2.7"), find_client("2001:db8:1:2:3::4"), find_client("")
    ('192.0.2.7', '2001:db8:1:2::', '')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:  # noqa: PLR2004  the version of the protocol
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
