"""From files to a published version: load -> validate -> reason -> summarise -> publish.

The only place that knows the order.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from graph.checks import CHECK_STEPS, check_sources, group_by_plan
from graph.errors import DataInvalid
from graph.reasoning import summarise_plan, summarise_register
from graph.sources import SourceTexts, list_packaged_sources, make_user_sources
from graph.versions import (
    Archive,
    Manifest,
    ShapesResult,
    Version,
    count_per_graph,
    name_blank_nodes,
    parse_graph_iri,
)
from ontology.namespaces import find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad

    from graph.checks import CheckResult, Progress
    from graph.sources import Source

BUILD_STEPS = (*CHECK_STEPS, "publish")


def build_version(
    folder: Path,
    files: Iterable[Path] = (),
    progress: Progress = lambda _: None,
    *,
    packaged: Iterable[Source] | None = None,
) -> Version:
    """Publish a new version, in *folder*, of the packaged data with the user's *files* on top of it.

    *progress* is called with each of `BUILD_STEPS` as it begins. *packaged* is what the files go on top of, where that
    is not all that comes with the project: `list_model_sources()` leaves out the packaged plan.

    :raises SourceError: when a file cannot be read.
    :raises SamendoenError: when its blank nodes cannot be told apart.
    :raises DataInvalid: when the data breaks a rule.
    :raises ArchiveError: when the folder cannot be written. In each case what was current stays current.
    """
    archive = Archive(folder)
    archive.require_writable()
    checked = check_sources(
        [*(list_packaged_sources() if packaged is None else packaged), *make_user_sources(files)],
        SourceTexts(folder).read_all(),
        progress=progress,
    )
    if checked.violations:
        raise DataInvalid(checked.violations)
    plans = group_by_plan(chain(*(reading.quads for reading in checked.readings), checked.derived))
    quads = [quad for plan, its in plans.items() for quad in name_blank_nodes(its, plan)]
    progress("publish")
    lines = _add_summaries(_to_n_quads(quads))
    return archive.publish(lines, _make_manifest(checked, lines))


def _to_n_quads(quads: Iterable[Quad]) -> list[bytes]:
    """Write *quads* as sorted lines of N-Quads."""
    return sorted(f"{quad} .\n".encode() for quad in quads)


def _add_summaries(lines: list[bytes]) -> list[bytes]:
    """Add to *lines* what is counted beforehand from those of each plan, and sort them all."""
    plans: dict[str, list[bytes]] = defaultdict(list)
    for line in lines:
        plans[find_plan_key(parse_graph_iri(line).decode())].append(line)
    common = plans.pop("", [])
    summaries = (summarise_plan(plan, own, common) for plan, own in plans.items())
    return sorted(chain(lines, summarise_register(common), *summaries))


def _make_manifest(checked: CheckResult, lines: Iterable[bytes]) -> Manifest:
    """Make the manifest of a version; its shapes are all that `check_sources` holds the data against."""
    created = datetime.now(UTC).isoformat(timespec="seconds")
    warnings = tuple(checked.faults)
    inputs = {reading.source.name: reading.sha256 for reading in checked.readings}
    broken = len(checked.violations)
    shapes = ShapesResult(conforms=not broken, violations=broken, warnings=len(warnings) - broken)
    return Manifest(created, inputs, count_per_graph(lines), shapes, warnings)
