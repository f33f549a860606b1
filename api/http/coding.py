"""Content coding (RFC 9110, 8.4): which answers are packed with gzip, for whom, and what their tags are then called.

gzip is in Python itself and known to every client; what others would save beyond it is in the decision on it.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GZIP = "gzip"
#: Bytes below which packing saves nothing: they are sent in one packet either way.
FEWEST_BYTES = 1_000
#: Of what is sent again and again the smaller, of what is sent once the sooner done.
SMALL, SOON = 6, 1
#: As many characters of an Accept-Encoding header as are read.
MOST_READ = 500
#: What is text, whatever it is called; a file for an office, a picture of dots and a ZIP are packed as they are.
_TEXT = re.compile(
    r"text/.+|application/(.+\+)?(json|xml)|application/(javascript|n-triples|n-quads|trig|sparql-query)|image/svg\+xml"
)
_CODING = re.compile(r"([a-z0-9*-]+)(?:\s*;\s*q\s*=\s*(0(?:\.[0-9]*)?|1(?:\.0*)?|\.[0-9]+))?")
#: What a gzip stream with a head is called in zlib.
_WITH_HEAD = 31
_OUR_TAG = re.compile(rf'-{GZIP}"')


def accepts_gzip(header: str) -> bool:
    """Say whether an Accept-Encoding *header* takes gzip, and wants it no less than what is not packed.

    >>> accepts_gzip("gzip, deflate, br"), accepts_gzip("br, *;q=0.1"), accepts_gzip("gzip;q=0"), accepts_gzip("")
    (True, True, False, False)
    """
    return _accepts_gzip(header[:MOST_READ])


@lru_cache(maxsize=500)
def _accepts_gzip(header: str) -> bool:
    """Say whether *header* takes gzip; cached, for clients send few different ones."""
    found = filter(None, (_CODING.fullmatch(part.strip()) for part in header.lower().split(",")))
    weights = {it[1].removeprefix("x-"): float(it[2] or 1) for it in found}
    wanted = weights.get(GZIP, weights.get("*", 0.0))
    return wanted > 0 and wanted >= weights.get("identity", 0.0)


def is_compressible(content_type: str) -> bool:
    """Say whether *content_type* is one of texts.

    >>> is_compressible("text/turtle; charset=utf-8"), is_compressible("image/svg+xml"), is_compressible("image/png")
    (True, True, False)
    """
    return bool(_TEXT.fullmatch(content_type.partition(";")[0].strip().lower()))


def compress(pieces: Iterable[bytes], level: int) -> Iterator[bytes]:
    """Yield *pieces* packed with gzip; the same bytes give the same, with the same zlib."""
    packing = zlib.compressobj(level, wbits=_WITH_HEAD)
    yield from filter(None, map(packing.compress, pieces))
    yield packing.flush()


def tag_coded(tag: str) -> str:
    """Make the ETag of an answer that is packed of its *tag*; a weak one says no more than that it means the same.

    >>> tag_coded('"a"'), tag_coded('W/"a"')
    ('"a-gzip"', 'W/"a"')
    """
    return tag if tag.startswith("W/") else f'{tag[:-1]}-{GZIP}"'


def untag(condition: str) -> str:
    """Read a *condition* of ETags as it would be of answers that are not packed.

    >>> untag('"a-gzip", W/"b-gzip", "c"')
    '"a", W/"b", "c"'
    """
    return _OUR_TAG.sub('"', condition)
