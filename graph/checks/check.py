"""Everything that is held against the data: shapes, rules of the house, evidence, coverage and contradictions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.checks.completeness import check_completeness
from graph.checks.days import check_days
from graph.checks.evidence import check_evidence, list_unproved_documents
from graph.checks.identity import check_identity
from graph.checks.ids import check_ids
from graph.checks.inputs import check_inputs, drop_repeated
from graph.checks.mentions import check_mentions
from graph.checks.strays import check_strays
from graph.sources import Reading, Source, read_source
from graph.terms import value_of
from ontology.namespaces import DEF, find_plan_key, make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from graph.fault import Fault
    from graph.sources import SourceText

#: What is called with the name of each step as it begins.
Progress = Callable[[str], None]
#: What checking goes through, in order.
CHECK_STEPS = ("load", "validate", "reason")
#: The graphs that hold no data: what the model says, and what it demands.
MODEL_GRAPHS = (make_graph_iri("model"), make_graph_iri("shapes"))
#: What is held against the statements as they are written, one by one.
STATEMENT_CHECKS = (check_ids, check_days, check_identity, check_strays)
#: The properties whose value is a line of a document, or how many it has.
LINE_PROPERTIES = (f"{DEF}firstLine", f"{DEF}lastLine", f"{DEF}lineCount")


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the sources read, what follows from them, the faults, and the documents not at hand."""

    readings: Sequence[Reading]
    derived: Sequence[Quad]
    faults: Sequence[Fault]
    unproved: Sequence[str]

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
    from graph.checks.contradictions import check_consistency  # noqa: PLC0415  loads the reasoner
    from graph.checks.quality import check_house_rules  # noqa: PLC0415  loads the reasoner
    from graph.checks.shapes import validate_data  # noqa: PLC0415  the shapes are slow to load
    from graph.reasoning import deduce_by_plan, load_ontology_rules  # noqa: PLC0415  slow to load

    progress("load")
    readings, faults = drop_repeated(read_source(source) for source in sources)
    faults += check_inputs(readings)
    progress("validate")
    quads = [(quad, reading.source.name) for reading in readings for quad in reading.quads]
    data = [(quad, place) for quad, place in quads if graph_of(quad) not in MODEL_GRAPHS]
    schemes = [(quad, place) for quad, place in quads if place.startswith("ontology/vocabularies/")]
    faults += [fault for check in STATEMENT_CHECKS for fault in check(data)]
    faults += validate_data([*schemes, *data])
    placed = [(quad, place) for quad, place in data if _can_be_looked_up(quad)]
    faults += check_evidence(placed, texts)
    faults += check_mentions(placed, texts)
    faults += check_completeness(placed, texts)
    progress("reason")
    rules = load_ontology_rules()
    plans = group_by_plan(quad for quad, _ in quads if graph_of(quad) != make_graph_iri("shapes"))
    deduced = deduce_by_plan(plans.pop("", []), plans, rules)
    places = {value_of(quad.subject): place for quad, place in data}
    named = {value_of(quad.object): place for quad, place in data} | places
    later = [*check_house_rules(deduced.facts, places), *check_consistency(deduced.facts, rules, named)]
    faults += _select_unreported(faults, later)
    return CheckResult(readings, deduced.derived, sorted(faults), list_unproved_documents(data, texts))


def group_by_plan(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    """Group *quads* by the key of the plan whose graph they are in; those of the model and the register by none."""
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[find_plan_key(graph_of(quad))].append(quad)
    return dict(sorted(found.items()))


def _select_unreported(faults: Iterable[Fault], later: Iterable[Fault]) -> list[Fault]:
    """Select the *later* faults about nodes that no violation in *faults* is about: a shape is more precise."""
    reported = {fault.node for fault in faults if fault.severity == "violation"}
    return [fault for fault in later if fault.node not in reported]


def _can_be_looked_up(quad: Quad) -> bool:
    """Say whether *quad* can be looked up: not a line that no document has, such as "four"."""
    return quad.predicate.value not in LINE_PROPERTIES or bool(re.fullmatch(r"[+-]?\d{1,6}", value_of(quad.object)))


def graph_of(quad: Quad) -> str:
    """Return the IRI of the named graph that *quad* is in; none of ours is in the default graph."""
    return value_of(quad.graph_name)
