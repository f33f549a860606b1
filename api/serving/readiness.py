"""Whether we can answer: what was found when it was last tried, a moment ago, so that nobody waits to hear it."""

from __future__ import annotations

import time
from dataclasses import dataclass

#: Seconds after which what was found is too old to be believed.
LONGEST_AGE = 15.0
#: What somebody elsewhere reads in the place of a problem, as that may name files and places of this machine.
WITHHELD = "The log tells it, and this address on the machine itself."


@dataclass(frozen=True)
class Report:
    """What is served and how that fares.

    `version` is the digest of what is served, and `current` that of the version that is to be; `problems` are whatever
    went wrong with what is watched, in English. `age` is how many seconds ago a query was last answered.
    """

    version: str
    current: str
    age: float
    workers_replaced: int
    problems: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether a query was answered lately."""
        return self.age < LONGEST_AGE

    @property
    def is_current(self) -> bool:
        """Whether what is served is what is to be served."""
        return self.version == self.current

    def describe(self, *, is_here: bool) -> dict[str, object]:
        """Describe it as an object of JSON, with what the problems are for who *is_here*, on this machine."""
        return {
            "status": "ready" if self.ready else "unavailable",
            "version": self.version,
            "current": self.is_current,
            "workers_replaced": self.workers_replaced,
            "problems": [it if is_here else WITHHELD for it in self.problems],
        }


class Answered:
    """When a query was last answered."""

    def __init__(self) -> None:
        """Begin with now: whoever opened the version saw it answer."""
        self._when = time.monotonic()

    @property
    def age(self) -> float:
        """The seconds since then."""
        return time.monotonic() - self._when

    def note(self) -> None:
        """Note that one was answered now."""
        self._when = time.monotonic()
