"""Visitors who mean ill, or whose lines are bad: each holds what others wait for, on loopback and for a bounded time.

An attacker is started with the port of a server and stops by itself after `LONGEST` seconds, or when it is left. What
it got is counted by what the server did: an answer's status, or how the connection ended.
"""

from __future__ import annotations

import socket
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

if TYPE_CHECKING:
    from types import TracebackType

HOST = "127.0.0.1"
#: Seconds after which every attacker stops, and for which one waits for an answer.
LONGEST, PATIENCE = 120.0, 60.0
#: Seconds between two pieces of what is sent or read slowly.
TRICKLE = 0.5
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


def write_query(query: str, more: str = "") -> bytes:
    """Give the request that asks *query*, with *more* after it in the address."""
    return write_get(f"/sparql?query={quote(query)}{more}")


def write_get(target: str, headers: str = "") -> bytes:
    """Give the request for *target*, with the lines in *headers*."""
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


class Attacker(ABC):
    """One kind of attack, by *many* at the same time, each in a thread; used as a context.

    `got` counts what came of each try.
    """

    def __init__(self, port: int, many: int = 60) -> None:
        """Attack the server at *port* by so *many*."""
        self.port = port
        self.got: Counter[str] = Counter()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(many)]

    @abstractmethod
    def try_once(self, number: int) -> str:
        """Do the worst once, as the one with this *number*, and give what came of it."""

    def _run(self, number: int) -> None:
        """Try again and again."""
        end = time.monotonic() + LONGEST
        while not self.over and time.monotonic() < end:
            try:
                came = self.try_once(number)
            except OSError as error:
                came = type(error).__name__
                self.pause(TRICKLE)
            if not self.over:
                self.got[came] += 1

    @property
    def over(self) -> bool:
        """Say whether it was told to stop."""
        return self._over.is_set()

    def pause(self, seconds: float) -> None:
        """Wait for *seconds*, or until it is over."""
        self._over.wait(seconds)

    def connect(self, receive_bytes: int = 0) -> socket.socket:
        """Connect, with a buffer of *receive_bytes* for what comes."""
        line = socket.socket()
        if receive_bytes:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        line.settimeout(PATIENCE)
        line.connect((HOST, self.port))
        return line

    def __enter__(self) -> Self:
        """Start."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; what waits for an answer is left to itself."""
        self._over.set()


def read_status(line: socket.socket) -> str:
    """Give the status of the answer that comes over *line*, of which the rest is left unread."""
    head = line.recv(1000)
    return head.split(b" ")[1].decode() if head.startswith(b"HTTP/") else "closed"


def read_all(line: socket.socket) -> str:
    """Read the answer that comes over *line* to its end, and give its status."""
    status, wanted, taken = "closed", None, b""
    while wanted is None or len(taken) < wanted:
        piece = line.recv(1 << 16)
        if not piece:
            break
        taken += piece
        if wanted is None and b"\r\n\r\n" in taken:
            head, _, rest = taken.partition(b"\r\n\r\n")
            status = head.split(b" ")[1].decode()
            lengths = [it.split(b":")[1] for it in head.lower().split(b"\r\n") if it.startswith(b"content-length")]
            wanted, taken = int(lengths[0]) if lengths else 0, rest
    return status


class Silent(Attacker):
    """Connects and says nothing."""

    def try_once(self, number: int) -> str:
        """Wait until the server ends it."""
        with self.connect() as line:
            return "ended" if not line.recv(1) else "answered"


class SlowHead(Attacker):
    """Sends a head a letter at a time."""

    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 1000

    def try_once(self, number: int) -> str:
        """Send until the server ends it."""
        with self.connect() as line:
            for letter in self.head:
                line.sendall(bytes([letter]))
                self.pause(TRICKLE)
                if self.over:
                    break
        return "sent"


