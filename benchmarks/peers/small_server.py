"""The small app behind our own server: its connections, its lanes and its gateway, with nothing to report on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

from small_app import app

from api.server.bounds import Bounds
from api.server.connections import Connections
from api.server.gateway import Gateway
from api.server.hosts import Hosts, Proxies
from api.server.lanes import Lane
from api.server.log import Recorder
from api.server.metrics import Metrics
from api.server.outbox import Outbox
from api.server.routing import FILES, PAGES, SPARQL, STATIC
from api.server.run import SHARES, _configure, _Server, open_sockets
from api.server.tracing import Traces
from api.settings import read_settings

if TYPE_CHECKING:
    from api.server.reports import Reports
    from api.serving.served import Served

HOST = "127.0.0.1"
#: Places in the lane of SPARQL, as many as there are by the settings that are there where none is given.
PLACES = 24


class Nothing:
    """What serves no version: it has nothing to report and no threads to watch."""

    def find(self, _visit: object) -> None:
        """Find no report."""

    def watch(self) -> None:
        """Watch nothing."""


def serve(port: int) -> None:
    """Serve the small app on *port* with our own settings."""
    settings, connections, nothing = read_settings({}), Connections(Bounds()), Nothing()
    lanes = {name: Lane(name, settings.threads // SHARES[name]) for name in (STATIC, PAGES, FILES)}
    small: Any = app
    gateway = Gateway(
        small,
        bounds=connections.bounds,
        lanes={**lanes, SPARQL: Lane(SPARQL, PLACES, most=PLACES)},
        hosts=Hosts(HOST, ()),
        proxies=Proxies(()),
        reports=cast("Reports", nothing),
        outbox=Outbox(connections.bounds.unsent_bytes),
        recorder=Recorder(Metrics(), Traces.from_environment()),
        prefix="",
    )
    config = _configure(gateway, connections, settings)
    _Server(config, connections, cast("Served", nothing)).run(open_sockets(HOST, port))


serve(int(sys.argv[1]))
