"""Versions of the graph as files: each immutable, named by its digest, and published by one rename.

    DIR/versions  what `graph.versions.version` keeps: for each version its N-Quads and its manifest
    DIR/current   the digest of the version in use
    DIR/chosen    the same digest, where somebody rolled back to it
    DIR/.lock     held by whoever writes; the system lets go of it when its holder dies

A version is written beside its place, flushed to disk and renamed; then its manifest likewise, and then `current`. So
whoever kills the process leaves the old version or the new one, never half of either. A file that nobody finished, and
a version without a manifest, are no versions: the next publish removes them.
"""

from __future__ import annotations

from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from typing import IO, TYPE_CHECKING

from graph.disk import PartialFile, hold_lock, list_leftovers, read_line, write_atomically
from graph.errors import ArchiveError, BrokenCurrent, get_reason
from graph.versions.compression import open_version
from graph.versions.manifest import Manifest, ShapesResult
from graph.versions.version import BrokenVersion, Version, VersionFolder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Archive", "BrokenVersion", "Manifest", "ShapesResult", "Version"]


class Archive:
    """The versions in a data folder."""

    def __init__(self, folder: Path) -> None:
        """Look in *folder*; nothing is made until a version is published."""
        self.folder = folder
        self._versions = VersionFolder(folder / "versions")
        self._current = folder / "current"
        self._chosen = folder / "chosen"

    def require_writable(self) -> None:
        """Make the folder, and prove that it can be written.

        :raises ArchiveError: when it cannot.
        """
        try:
            self._versions.folder.mkdir(parents=True, exist_ok=True)
            with PartialFile(self.folder), PartialFile(self._versions.folder):
                pass
        except OSError as error:
            raise self._make_unwritable_error(error) from error

    def publish(self, quads: Iterable[bytes] | bytes, manifest: Manifest) -> Version:
        """Keep *quads*, sorted lines of N-Quads or all of them at once, with their *manifest*, and make them current.

        Lines are not gathered, so there may be millions. The same quads are the same version: its first manifest is
        kept. Whoever else publishes waits.

        :raises ArchiveError: when the folder cannot be written; what was current stays current.
        """
        self.require_writable()
        lines = [quads] if isinstance(quads, bytes) else quads
        with self._hold_lock():
            self._remove_leftovers()
            try:
                version = self._versions.keep(lines, manifest, read_line(self._current))
                self._set_current(version.digest, chosen=False)
            finally:
                self._remove_leftovers()
        return version

    def find_current(self) -> Version | None:
        """Find the version in use, read whole to prove it; None where none was published yet.

        :raises BrokenCurrent: when the folder says so but the version is absent or broken.
        """
        digest = read_line(self._current)
        if digest is None:
            return None
        try:
            return self._versions.find_whole(digest)
        except ArchiveError as error:
            raise BrokenCurrent(error) from error

    def read_current_digest(self) -> str | None:
        """Read the digest of the version in use, whether or not it is whole; None where there is none."""
        return read_line(self._current)

    def read_current_inputs(self) -> Mapping[str, str] | None:
        """Read the files (name to SHA-256) that the version in use was made of, whether or not it is whole.

        Where nothing says which one that is, those of the last one that was published. None where that is not known.
        """
        return self._versions.read_inputs(read_line(self._current))

    def list_versions(self) -> list[Version | BrokenVersion]:
        """List every version, newest first, and after them those that cannot be used."""
        return self._versions.list_versions(read_line(self._current))

    def list_known(self) -> list[Version]:
        """List every version that seems whole, newest first; none is read to prove it, so this is quick."""
        return self._versions.list_known()

    def find(self, text: str) -> Version:
        """Find the version that *text* names: a digest or how one begins, `current`, or `previous`.

        The previous one is what was current when the one that is current was first published.

        :raises ArchiveError: when it names none, or more than one, or one that is broken.
        """
        digest = self._find_digest(text)
        try:
            return self._versions.find_whole(digest)
        except ArchiveError as error:
            raise ArchiveError(
                "Version %(digest)s cannot be used: %(reason)s 'samendoen versions' lists those that can.",
                digest=digest[:12],
                reason=error,
            ) from error

    def find_made_of(self, inputs: Mapping[str, str]) -> Version | None:
        """Find the newest version that was made of *inputs* (name to SHA-256); None where there is none."""
        whole = (it for it in self.list_versions() if isinstance(it, Version))
        return next((it for it in whole if it.manifest.inputs == inputs), None)

    def roll_back(self, to: str | None = None) -> Version:
        """Make the version that *to* names current, or else the previous one.

        It stays so until another is published or chosen: see `is_chosen`.

        :raises ArchiveError: when there is none, when it is broken, or when the folder cannot be written.
        """
        version = self.find(to or "previous")
        with self._hold_lock():
            self._set_current(version.digest, chosen=True)
        return version

    def use(self, version: Version) -> Version:
        """Make *version* current, as if it were published now.

        :raises ArchiveError: when the folder cannot be written.
        """
        with self._hold_lock():
            self._set_current(version.digest, chosen=False)
        return version

    def is_chosen(self) -> bool:
        """Say whether the current version is so because somebody rolled back to it."""
        return read_line(self._chosen) == read_line(self._current) is not None

    def sweep(self) -> list[str]:
        """Remove what an interrupted publish left, and list the names; none while another publishes.

        :raises ArchiveError: when something was left and the folder cannot be written.
        """
        if not self._list_leftovers():
            return []
        with self._hold_lock(wait=False) as mine:
            return self._remove_leftovers() if mine else []

    def open(self, version: Version) -> IO[bytes]:
        """Open *version*, to read the bytes of its N-Quads."""
        return open_version(version.path)

    @contextmanager
    def _hold_lock(self, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock of the folder, and yield whether it is ours; say where the folder cannot be written."""
        try:
            with hold_lock(self.folder / ".lock", wait=wait) as mine:
                yield mine
        except OSError as error:
            raise self._make_unwritable_error(error) from error

    def _set_current(self, digest: str, *, chosen: bool) -> None:
        """Make the version *digest* current, and remember whether somebody chose it."""
        for path in (self._current, self._chosen):
            if path.is_dir():
                raise ArchiveError("%(path)s is a folder, and is meant to be a file. Remove it.", path=path)
        if chosen:
            write_atomically(self._chosen, f"{digest}\n".encode())
        if read_line(self._current) != digest:
            write_atomically(self._current, f"{digest}\n".encode())
        if not chosen:
            self._chosen.unlink(missing_ok=True)

    def _find_digest(self, text: str) -> str:
        """Find the digest that *text* names, whether or not that version is whole."""
        if text not in ("current", "previous"):
            return self._versions.find_digest(text)
        current = read_line(self._current)
        if current is None:
            raise ArchiveError("No version is published yet. Run 'samendoen build'.")
        return current if text == "current" else self._versions.find_previous(current)

    def _list_leftovers(self) -> list[Path]:
        """List the files that an interrupted publish left."""
        return [*list_leftovers(self.folder), *self._versions.list_leftovers(read_line(self._current))]

    def _remove_leftovers(self) -> list[str]:
        """Remove what an interrupted publish left, and list the names; the folder is locked."""
        leftovers = self._list_leftovers()
        for path in leftovers:
            path.unlink(missing_ok=True)
        return [path.relative_to(self.folder).as_posix() for path in leftovers]

    def _make_unwritable_error(self, error: OSError) -> ArchiveError:
        """Make the error that says that the folder cannot be written, and what would do."""
        why = get_reason(error)
        if error.errno in (ENOSPC, EDQUOT):
            return ArchiveError(
                "The data folder %(folder)s cannot be written: %(why)s. Make room on the disk, or give another with "
                "--data or SAMENDOEN_DATA.",
                folder=self.folder,
                why=why,
            )
        return ArchiveError(
            "The data folder %(folder)s cannot be written: %(why)s. Give a folder that can be written with --data or "
            "SAMENDOEN_DATA.",
            folder=self.folder,
            why=why,
        )
