"""The base of every IRI of ours: one setting, and how what is written under the default base is read under it.

Everything that comes with the project is written under the default base, as is what users write by its documentation.
What is read is rebased: an IRI that begins with the default base and one of `PARTS` gets the base that was set. Nothing
else changes: no literal, no comment, no IRI of somebody else, and none that has the base that was set already.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_BASE = "https://w3id.org/samendoen/"
#: The variable of the environment that the base is read from.
BASE_VARIABLE = "SAMENDOEN_BASE"
#: What comes after the base in an IRI of ours.
PARTS = ("def#", "def/", "id/", "shapes#", "shapes/")
# What no IRI may hold (RFC 3987), besides what ends a path.
_NO_PATH = re.compile(r"""[\x00-\x20<>"{}|\\^`?#]""")
# An IRI, also where SHACL wants it written as a text (section 5.2.1); or a text or a comment, in which none stands.
# Turtle 1.1 (section 6.5), N-Quads and SPARQL 1.1 (section 19.8) write all of them alike.
_TOKEN = re.compile(
    r"""(?P<iri>(?:sh:namespace|<http://www\.w3\.org/ns/shacl\#namespace>)\s+"[^"\\\n]*"|<[^<>"{}|^`\\\x00-\x20]*>)"""
    r'''|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*\''''
    r"|#[^\n]*",
    re.DOTALL,
)


def is_base(text: str) -> bool:
    """Say whether *text* can be the base: an absolute http(s) URL that ends in "/", with neither query nor fragment.

    >>> [is_base(text) for text in ("https://example.org/plans/", "https://example.org", "/plans/", "http://a b/")]
    [True, False, False, False]
    """
    try:
        split = urlsplit(text)
    except ValueError:
        return False
    return (
        split.scheme in ("http", "https")
        and bool(split.hostname)
        and "@" not in split.netloc
        and text.startswith(f"{split.scheme}://")
        and text.endswith("/")
        and not _NO_PATH.search(text)
    )


def read_base(environ: Mapping[str, str]) -> str:
    """Read the base from *environ*; the default where it is not set, or cannot be one (`api.settings` refuses that)."""
    text = environ.get(BASE_VARIABLE) or DEFAULT_BASE
    return text if is_base(text) else DEFAULT_BASE


#: The base that is in use; it is read once, so that all that a process says has the same.
BASE = read_base(os.environ)


def rebase_iri(iri: str, old: str = DEFAULT_BASE, new: str = BASE) -> str:
    """Return *iri* under the base *new* where it is one of ours under the *old* one, or else as it is.

    >>> rebase_iri("https://w3id.org/samendoen/id/role/owner", new="https://example.org/")
    'https://example.org/id/role/owner'
    >>> rebase_iri("https://w3id.org/samendoenx/id/role/owner", new="https://example.org/")
    'https://w3id.org/samendoenx/id/role/owner'
    """
    return f"{new}{iri.removeprefix(old)}" if iri.startswith(old) and iri.startswith(PARTS, len(old)) else iri


def rebase_text(text: str, old: str = DEFAULT_BASE, new: str = BASE) -> str:
    r"""Return *text*, in Turtle or SPARQL, with each IRI in it rebased from *old* to *new*; nothing else changes.

    >>> rebase_text('<https://w3id.org/samendoen/id/a> ?b "<https://w3id.org/samendoen/id/a>" .', new="http://x/")
    '<http://x/id/a> ?b "<https://w3id.org/samendoen/id/a>" .'
    """
    if old == new:
        return text
    return _TOKEN.sub(lambda token: _rebase_token(token, old, new), text)


def _rebase_token(token: re.Match[str], old: str, new: str) -> str:
    """Return *token* with its IRI rebased from *old* to *new*, where it is one."""
    if token["iri"] is None:
        return token[0]
    before, mark, iri = token["iri"].partition('"' if token["iri"].endswith('"') else "<")
    return f"{before}{mark}{rebase_iri(iri[:-1], old, new)}{iri[-1]}"
