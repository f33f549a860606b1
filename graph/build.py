"""From files to a published version: load -> validate -> reason -> summarise -> publish.

The only place that knows the order.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, RdfFormat, parse

from graph.checks import CHECK_STEPS, check_sources
from graph.errors import DataInvalid, PlanRefused
from graph.plans import PlanFolder, list_data_files, name_copy
from graph.reasoning import select_counted, summarise_plan, summarise_register
from graph.sources import SourceTexts, make_user_sources, read_document
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
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from graph.checks import CheckResult, Progress
    from graph.plans import HeldPlan
    from graph.sources import Source

BUILD_STEPS = (*CHECK_STEPS, "publish")


def build_version(
    folder: Path,
    files: Iterable[Path] = (),
    progress: Progress = lambda _: None,
    *,
    packaged: Iterable[Source] | None = None,
) -> Version:
    """Publish a new version, in *folder*, of what that holds with the user's *files* on top of it.

    A folder holds the model, the register, the plans that come with the project unless they are left out, and those
    that were added (`graph.plans`). *progress* is called with each of `BUILD_STEPS` as it begins. *packaged* is what
    the files go on top of, where that is not what the folder holds: `list_model_sources()` leaves out every plan.

    :raises SourceError: when a file cannot be read.
    :raises SamendoenError: when its blank nodes cannot be told apart.
    :raises DataInvalid: when the data breaks a rule.
    :raises ArchiveError: when the folder cannot be written. In each case what was current stays current.
    """
    Archive(folder).require_writable()
    below = PlanFolder(folder).list_sources() if packaged is None else packaged
    return _publish(folder, _check([*below, *make_user_sources(files)], folder, progress), progress)


def add_plan(
    folder: Path,
    paths: Iterable[Path],
    documents: Iterable[Path] = (),
    progress: Progress = lambda _: None,
    *,
    replacing: bool = False,
) -> Version | None:
    """Keep copies of the files of one plan, at *paths*, and of its *documents* in *folder*, and publish a version.

    Nothing is kept before all of it is found to be sound, together with every other plan of the folder. The version is
    None where the plan was there already, of the same files.

    :raises PlanRefused: when another plan has its key and this is not *replacing* it.
    :raises SamendoenError: as `build_version`, and when the files are not those of one plan.
    """
    Archive(folder).require_writable()
    plans, documents = PlanFolder(folder), tuple(documents)
    with plans.change(), plans.stage(list_data_files(paths)) as staged:
        if plans.has_files(staged) and not documents:
            return None
        if (held := plans.find(staged.key)) and not (held.left_out or replacing or plans.has_files(staged)):
            raise PlanRefused(
                "There is a plan %(key)s already. Remove it first with 'samendoen plan remove %(key)s', give "
                "--replace, or give yours another key.",
                key=staged.key,
            )
        staged.require_cited(documents)
        staged.add_keywords(SourceTexts(folder).read_all() | {it.sha256: it for it in map(read_document, documents)})
        checked = _check([*plans.list_sources(without=staged.key), *staged.sources], folder, progress, documents)
        plans.settle(staged)
        for document in documents:
            SourceTexts(folder).register(document)
        names = {it.name: name_copy(staged.key, it.path) for it in staged.sources}
        return _publish(folder, _rename_sources(checked, names), progress)


def put_back_plan(folder: Path, key: str, progress: Progress = lambda _: None) -> Version | None:
    """Build the plan with *key*, which comes with the project, again; None where it was not left out.

    :raises PlanRefused: when there is no such plan.
    :raises SamendoenError: as `build_version`.
    """
    Archive(folder).require_writable()
    plans = PlanFolder(folder)
    with plans.change():
        held = _find_plan(plans, key)
        if not held.left_out:
            return None
        checked = _check([*plans.list_sources(), *held.sources], folder, progress)
        plans.put_back(key)
        return _publish(folder, checked, progress)


def remove_plan(folder: Path, key: str, progress: Progress = lambda _: None) -> Version:
    """Publish a version without the plan with *key*, and remember that it is left out; older versions keep it.

    :raises PlanRefused: when there is no such plan, or it is left out already.
    :raises SamendoenError: as `build_version`.
    """
    Archive(folder).require_writable()
    plans = PlanFolder(folder)
    with plans.change():
        if _find_plan(plans, key).left_out:
            raise PlanRefused("The plan %(key)s is left out already.", key=key)
        checked = _check(plans.list_sources(without=key), folder, progress)
        plans.remove(key)
        return _publish(folder, checked, progress)


def list_lost_inputs(before: Mapping[str, str], after: Mapping[str, str], removed: str = "") -> list[str]:
    """List the files that a version was made of *before*, and is not *after*, and that the user gave.

    Each maps the name of a file to its SHA-256. The same bytes under another name are no loss, nor is a file of a plan
    that was replaced, or of that with the key *removed*.
    """
    plans = {key for name in after if (key := _find_plan_of_copy(name))} | {removed}
    return [
        name
        for name in sorted(before)
        if (Path(name).is_absolute() or _find_plan_of_copy(name) not in ("", *plans))
        and name not in after
        and before[name] not in after.values()
    ]


def _find_plan_of_copy(name: str) -> str:
    """Find the key of the plan that the copy called *name* is of; empty where it is none (`graph.plans.name_copy`)."""
    parts = name.split("/")
    return parts[1] if parts[0] == "plans" and len(parts) == 3 else ""  # noqa: PLR2004  plans/KEY/FILE


def _find_plan(plans: PlanFolder, key: str) -> HeldPlan:
    """Find the plan with *key* among *plans*, or say with a PlanRefused which there are."""
    held = plans.find(key)
    if held is None:
        known = ", ".join(plan.key for plan in plans.list_plans()) or "-"
        raise PlanRefused("There is no plan %(key)r here. Plans: %(known)s.", key=key[:80], known=known)
    return held


def _check(sources: Iterable[Source], folder: Path, progress: Progress, documents: Iterable[Path] = ()) -> CheckResult:
    """Check *sources* against every rule, the documents that *folder* has and *documents*; refuse what breaks one."""
    given = {text.sha256: text for text in map(read_document, documents)}
    checked = check_sources(sources, SourceTexts(folder).read_all() | given, progress=progress)
    if checked.violations:
        raise DataInvalid(checked.violations)
    return checked


def _rename_sources(checked: CheckResult, names: Mapping[str, str]) -> CheckResult:
    """Return what was *checked* with other *names*, by those they have, for its files."""
    readings = [
        replace(it, source=replace(it.source, shown=names.get(it.source.name, it.source.shown)))
        for it in checked.readings
    ]
    faults = [replace(fault, place=names.get(fault.place, fault.place)) for fault in checked.faults]
    return replace(checked, readings=readings, faults=sorted(faults))


def _publish(folder: Path, checked: CheckResult, progress: Progress) -> Version:
    """Publish a version of what was *checked*, and what follows from it, in *folder*."""
    plans = _write_plans(checked)
    progress("publish")
    lines = _add_summaries(plans)
    return Archive(folder).publish(lines, _make_manifest(checked, lines))


def _write_plans(checked: CheckResult) -> dict[str, list[bytes]]:
    """Write what was *checked*, and what follows, as lines of N-Quads, each once, by the key of the plan it is of.

    A blank node has its name by what its own plan says of it.
    """
    lines: dict[str, set[bytes]] = defaultdict(set)
    blank: dict[str, list[Quad]] = defaultdict(list)
    for reading in checked.readings:
        plan = find_plan_key(reading.source.graph)
        for quad in reading.quads:
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                blank[plan].append(quad)
            else:
                lines[plan].add(f"{quad} .\n".encode())
    for line in checked.derived_lines:
        plan = find_plan_key(parse_graph_iri(line).decode())
        if b"_:" in line:
            blank[plan] += parse(line, RdfFormat.N_QUADS)
        else:
            lines[plan].add(line)
    for plan, quads in blank.items():
        lines[plan].update(f"{quad} .\n".encode() for quad in name_blank_nodes(quads, plan))
    return {plan: sorted(found) for plan, found in sorted(lines.items())}


def _add_summaries(plans: Mapping[str, list[bytes]]) -> list[bytes]:
    """Add to the lines of *plans* what is counted beforehand from those of each, and sort them all."""
    common = plans.get("", [])
    counted = select_counted(common)
    summaries = (summarise_plan(plan, own, counted) for plan, own in plans.items() if plan)
    return sorted(chain(*plans.values(), summarise_register(common), *summaries))


def _make_manifest(checked: CheckResult, lines: Iterable[bytes]) -> Manifest:
    """Make the manifest of a version; its shapes are all that `check_sources` holds the data against."""
    created = datetime.now(UTC).isoformat(timespec="seconds")
    warnings = tuple(checked.faults)
    inputs = {reading.source.name: reading.sha256 for reading in checked.readings}
    broken = len(checked.violations)
    shapes = ShapesResult(conforms=not broken, violations=broken, warnings=len(warnings) - broken)
    return Manifest(created, inputs, count_per_graph(lines), shapes, warnings)
