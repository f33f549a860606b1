"""Oxigraph's own server, in memory and on disk."""

from __future__ import annotations

import subprocess
import sys
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from peers.peer import Peer
from peers.processes import HOST, STARTING, Server, free_port

PROGRAM = Path(sys.executable).with_name("oxigraph")


class InMemory(Peer):
    """The server without a place on disk."""

    name = "oxigraph-memory"
    title = "Oxigraph in memory"
    path = "/query"
    loads_when_up = True
    needs: ClassVar[dict[str, str]] = {str(PROGRAM): "pip install oxigraph"}

    @classmethod
    def version(cls) -> str:
        """Give the version of the package."""
        return version("oxigraph")

    def load(self, data: Path) -> None:
        """Send it *data* (Graph Store Protocol, section 5.5)."""
        self._data = data
        connection = HTTPConnection(HOST, self.server.port, timeout=STARTING)
        with data.open("rb") as stream:
            connection.request("POST", "/store?default", stream, {"Content-Type": "application/n-triples"})
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        if answer.status >= 300:  # noqa: PLR2004  where HTTP's words for success end
            raise SystemExit(f"{self.title}: status {answer.status}: {said.decode()}")

    def launch(self) -> Server:
        """Start it with nothing in it."""
        port = free_port()
        return Server([PROGRAM, "serve", "--bind", f"{HOST}:{port}"], port, self.folder)

    def restart(self) -> None:
        """Start it again, and send it the data again."""
        self.start()
        self.load(self._data)


class OnDisk(Peer):
    """The server over a folder, as it is normally run."""

    name = "oxigraph-disk"
    title = "Oxigraph on disk"
    path = InMemory.path
    needs = InMemory.needs

    @classmethod
    def version(cls) -> str:
        """Give the version of the package."""
        return InMemory.version()

    @property
    def _base(self) -> Path:
        """Where the database is."""
        return self.folder / "oxigraph"

    def load(self, data: Path) -> None:
        """Load *data* with the bulk loader."""
        command = [PROGRAM, "load", "--location", self._base, "--file", data]
        done = subprocess.run([str(it) for it in command], capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"{self.title}: {done.stderr.decode()[-2000:]}")

    def launch(self) -> Server:
        """Serve the folder."""
        port = free_port()
        return Server([PROGRAM, "serve", "--location", self._base, "--bind", f"{HOST}:{port}"], port, self.folder)
