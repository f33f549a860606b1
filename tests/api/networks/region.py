"""A region of more plans than one page considers, each of few measures."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.engine import Engine, Store
from graph.versions import Archive
from tests.scopes import make_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.requests.scope import Scope
    from graph.engine import Reply, Request
    from graph.versions import Version

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
#: More plans than one page considers.
PLANS, MEASURES = 18, 5


class RememberingEngine(Engine):
    """An engine that remembers what it is asked: the `texts` of all queries."""

    def __init__(self, version: Version) -> None:
        """Hold *version*, and remember nothing yet."""
        self.version = version
        self._engine = Store(version.path)
        self.texts: list[str] = []

    def ask(self, request: Request) -> Reply:
        """Answer *request*, and remember it."""
        self.texts.append(request.text)
        return self._engine.ask(request)


@pytest.fixture(scope="session")
def region_engine(tmp_path_factory: pytest.TempPathFactory) -> RememberingEngine:
    """Build the region, and give an engine over it."""
    folder = tmp_path_factory.mktemp("region")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        importlib.import_module("pages").build_region(PLANS, folder, MEASURES)
    return RememberingEngine(Archive(folder).find("current"))


@pytest.fixture(scope="session")
def region_scope(region_engine: RememberingEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scope]:
    """Make a scope over the region, with a renderer."""
    made = make_scope(region_engine.version, region_engine, tmp_path_factory.mktemp("editions"))
    yield made
    made.rendering.renderers.close()