class SlowBody(Attacker):
    """Posts a query at 20 bytes a second."""

    def try_once(self, number: int) -> str:
        """Send until the server ends it, or answers."""
        head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        with self.connect() as line:
            line.sendall(f"{head}Content-Length: 10000\r\n\r\n".encode())
            line.settimeout(TRICKLE)
            for _ in range(1000):
                if self.over:
                    break
                line.sendall(b" " * int(20 * TRICKLE))
                with suppress(TimeoutError):
                    return read_status(line)
        return "sent"


class HungUpBody(Attacker):
    """Begins to post, and hangs up."""

    def try_once(self, number: int) -> str:
        """Send a part."""
        head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        with self.connect() as line:
            line.sendall(f"{head}Content-Length: 500000\r\n\r\n".encode() + b" " * 100_000)
        self.pause(TRICKLE)
        return "hung up"


class OtherProtocol(HungUpBody):
    """Speaks HTTP/2 from the start, posts a part, and hangs up."""

    def try_once(self, number: int) -> str:
        """Send the preface, settings, the head of a stream and a part of its body."""
        settings = bytes.fromhex("000000040000000000")
        head = bytes.fromhex("00000e010400000001") + b"\x83\x84\x86\x41\x09localhost"
        data = bytes.fromhex("000400000000000001") + b" " * 1024
        with self.connect() as line:
            line.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings + head + data)
            came = read_status(line)
        self.pause(TRICKLE)
        return came


class SlowReader(Attacker):
    """Asks for the largest answer there is, and reads it a thousand bytes at a time."""

    def try_once(self, number: int) -> str:
        """Read until the server ends it."""
        with self.connect(receive_bytes=4096) as line:
            line.sendall(write_query(LARGE))
            status = read_status(line)
            while not self.over and line.recv(1000):
                self.pause(TRICKLE)
        return f"{status}, ended"


class EndlessQuery(Attacker):
    """Asks what has no end, and waits."""

    def try_once(self, number: int) -> str:
        """Ask the same as all others, but for a comment."""
        with self.connect() as line:
            line.sendall(write_query(f"{ENDLESS} #{number}.{time.monotonic_ns()}"))
            status = read_all(line)
        self.pause(0.05)
        return status


class SameEndlessQuery(Attacker):
    """Asks what has no end, all the very same, and waits."""

    def try_once(self, number: int) -> str:
        """Ask it."""
        with self.connect() as line:
            line.sendall(write_query(ENDLESS))
            status = read_all(line)
        self.pause(0.05)
        return status


class HungUpQuery(Attacker):
    """Asks what has no end, and hangs up after 5 ms."""

    def try_once(self, number: int) -> str:
        """Ask it."""
        with self.connect() as line:
            line.sendall(write_query(f"{ENDLESS} #{number}.{time.monotonic_ns()}"))
            time.sleep(0.005)
        self.pause(0.05)
        return "hung up"


class Getter(Attacker):
    """Asks for what is costly to make, each time with another cookie."""

    target = "/questions/measures/memo?format=docx"

    def try_once(self, number: int) -> str:
        """Ask for it."""
        with self.connect() as line:
            line.sendall(write_get(self.target, f"Cookie: a={number}.{time.monotonic_ns()}\r\n"))
            status = read_all(line)
        self.pause(0.02)
        return status


class WordFile(Getter):
    """Asks for a Word file."""


class NetworkPage(Getter):
    """Asks for a network."""

    target = "/network"


class Pipeliner(Attacker):
    """Sends a thousand requests at once, and reads no answer."""

    def try_once(self, number: int) -> str:
        """Send them."""
        with self.connect(receive_bytes=4096) as line:
            line.sendall(write_get("/measures") * 1000)
            while not self.over and line.recv(1000):
                self.pause(TRICKLE)
        return "ended"


ATTACKERS: tuple[type[Attacker], ...] = (
    Silent,
    SlowHead,
    SlowBody,
    HungUpBody,
    OtherProtocol,
    SlowReader,
    EndlessQuery,
    SameEndlessQuery,
    HungUpQuery,
    WordFile,
    NetworkPage,
    Pipeliner,
)
