"""The process that holds a version and forks the workers that answer over it.

A worker is a fork of the zygote: it is there in milliseconds, and it shares the version's memory with the others.
The zygote itself answers nothing and never sees a query, so no query can hurt it. It takes orders, one JSON object
a message, on the socket that its standard input is:

    {"fork": true}      with one end of a socket: fork a worker that answers there; its process id comes back
    {"reap": pid}       end that worker; how it ended comes back

When whoever gave the orders is gone, it ends its workers and then itself.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import IO

from graph.engine.screening.screen import QueryBounds
from graph.engine.store import Store
from graph.engine.workers.channel import Channel
from graph.engine.workers.worker import Limits, run_worker

#: The longest order, in bytes.
ORDER_BYTES = 1000
#: What Rust's allocator writes before it gives up (the standard library's `alloc::handle_alloc_error`).
NO_MEMORY = b"memory allocation of"
#: How much of what a worker complained of is read: the last words are enough.
COMPLAINT_BYTES = 2000
#: How many signs of its last line are handed on.
LAST_WORDS = 300


class Zygote:
    """The process that holds the store, forks workers over it and reaps them."""

    def __init__(self, store: Store, limits: Limits, orders: socket.socket) -> None:
        """Fork workers over *store* with *limits*, as *orders* says."""
        self._store = store
        self._limits = limits
        self._orders = orders
        self._complaints: dict[int, IO[bytes]] = {}

    def run(self) -> None:
        """Carry out orders until nobody can give any more, then end every worker."""
        while True:
            data, ends, _, _ = socket.recv_fds(self._orders, ORDER_BYTES, 1)
            if not data:
                break
            order = json.loads(data)
            reply = self._fork_worker(socket.socket(fileno=ends[0])) if ends else self._reap_worker(order["reap"])
            self._orders.sendall(json.dumps(reply).encode())
        for process in list(self._complaints):
            self._reap_worker(process)

    def _fork_worker(self, end: socket.socket) -> dict[str, object]:
        """Fork a worker that answers on *end*, and return its process id."""
        complaints = tempfile.TemporaryFile()  # noqa: SIM115  open as long as the worker lives
        process = os.fork()
        if process == 0:
            self._become_worker(end, complaints)
        end.close()
        self._complaints[process] = complaints
        return {"process": process}

    def _become_worker(self, end: socket.socket, complaints: IO[bytes]) -> None:
        """Run a worker on *end* until nobody asks, with *complaints* as its standard error; never return."""
        try:
            os.dup2(complaints.fileno(), sys.stderr.fileno())
            os.close(sys.stdin.fileno())  # the socket of the orders, of which `_orders` is the double
            self._orders.close()
            for other in self._complaints.values():
                other.close()
            run_worker(self._store, Channel(end), self._limits)
        except OSError:
            os._exit(1)
        finally:
            os._exit(0)

    def _reap_worker(self, process: int) -> dict[str, object]:
        """Kill and reap the worker *process*; return its exit code, its last words, and whether memory was short."""
        complaints = self._complaints.pop(process)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        with complaints:
            complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - COMPLAINT_BYTES))
            said = complaints.read()
        last = said.decode(errors="replace").strip().rpartition("\n")[2][-LAST_WORDS:]
        return {"memory": NO_MEMORY in said, "exit": os.waitstatus_to_exitcode(status), "said": last}


def main(path: str, about: str) -> None:
    """Hold the version at *path*, with the limits in *about*, and fork workers as standard input says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = json.loads(about)
    limits = Limits(**{**limits, "bounds": QueryBounds(**limits["bounds"])})
    store = Store(Path(path), limits.answer, limits.bounds)
    gc.collect()
    gc.freeze()
    orders = socket.socket(fileno=os.dup(0))
    orders.sendall(json.dumps({"ready": True}).encode())
    Zygote(store, limits, orders).run()
