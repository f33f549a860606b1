"""One kind of attack, by many at the same time, and what is sent and read over a connection.

An attacker is started with the port of a server and stops by itself after `LONGEST` seconds, or when it is left. What
it got is counted by what the server did: an answer's status, or how the connection ended.
"""

from __future__ import annotations

import socket
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

if TYPE_CHECKING:
    from types import TracebackType

HOST = "127.0.0.1"
#: Seconds after which every attacker stops, and for which one waits for an answer.
LONGEST, PATIENCE = 120.0, 60.0
#: Seconds between two pieces of what is sent or read slowly, and between two requests of who does not wait.
TRICKLE, BREATH = 0.5, 0.05
#: Bytes that are read at a time by who reads slowly, and that the system takes for it.
SIP, SMALL_BUFFER = 1000, 4096


def write_query(query: str, more: str = "") -> bytes:
    """Give the request that asks *query*, with *more* after it in the address."""
    return write_get(f"/sparql?query={quote(query)}{more}")


def write_get(target: str, headers: str = "") -> bytes:
    """Give the request for *target*, with the lines in *headers*."""
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


def write_post(headers: str) -> bytes:
    """Give the head of a query that is posted, with the lines in *headers*, which say how long its body is."""
    kind = "Content-Type: application/sparql-query\r\n"
    return f"POST /sparql HTTP/1.1\r\nHost: localhost\r\n{kind}{headers}\r\n".encode()


class Attacker(ABC):
    """One kind of attack, by *many* at the same time, each in a thread; used as a context.

    `got` counts what came of each try, and `first` has the seconds after which that came first.
    """

    def __init__(self, port: int, many: int = 60, source: str = HOST) -> None:
        """Attack the server at *port* by so *many*, who come from the address *source*."""
        self.port = port
        self.source = source
        self.got: Counter[str] = Counter()
        self.first: dict[str, float] = {}
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._lock = threading.Lock()
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
                self._note(came)

    def _note(self, came: str) -> None:
        """Note what *came* of a try."""
        with self._lock:
            self.got[came] += 1
            self.first.setdefault(came, round(time.monotonic() - self._begun, 1))

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
        try:
            if receive_bytes:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
            line.settimeout(PATIENCE)
            if self.source != HOST:
                line.bind((self.source, 0))
            line.connect((HOST, self.port))
        except OSError:
            line.close()
            raise
        return line

    def ask(self, request: bytes) -> str:
        """Send *request* over a connection of its own, read the answer to its end, and give its status."""
        with self.connect() as line:
            line.sendall(request)
            return read_all(line)

    def sip(self, request: bytes) -> str:
        """Send *request* and read what comes a little at a time, until the server ends it; give what came of that."""
        with self.connect(SMALL_BUFFER) as line:
            line.sendall(request)
            status = read_status(line)
            while not self.over and line.recv(SIP):
                self.pause(TRICKLE)
        return f"{status}, ended"

    def __enter__(self) -> Self:
        """Start."""
        self._begun = time.monotonic()
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
    head = line.recv(SIP)
    return head.split(b" ")[1].decode() if head.startswith(b"HTTP/") else "closed"


def read_all(line: socket.socket) -> str:
    """Read the answer that comes over *line* to its end, keeping none of it, and give its status."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = line.recv(1 << 16)
        if not piece:
            return "closed"
        head += piece
    head, _, rest = head.partition(b"\r\n\r\n")
    lengths = [it.split(b":")[1] for it in head.lower().split(b"\r\n") if it.startswith(b"content-length")]
    left = (int(lengths[0]) if lengths else 0) - len(rest)
    while left > 0 and (piece := line.recv(1 << 16)):
        left -= len(piece)
    return head.split(b" ")[1].decode()
