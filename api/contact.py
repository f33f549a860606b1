"""Who runs this site, and how to reach them: what the settings say, by mail or on the web."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

#: A mail address as far as one can see: something on both sides, a dot behind, and nothing that ends it in a link.
MAIL = re.compile(r"[^\s@<>\"'?&%,;:/\\]+@[^\s@<>\"'?&%,;:/\\]+\.[^\s@<>\"'?&%,;:/\\.]+")
#: As long as an address or a name is at most.
LONGEST = 200


@dataclass(frozen=True)
class Contact:
    """The organisation that runs this site, and its mail or web address; each empty where nobody has set it."""

    organisation: str = ""
    address: str = ""

    @property
    def href(self) -> str:
        """Where a link to them leads; empty where there is no address."""
        return f"mailto:{self.address}" if is_mail(self.address) else self.address

    @property
    def mail(self) -> str:
        """The address, where it is one of mail."""
        return self.address if is_mail(self.address) else ""


def is_mail(text: str) -> bool:
    """Say whether *text* is a mail address.

    >>> is_mail("beheer@plan.example"), is_mail("beheer@plan"), is_mail("https://plan.example/@beheer")
    (True, False, False)
    """
    return len(text) <= LONGEST and MAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Say whether *text* is an address on the web.

    >>> is_web_address("https://plan.example/contact"), is_web_address("plan.example"), is_web_address("javascript:1")
    (True, False, False)
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    known = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return known and len(text) <= LONGEST and text.isprintable() and " " not in text


def is_name(text: str) -> bool:
    """Say whether *text* can be the name of an organisation: on one line, and of no endless length."""
    return len(text) <= LONGEST and text.isprintable()
