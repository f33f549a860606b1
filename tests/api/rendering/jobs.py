"""What the tests have renderers do: functions of ours that misbehave, each in its own way."""

from __future__ import annotations

import os
import time
from pathlib import Path


def echo(text: bytes) -> bytes:
    """Give back *text*."""
    return text


def tell_process() -> bytes:
    """Tell the id of the process that this is made in."""
    return str(os.getpid()).encode()


def wait_for(path: str) -> bytes:
    """Note in a file beside *path* that this has begun, and go on once *path* is there."""
    Path(f"{path}.begun").write_text(str(os.getpid()), encoding="ascii")
    while not Path(path).exists():
        time.sleep(0.01)
    return b"made"


def compute_forever() -> bytes:
    """Compute without an end."""
    number = 0
    while True:
        number += 1


def take_memory(size: int) -> bytes:
    """Take *size* bytes of memory, a piece at a time."""
    pieces = [bytearray(1_000_000) for _ in range(size // 1_000_000)]
    return str(len(pieces)).encode()


def crash() -> bytes:
    """End the process without a word."""
    os._exit(3)


def fail() -> bytes:
    """Fail with an error of ours."""
    from graph.errors import BadParameter  # noqa: PLC0415  where the renderer needs it

    raise BadParameter("theme", "The parameter %(parameter)r is %(what)s.", what="wrong")
