"""The versions that the tests run on: each is built once a run, whoever asks first, and its failure is told once."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.errors import SamendoenError
from graph.sources import list_model_sources
from graph.versions import Archive, Version
from ontology.namespaces import make_plan_prefixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.checks import Progress

#: The small plan, as a user's own files on top of the model, and the document that its evidence points into.
FIXTURE = Path(__file__).parent / "fixture"
FIXTURE_FILES = sorted(FIXTURE.glob("*.ttl"))
#: The key of the small plan.
SMALL_PLAN = "zilverhaven-2031"
#: What a file begins with that adds to the small plan.
SMALL_PLAN_HEADER = "".join(f"@prefix {name}: <{base}> .\n" for name, base in make_plan_prefixes(SMALL_PLAN).items())


def build_small_version(folder: Path, files: Iterable[Path] = (), progress: Progress = lambda _: None) -> Version:
    """Publish a version of the small plan, with *files* on top of it, in *folder*."""
    return build_version(folder, [*FIXTURE_FILES, *files], progress, packaged=list_model_sources())


#: Of each build that failed, the reason; what needs it is skipped from then on.
BROKEN: dict[str, str] = {}
#: The build of each fixture; what asks for the fixture, asks for the build.
BUILDS: dict[str, Callable[[Path], Version]] = {
    "small_version": build_small_version,
    "packaged_version": build_version,
}


def build_once(name: str, factory: pytest.TempPathFactory) -> Version:
    """Build the version called *name*, or copy what another worker of this run built.

    The first who finds that the data are broken fails; every other test that needs them is skipped with the reason.
    """
    shared = _find_shared_folder(factory) / name
    reason = shared.with_suffix(".broken")
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if reason.exists():
            BROKEN[name] = reason.read_text(encoding="utf-8")
            pytest.skip(describe_broken(name))
        if not shared.exists():
            _build(name, shared, reason)
    current = Archive(Path(shutil.copytree(shared, factory.mktemp(name) / "data"))).find_current()
    assert current is not None
    return current


def _build(name: str, folder: Path, reason: Path) -> None:
    """Build the version called *name* in *folder*, or keep the *reason* why that cannot be and fail."""
    try:
        BUILDS[name](folder.with_suffix(".part"))
    except SamendoenError as error:
        BROKEN[name] = str(error)
    if name in BROKEN:
        reason.write_text(BROKEN[name], encoding="utf-8")
        pytest.fail(f"the {name} cannot be built, so nothing that needs it is tried:\n{BROKEN[name]}", pytrace=False)
    folder.with_suffix(".part").rename(folder)


def describe_broken(name: str) -> str:
    """Describe why what needs the version called *name* is skipped."""
    return f"the {name} cannot be built, see the one test that failed: {BROKEN[name].splitlines()[-1]}"


def _find_shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all workers of this run share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
