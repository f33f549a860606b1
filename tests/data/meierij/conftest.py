"""What the tests that count the plan of the Meierij share: the packaged data, built, and the app and a server over it.

Each fixture is the one that the tests of the product have; it is named here again so that this folder has its own.
"""

from __future__ import annotations

from tests.api.conftest import app, browser, client, folder, hurried, launch, reading, running, served
from tests.conftest import store, version

__all__ = [
    "app",
    "browser",
    "client",
    "folder",
    "hurried",
    "launch",
    "reading",
    "running",
    "served",
    "store",
    "version",
]
