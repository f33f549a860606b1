"""The folder of versions: for each its N-Quads and its manifest, and whether they are what was published.

    <sha256>.nq.gz  sorted N-Quads, compressed; the name is the SHA-256 of the N-Quads themselves, so that it does not
                    depend on who compressed them: `zcat FILE | sha256sum` proves it
    <sha256>.json   the manifest

A version is there when both are. Nothing here locks; whoever writes holds the lock of the archive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import ontology
from graph.disk import PartialFile, list_leftovers, write_atomically
from graph.errors import ArchiveError
from graph.message import Message
from graph.versions.compression import compress_lines, compute_sha256, matches_digest
from graph.versions.manifest import read_inputs, read_manifest
from ontology.base import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graph.versions.manifest import Manifest

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGEST_START = re.compile(r"[0-9a-f]{4,64}")


@dataclass(frozen=True)
class Version:
    """A version on disk."""

    digest: str
    path: Path
    manifest: Manifest


@dataclass(frozen=True)
class BrokenVersion:
    """A version that cannot be used, and why not."""

    digest: str
    reason: Message


class VersionFolder:
    """The folder that holds the versions."""

    def __init__(self, folder: Path) -> None:
        """Look in *folder*."""
        self.folder = folder

    def list_versions(self, current: str | None) -> list[Version | BrokenVersion]:
        """List every version and the *current* one, newest first, and after them those that cannot be used."""
        names = {path.stem for path in self.folder.glob("*.json")} | {current or ""}
        listed = [self._check_file(self._find_version(name)) for name in sorted(names) if _DIGEST.fullmatch(name)]
        whole = sorted((it for it in listed if isinstance(it, Version)), key=self._age, reverse=True)
        return [*whole, *(it for it in listed if isinstance(it, BrokenVersion))]

    def list_known(self) -> list[Version]:
        """List every version whose two files are there, newest first; what is in them is not proved, so it is quick."""
        names = (path.stem for path in self.folder.glob("*.json") if _DIGEST.fullmatch(path.stem))
        found = (self._find_version(name) for name in names)
        return sorted((it for it in found if isinstance(it, Version)), key=self._age, reverse=True)

    def find_whole(self, digest: str) -> Version:
        """Find the version *digest*, and read all of its N-Quads in one pass to prove that they are those.

        :raises ArchiveError: when it is not whole; the message says only what is wrong.
        """
        version = self._check_quads(self._find_version(digest))
        if isinstance(version, BrokenVersion):
            raise ArchiveError("%(reason)s", reason=version.reason)
        return version

    def find_digest(self, text: str) -> str:
        """Find the digest that begins with *text*; four characters are enough where one version has them.

        :raises ArchiveError: when *text* is no such thing, or when no version or more than one begins so.
        """
        if not _DIGEST_START.fullmatch(text):
            raise ArchiveError(
                "%(text)r names no version. Give 'current', 'previous', or at least four characters of a digest: "
                "'samendoen versions' lists them.",
                text=text[:80],
            )
        matching = sorted({path.stem for path in self.folder.glob(f"{text}*.json") if _DIGEST.fullmatch(path.stem)})
        if not matching:
            raise ArchiveError("No version begins with %(text)s. 'samendoen versions' lists them.", text=text)
        if len(matching) > 1:
            raise ArchiveError(
                "More than one version begins with %(text)s: %(shown)s. Give more characters.",
                text=text,
                shown=", ".join(digest[: len(text) + 8] for digest in matching),
            )
        return matching[0]

    def find_previous(self, digest: str) -> str:
        """Find the digest of what was current when the version *digest* was first published.

        :raises ArchiveError: when that is not known.
        """
        manifest = read_manifest(self._about(digest))
        if manifest is None or manifest.follows is None:
            raise ArchiveError(
                "No version is known that %(digest)s follows. Name the one you want: 'samendoen versions' lists them.",
                digest=digest[:12],
            )
        return manifest.follows

    def read_inputs(self, current: str | None) -> Mapping[str, str] | None:
        """Read the files (name to SHA-256) that the version *current* was made of; None where that is not known.

        Where *current* names no version that is that of the last one that was published, and none where there is none.
        """
        named = current if current and _DIGEST.fullmatch(current) else self._find_last()
        return read_inputs(self._about(named)) if named else {}

    def _find_last(self) -> str | None:
        """Find the digest of the version that was published last, whether or not it is whole; None where none is."""
        names = {path.name.partition(".")[0] for kind in ("*.json", "*.nq.gz") for path in self.folder.glob(kind)}
        return max((name for name in names if _DIGEST.fullmatch(name)), key=self._read_time, default=None)

    def _read_time(self, digest: str) -> tuple[str, float]:
        """Read when the version *digest* was made; where its manifest does not say it, when it was written."""
        written = [path.stat().st_mtime for path in (self._about(digest), self._path(digest)) if path.exists()]
        manifest = read_manifest(self._about(digest))
        last = max(written, default=0.0)
        made = manifest.created if manifest else datetime.fromtimestamp(last, UTC).isoformat(timespec="seconds")
        return made, last

    def keep(self, lines: Iterable[bytes], manifest: Manifest, follows: str | None) -> Version:
        """Write a version of *lines*, and then its manifest; each is there whole or not at all."""
        with PartialFile(self.folder) as part:
            digest = compress_lines(lines, part.file)
            path = self._path(digest)
            if not matches_digest(path, digest):
                part.settle(path)
        new = replace(manifest, follows=None if follows == digest else follows, program=ontology.__version__)
        known = read_manifest(self._about(digest))
        kept = replace(known or new, size=path.stat().st_size, sha256=compute_sha256(path))
        if kept != known:
            write_atomically(self._about(digest), kept.to_json())
        return Version(digest, path, kept)

    def list_leftovers(self, current: str | None) -> list[Path]:
        """List the files that an interrupted publish left: those begun, and versions that got no manifest.

        The *current* one was published whole, whatever became of its manifest since.
        """
        # Where it cannot be read which one is current, it may be any of these.
        known = current is None or _DIGEST.fullmatch(current)
        bare = [it for it in sorted(self.folder.glob("*.nq.gz")) if known and not self._about(it.name[:-6]).is_file()]
        return [*list_leftovers(self.folder), *(path for path in bare if path.name[:-6] != current)]

    def _path(self, digest: str) -> Path:
        """Return the path of the N-Quads of the version *digest*."""
        return self.folder / f"{digest}.nq.gz"

    def _about(self, digest: str) -> Path:
        """Return the path of the manifest of the version *digest*."""
        return self.folder / f"{digest}.json"

    def _age(self, version: Version) -> tuple[str, int]:
        """Return what orders versions by age; two of the same second are ordered by when they were written."""
        return version.manifest.created, self._about(version.digest).stat().st_mtime_ns

    def _find_version(self, digest: str) -> Version | BrokenVersion:
        """Find the version *digest* where both of its files are there; the N-Quads are not looked into."""
        if not _DIGEST.fullmatch(digest):
            return BrokenVersion(
                digest, Message("%(path)s names no version.").fill(path=self.folder.parent / "current")
            )
        path = self._path(digest)
        if not path.is_file():
            older = path.with_suffix("")
            if older.exists():
                reason = Message("%(path)s is of an older form, which is not read.").fill(path=older)
            else:
                reason = Message("%(path)s is gone.").fill(path=path)
            return BrokenVersion(digest, reason)
        manifest = read_manifest(self._about(digest))
        if manifest is None:
            return BrokenVersion(digest, Message("%(path)s is gone or broken.").fill(path=self._about(digest)))
        if manifest.base not in ("", BASE):
            reason = Message("%(path)s was made under the base %(base)s, and now that is %(now)s (SAMENDOEN_BASE).")
            return BrokenVersion(digest, reason.fill(path=path, base=manifest.base, now=BASE))
        return Version(digest, path, manifest)

    def _check_file(self, version: Version | BrokenVersion) -> Version | BrokenVersion:
        """Check *version* by its compressed bytes, and by its N-Quads where those are not the ones published."""
        try:
            if isinstance(version, BrokenVersion) or compute_sha256(version.path) == version.manifest.sha256:
                return version
        except OSError:
            pass
        return self._check_quads(version)

    def _check_quads(self, version: Version | BrokenVersion) -> Version | BrokenVersion:
        """Check *version* by its N-Quads, which must be those it is named after."""
        if isinstance(version, BrokenVersion) or matches_digest(version.path, version.digest):
            return version
        return BrokenVersion(
            version.digest,
            Message("%(path)s was changed after it was published, or cannot be read.").fill(path=version.path),
        )
