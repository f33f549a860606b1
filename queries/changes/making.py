"""Make the difference between two versions: one plan after another, so that no version is ever in memory whole."""

from __future__ import annotations

import os
import resource
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graph.versions import COMMON, PARTS, Archive, PlanFinder, Portions, Survey, iter_changes
from ontology.namespaces import DEF, PREFIXES
from queries.changes.comparison import compare
from queries.changes.kept import WORKING, BrokenDifference, End, KeptDifference, find_path
from queries.changes.snapshot import take_snapshot
from queries.changes.writer import DifferenceWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.versions import Facts, Version
    from queries.changes.change import Change
    from queries.changes.snapshot import Snapshot

#: How much nicer than the pages the process is that makes a difference, and as many seconds of a processor it gets.
NICE, MOST_SECONDS = 10, 1_200


class _Making:
    """The making of one difference, between the versions `ends` of an archive."""

    def __init__(self, archive: Archive, old: Version, new: Version) -> None:
        """Compare *old* and *new* line by line, and find out which plans have to be looked into."""
        self._ends = (old, new)
        self._surveys = Survey(old.manifest.graphs), Survey(new.manifest.graphs)
        self._days = old.manifest.created[:10], new.manifest.created[:10]
        self._tally, changed = self._compare_lines(archive)
        self._keys = changed | self._surveys[1].find_ending(*self._days)
        self._plans: dict[str, Mapping[str, str]] = {key: {} for survey in self._surveys for key in survey.plans}

    def _compare_lines(self, archive: Archive) -> tuple[Counter[tuple[str, str]], set[str]]:
        """Count the lines that came and went by part, and find which plans they are of; notice what else there is."""
        tally, changed = Counter[tuple[str, str]](), set[str]()
        finder = PlanFinder(self._surveys[0].plans | self._surveys[1].plans)
        with archive.open(self._ends[0]) as before, archive.open(self._ends[1]) as after:
            for change in iter_changes(self._surveys[0].watch(before), self._surveys[1].watch(after)):
                tally[change.part, change.sign] += 1
                changed.add(finder.find(change.line))
        return tally, changed - {COMMON}

    def write(self, writer: DifferenceWriter) -> None:
        """Write every change with *writer*: one plan after another, and first what belongs to none."""
        with TemporaryDirectory() as folder:
            portions = [
                Portions(it.path, it.manifest.graphs, self._keys & survey.plans, Path(folder) / str(number))
                for number, (it, survey) in enumerate(zip(self._ends, self._surveys, strict=True))
            ]
            words = self._write_plan(writer, portions, COMMON)
            for key in sorted(self._keys):
                self._write_plan(writer, portions, key)
        writer.finish({**self._describe(), "words": _read_words(words.facts) if words else {}})

    def _write_plan(self, writer: DifferenceWriter, portions: list[Portions], key: str) -> Snapshot | None:
        """Write what changed of the plan with *key*, or of what belongs to none; return the later snapshot of it."""
        old, new = (
            take_snapshot(portion.write(key), key) if key in (COMMON, *survey.plans) else None
            for portion, survey in zip(portions, self._surveys, strict=True)
        )
        found = list(compare(old, new, self._days))
        both = [it for it in (new, old) if it]
        writer.add(found, _name_concerned(found, both))
        if key:
            self._plans[key] = both[0].facts.find_names(f"{PREFIXES['plan']}{key}")
        return new

    def _describe(self) -> dict[str, object]:
        """Describe the two versions, their plans, and how many lines came and went."""
        ends = (asdict(_describe_end(*pair)) for pair in zip(self._ends, self._surveys, strict=True))
        lines = {part: {"new": self._tally[part, "+"], "gone": self._tally[part, "-"]} for part in PARTS}
        return {**dict(zip(("from", "to"), ends, strict=True)), "plans": self._plans, "lines": lines}


def make_difference(archive: Archive, old: Version, new: Version, path: Path) -> KeptDifference:
    """Make the difference from *old* to *new*, versions of *archive*, in the file at *path*, which is not there yet."""
    _Making(archive, old, new).write(DifferenceWriter(path))
    return KeptDifference(path)


def _describe_end(version: Version, survey: Survey) -> End:
    """Describe *version*, by its *survey*, as an end of the difference."""
    manifest = version.manifest
    return End(version.digest, manifest.created, manifest.program, len(survey.plans), survey.measures.total())


def _read_words(facts: Facts) -> dict[str, dict[str, Mapping[str, str]]]:
    """Read what the terms of the model are called from *facts*: classes, properties and roles by their local id."""
    words: dict[str, dict[str, Mapping[str, str]]] = {"classes": {}, "properties": {}, "roles": {}}
    for iri, names in facts.names.items():
        if iri.startswith(DEF):
            local_id = iri.removeprefix(DEF)
            words["classes" if local_id[:1].isupper() else "properties"][local_id] = names
        elif iri.startswith(PREFIXES["role"]):
            words["roles"][iri.removeprefix(PREFIXES["role"])] = names
    return words


def _name_concerned(changes: list[Change], snapshots: list[Snapshot]) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Name the themes and partners that *changes* have to do with, by what the first of *snapshots* knows of them."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for iri in {it for change in changes for it in (*change.concerned, change.theme) if it}:
        for snapshot in snapshots:
            cls = snapshot.facts.classes.get(iri, "")
            is_partner = iri in snapshot.partners or (cls and snapshot.facts.is_kind_of(cls, "Actor"))
            sort = "theme" if cls == "Theme" else "partner" if is_partner else ""
            if sort and iri not in found:
                found[iri] = sort, snapshot.find_label(iri)
    return found


def main(folder: str, target: str, old: str, new: str) -> None:
    """Make the difference between the versions *old* and *new* of the archive in *folder*, in the folder *target*.

    It is made in a process of its own, which lets pages go first and ends when it takes too long.
    """
    os.nice(NICE)
    with suppress(ValueError, OSError):  # some systems have no such limit
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    archive = Archive(Path(folder))
    keep_difference(archive, archive.find(old), archive.find(new), Path(target))


def keep_difference(archive: Archive, old: Version, new: Version, folder: Path) -> KeptDifference:
    """Make the difference from *old* to *new* in *folder*, whole or not at all, unless it is kept there."""
    path = find_path(folder, old.digest, new.digest)
    with suppress(BrokenDifference):
        return KeptDifference(path)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=WORKING) as working:
        made = make_difference(archive, old, new, Path(working) / path.name)
        made.path.replace(path)
    return KeptDifference(path)
