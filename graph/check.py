"""Everything that is held against the data: shapes, rules of the house, evidence, coverage and contradictions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import consistency, coverage, evidence, house, load, mentions, validate
from graph.reasoning import closure, reason
from graph.terms import value_of
from ontology.namespaces import DEF, graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from graph.document import Text
    from graph.fault import Fault

    Progress = Callable[[str], None]

#: What checking goes through, in order.
STEPS = ("load", "validate", "reason")
#: The graphs that hold no data: what the model says, and what it demands.
MODEL = (graph("model"), graph("shapes"))
#: The properties whose value is a line of a document, or how many it has.
LINES = (f"{DEF}firstLine", f"{DEF}lastLine", f"{DEF}lineCount")


@dataclass(frozen=True)
class Checked:
    """What a check found: the readings, what follows from them, the faults, and the documents that were not at hand."""

    readings: Sequence[load.Reading]
    derived: Sequence[Quad]
    faults: Sequence[Fault]
    unproved: Sequence[str]

    @property
    def violations(self) -> list[Fault]:
        """Give the faults that stop a build."""
        return [fault for fault in self.faults if fault.severity == "violation"]


def check(
    sources: Iterable[load.Source],
    texts: Mapping[str, Text],
    language: str = "nl",
    progress: Progress = lambda _: None,
) -> Checked:
    """Read *sources*, hold them against every rule and against the *texts* they cite, and reason over them.

    *progress* is called with each of `STEPS` as it begins.

    :raises SourceError: when a file cannot be read at all.
    """
    progress("load")
    readings = [load.read(source) for source in sources]
    progress("validate")
    quads = [(quad, reading.source.name) for reading in readings for quad in reading.quads]
    data = [(quad, place) for quad, place in quads if graph_of(quad) not in MODEL]
    schemes = [(quad, place) for quad, place in quads if place.startswith("ontology/vocabularies/")]
    faults = validate.validate([*schemes, *data], language=language)
    placed = [(quad, place) for quad, place in data if _can_be_looked_up(quad)]
    faults += evidence.check(placed, texts, language)
    faults += mentions.check(placed, texts, language)
    faults += coverage.check(placed, texts, language)
    progress("reason")
    stated = [quad for quad, _ in quads if graph_of(quad) != graph("shapes")]
    rules = closure.packaged_rules()
    closed = reason.closed(stated, rules)
    facts = closed.facts
    places = {value_of(quad.subject): place for quad, place in data}
    named = {value_of(quad.object): place for quad, place in data} | places
    faults += _untold(
        faults, [*house.check(facts, places, language), *consistency.check(facts, rules, named, language)]
    )
    return Checked(readings, closed.derived_quads(), sorted(faults), evidence.unproved(data, texts))


def _untold(faults: Iterable[Fault], later: Iterable[Fault]) -> list[Fault]:
    """Give those of *later* about nodes of which *faults* tells nothing: a shape says more precisely what is wrong."""
    told = {fault.node for fault in faults if fault.severity == "violation"}
    return [fault for fault in later if fault.node not in told]


def _can_be_looked_up(quad: Quad) -> bool:
    """Say whether *quad* is anything but a line that no document has, which a shape refuses: "four", or a billion."""
    return quad.predicate.value not in LINES or bool(re.fullmatch(r"[+-]?\d{1,6}", value_of(quad.object)))


def graph_of(quad: Quad) -> str:
    """Give the IRI of the named graph that *quad* is in; none of ours is in the default graph."""
    return value_of(quad.graph_name)
