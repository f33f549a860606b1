"""What the tests share: one build of the packaged data, a store over it, and the plan where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import document
from graph.build import build
from graph.store import Store

if TYPE_CHECKING:
    from graph.archive import Version
    from graph.document import Text

SEED = Path(__file__).parents[2] / "shared" / "seed"


@pytest.fixture(scope="session")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build the packaged data once."""
    return build(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def store(version: Version) -> Store:
    """Hold the built version in memory."""
    return Store(version.path)


@pytest.fixture(scope="session")
def plan() -> Text:
    """Read the source document, which is no part of the project: it lies beside it, or is absent."""
    found = sorted(SEED.glob("*.txt"))
    if found:
        return document.read(found[0])
    why = f"the source document is not in {SEED}, so nothing can be held against it"
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)
