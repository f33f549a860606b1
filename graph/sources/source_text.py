"""The documents that evidence points into, where they are at hand.

A document is known by the SHA-256 of its bytes. The project stores no document: a user registers one, and the
data folder keeps a copy under its digest, so that pages can show the sentence and `check` can prove the anchors.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.disk import hold_lock, list_leftovers, write_atomically
from graph.errors import ArchiveError, SourceError, get_reason
from graph.message import Message
from graph.sources.file import read_file

if TYPE_CHECKING:
    from pathlib import Path

#: A name of two words with a capital or more, then a dash or comma and an office: how a colophon lists authors.
_AUTHOR_PATTERN = re.compile(
    r"^([A-Z]\w+ (?:(?:[A-Z]\w+|van|de|den|der|het|te|ten|ter) ){0,3}[A-Z]\w+)\s*[\u2013,-]\s*"
    r"(?:Adviseur|Beleids|Projectleider|Auteur|Redact)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class SourceText:
    """A document's lines, counted from 1 as editors do, and the digest it is known by."""

    sha256: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """Return line *number*, or an empty text where the document has no such line."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""


def find_authors(text: SourceText) -> list[str]:
    """Find the names of persons that the document *text* lists as its authors, as it writes them.

    >>> find_authors(SourceText("", ("Jan van Voorbeeld, Adviseur", "De adviseur van de haven")))
    ['Jan van Voorbeeld']
    """
    return _AUTHOR_PATTERN.findall("\n".join(text.lines))


def read_document(path: Path) -> SourceText:
    """Read the document at *path*.

    :raises SourceError: when it is absent, no file, too large, or not UTF-8 text.
    """
    try:
        return _parse_document(read_file(path, path, Message("Give the path of the source document.")))
    except UnicodeDecodeError as error:
        raise SourceError(
            path, Message("This is not UTF-8 text."), Message("Give the plain text of the document.")
        ) from error


def _parse_document(data: bytes) -> SourceText:
    """Decode *data* into the text of a document, with its digest."""
    return SourceText(hashlib.sha256(data).hexdigest(), tuple(data.decode().split("\n")))


class SourceTexts:
    """The documents registered in a data folder, each under its digest."""

    def __init__(self, folder: Path) -> None:
        """Look in *folder*, the data folder; nothing is made until a document is registered."""
        self._folder = folder / "documents"
        self._read: dict[Path, tuple[tuple[int, ...], SourceText | None]] = {}

    def register(self, path: Path) -> SourceText:
        """Keep a copy of the document at *path* and return its text; what an interrupted one left is removed.

        :raises ArchiveError: when the data folder cannot be written.
        """
        text = read_document(path)
        self.keep("\n".join(text.lines).encode())
        return text

    def keep(self, data: bytes) -> None:
        """Keep *data*, the bytes of a document, under its digest; what an interrupted one left is removed.

        :raises ArchiveError: when the data folder cannot be written.
        """
        target = self._folder / f"{hashlib.sha256(data).hexdigest()}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with hold_lock(self._folder / ".lock"):
                for leftover in list_leftovers(self._folder):
                    leftover.unlink(missing_ok=True)
                write_atomically(target, data)
        except OSError as error:
            raise ArchiveError(
                "%(target)s: %(why)s. Give a data folder that can be written.", target=target, why=get_reason(error)
            ) from error

    def read_all(self) -> dict[str, SourceText]:
        """Read every registered document, by its digest; one that changed, or cannot be read, is left out.

        What was read before is read again where its file is another.
        """
        return {digest: text for digest, text in self._look().items() if text and text.sha256 == digest}

    def list_changed(self) -> frozenset[str]:
        """List the digests of the documents that were registered and are no longer what they were."""
        return frozenset(digest for digest, text in self._look().items() if not text or text.sha256 != digest)

    def _look(self) -> dict[str, SourceText | None]:
        """Look at each file in the folder, and read those that were not read as they are now."""
        found: dict[str, SourceText | None] = {}
        for path in sorted(self._folder.glob("*.txt")):
            stamp = _stamp(path)
            known = self._read.get(path)
            if known is None or known[0] != stamp:
                known = stamp, _read_text(path)
                self._read[path] = known
            found[path.stem] = known[1]
        return found


def _stamp(path: Path) -> tuple[int, ...]:
    """Read what changes with the file at *path*; nothing where there is none any more."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _read_text(path: Path) -> SourceText | None:
    """Read the document at *path*; None where it cannot be read."""
    try:
        return read_document(path)
    except SourceError:
        return None
