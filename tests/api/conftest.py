"""What the tests of the website share: an app, a server and a scope over the small plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scopes import make_scope
from tests.website import app, client, folder, hurried, reading, running, served

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from graph.engine import Store
    from graph.versions import Version

__all__ = ["app", "client", "folder", "hurried", "reading", "running", "served"]


@pytest.fixture(scope="session")
def scope(version: Version, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """Make a scope in Dutch, without an app."""
    return make_scope(version, store, tmp_path_factory.mktemp("editions"))
