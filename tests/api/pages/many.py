"""A version of many small plans, with themes and sections and without measures; one is over, one in Dutch alone."""

from __future__ import annotations

import re
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

#: More than one chooses from in a list, and more than two windows.
COUNT = 55
#: The first is over, the second has no English.
KEYS = [f"buurt-{number:02}" for number in range(1, COUNT)]
ENDED, DUTCH = KEYS[:2]

#: Whoever publishes a plan is named in it.
PARTNERS = "".join(
    f"\ngemeente:{code} a smd:Partner ; smd:evidence evidence:l19-veilig-water-betekent .\n"
    for code in ("gm9801", "gm9802")
)


def build_many(folder: Path) -> Version:
    """Publish in *folder* a version of the small plan and of many that have its themes under keys of their own."""
    (plan,) = (file for file in FIXTURE_FILES if file.name == "plan.ttl")
    files = []
    for key in KEYS:
        text = plan.read_text(encoding="utf-8").replace(SMALL_PLAN, key).replace("Veilig Zilverhaven", f"Veilig {key}")
        text = re.sub(r"smd:(namesOnly|adoptedByBody) [^;]+;", "", text).replace(" , smd:MeasureSection", "")
        text += PARTNERS
        if key == ENDED:
            text = text.replace('"2031-01-01"', '"2021-01-01"').replace('"2034-12-31"', '"2024-12-31"')
        if key == DUTCH:
            text = re.sub(r' , "[^"]+"@en', "", text)
        files.append(folder.with_name(f"{folder.name}-{key}.ttl"))
        files[-1].write_text(text, encoding="utf-8")
    return build_version(folder, [*FIXTURE_FILES, *files], packaged=list_model_sources())


BUILDS["many_version"] = build_many


@pytest.fixture(scope="session")
def many_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build a version of many plans, once."""
    return build_once("many_version", tmp_path_factory)


@pytest.fixture(scope="session")
def many_app(many_version: Version) -> Iterator[Flask]:
    """Open the app over many plans."""
    with opened(SAMENDOEN_DATA=str(many_version.path.parents[1])) as app:
        yield app


@pytest.fixture
def many_client(many_app: Flask) -> FlaskClient:
    """Visit the app over many plans, with no cookie yet."""
    return many_app.test_client()
