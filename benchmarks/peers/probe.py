"""Visitors who mean well, and how long they wait: asked again and again while something else goes on."""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from peers.processes import HOST, pss, tree

if TYPE_CHECKING:
    from types import TracebackType

    Json = dict[str, object]

#: Seconds between two beginnings, so that asking is no load itself.
EVERY = 0.2
OK = "200"
_number = count(1)


def ask(port: int, target: str, patience: float, source: str = HOST) -> tuple[str, float]:
    """Ask the server at *port* for *target*, from the address *source*; give the status and the seconds it took.

    Where none came within *patience* seconds the status is the name of the error.
    """
    begun = time.perf_counter()
    connection = HTTPConnection(HOST, port, timeout=patience, source_address=(source, 0))
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        answer.read()
        status = str(answer.status)
    except (OSError, HTTPException) as error:
        status = type(error).__name__
    finally:
        connection.close()
    return status, time.perf_counter() - begun


def ask_fresh() -> str:
    """Give the address of a short query that nobody asked before."""
    return f"/sparql?query={quote(f'ASK {{ ?s ?p ?o }} #{next(_number)}')}"


@dataclass
class Waits:
    """What came of asking: the status and the seconds of each, in the order they were asked."""

    seen: list[tuple[str, float]] = field(default_factory=list)

    def describe(self) -> Json:
        """Describe them: how many were asked and answered, the milliseconds of the answers, and what came instead."""
        taken = [seconds * 1000 for status, seconds in self.seen if status == OK]
        first, *_ = self.seen or [("none", 0.0)]
        return {
            "asked": len(self.seen),
            "answered": len(taken),
            "else": dict(sorted(Counter(status for status, _ in self.seen if status != OK).items())),
            "first_ms": round(first[1] * 1000, 1) if first[0] == OK else None,
            "median_ms": round(statistics.median(taken), 1) if taken else None,
            "worst_ms": round(max(taken), 1) if taken else None,
        }


class Probe:
    """One who asks for a *target* again and again, as a context; the empty target is a fresh query each time."""

    def __init__(self, port: int, target: str, patience: float, source: str = HOST) -> None:
        """Ask the server at *port*, from the address *source*, and wait *patience* seconds for each answer."""
        self.waits = Waits()
        self._how = (patience, source)
        self._port = port
        self._target = target
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        """Ask until it is over."""
        while not self._over.is_set():
            status, seconds = ask(self._port, self._target or ask_fresh(), *self._how)
            self.waits.seen.append((status, seconds))
            self._over.wait(max(0.0, EVERY - seconds))

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, with the answer that is under way."""
        self._over.set()
        self._thread.join()


def count_megabytes(pid: int) -> float:
    """Count the megabytes that the process *pid* and all it started take, each of what is shared by its share."""
    taken = 0
    for process in tree(pid):
        try:
            taken += pss(process)
        except (OSError, SystemExit):  # it ended between the two looks
            continue
    return round(taken / 1e6, 1)
