"""What the tests of questions share: a plan in which the question that is held has rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.engine.store import Store
from tests.data.meierij.queries.without_rows import WITHOUT_ROWS

if TYPE_CHECKING:
    from graph.versions import Version


@pytest.fixture(scope="session")
def small_store(small_version: Version) -> Store:
    """Hold the small plan in memory."""
    return Store(small_version.path)


@pytest.fixture
def filled(name: str, store: Store, request: pytest.FixtureRequest) -> Store:
    """Take the plan that has rows for the question *name*: the packaged one, or else the small one."""
    found = request.getfixturevalue("small_store") if name in WITHOUT_ROWS else store
    assert isinstance(found, Store)
    return found
