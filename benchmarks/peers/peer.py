"""What every system under test can do."""

from __future__ import annotations

import shutil
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from peers.processes import HOST, Refused, Server, fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RESULTS_JSON = "application/sparql-results+json"
#: Seconds that a server gets to end a query nobody waits for any more, before it is started anew.
RECOVERY = 5.0


class Peer(ABC):
    """A system: its name in the results, its title in tables, and the commands it needs with what brings them."""

    name: ClassVar[str]
    title: ClassVar[str]
    needs: ClassVar[dict[str, str]] = {}
    loads_when_up: ClassVar[bool] = False
    path: ClassVar[str] = "/sparql"
    #: What is sent beside the query, by name.
    extra: ClassVar[dict[str, str]] = {}

    def __init__(self, folder: Path, patience: float) -> None:
        """Work in *folder*, which it may fill, and wait *patience* seconds for an answer."""
        self.folder = folder
        self.patience = patience
        self._server: Server | None = None

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """Give the version that is installed."""

    @abstractmethod
    def load(self, data: Path) -> None:
        """Take in the file *data*."""

    @abstractmethod
    def launch(self) -> Server:
        """Start the server over what was loaded."""

    def begin(self, data: Path) -> float:
        """Load *data* and answer, and give the seconds that took; a server that loads while it is up is up before."""
        if self.loads_when_up:
            self.start()
        started = time.perf_counter()
        self.load(data)
        if not self.loads_when_up:
            self.start()
        self.query("ASK { ?s ?p ?o }")
        return time.perf_counter() - started

    def start(self) -> None:
        """Start the server, and wait until it answers a query."""
        self.launch_until(lambda: self.query("ASK {}"))

    def launch_until(self, ready: Callable[[], object]) -> None:
        """Start the server, and wait until *ready* raises nothing."""
        self._server = self.launch()
        self._server.until(ready)

    @property
    def server(self) -> Server:
        """Give the server that runs."""
        if self._server is None:
            raise Refused(f"{self.title} does not run")
        return self._server

    def target(self, text: str) -> str:
        """Give the path and query of the address that asks *text*."""
        asked = {"query": text, **self.extra}
        return f"{self.path}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items())

    def url(self, text: str) -> str:
        """Give the address that asks *text*."""
        return f"http://{HOST}:{self.server.port}{self.target(text)}"

    def query(self, text: str) -> bytes:
        """Give the answer to *text* as SPARQL results in JSON.

        :raises Refused: when it gives none within its patience.
        """
        return fetch(self.server.port, self.target(text), RESULTS_JSON, self.patience)

    def settle(self) -> None:
        """Wait until it works on nothing any more; a server that goes on with what nobody waits for is started anew."""
        if not self.server.idle(RECOVERY):
            self.stop()
            self.restart()

    def restart(self) -> None:
        """Start the server again over what it holds; one that keeps nothing on disk loads again."""
        self.start()

    def stop(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.stop()
            self._server = None


def missing(needs: Mapping[str, str]) -> list[str]:
    """Say what of *needs*, each a command or file with what brings it, is not there.

    >>> missing({"/no/such/jar": "apt-get install it"})
    ['/no/such/jar is not there: apt-get install it']
    """
    absent = [it for it in needs if not (shutil.which(it) or Path(it).exists())]
    return [f"{it} is not there: {needs[it]}" for it in absent]
