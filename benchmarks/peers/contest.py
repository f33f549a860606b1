"""One question to every system in turns: the same rows from each, then how soon, and how often a second."""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from typing import TYPE_CHECKING

from peers import wrk
from peers.answers import difference, rows
from peers.processes import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.answers import Rows
    from peers.peer import Peer

    Json = dict[str, object]

#: So many more rounds are for those that answer within so many seconds: a small time has the larger noise.
MORE, QUICK = 10, 0.25
#: Who takes longer than this for an answer is not counted: it gives at most one for each core in the least it took.
#: Who takes longer than the second of these for a text not asked before is not even asked one again.
SLOW, HOPELESS = 0.25, 2.0
#: Nor is a peer that takes so many times as long as the quickest peer, for it cannot be the best.
FAR = 4.0
#: A round of counting has room for so many answers over each connection, one after the other.
ROOM = 8
#: From here on a system may still be busy with what was asked of it before.
LINGERS = 0.05
CORES = os.cpu_count() or 1

_number = count(1)


def fresh(text: str) -> str:
    """Give *text* as nobody asked it before, so that no cache of answers can hold it.

    >>> fresh("ASK {}") != fresh("ASK {}")
    True
    """
    return f"{text}\n# {next(_number)}"


@dataclass(frozen=True)
class How:
    """How much is measured: rounds, seconds of a round of wrk, seconds to warm up, seconds to wait for an answer."""

    rounds: int
    seconds: int
    warm: float
    patience: float


@dataclass
class Lane:
    """A system with the text that it is asked, and what came of it."""

    name: str
    peer: Peer
    text: str
    ours: bool = False
    counted: bool = True
    size: int = 0
    cold: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    refused: str = ""
    again: float = 0.0

    def __post_init__(self) -> None:
        """Choose the text that is asked more than once."""
        self.same = fresh(self.text)

    @property
    def seconds(self) -> float:
        """Give the median time of an answer."""
        return statistics.median(self.cold)

    @property
    def least(self) -> float:
        """Give the shortest time of an answer."""
        return min(self.cold + [self.again] * (self.again > 0))

    def ask(self) -> tuple[float, bytes]:
        """Ask what was not asked before, and give the seconds it took and the answer; none where it is refused."""
        started = time.perf_counter()
        try:
            body = self.peer.query(fresh(self.text))
        except Refused as error:
            self.refuse(str(error))
            body = b""
        return time.perf_counter() - started, body

    def refuse(self, why: str) -> None:
        """Ask no more of it, and let it come to rest."""
        self.refused = why
        self.peer.settle()


class Contest:
    """A question, and the lanes in which it is asked."""

    def __init__(self, name: str, lanes: Sequence[Lane], how: How) -> None:
        """Ask the question called *name* in *lanes*, the first of which the others are held against."""
        self.name = name
        self._all = lanes
        self._how = how
        self._rows: Rows | None = None

    @property
    def lanes(self) -> list[Lane]:
        """Give the lanes that answer."""
        return [lane for lane in self._all if not lane.refused]

    @property
    def silent(self) -> list[str]:
        """Give the names of the lanes that never did."""
        return [lane.name for lane in self._all if lane.refused and not lane.cold]

    def meet(self) -> None:
        """Ask each, hold the answers against each other, and keep asking for a while, so that all are warm.

        :raises SystemExit: when two answers differ.
        """
        for lane in self.lanes:
            _, body = lane.ask()
            if not lane.refused:
                lane.size = len(body)
                self._compare(lane, rows(body))
            end = time.perf_counter() + self._how.warm
            while not lane.refused and time.perf_counter() < end:
                lane.ask()

    def _compare(self, lane: Lane, found: Rows) -> None:
        """Hold what *lane* found against what was found first."""
        if self._rows is None:
            self._rows = found
        said = list(difference(self._rows, found))
        if said:
            first = next(it for it in self._all if not it.refused)
            raise SystemExit("\n".join([f"{self.name}: {first.name} (ours) and {lane.name} (theirs) differ:", *said]))

    def cold(self) -> None:
        """Time each in turns: a text not asked before, by all as often as asked for, by the quick ones more often."""
        for turn in range(self._how.rounds + MORE):
            for lane in self.lanes:
                if turn < self._how.rounds or lane.seconds < QUICK:
                    seconds, _ = lane.ask()
                    if not lane.refused:
                        lane.cold.append(seconds)

    def repeated(self) -> None:
        """Count the answers a second of each in turns, for one text that each has been asked before."""
        asked = [it for it in self.lanes if it.counted and (it.ours or it.seconds <= HOPELESS)]
        for lane in asked:
            self._again(lane)
        best = min((lane.least for lane in self.lanes if not lane.ours), default=SLOW)
        counted = [it for it in asked if it.again <= SLOW and (it.ours or it.again <= FAR * best)]
        for _ in range(self._how.rounds):
            for lane in counted:
                self._count(lane)

    def _again(self, lane: Lane) -> None:
        """Ask *lane* one text twice, and time the second."""
        try:
            lane.peer.query(lane.same)
            started = time.perf_counter()
            lane.peer.query(lane.same)
            lane.again = time.perf_counter() - started
        except Refused as error:
            lane.refuse(f"repeated: {error}")

    def _count(self, lane: Lane) -> None:
        """Count a round of *lane*, long enough for a few answers over each connection."""
        if lane.refused:
            return
        try:
            lane.rates.append(wrk.rate(lane.peer.url(lane.same), max(self._how.seconds, ceil(ROOM * lane.again))))
        except Refused as error:
            lane.refuse(f"repeated: {error}")
        if lane.again > LINGERS:
            lane.peer.settle()

    def result(self) -> Json:
        """Give what was measured, by lane."""
        counted = [lane for lane in self._all if lane.rates]
        slow = [it for it in self.lanes if it.counted and (it.again or it.seconds) > SLOW]
        return {
            "question": self.name,
            "rows": (self._rows or Counter()).total(),
            "bytes": {lane.name: lane.size for lane in self._all if lane.size},
            "cold_ms": {lane.name: round(lane.seconds * 1000, 2) for lane in self._all if lane.cold},
            "repeated_per_s": {lane.name: round(statistics.median(lane.rates), 1) for lane in counted},
            "repeated_at_most_per_s": {lane.name: round(CORES / lane.least, 2) for lane in slow},
            "no_answer": {lane.name: lane.refused for lane in self._all if lane.refused},
        }
