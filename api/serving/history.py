"""The versions that are kept, and what changed between them: known without opening any of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from graph.errors import UnknownVersion
from graph.versions import Archive, list_plan_keys
from queries.changes import Differences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from graph.versions import Version
    from queries.changes import End, KeptDifference

#: As many pairs of versions, newest first, as are compared before anybody asks.
MOST_PREPARED = 24
#: As few characters as name a version in a URL, and what they look like.
SHORTEST_DIGEST = 12
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")


@dataclass(frozen=True)
class Lost:
    """The thing `iri` that is not in the data since `gone`; `last` has it, and `successor` is what it is now."""

    iri: str
    names: Mapping[str, str]
    last: Version
    gone: Version
    successor: str = ""


class History:
    """The versions in a data folder, newest first, with the differences between them."""

    def __init__(self, folder: Path) -> None:
        """Look in the data folder *folder*."""
        self._archive = Archive(folder)
        self.differences = Differences(self._archive)
        self._seen: tuple[object, list[Version]] = (None, [])

    @property
    def current(self) -> str:
        """The digest of the version that is current; empty where none is."""
        return self._archive.read_current_digest() or ""

    def list_versions(self) -> list[Version]:
        """List the versions that are kept, newest first; read again where one came or went."""
        try:
            stamp = (self._archive.folder / "versions").stat().st_mtime_ns
        except OSError:
            return []
        seen, versions = self._seen
        if seen != stamp:
            versions = self._archive.list_known()
            self._seen = stamp, versions
        return versions

    def find(self, text: str) -> Version:
        """Find the version whose digest begins with *text*.

        :raises UnknownVersion: when none does, or *text* is no beginning of a digest.
        """
        found = [it for it in self.list_versions() if _DIGEST.fullmatch(text) and it.digest.startswith(text)]
        if len(found) != 1:
            raise UnknownVersion(
                "There is no version %(version)r of the data here. Leave 'version' out for the current one.",
                version=text[:64],
            )
        return found[0]

    def has(self, text: str) -> bool:
        """Say whether a version whose digest begins with *text* is kept."""
        try:
            return bool(self.find(text))
        except UnknownVersion:
            return False

    def find_before(self, digest: str) -> Version | None:
        """Find the version that was made last before the one with *digest*; None where none is kept."""
        versions = self.list_versions()
        places = [place for place, it in enumerate(versions) if it.digest == digest]
        return versions[places[0] + 1] if places and places[0] + 1 < len(versions) else None

    def count_measures(self, digest: str) -> int | None:
        """Count the measures in the version with *digest*, by what it was compared with; None where none knows it."""
        for kept in self.differences.list_kept():
            for end in kept.ends:
                if end.digest == digest:
                    return end.measures
        return None

    def find_difference(self, old: str, new: str) -> KeptDifference | None:
        """Find the difference between two versions, by their digests, if it is kept; else have it made soon."""
        kept = self.differences.find(old, new)
        if kept is None:
            self.differences.order(old, new)
        return kept

    def list_steps(self) -> list[tuple[Version, Version | None]]:
        """List each version with the one that was made before it, newest first."""
        versions = self.list_versions()
        return list(zip(versions, [*versions[1:], None], strict=True)) if versions else []

    def prepare(self) -> None:
        """Have each version compared with the one before it, the newest first."""
        for version, before in self.list_steps()[:MOST_PREPARED]:
            if before:
                self.differences.order(before.digest, version.digest)

    def find_nearest(self, text: str) -> tuple[str, Version | None]:
        """Find when the version that *text* names was made, where that is known, and the version nearest to it in time.

        None where nothing says that there was such a version: no comparison with it, and no version that followed it.
        """
        versions = self.list_versions()
        end = self.find_end(text)
        if end:
            made = datetime.fromisoformat(end.created)
            near = min(versions, key=lambda it: abs(datetime.fromisoformat(it.manifest.created) - made), default=None)
            return end.created, near
        followers = (it for it in reversed(versions) if _DIGEST.fullmatch(text))
        return "", next((it for it in followers if (it.manifest.follows or "").startswith(text)), None)

    def find_lost(self, iris: Sequence[str]) -> Lost | None:
        """Find which of *iris* is gone or has another address since some version, and where it was last; None if none.

        Only what is compared already is looked into, the newest first.
        """
        for new, old in self.list_steps()[:MOST_PREPARED]:
            kept = self.differences.find(old.digest, new.digest) if old else None
            for iri in iris if old and kept else ():
                fate, now, names = kept.find_fate(iri) if kept else ("", "", {})
                if fate:
                    return Lost(iri, names, old, new, now) if old and fate != "new" else None
        return None

    def find_end(self, text: str) -> End | None:
        """Find what is known of a version, be it gone, that *text* names: by what it was compared with."""
        for kept in self.differences.list_kept() if _DIGEST.fullmatch(text) else ():
            for end in kept.ends:
                if end.digest.startswith(text):
                    return end
        return None

    def close(self) -> None:
        """End whatever compares versions."""
        self.differences.close()


def count_plans(version: Version) -> int:
    """Count the plans in *version*."""
    return len(list_plan_keys(version.manifest.graphs))
