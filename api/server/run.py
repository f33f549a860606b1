"""Serving: one process with uvicorn, which takes the requests, and workers for the queries."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import resource
import signal
import socket
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.app import create_app, read_templates
from api.server.bounds import Bounds
from api.server.connections import Connections
from api.server.gateway import Gateway
from api.server.hosts import Hosts, Proxies
from api.server.lanes import Lane
from api.server.log import Recorder
from api.server.metrics import Metrics
from api.server.outbox import Outbox
from api.server.protocol import BoundedProtocol
from api.server.reports import Reports
from api.server.routing import FILES, PAGES, SPARQL, STATIC
from api.server.tracing import Traces
from api.serving.dataset import MOST_FOLLOWERS
from api.serving.served import Served

if TYPE_CHECKING:
    from types import FrameType

    from api.settings import Settings

#: The part of the threads that each lane has.
SHARES = {STATIC: 4, PAGES: 2, FILES: 4}
#: More threads in the lane of SPARQL than can wait in them for a worker or for what another asked, so that the workers'
#: own lane decides who is refused.
SPARE_THREADS = 8
#: Seconds between two looks for connections that take too long.
SWEEP_SECONDS = 0.5
#: Seconds beyond those of a query that what is being answered has to end when the server is to stop.
GRACE_SECONDS = 5
#: Bytes that the system keeps of an answer for a connection, so that a slow reader takes no more.
SEND_BUFFER_BYTES = 256_000
#: Descriptors that are open besides those of connections.
OTHER_DESCRIPTORS = 512
MOST_CONNECTIONS, FEWEST_CONNECTIONS = 512, 32
#: Connections that the loop takes before it does anything else, and those that may wait for that.
TAKEN_AT_ONCE, BACKLOG = 16, 512
#: What the C library of GNU is told of memory (mallopt(3)): from how many bytes a block is the system's, so that it has
#: it back when it is freed, and how many heaps the threads share, each of which keeps what was freed in it.
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
LARGE_BYTES, HEAPS = 262_144, 2
#: Seconds after which a thread that wants to run has its turn: the loop that takes requests is one among many.
SWITCH_SECONDS = 0.001


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """Open the sockets to listen on: one for each address that *host*, a name or an address, has here.

    :raises OSError: when none can be listened on; the error is that of the first.
    """
    failures: list[OSError] = []
    opened: list[socket.socket] = []
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, _, _, _, address in dict.fromkeys(found):
        try:
            opened.append(_listen(family, address))
        except OSError as error:
            failures.append(error)
    if not opened or any(it.errno == errno.EADDRINUSE for it in failures):
        for each in opened:
            each.close()
        raise failures[0]
    return opened


def _listen(family: int, address: tuple[Any, ...]) -> socket.socket:
    """Open a socket that listens on *address*."""
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(address)
    except BaseException:
        opened.close()
        raise
    return opened


class _Server(uvicorn.Server):
    """uvicorn, which also ends connections that take too long and replaces threads that ended."""

    def __init__(self, config: uvicorn.Config, connections: Connections, served: Served) -> None:
        """Serve as *config* says."""
        super().__init__(config)
        self._connections = connections
        self._served = served

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002  what uvicorn calls it with
        """Stop when told by *sig*, with exit code 0; told twice with Ctrl+C, wait for nothing."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve on *sockets*; more may wait there than asyncio takes at once, for which that is one number."""
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(BACKLOG)

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve on *sockets*; it stops too when its terminal is closed, unless it was told not to mind (nohup)."""
        in_main = threading.current_thread() is threading.main_thread()
        if in_main and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self.handle_exit)
        sweeping = asyncio.create_task(self._sweep())
        try:
            await super().serve(sockets)
        finally:
            sweeping.cancel()

    async def _sweep(self) -> None:
        """Look after the connections and the threads, again and again."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self._connections.sweep()
            self._served.watch()


def give_memory_back() -> bool:
    """Have memory that is freed go back to the system, where the C library can be told so, and say whether it can."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return bool(mallopt and mallopt(M_ARENA_MAX, HEAPS) and mallopt(M_MMAP_THRESHOLD, LARGE_BYTES))


def run_server(sockets: list[socket.socket], host: str, settings: Settings) -> None:
    """Serve on *sockets*, as *host*, until SIGTERM, SIGINT or SIGHUP; then finish what is being answered, and stop.

    :raises ArchiveError: when there is no version to serve.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    give_memory_back()
    served = Served.open(settings)
    try:
        served.watch()
        build_server(served, host, settings, Bounds(connections=_count_connections())).run(sockets)
    finally:
        served.close()


def build_server(served: Served, host: str, settings: Settings, bounds: Bounds) -> uvicorn.Server:
    """Build the server of what *served* serves as *host*, within *bounds*; `run` it with the sockets to listen on."""
    connections = Connections(bounds)
    gateway = _build_gateway(served, host, settings, connections)
    return _Server(_configure(gateway, connections, settings), connections, served)


def _build_gateway(served: Served, host: str, settings: Settings, connections: Connections) -> Gateway:
    """Build the gateway to what *served* serves as *host*, for requests that come in over *connections*."""
    lanes = {name: Lane(name, max(2, settings.threads // share)) for name, share in SHARES.items()}
    asking = served.now.pool.clients.capacity + MOST_FOLLOWERS + SPARE_THREADS
    lanes[SPARQL] = Lane(SPARQL, asking, most=asking)
    metrics, outbox = Metrics(), Outbox(connections.bounds.unsent_bytes)
    metrics.watch(served, lanes, connections, outbox)
    return Gateway(
        read_templates(create_app(served)).wsgi_app,
        bounds=connections.bounds,
        lanes=lanes,
        hosts=Hosts(host, settings.hosts),
        proxies=Proxies(settings.proxies),
        reports=Reports(served, metrics, open_metrics="metrics" in settings.public),
        outbox=outbox,
        recorder=Recorder(metrics, Traces.from_environment()),
        prefix=settings.prefix,
    )


def _configure(gateway: Gateway, connections: Connections, settings: Settings) -> uvicorn.Config:
    """Configure uvicorn to serve *gateway* over *connections*, and to believe the proxies that *settings* name."""
    app: Any = gateway
    if settings.proxies:
        app = ProxyHeadersMiddleware(app, list(settings.proxies))
    protocol: Any = partial(BoundedProtocol, connections)
    return uvicorn.Config(
        app,
        http=protocol,
        loop="asyncio",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=TAKEN_AT_ONCE,
        timeout_keep_alive=int(connections.bounds.idle_seconds),
        timeout_graceful_shutdown=int(settings.limits.seconds) + GRACE_SECONDS,
    )


def _count_connections() -> int:
    """Count the connections that there is room for, after asking the system for as many descriptors as it gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OTHER_DESCRIPTORS
    if soft < wanted:
        soft = min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(FEWEST_CONNECTIONS, min(MOST_CONNECTIONS, soft - OTHER_DESCRIPTORS))
