"""rdflib behind a server of our own, because it has none."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from peers.peer import Peer
from peers.processes import HOST, Server, free_port

GRANIAN = Path(sys.executable).with_name("granian")


class Rdflib(Peer):
    """A graph in memory, in one process, served by granian."""

    name = "rdflib"
    title = "rdflib"
    needs: ClassVar[dict[str, str]] = {str(GRANIAN): "make bench installs it"}

    @classmethod
    def version(cls) -> str:
        """Give the version of the package."""
        return version("rdflib")

    def load(self, data: Path) -> None:
        """Remember *data*, which the server loads when it starts."""
        self._data = data

    def launch(self) -> Server:
        """Serve the graph."""
        port = free_port()
        how = ("--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "4")
        place = ("--working-dir", Path(__file__).parent, "--factory", "plain_app:create")
        environ = {"PLAIN_DATA": str(self._data.resolve()), "PLAIN_PATIENCE": f"{self.patience:g}"}
        return Server([GRANIAN, *how, *place], port, self.folder, environ)
