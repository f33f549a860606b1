"""From files to a published version: load -> validate -> reason -> publish. The only place that knows the order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad

import ontology
from graph import closure, evidence, load, reason, validate
from graph.archive import Archive, Manifest, Version
from graph.document import Shelf
from graph.errors import DataInvalid
from ontology.namespaces import ID, graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from graph.document import Text
    from graph.fault import Fault

    Progress = Callable[[str], None]

STEPS = ("load", "validate", "reason", "publish")


@dataclass(frozen=True)
class Checked:
    """What a check found: the readings, the faults, and the documents that were not at hand."""

    readings: Sequence[load.Reading]
    faults: Sequence[Fault]
    unproved: Sequence[str]

    @property
    def violations(self) -> list[Fault]:
        """Give the faults that stop a build."""
        return [fault for fault in self.faults if fault.severity == "violation"]


def check(sources: Iterable[load.Source], texts: Mapping[str, Text], language: str = "nl") -> Checked:
    """Read *sources* and hold them against the shapes and against the *texts* they cite.

    :raises SourceError: when a file cannot be read at all.
    """
    readings = [load.read(source) for source in sources]
    quads = [(quad, reading.source.name) for reading in readings for quad in reading.quads]
    data = [(quad, place) for quad, place in quads if _graph(quad) != graph("model")]
    schemes = [(quad, place) for quad, place in quads if place.startswith("ontology/vocabularies/")]
    faults = [*validate.validate([*schemes, *data], language=language), *evidence.check(data, texts)]
    return Checked(readings, sorted(faults), evidence.unproved(data, texts))


def build(folder: Path, files: Iterable[Path] = (), progress: Progress = lambda _: None) -> Version:
    """Publish a new version, in *folder*, of the packaged data with the user's *files* on top of it.

    *progress* is called with each of `STEPS` as it begins.

    :raises SourceError: when a file cannot be read.
    :raises DataInvalid: when the data breaks a rule.
    :raises ArchiveError: when the folder cannot be written. In each case what was current stays current.
    """
    archive = Archive(folder)
    archive.ready()
    progress("load")
    sources = [*load.packaged(), *load.given(files)]
    progress("validate")
    checked = check(sources, Shelf(folder).texts())
    if checked.violations:
        raise DataInvalid(checked.violations)
    progress("reason")
    stated = [quad for reading in checked.readings for quad in reading.quads]
    rules = closure.compile_rules([*ontology.MODEL, *ontology.ALIGNMENTS])
    quads = _canonical([*stated, *reason.derive(stated, rules)])
    progress("publish")
    return archive.publish(_n_quads(quads), _manifest(checked, quads))


def _canonical(quads: Iterable[Quad]) -> list[Quad]:
    """Give *quads* with each blank node as an IRI of ours, made of its name by RDFC-1.0.

    So the same data is the same bytes, and a thing has the same name in every answer (RDF 1.1, section 3.5).
    """
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [Quad(_named(q.subject), q.predicate, _named(q.object), q.graph_name) for q in dataset]


def _named(term: Any) -> Any:
    """Give *term*, or an IRI of ours where it is a blank node."""
    return NamedNode(f"{ID}node/{term.value}") if isinstance(term, BlankNode) else term


def _n_quads(quads: Iterable[Quad]) -> bytes:
    """Write *quads* as sorted N-Quads."""
    return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()


def _manifest(checked: Checked, quads: Iterable[Quad]) -> Manifest:
    """Make the manifest of a version."""
    counts = Counter(_graph(quad) for quad in quads)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    warnings = tuple(str(fault) for fault in checked.faults)
    inputs = {reading.source.name: reading.sha256 for reading in checked.readings}
    return Manifest(created, inputs, dict(sorted(counts.items())), warnings)


def _graph(quad: Quad) -> str:
    """Give the IRI of the named graph that *quad* is in; none of ours is in the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
