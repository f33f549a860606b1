"""Virtuoso from Debian's packages, started by hand over a folder of its own, with limits that cut no answer."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, ClassVar

from peers.peer import Peer
from peers.processes import HOST, Server, free_port, memory

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = "urn:samendoen:benchmark"
APT = "apt-get install virtuoso-opensource"
#: Buffers of 8 kB for each GiB of memory that Virtuoso may have, as the comments in its own ini reckon, and that share.
BUFFERS, SHARE = 85_000, 0.25
#: A limit of 0 is none. The checkpoints that the server makes by itself are off, so that none falls within a turn.
INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {host}:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = .
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxMemPoolSize = 2000000000
MaxQueryMem = 4G
ThreadsPerQuery = {cores}
AsyncQueueMaxThreads = 10
ServerThreads = 20
MaxClientConnections = 20
[HTTPServer]
ServerPort = {host}:{http}
ServerThreads = 20
MaxClientConnections = 20
MaxKeepAlives = 20
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
[Client]
SQL_QUERY_TIMEOUT = 0
SQL_TXN_TIMEOUT = 0
"""


class Virtuoso(Peer):
    """The server on disk, its pages in memory; the triples are in one graph, which is each query's default graph."""

    name = "virtuoso"
    title = "Virtuoso"
    loads_when_up = True
    needs: ClassVar[dict[str, str]] = {"virtuoso-t": APT, "isql-vt": APT}
    extra: ClassVar[dict[str, str]] = {"default-graph-uri": GRAPH}

    @classmethod
    def version(cls) -> str:
        """Give what the program says of itself."""
        done = subprocess.run(["virtuoso-t", "-?"], capture_output=True, text=True, check=False)  # noqa: S607  the one in use
        return next(line.split("Version")[1].split()[0] for line in done.stderr.splitlines() if "Version" in line)

    def load(self, data: Path) -> None:
        """Load *data* with its bulk loader."""
        (self.folder / "data.nt").hardlink_to(data)  # it reads no other folder than its own
        statements = f"ld_dir('.', 'data.nt', '{GRAPH}'); rdf_loader_run(); checkpoint;"
        asked = "select ll_error from DB.DBA.load_list where ll_error is not null or ll_state <> 2;"
        said = self._sql(statements + asked)
        if "\n0 Rows." not in said:
            raise SystemExit(f"{self.title} did not load {data}:\n{said}")

    def launch(self) -> Server:
        """Start it over its folder, with ports that are free now."""
        self._sql_port, port = free_port(), free_port()
        (self.folder / "virtuoso.ini").write_text(ini(self._sql_port, port), encoding="utf-8")
        return Server(["virtuoso-t", "-f", "-c", "virtuoso.ini"], port, self.folder)

    def _sql(self, statements: str) -> str:
        """Run *statements*, and give what was said to them."""
        # The name and password are those of a new database; it is on loopback, and gone when the run ends.
        command = ["isql-vt", f"{HOST}:{self._sql_port}", "dba", "dba", f"exec={statements}"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def ini(sql: int, http: int) -> str:
    """Give the settings of a server with its ports."""
    buffers = int(memory() / 2**30 * SHARE * BUFFERS)
    cores = os.cpu_count() or 1
    return INI.format(host=HOST, sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4, cores=cores)
