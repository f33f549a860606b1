"""The systems that are asked the same questions over HTTP, each behind the same few methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peers.oxigraph import InMemory, OnDisk
from peers.plain import Rdflib
from peers.samendoen import Samendoen
from peers.tdb import Tdb
from peers.virtuoso import Virtuoso

if TYPE_CHECKING:
    from peers.peer import Peer

#: By name, ours first.
SYSTEMS: dict[str, type[Peer]] = {it.name: it for it in (Samendoen, InMemory, OnDisk, Virtuoso, Tdb, Rdflib)}
