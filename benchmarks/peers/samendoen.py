"""Ours, as its users run it."""

from __future__ import annotations

import hashlib
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from graph.versions.archive import Archive, Manifest
from graph.versions.manifest import count_per_graph
from peers.peer import Peer
from peers.processes import Server, free_port

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.versions.archive import Version

PROGRAM = Path(sys.executable).with_name("samendoen")


class Samendoen(Peer):
    """A data folder with one published version, and `samendoen serve` over it with its own settings."""

    name = "samendoen"
    title = "Samendoen"
    needs: ClassVar[dict[str, str]] = {str(PROGRAM): "make serve installs it"}

    @classmethod
    def version(cls) -> str:
        """Give the version of the package, and of the engine in it."""
        return f"{version('samendoen')}, pyoxigraph {version('pyoxigraph')}, Python {platform.python_version()}"

    def load(self, data: Path) -> None:
        """Publish *data*, sorted N-Quads."""
        publish(self.folder / "data", data)

    def launch(self) -> Server:
        """Serve the version."""
        port = free_port()
        return Server([PROGRAM, "serve", "--data", self.folder / "data", "--port", str(port)], port, self.folder)


def publish(folder: Path, data: Path) -> Version:
    """Publish *data*, sorted N-Quads, in the data folder *folder*."""
    with data.open("rb") as lines:
        about = manifest(data, lines)
        lines.seek(0)
        return Archive(folder).publish(lines, about)


def manifest(source: Path, lines: Iterable[bytes]) -> Manifest:
    """Give what is known of *lines*, N-Quads made of the file *source*.

    The file has its full path, as a user's own has: `samendoen serve` does not build another version then.
    """
    counts = count_per_graph(lines)
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Manifest(datetime.now(UTC).isoformat(timespec="seconds"), {str(source.resolve()): digest}, counts)
