"""Who is being answered and who waits: quick places for most, and a few slow ones for what takes longer.

A query that is over in a moment is answered on one of the quick places. One that takes more gives that up as soon as
somebody waits, and goes on beside them with the lowest priority, on one of the few slow places. Where those are taken
too, the slow query of the client with the most under way is stopped. So a crowd of endless queries keeps nobody waiting
for longer than they may be quick, and with nobody waiting each has all the time there is. One that was slow before
begins on a slow place. What a query takes is counted in seconds of the processor: on a machine that is busy with others
a query is not to seem slow because it had no turn.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.engine.workers.turns import Turns

if TYPE_CHECKING:
    from graph.engine.workers.process import Worker
    from graph.engine.workers.turns import Ticket

#: Seconds of the processor for which a query keeps its quick place while others wait, and by the clock, if it has none.
QUICK_SECONDS, PATIENT_SECONDS = 0.2, 1.0
#: The shortest pause between two looks at how far a query is: the system counts in hundredths.
SHORTEST_PAUSE = 0.02
#: The niceness of a query on a slow place, and of one on a quick place beside those: what pages ask comes first.
SLOW_NICENESS, QUICK_NICENESS = 19, 10


@dataclass(eq=False)
class Run:
    """A query under way: whose it is, since when, on which worker, and whether it is on a slow place or stopped."""

    client: str
    slow: bool = False
    worker: Worker | None = None
    begun: float = field(default_factory=time.monotonic)
    worked_before: float = 0.0
    crowded_out: bool = False
    killed: bool = False

    def start(self, worker: Worker) -> None:
        """Go on with *worker*, which may have worked for others before, as far as was said until now."""
        self.worked_before = worker.count_seconds() or 0.0
        self.worker = worker
        if self.slow:
            worker.set_priority(SLOW_NICENESS)
        if self.killed:
            worker.kill()

    @property
    def quick(self) -> bool:
        """Whether it has a quick place."""
        return not self.slow and not self.crowded_out

    @property
    def age(self) -> float:
        """The seconds since it began."""
        return time.monotonic() - self.begun

    @property
    def worked(self) -> float:
        """The seconds of the processor it took so far; where nobody can say, those since it began."""
        worked = self.worker.count_seconds() if self.worker else None
        return self.age if worked is None else worked - self.worked_before

    @property
    def quick_left(self) -> float:
        """The seconds for which it may keep a quick place while others wait."""
        return min(QUICK_SECONDS - self.worked, PATIENT_SECONDS - self.age)

    def slow_down(self) -> None:
        """Go on, on a slow place."""
        self.slow = True
        if self.worker:
            self.worker.set_priority(SLOW_NICENESS)

    def stop(self) -> None:
        """Stop, for want of a place."""
        self.crowded_out = True
        self.kill()

    def kill(self) -> None:
        """Kill the worker, if there is one, which is not to be used again even where it has just answered."""
        self.killed = True
        if self.worker:
            self.worker.kill()


class Places:
    """The places of one lane, for who holds one lock around every call.

    `runs` holds what is under way, by the ticket of who asked. `capacity` is how many there can be that are answered or
    wait: who comes after them is refused, or another is for them.
    """

    def __init__(self, quick: int, slow: int, room: int) -> None:
        """Have so many *quick* and *slow* places, and *room* for so many to wait for a quick one."""
        self._quick = quick
        self._slow = slow
        rooms = {False: room, True: slow * room // quick}
        self._turns = {slow: Turns(room) for slow, room in rooms.items()}
        self.capacity = quick + slow + sum(rooms.values())
        self.runs: dict[Ticket, Run] = {}

    def join(self, client: str, *, slow: bool) -> Ticket | None:
        """Join those who wait, as *client* and for a *slow* place or a quick one; None where there is no room."""
        ticket = self._turns[slow].join(client)
        self.call_next()
        return ticket

    def leave(self, ticket: Ticket) -> Run | None:
        """Leave, whether *ticket* was called or not, and return what was under way for it."""
        for turns in self._turns.values():
            turns.leave(ticket)
        run = self.runs.pop(ticket, None)
        self.call_next()
        return run

    def call_next(self) -> None:
        """Call whose turn it is, while there are places."""
        while self._turns[False] and sum(run.quick for run in self.runs.values()) < self._quick:
            self._call(slow=False)
        while self._turns[True] and len(self._list_slow()) < self._slow:
            self._call(slow=True)

    def _call(self, *, slow: bool) -> None:
        """Call who is next to a *slow* place, or to a quick one."""
        ticket = self._turns[slow].call(Counter(run.client for run in self.runs.values()))
        self.runs[ticket] = Run(ticket.client, slow=slow)

    def _list_slow(self) -> list[Run]:
        """List what is under way on slow places."""
        return [run for run in self.runs.values() if run.slow and not run.crowded_out]

    def make_quick_places(self) -> float | None:
        """Make quick places while somebody waits for one.

        Returns the seconds until another query may have to give one up; None where none has.
        """
        if not self._slow:
            return None
        pauses = []
        for run in [run for run in self.runs.values() if run.quick]:
            if not self._turns[False]:
                return None
            if (left := run.quick_left) > 0:
                pauses.append(left)
            else:
                self._slow_down(run)
                self.call_next()
        return max(SHORTEST_PAUSE, min(pauses, default=QUICK_SECONDS)) if self._turns[False] else None

    def _slow_down(self, run: Run) -> None:
        """Put *run* on a slow place; where there is none, stop one that has one, or *run* itself."""
        slow = self._list_slow()
        if len(slow) >= self._slow:
            under_way = Counter(it.client for it in self.runs.values())
            max((*slow, run), key=lambda it: (under_way[it.client], it.age)).stop()
        if not run.crowded_out:
            run.slow_down()
