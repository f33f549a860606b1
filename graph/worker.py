"""A process that holds one version and answers requests, one at a time, on its standard input and output.

Before the first request it gives up, for good, the right to open anything: with no file descriptor left to give
out, the operating system refuses every socket and file that a query could ask for (setrlimit(2), RLIMIT_NOFILE).
Its memory is limited the same way. It is the pool's to kill when it is late.

A message is a header of four bytes with the length of a JSON object, that object, and for a reply the body whose
length the object gives.
"""

from __future__ import annotations

import json
import signal
import struct
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from graph.errors import QueryError, QueryTooLarge
from graph.store import Request, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LENGTH = struct.Struct(">I")
#: Seconds past the limit in which the pool is to kill a worker before it dies by itself.
GRACE = 1.0


def send(stream: IO[bytes], about: Mapping[str, Any], body: bytes = b"") -> None:
    """Write a message to *stream*: what it is *about*, then its *body*."""
    header = json.dumps({**about, "length": len(body)}).encode()
    stream.write(LENGTH.pack(len(header)) + header + body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read a message from *stream*.

    :raises EOFError: when the other side has gone.
    """
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    about: dict[str, Any] = json.loads(_exactly(stream, length))
    return about, _exactly(stream, about["length"])


def _exactly(stream: IO[bytes], size: int) -> bytes:
    """Read *size* bytes of *stream*."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def as_message(request: Request) -> dict[str, Any]:
    """Give *request* as the object of a message."""
    return asdict(request)


def confine(memory: int) -> None:
    """Give up opening anything, and more than *memory* bytes on top of what is in use, for good."""
    try:
        import resource  # noqa: PLC0415  Windows has none; there the worker runs unconfined
    except ImportError:
        return
    statm = Path("/proc/self/statm")
    if statm.exists():
        in_use = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (in_use + memory, in_use + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


@contextmanager
def mortal(seconds: float) -> Iterator[None]:
    """Die, within this block, after *seconds*: the pool kills sooner, but it may be gone itself."""
    if not hasattr(signal, "setitimer"):  # Windows has none; there the pool alone watches the time
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(store: Store, message: dict[str, Any], stream: IO[bytes]) -> None:
    """Answer one *message* on *stream*, with what went wrong where something did."""
    message.pop("length")
    try:
        reply = store.ask(Request(**message))
    except QueryError as error:
        refuse(stream, error)
    except MemoryError:
        refuse(stream, QueryTooLarge("The query needs more memory than the limit. Ask for less."))
    else:
        send(stream, {"media_type": reply.media_type}, reply.body)


def refuse(stream: IO[bytes], error: QueryError) -> None:
    """Say on *stream* what is wrong."""
    send(stream, {"error": type(error).__name__, "template": error.template, "values": error.values})


def main(path: str, memory: str, limit: str, seconds: str) -> None:
    """Hold the version at *path* and answer until the other side has gone."""
    store = Store(Path(path), int(limit))
    confine(int(memory))
    out = sys.stdout.buffer
    send(out, {"ready": True})
    while True:
        try:
            message, _ = receive(sys.stdin.buffer)
        except EOFError:
            return
        with mortal(float(seconds) + GRACE):
            answer(store, message, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
