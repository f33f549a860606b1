"""Who asks for what has no end or is costly to make, or hangs up on it."""

from __future__ import annotations

import socket
import struct
import time
from datetime import date

from .attacker import BREATH, TRICKLE, Attacker, write_get, write_post, write_query

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_DOUBLED = "".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(30))
#: Queries that are to be refused, by what is wrong with them.
BAD_QUERIES = {
    "endless": ENDLESS,
    "nested": f"SELECT * {'{' * 300}{'}' * 300}",
    "bloated": f"SELECT * {{ BIND('0123456789abcdef' AS ?v0) {_DOUBLED} }}",
    "large": "SELECT * { ?a ?b ?c . ?d a ?f }",
    "sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "service": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "from": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "broken": "SELECT * {",
}
#: What nobody asked for before: a word, or a day, that is new each time.
NEW_PAGES = (
    "/measures?words={word}",
    "/search?q=jongeren+{word}",
    "/gaps?kind=owner&on={day}",
    "/questions/municipalities?on={day}",
    "/questions/gaps?on={day}",
    "/compare?about={word}",
)
NEW_FILES = (
    "/api/v1/questions/gaps?format=docx&on={day}",
    "/api/v1/questions/municipalities?format=xlsx&on={day}",
    "/questions/measures/memo?format=docx&on={day}",
)


def number_try(number: int) -> str:
    """Give what no try had before, of the one with this *number*."""
    return f"{number}x{time.monotonic_ns()}"


class HungUpBody(Attacker):
    """Begins to post, and hangs up."""

    def try_once(self, number: int) -> str:
        """Send a part."""
        with self.connect() as line:
            line.sendall(write_post("Content-Length: 500000\r\n") + b" " * 100_000)
        self.pause(TRICKLE)
        return "hung up"


class HungUpUpload(Attacker):
    """Uploads almost all of the largest body, together with all others, and hangs up without a word of goodbye."""

    def try_once(self, number: int) -> str:
        """Send a part, wait for the others to have sent theirs, and reset the connection."""
        with self.connect() as line:
            line.sendall(write_post("Content-Length: 900000\r\n") + b" " * 890_000)
            self.pause(TRICKLE)
            _reset(line)
        self.pause(TRICKLE)
        return "hung up"


class OtherProtocol(Attacker):
    """Speaks HTTP/2 from the start, begins to post, and hangs up without a word of goodbye."""

    def try_once(self, number: int) -> str:
        """Send the preface, settings, the head of a stream and a part of its body, and reset the connection."""
        head = _write_frame(1, 4, 1, _write_fields())
        begun = _write_frame(4, 0, 0, b"") + head + _write_frame(0, 0, 1, b" " * 1024)
        with self.connect() as line:
            line.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + begun)
            self.pause(TRICKLE)
            _reset(line)
        self.pause(TRICKLE)
        return "hung up"


def _reset(line: socket.socket) -> None:
    """Have *line* end with a reset when it is closed."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _write_frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """Give the frame (RFC 9113, 4.1) of this *kind*, with *payload*."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def _write_fields() -> bytes:
    """Give the head of a query that is posted (RFC 7541): names by their numbers, values as they are."""
    named = {4: b"/sparql", 1: b"localhost", 31: b"application/sparql-query", 28: b"500000"}
    fields = (_write_number(it) + bytes([len(value)]) + value for it, value in named.items())
    return b"\x83\x86" + b"".join(fields)  # POST, http


def _write_number(number: int) -> bytes:
    """Give the *number* of a name, in four bits and what is more than these hold."""
    most = 15
    return bytes([number]) if number < most else bytes([most, number - most])


class EndlessQuery(Attacker):
    """Asks what has no end, and waits."""

    def try_once(self, number: int) -> str:
        """Ask the same as all others, but for a comment."""
        status = self.ask(write_query(f"{ENDLESS} #{number_try(number)}"))
        self.pause(BREATH)
        return status


class SameEndlessQuery(Attacker):
    """Asks what has no end, all the very same, and waits."""

    def try_once(self, number: int) -> str:
        """Ask it."""
        status = self.ask(write_query(ENDLESS))
        self.pause(BREATH)
        return status


class HungUpQuery(Attacker):
    """Asks what has no end, and hangs up after 5 ms."""

    def try_once(self, number: int) -> str:
        """Ask it."""
        with self.connect() as line:
            line.sendall(write_query(f"{ENDLESS} #{number_try(number)}"))
            time.sleep(0.005)
        self.pause(BREATH)
        return "hung up"


class BadQuery(Attacker):
    """Asks what is to be refused: endless, too large, too deep, broken, or wanting something from elsewhere."""

    def try_once(self, number: int) -> str:
        """Ask one of those, and give which with its status."""
        names = list(BAD_QUERIES)
        name = names[(number + time.monotonic_ns()) % len(names)]
        status = self.ask(write_query(f"{BAD_QUERIES[name]} #{number_try(number)}"))
        self.pause(BREATH)
        return f"{name} {status}"


class Getter(Attacker):
    """Asks for what is costly to make, each time with another cookie.

    A target may have a `{word}` or a `{day}` that is new each time.
    """

    targets: tuple[str, ...] = ("/questions/measures/memo?format=docx",)

    def try_once(self, number: int) -> str:
        """Ask for it."""
        word, day = number_try(number), date.fromordinal(time.monotonic_ns() // 1000 % date.max.toordinal() + 1)
        target = self.targets[time.monotonic_ns() % len(self.targets)].format(word=word, day=day)
        status = self.ask(write_get(target, f"Cookie: a={word}\r\n"))
        self.pause(BREATH)
        return status


class WordFile(Getter):
    """Asks for a Word file."""


class OtherFile(Getter):
    """Asks for Word files and workbooks, none like another."""

    targets = NEW_FILES


class NetworkPage(Getter):
    """Asks for a network."""

    targets = ("/network",)


class PageFlood(Getter):
    """Asks for pages, none like another."""

    targets = NEW_PAGES
