"""From files to a published version: load -> validate -> reason -> publish. The only place that knows the order."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad

from graph import load
from graph.archive import Archive, Manifest, Version
from graph.check import STEPS as CHECKING
from graph.check import check, graph_of
from graph.document import Shelf
from graph.errors import DataInvalid
from ontology.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph.check import Checked, Progress

STEPS = (*CHECKING, "publish")


def build(folder: Path, files: Iterable[Path] = (), progress: Progress = lambda _: None) -> Version:
    """Publish a new version, in *folder*, of the packaged data with the user's *files* on top of it.

    *progress* is called with each of `STEPS` as it begins.

    :raises SourceError: when a file cannot be read.
    :raises DataInvalid: when the data breaks a rule.
    :raises ArchiveError: when the folder cannot be written. In each case what was current stays current.
    """
    archive = Archive(folder)
    archive.ready()
    checked = check([*load.packaged(), *load.given(files)], Shelf(folder).texts(), progress=progress)
    if checked.violations:
        raise DataInvalid(checked.violations)
    stated = [quad for reading in checked.readings for quad in reading.quads]
    quads = _canonical([*stated, *checked.derived])
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
    counts = Counter(graph_of(quad) for quad in quads)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    warnings = tuple(str(fault) for fault in checked.faults)
    inputs = {reading.source.name: reading.sha256 for reading in checked.readings}
    return Manifest(created, inputs, dict(sorted(counts.items())), warnings)
