"""Versions of the graph as files: each immutable, named by its digest, and published by one rename.

    DIR/versions/<sha256>.nq     sorted N-Quads; the name is the SHA-256 of the bytes
    DIR/versions/<sha256>.json   the manifest: when, from which files, how many quads in which graph
    DIR/current                  the digest of the version in use

A version is written beside its place, flushed to disk and renamed, and `current` likewise, so whoever kills the
process leaves the old version or the new one, never half of either.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from graph.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Manifest:
    """What is known of a version: when it was made, from which files (name to SHA-256), quads per graph."""

    created: str
    inputs: Mapping[str, str]
    graphs: Mapping[str, int]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """A version on disk."""

    digest: str
    path: Path
    manifest: Manifest


class Archive:
    """The versions in a data folder."""

    def __init__(self, folder: Path) -> None:
        """Look in *folder*; nothing is made until a version is published."""
        self.folder = folder
        self._versions = folder / "versions"
        self._current = folder / "current"

    def ready(self) -> None:
        """Make the folder, and prove that it can be written.

        :raises ArchiveError: when it cannot.
        """
        probe = self.folder / ".probe"
        try:
            self._versions.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise self._unwritable(error) from error

    def publish(self, quads: bytes, manifest: Manifest) -> Version:
        """Keep *quads*, sorted N-Quads, as a version with its *manifest*, and make it the current one.

        The same bytes are the same version: its first manifest is kept.

        :raises ArchiveError: when the folder cannot be written; what was current stays current.
        """
        self.ready()
        digest = hashlib.sha256(quads).hexdigest()
        path = self._versions / f"{digest}.nq"
        about = self._versions / f"{digest}.json"
        try:
            if not path.exists() or _digest(path) != digest:
                _write(path, quads)
            kept = _manifest(about)
            if kept is None:
                _write(about, json.dumps(asdict(manifest), indent=1, sort_keys=True).encode())
            _write(self._current, f"{digest}\n".encode())
        except OSError as error:
            raise self._unwritable(error) from error
        return Version(digest, path, kept or manifest)

    def current(self) -> Version | None:
        """Give the version in use, or nothing where none was published yet.

        :raises ArchiveError: when the folder says so but the version is absent or broken.
        """
        try:
            digest = self._current.read_text(encoding="ascii").strip()
            path = self._versions / f"{digest}.nq"
            whole = _digest(path) == digest
        except (FileNotFoundError, NotADirectoryError) as error:
            if error.filename == str(self._current):
                return None
            raise ArchiveError(f"{error.filename} is gone. Run 'samendoen build' to make it again.") from error
        except (OSError, ValueError) as error:
            raise ArchiveError(f"{self._current}: {error}. Run 'samendoen build' to make a new version.") from error
        manifest = _manifest(path.with_suffix(".json"))
        if not whole:
            raise ArchiveError(f"{path} was changed after it was published. Run 'samendoen build' to make it again.")
        if manifest is None:
            raise ArchiveError(f"{path.stem}.json is gone or broken. Run 'samendoen build' to make it again.")
        return Version(digest, path, manifest)

    def _unwritable(self, error: OSError) -> ArchiveError:
        """Say that the folder cannot be written."""
        remedy = "Give a folder that can be written with --data or SAMENDOEN_DATA."
        return ArchiveError(f"The data folder {self.folder} cannot be written: {error.strerror}. {remedy}")


def _digest(path: Path) -> str:
    """Give the SHA-256 of the bytes of *path*."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _manifest(path: Path) -> Manifest | None:
    """Read the manifest at *path*, or give nothing where it is absent or broken."""
    try:
        raw = json.loads(path.read_bytes())
        return Manifest(**{**raw, "warnings": tuple(raw["warnings"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(path: Path, data: bytes) -> None:
    """Write *data* beside *path*, flush it to disk and rename it into place."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
