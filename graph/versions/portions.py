"""A version in portions: what belongs to one plan, and what belongs to none, so that one is held at a time."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING

from graph.versions.compression import open_version
from graph.versions.manifest import parse_graph_iri
from ontology.namespaces import find_plan_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

#: The name of the portion that belongs to no plan: the model, the register, and what follows from them.
COMMON = ""
#: How the graph of a plan ends that makes it one: what it states.
_STATED = "/stated"


def list_plan_keys(graphs: Iterable[str]) -> set[str]:
    """List the keys of the plans that a version with *graphs* holds.

    >>> list_plan_keys(["https://w3id.org/samendoen/id/graph/a-2030/stated"])
    {'a-2030'}
    """
    return {find_plan_key(graph) for graph in graphs if graph.endswith(_STATED)} - {COMMON}


class PlanFinder:
    """Which of the plans with *keys* a line of N-Quads belongs to, by the graph that it is in."""

    def __init__(self, keys: Collection[str]) -> None:
        """Know the plans with *keys*."""
        self._keys = frozenset(keys)
        self._found: dict[bytes, str] = {}

    def find(self, line: bytes) -> str:
        """Find the key of the plan that *line* belongs to; `COMMON` where that is none."""
        graph = parse_graph_iri(line)
        if graph not in self._found:
            key = find_plan_key(graph.decode())
            self._found[graph] = key if key in self._keys else COMMON
        return self._found[graph]


class Portions:
    """The portions of one version, as files of N-Quads in a folder that whoever asks for them removes."""

    def __init__(self, path: Path, graphs: Iterable[str], wanted: Collection[str], folder: Path) -> None:
        """Read the version with *graphs* at *path* once, and write the portions of the plans *wanted* to *folder*."""
        self._folder = folder
        folder.mkdir(parents=True)
        finder, skipped = PlanFinder(list_plan_keys(graphs)), object()
        with ExitStack() as stack, open_version(path) as lines:
            files: dict[str, IO[bytes]] = {
                key: stack.enter_context(self._find_own(key).open("wb")) for key in {COMMON, *wanted}
            }
            for line in lines:
                file = files.get(finder.find(line), skipped)
                if file is not skipped:
                    file.write(line)  # type: ignore[attr-defined]  # it is one of the files

    def write(self, key: str) -> Path:
        """Write the portion of the plan with *key* together with what belongs to none, and return its path."""
        whole = self._folder / f"{key or 'common'}.whole.nq"
        with whole.open("wb") as target:
            for part in {COMMON, key}:
                with self._find_own(part).open("rb") as source:
                    shutil.copyfileobj(source, target)
        return whole

    def _find_own(self, key: str) -> Path:
        """Find the path of what belongs to the plan with *key* alone."""
        return self._folder / f"{key or 'common'}.own.nq"
