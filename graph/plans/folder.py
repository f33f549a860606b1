"""Which plans a data folder holds, and how one comes and goes: whole, or not at all.

    DIR/plans/KEY       the files of a plan that was added
    DIR/plans/left-out  the keys of the plans that come with the project and are not to be built, one a line
    DIR/plans/.lock     held by whoever changes any of these; the system lets go of it when its holder dies

The files of a new plan are copied into a folder whose name begins with a point, which then gets the name of the plan.
Where one takes the place of another, that is set aside as `.KEY.old` until the new one has its name: who finds the old
one alone takes it for the plan. So whoever kills the process leaves the old plan or the new one.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from graph.disk import flush_folder, hold_lock, write_atomically
from graph.errors import ArchiveError, SamendoenError, get_reason
from graph.keywords import KEYWORDS_FILE
from graph.plans.staging import StagedPlan
from graph.sources import (
    DATA_SUFFIXES,
    Source,
    list_model_sources,
    list_plan_sources,
    list_register_sources,
)
from ontology.namespaces import make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PART, _OLD = ".part", ".old"


@dataclass(frozen=True)
class HeldPlan:
    """A plan that can be built: its key, its files, and whether it comes with the project and whether it is left out.

    A plan that was added goes before the one of that key which comes with the project.
    """

    key: str
    sources: tuple[Source, ...]
    packaged: bool = False
    left_out: bool = False


class PlanFolder:
    """The plans of a data folder."""

    def __init__(self, folder: Path) -> None:
        """Look in *folder*, the data folder; nothing is made until something changes."""
        self._folder = folder / "plans"
        self._left_out = self._folder / "left-out"

    def list_plans(self) -> list[HeldPlan]:
        """List the plans by key, those that are left out among them."""
        left_out = self._read_left_out()
        packaged: dict[str, list[Source]] = {}
        for source in list_plan_sources():
            packaged.setdefault(source.path.parent.name, []).append(source)
        found = {
            key: HeldPlan(key, tuple(sources), packaged=True, left_out=key in left_out)
            for key, sources in packaged.items()
        }
        found |= {key: HeldPlan(key, self._list_own_sources(key, path)) for key, path in self._find_own().items()}
        return [found[key] for key in sorted(found)]

    def find(self, key: str) -> HeldPlan | None:
        """Find the plan with *key*, also where it is left out; None where there is none."""
        return next((plan for plan in self.list_plans() if plan.key == key), None)

    def list_sources(self, without: str = "") -> list[Source]:
        """List the files that a build is of: the model, the register, and each plan that is not left out.

        Those of the plan with the key *without* are not among them.
        """
        plans = (plan for plan in self.list_plans() if not plan.left_out and plan.key != without)
        return [*list_model_sources(), *list_register_sources(), *(it for plan in plans for it in plan.sources)]

    @contextmanager
    def change(self) -> Iterator[None]:
        """Let nobody else change these plans meanwhile; first finish or undo what was interrupted.

        :raises ArchiveError: when the folder cannot be written.
        """
        with self._explain_errors():
            self._folder.mkdir(parents=True, exist_ok=True)
        with hold_lock(self._folder / ".lock"):
            with self._explain_errors():
                self._recover()
            yield

    @contextmanager
    def stage(self, files: Iterable[Path]) -> Iterator[StagedPlan]:
        """Copy *files* beside the plans, and yield them; whatever is not settled in the end is removed.

        :raises SourceError: when a file cannot be read, or they are not the files of one plan.
        :raises ArchiveError: when the folder cannot be written.
        """
        place = self._folder / f".{uuid4().hex}{_PART}"
        try:
            with self._explain_errors():
                place.mkdir()
                staged = StagedPlan(place, files)
            yield staged
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def settle(self, staged: StagedPlan) -> None:
        """Make *staged* the plan of its key, in the place of the one that was there.

        :raises ArchiveError: when the folder cannot be written.
        """
        target, old = self._folder / staged.key, self._old(staged.key)
        with self._explain_errors():
            flush_folder(staged.folder)
            if target.exists():
                target.rename(old)
            staged.folder.rename(target)
            flush_folder(self._folder)
            shutil.rmtree(old, ignore_errors=True)
            self._write_left_out(self._read_left_out() - {staged.key})

    def remove(self, key: str) -> None:
        """Remove the plan with *key* if it was added, and leave out the one that comes with the project.

        :raises ArchiveError: when the folder cannot be written.
        """
        with self._explain_errors():
            if any(source.path.parent.name == key for source in list_plan_sources()):
                self._write_left_out(self._read_left_out() | {key})
            target = self._folder / key
            if key in self._find_own():
                gone = self._folder / f".{uuid4().hex}{_PART}"
                target.rename(gone)
                flush_folder(self._folder)
                shutil.rmtree(gone, ignore_errors=True)

    def put_back(self, key: str) -> None:
        """Let the plan with *key*, which comes with the project, be built again.

        :raises ArchiveError: when the folder cannot be written.
        """
        with self._explain_errors():
            self._write_left_out(self._read_left_out() - {key})

    def has_files(self, staged: StagedPlan) -> bool:
        """Say whether the plan of that key was added of the files that *staged* has, besides key words made of them."""
        own = self._find_own().get(staged.key)
        if own is None:
            return False
        files = {path.name: path.read_bytes() for path in own.iterdir() if path.is_file()}
        given = {source.path.name: source.path.read_bytes() for source in staged.sources}
        if KEYWORDS_FILE not in given:
            files.pop(KEYWORDS_FILE, None)
        return files == given

    def _find_own(self) -> dict[str, Path]:
        """Find the folder of each plan that was added, by its key."""
        if not self._folder.is_dir():
            return {}
        folders = [path for path in sorted(self._folder.iterdir()) if path.is_dir()]
        aside = {it.name[1 : -len(_OLD)]: it for it in folders if it.name.startswith(".") and it.suffix == _OLD}
        return aside | {path.name: path for path in folders if not path.name.startswith(".")}

    def _list_own_sources(self, key: str, folder: Path) -> tuple[Source, ...]:
        """List the files of the plan with *key* in *folder*; their names stay when the data folder moves."""
        graph = make_plan_graph_iri(key, "stated")
        files = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in DATA_SUFFIXES)
        return tuple(Source(path, graph, shown=name_copy(key, path)) for path in files)

    def _recover(self) -> None:
        """Finish or undo what was interrupted; the folder is locked."""
        for path in [*self._folder.glob(f"*{_PART}")]:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        for old in [*self._folder.glob(f".*{_OLD}")]:
            target = self._folder / old.name[1 : -len(_OLD)]
            if target.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.rename(target)

    def _old(self, key: str) -> Path:
        """Return where the plan with *key* is while another takes its place."""
        return self._folder / f".{key}{_OLD}"

    def _read_left_out(self) -> set[str]:
        """Read the keys of the plans that are left out."""
        return set(self._left_out.read_text(encoding="utf-8").split()) if self._left_out.is_file() else set()

    def _write_left_out(self, keys: set[str]) -> None:
        """Remember the *keys* of the plans that are left out."""
        if keys != self._read_left_out():
            write_atomically(self._left_out, "".join(f"{key}\n" for key in sorted(keys)).encode())

    @contextmanager
    def _explain_errors(self) -> Iterator[None]:
        """Say with an ArchiveError where the folder cannot be written."""
        try:
            yield
        except SamendoenError:
            raise
        except OSError as error:
            raise ArchiveError(
                "The data folder %(folder)s cannot be written: %(why)s. Give a folder that can be written with --data "
                "or SAMENDOEN_DATA.",
                folder=self._folder.parent,
                why=get_reason(error),
            ) from error


def name_copy(key: str, path: Path) -> str:
    """Name the copy at *path* of a file of the plan with *key*, by its place in the data folder."""
    return f"plans/{key}/{path.name}"
