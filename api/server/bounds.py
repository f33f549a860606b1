"""What one connection, one client and all of them together may take, in seconds, bytes and numbers.

A client is who is at the other end of the connection, or whom a trusted proxy names. The numbers are generous to people
and programs that behave, however slow their line, and end those that only hold what others wait for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """The bounds; times are in seconds.

    A request line with its headers is read whole within `head_seconds` and `head_bytes`, a body within `body_seconds`
    and `body_bytes`. A connection on which nothing is asked ends after `idle_seconds`. Who reads an answer takes
    `sent_bytes`, or what is left of it, in each `sent_seconds`. There are `connections` together, of which those of one
    client are closed first where there is no room for another's. Requests that are sent before the one before them is
    answered are `pipelined` at most. What is done for one request ends after `answer_seconds`, whatever it is. Whoever
    hangs up keeps a place among those who are answered for `hung_up_seconds`, so that to ask and hang up again and
    again costs who does it too. Answers on their way take `unsent_bytes` together.
    """

    head_seconds: float = 10
    head_bytes: int = 128_000
    body_seconds: float = 20
    body_bytes: int = 1_000_000
    idle_seconds: float = 15
    answer_seconds: float = 60
    hung_up_seconds: float = 0.25
    sent_seconds: float = 30
    sent_bytes: int = 48_000
    connections: int = 512
    pipelined: int = 8
    unsent_bytes: int = 256_000_000
