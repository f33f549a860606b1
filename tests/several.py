"""Several plans beside each other: copies of the small plan under other keys, and the two that were made up for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.engine import Store
from graph.sources import list_model_sources
from queries.plans import Plans
from tests.builds import BUILDS, FIXTURE_FILES, SMALL_PLAN, build_once
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from graph.versions import Version

#: The made-up plans, each in a folder of its key.
PLANS_FOLDER = Path(__file__).parent / "plans"
MADE_UP_PLANS = tuple(sorted(path.name for path in PLANS_FOLDER.iterdir() if path.is_dir()))

#: The key of the small plan, and of the copy of it that stands beside it.
FIRST, SECOND = SMALL_PLAN, "aalhaven-2035"


def write_copy(folder: Path, key: str) -> list[Path]:
    """Write the files of the small plan to *folder*, under another *key*, and list them."""
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for file in FIXTURE_FILES:
        copy = folder / file.name
        copy.write_text(file.read_text(encoding="utf-8").replace(SMALL_PLAN, key), encoding="utf-8")
        copies.append(copy)
    return copies


def build_plans(folder: Path, files: Iterable[Path]) -> Version:
    """Publish a version of *files* on top of the model alone, in *folder*."""
    return build_version(folder, files, packaged=list_model_sources())


def write_named_copy(folder: Path, key: str, changes: Iterable[tuple[str, str]] = ()) -> list[Path]:
    """Write the small plan into *folder* as the plan with *key*, which is named so, with *changes* to its text."""
    copies = write_copy(folder, key)
    for copy in copies:
        text = copy.read_text(encoding="utf-8").replace("Veilig Zilverhaven", f"Veilig {key}")
        for old, new in changes:
            text = text.replace(old, new)
        copy.write_text(text, encoding="utf-8")
    return copies


def build_several(folder: Path, keys: Iterable[str] = (SECOND,)) -> Version:
    """Publish in *folder* a version of the small plan and a copy of it under each of *keys*."""
    copies = [file for key in keys for file in write_named_copy(folder.with_name(f"{folder.name}-{key}"), key)]
    return build_plans(folder, [*FIXTURE_FILES, *copies])


BUILDS["several_version"] = build_several


@pytest.fixture(scope="session")
def several_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build a version of two plans, once."""
    return build_once("several_version", tmp_path_factory)


@pytest.fixture(scope="session")
def several(several_version: Version) -> Plans:
    """Hold both plans in memory."""
    return Plans(Store(several_version.path))


@pytest.fixture(scope="session")
def several_app(several_version: Version) -> Iterator[Flask]:
    """Open the app over both plans."""
    with opened(SAMENDOEN_DATA=str(several_version.path.parents[1])) as app:
        yield app


@pytest.fixture
def several_client(several_app: Flask) -> FlaskClient:
    """Visit the app over both plans, with no cookie yet."""
    return several_app.test_client()
