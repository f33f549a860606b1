"""What the tests that count the plan of the Meierij share: the packaged data, built, and the app and a server over it.

The fixtures of the website are those that the tests of the product have, named again so that here they are over the
packaged data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.website import app, client, folder, hurried, reading, running, served

if TYPE_CHECKING:
    from graph.engine import Store
    from graph.sources import SourceText
    from graph.versions import Version

__all__ = ["app", "client", "folder", "hurried", "reading", "running", "served"]


@pytest.fixture(scope="session")
def version(packaged_version: Version) -> Version:
    """Take the packaged data."""
    return packaged_version


@pytest.fixture(scope="session")
def store(packaged_store: Store) -> Store:
    """Take the packaged data, held in memory."""
    return packaged_store


@pytest.fixture(scope="session")
def plan(seed: SourceText) -> SourceText:
    """Read the document of the packaged plan."""
    return seed
