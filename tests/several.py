"""Versions with several plans: copies of the small plan under other keys, beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.engine import Store
from graph.sources import list_model_sources
from queries.plans import Plans
from tests.builds import BUILDS, FIXTURE_FILES, build_once
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from graph.versions import Version

#: The key of the small plan, and of the copy of it that stands beside it.
FIRST, SECOND = "zilverhaven-2031", "aalhaven-2035"


def write_copy(folder: Path, key: str, changes: Iterable[tuple[str, str]] = ()) -> list[Path]:
    """Write the small plan into *folder* as the plan with *key*, with *changes* to its text, and list its files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for file in FIXTURE_FILES:
        text = file.read_text(encoding="utf-8").replace(FIRST, key).replace("Veilig Zilverhaven", f"Veilig {key}")
        for old, new in changes:
            text = text.replace(old, new)
        files.append(folder / file.name)
        files[-1].write_text(text, encoding="utf-8")
    return files


def build_several(folder: Path, keys: Iterable[str] = (SECOND,)) -> Version:
    """Publish in *folder* a version of the small plan and a copy of it under each of *keys*."""
    copies = [file for key in keys for file in write_copy(folder.with_name(f"{folder.name}-{key}"), key)]
    return build_version(folder, [*FIXTURE_FILES, *copies], packaged=list_model_sources())


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
