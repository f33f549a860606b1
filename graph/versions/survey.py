"""What is noticed of a version while its lines pass by: how many measures each plan has, and which days they end on."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from graph.versions.portions import PlanFinder, list_plan_keys
from ontology.namespaces import DEF, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MEASURE = f" <{RDF}type> <{DEF}Measure> ".encode()
_DEADLINE = f' <{DEF}deadline> "'.encode()


class Survey:
    """The measures and the deadlines of each plan in one version, counted and listed by its key."""

    def __init__(self, graphs: Iterable[str]) -> None:
        """Know the plans of a version with *graphs*."""
        self.plans = list_plan_keys(graphs)
        self.measures: Counter[str] = Counter()
        self.deadlines: dict[str, set[str]] = defaultdict(set)
        self._finder = PlanFinder(self.plans)

    def watch(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield *lines* as they are, and notice what is in them."""
        for line in lines:
            if _MEASURE in line:
                self.measures[self._finder.find(line)] += 1
            elif _DEADLINE in line:
                self.deadlines[self._finder.find(line)].add(line.split(b'"', 2)[1].decode())
            yield line

    def find_ending(self, since: str, until: str) -> set[str]:
        """Find the plans with a deadline from the day *since* until before the day *until*."""
        return {plan for plan, days in self.deadlines.items() if any(since <= day < until for day in days)}
