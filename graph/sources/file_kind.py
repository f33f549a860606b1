"""What a file is that goes by the name of Turtle and is something else: told by how it begins, as `file(1)` does."""

from __future__ import annotations

import codecs
import re

from graph.message import Message

_ARCHIVE = Message("This is a file of Word or Excel, or another archive, and not Turtle.")
_OFFICE = Message("This is a file of Word or Excel, and not Turtle.")
_COMPRESSED = Message("This is a compressed file, and not Turtle.")
#: What bytes begin with that are no text.
_BINARY = {
    b"PK\x03\x04": _ARCHIVE,
    b"\xd0\xcf\x11\xe0": _OFFICE,
    b"%PDF-": Message("This is a PDF, and not Turtle."),
    b"\x1f\x8b": _COMPRESSED,
    b"BZh": _COMPRESSED,
    b"7z\xbc\xaf": _COMPRESSED,
    b"\xfd7zXZ": _COMPRESSED,
    b"Rar!": _COMPRESSED,
    b"\x89PNG": Message("This is a picture, and not Turtle."),
    b"\xff\xd8\xff": Message("This is a picture, and not Turtle."),
    b"{\\rtf": _OFFICE,
}
#: What a text begins with that is no Turtle, whatever white space stands before it.
_MARKED_UP = {
    re.compile(rb"<\?xml\s|<rdf:RDF\b", re.IGNORECASE): Message("This is XML, and not Turtle."),
    re.compile(rb"<!doctype\b|<html[\s>]|<!--", re.IGNORECASE): Message("This is a web page, and not Turtle."),
    re.compile(rb'\{\s*"|\[\s*\{\s*["}]|\{\s*\}'): Message("This is JSON, and not Turtle."),
}
_WIDE = Message("This is UTF-16 and not UTF-8.")
_GIVE_TURTLE = Message("Give Turtle (.ttl) or N-Triples (.nt).")
SAVE_AS_UTF8 = Message("Save the file as UTF-8.")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: As many bytes at the beginning of a file as are looked at.
_LOOKED_AT = 512


def find_other_kind(data: bytes) -> tuple[Message, Message] | None:
    r"""Find what a file with the bytes *data* is instead of Turtle, and the remedy; None where it can be Turtle.

    >>> [str(it) for it in find_other_kind(b"PK\x03\x04...")]
    ['This is a file of Word or Excel, or another archive, and not Turtle.', 'Give Turtle (.ttl) or N-Triples (.nt).']
    """
    if _is_wide(data[:_LOOKED_AT]):
        return _WIDE, SAVE_AS_UTF8
    kind = next((kind for start, kind in _BINARY.items() if data.startswith(start)), None)
    text = data[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip()
    kind = kind or next((kind for start, kind in _MARKED_UP.items() if start.match(text)), None)
    return (kind, _GIVE_TURTLE) if kind else None


def _is_wide(start: bytes) -> bool:
    """Say whether a file that begins with *start* has two bytes for each character, of which one is mostly zero."""
    return start.startswith(_WIDE_MARKS) or any(
        len(half) > 1 and half.count(0) * 2 > len(half) for half in (start[0::2], start[1::2])
    )
