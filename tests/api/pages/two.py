"""A version of two plans: the small one, and a copy of it under another key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.sources import list_model_sources
from tests.builds import BUILDS, FIXTURE_FILES, SMALL_PLAN, build_once
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from graph.versions import Version

FIRST, SECOND = SMALL_PLAN, "aalhaven-2035"


def build_two(folder: Path) -> Version:
    """Publish both plans in *folder*."""
    copies = []
    for file in FIXTURE_FILES:
        text = file.read_text(encoding="utf-8").replace(FIRST, SECOND)
        copies.append(folder.with_name(f"{folder.name}-{file.name}"))
        copies[-1].write_text(text.replace("Veilig Zilverhaven", f"Veilig {SECOND}"), encoding="utf-8")
    return build_version(folder, [*FIXTURE_FILES, *copies], packaged=list_model_sources())


BUILDS["two_version"] = build_two


@pytest.fixture(scope="session")
def two_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build a version of two plans, once."""
    return build_once("two_version", tmp_path_factory)


@pytest.fixture(scope="session")
def two_app(two_version: Version) -> Iterator[Flask]:
    """Open the app over both plans."""
    with opened(SAMENDOEN_DATA=str(two_version.path.parents[1])) as app:
        yield app


@pytest.fixture
def two_client(two_app: Flask) -> FlaskClient:
    """Visit the app over both plans, with no cookie yet."""
    return two_app.test_client()
