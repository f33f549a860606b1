"""Which bytes of a file that somebody gives are the very document that evidence points into.

A document is known by its SHA-256. A file that was saved again with other line ends, in another encoding, or with an
end of its own is the same text and not the same bytes; so what it would be otherwise is tried, and the digest decides.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How files begin that hold no plain text, and what they are.
_MAGIC = {b"%PDF": "PDF", b"PK\x03\x04": "Word", b"\xd0\xcf\x11\xe0": "Word", b"{\\rtf": "RTF"}
#: The encodings in which texts are saved besides our own, in the order in which they are tried.
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")


def find_office_kind(data: bytes) -> str:
    """Find as which kind of file *data* begins that has no lines of text: PDF, Word or RTF; empty where as none.

    >>> find_office_kind(b"%PDF-1.7 ..."), find_office_kind(b"Een plan")
    ('PDF', '')
    """
    return next((kind for start, kind in _MAGIC.items() if data.startswith(start)), "")


def is_binary(data: bytes) -> bool:
    """Say whether *data* holds what no text does, and is no text in UTF-16 either.

    >>> is_binary(bytes([0, 1, 2, 3])), is_binary("één".encode("utf-16"))
    (True, False)
    """
    return b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def digest_document(data: bytes) -> str:
    """Digest *data* as a document is known: by SHA-256, in 64 hexadecimal characters."""
    return hashlib.sha256(data).hexdigest()


def restore_document(data: bytes, digest: str) -> bytes | None:
    r"""Restore of *data* the bytes that have *digest*: as they are, or saved otherwise; None where none have it.

    >>> restore_document(b"een\r\ntwee", digest_document(b"een\ntwee"))
    b'een\ntwee'
    """
    return next((it for it in _iter_forms(data) if digest_document(it) == digest), None)


def list_digests(data: bytes) -> frozenset[str]:
    """List the digests that *data* has, or would have if it were saved otherwise."""
    return frozenset(map(digest_document, _iter_forms(data)))


def _iter_forms(data: bytes) -> Iterator[bytes]:
    """Yield *data*, and then what it would be in UTF-8, with other line ends, and with or without one at its end."""
    yield data
    for text in _iter_texts(data):
        unix = text.replace("\r\n", "\n").replace("\r", "\n")
        for form in (unix, unix.rstrip("\n"), f"{unix.rstrip(chr(10))}\n"):
            for end in ("\n", "\r\n"):
                encoded = form.replace("\n", end).encode()
                yield encoded
                yield b"\xef\xbb\xbf" + encoded


def _iter_texts(data: bytes) -> Iterator[str]:
    """Yield what *data* says in each encoding in which it says anything."""
    for encoding in _ENCODINGS:
        try:
            yield data.decode(encoding)
        except UnicodeError:
            continue
