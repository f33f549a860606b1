"""By whom we may be asked: the names under which this service is reached, and the proxies that are believed."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A host as a request has it (RFC 9110, 7.2): a name or an address, and a port.
_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
#: Addresses that mean every address of this machine.
EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104  to be recognised, not listened on


def is_loopback(host: str) -> bool:
    """Say whether *host*, a name or an address, is this machine's own loopback.

    >>> is_loopback("127.0.0.9"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class Hosts:
    """The names under which this service is reached; a request for any other is not meant for it."""

    def __init__(self, host: str, given: Iterable[str]) -> None:
        """Be reached as *host*, by the names of the loopback, and as *given*: with a dot before, all names below it."""
        own = () if host in EVERY_ADDRESS else (f"[{host}]" if ":" in host else host,)
        named = tuple(given) or ((socket.gethostname(),) if host in EVERY_ADDRESS else ())
        self._names = [name.lower() for name in (*LOOPBACK_NAMES, *own, *named)]

    def include(self, host: str) -> bool:
        """Say whether *host*, as a request has it, is one of them, whatever port it names."""
        found = _HOST.fullmatch(host)
        name = found[1].lower() if found else ""
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
