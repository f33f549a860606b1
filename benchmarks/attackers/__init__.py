"""Visitors who mean ill, or whose lines are bad, on loopback and for a bounded time.

Each kind holds what others wait for. What each got is counted by what the server did.
"""

from .askers import (
    BAD_QUERIES,
    ENDLESS,
    BadQuery,
    EndlessQuery,
    HungUpBody,
    HungUpQuery,
    HungUpUpload,
    NetworkPage,
    OtherFile,
    OtherProtocol,
    PageFlood,
    SameEndlessQuery,
    WordFile,
)
from .attacker import HOST, Attacker, read_all, write_get, write_query
from .holders import (
    LargestReader,
    OtherReader,
    Pipeliner,
    RangeReader,
    Silent,
    SlowBody,
    SlowByte,
    SlowChunk,
    SlowHead,
    SlowReader,
)

#: By name.
ATTACKERS: dict[str, type[Attacker]] = {
    it.__name__: it
    for it in (
        *(Silent, SlowHead, SlowBody, SlowByte, SlowChunk, HungUpBody, HungUpUpload, OtherProtocol),
        *(SlowReader, LargestReader, OtherReader, RangeReader, Pipeliner),
        *(EndlessQuery, SameEndlessQuery, HungUpQuery, BadQuery, WordFile, OtherFile, NetworkPage, PageFlood),
    )
}

__all__ = [
    "ATTACKERS",
    "BAD_QUERIES",
    "ENDLESS",
    "HOST",
    "Attacker",
    "BadQuery",
    "EndlessQuery",
    "HungUpBody",
    "HungUpQuery",
    "HungUpUpload",
    "LargestReader",
    "NetworkPage",
    "OtherFile",
    "OtherProtocol",
    "OtherReader",
    "PageFlood",
    "Pipeliner",
    "RangeReader",
    "SameEndlessQuery",
    "Silent",
    "SlowBody",
    "SlowByte",
    "SlowChunk",
    "SlowHead",
    "SlowReader",
    "WordFile",
    "read_all",
    "write_get",
    "write_query",
]
