"""Everything that is held against the data: shapes, rules of the house, evidence, coverage and contradictions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from graph.checks.bound import BOUND_RULE
from graph.checks.days import check_days
from graph.checks.division import divide_readings
from graph.checks.identity import check_identity
from graph.checks.ids import check_ids
from graph.checks.inputs import check_inputs, drop_repeated
from graph.checks.lists import check_lists
from graph.checks.literals import RULE as ILL_TYPED
from graph.checks.literals import check_literals
from graph.checks.nameless import check_nameless
from graph.checks.placement import place_faults
from graph.checks.processes import map_plans
from graph.checks.strays import check_strays
from graph.sources import Reading, Source, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from graph.fault import Fault
    from graph.sources import SourceText

#: What is called with the name of each step as it begins.
Progress = Callable[[str], None]
#: What checking goes through, in order.
CHECK_STEPS = ("load", "validate", "reason")
#: What is held against the statements as they are written, one by one.
STATEMENT_CHECKS = (check_ids, check_days, check_identity, check_strays, check_lists, check_literals)


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the sources read, the faults, the documents not at hand, and as N-Quads what follows."""

    readings: Sequence[Reading]
    derived_lines: Sequence[bytes]
    faults: Sequence[Fault]
    unproved: Sequence[str]

    @property
    def derived(self) -> list[Quad]:
        """What follows from the sources."""
        return list(parse(b"".join(self.derived_lines), RdfFormat.N_QUADS))

    @property
    def violations(self) -> list[Fault]:
        """The faults that stop a build."""
        return [fault for fault in self.faults if fault.severity == "violation"]


def check_sources(
    sources: Iterable[Source],
    texts: Mapping[str, SourceText],
    progress: Progress = lambda _: None,
) -> CheckResult:
    """Read *sources*, hold them against every rule and against the *texts* they cite, and reason over them.

    *progress* is called with each of `CHECK_STEPS` as it begins.

    :raises SourceError: when a file cannot be read at all.
    """
    from graph.checks.holding import Holding  # noqa: PLC0415  loads the reasoner and the shapes, which are slow to load

    progress("load")
    readings, faults = drop_repeated(read_source(source) for source in sources)
    faults += check_inputs(readings)
    division = divide_readings(readings)
    keys = list(division.plans)
    progress("validate")
    holding = Holding(division, texts)
    faults += [fault for check in STATEMENT_CHECKS for fault in check(division.list_all())]
    faults += check_nameless(division.register)
    faults += [fault for key in keys for fault in check_nameless(division.plans[key], key)]
    faults += holding.validate_common()
    validated = list(map_plans(holding.validate_plan, keys))
    faults += _select_new(faults, [fault for found, _ in validated for fault in found])
    progress("reason")
    later, lines = holding.reason_common()
    reasoned = list(map_plans(holding.reason_plan, keys))
    later += _select_new(later, [fault for found, _ in reasoned for fault in found])
    faults += _select_unreported(faults, later)
    derived = tuple(chain(lines, *(found for _, found in reasoned)))
    placed = place_faults(_drop_reported(faults), readings)
    return CheckResult(readings, derived, placed, [it for _, unproved in validated for it in unproved])


def _select_new(faults: Iterable[Fault], later: Iterable[Fault]) -> list[Fault]:
    """Select the *later* faults that say what none of *faults* says: a plan shows again what is wrong beside it."""
    reported = {(fault.node, fault.rule, fault.value) for fault in faults}
    return [fault for fault in later if (fault.node, fault.rule, fault.value) not in reported]


def _drop_reported(faults: Iterable[Fault]) -> list[Fault]:
    """Drop of *faults* that a literal is ill-typed, where another says it of that value: the shape knows the remedy."""
    faults = list(faults)
    reported = {(fault.node, fault.value) for fault in faults if fault.rule != ILL_TYPED and fault.value}
    return [fault for fault in faults if fault.rule != ILL_TYPED or (fault.node, fault.value) not in reported]


def _select_unreported(faults: Iterable[Fault], later: Iterable[Fault]) -> list[Fault]:
    """Select the *later* faults about nodes that no violation in *faults* is about: a shape is more precise."""
    reported = {fault.node for fault in faults if fault.severity == "violation"}
    return [fault for fault in later if fault.node not in reported or fault.rule == BOUND_RULE]
