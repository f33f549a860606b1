"""With many plans every page is answered, and is small enough to read: what is long is paged, a window at a time."""

from __future__ import annotations

import importlib
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
#: More plans than one window of a page and one shard of the store hold, each of few measures.
PLANS, MEASURES = 20, 4
with pytest.MonkeyPatch.context() as patch:
    patch.syspath_prepend(str(BENCHMARKS))
    region_pages = importlib.import_module("region_pages")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Visit the website over a region of many small plans."""
    folder = tmp_path_factory.mktemp("region")
    region_pages.build_region(PLANS, folder, MEASURES)
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_WORKERS="1") as app:
        yield app.test_client()


@pytest.mark.parametrize("path", region_pages.PAGES)
@pytest.mark.turns(2)
def test_page_is_answered_and_small(many: FlaskClient, path: str) -> None:
    """No page over twenty plans is refused, weighs more than 300 kB, or has more than 5,000 elements."""
    response = many.get(path.replace("{plan}", "ommen-2023-2026"), headers={"Accept": "text/html"})

    assert response.status_code == HTTPStatus.OK, path
    assert len(response.data) <= region_pages.MOST_BYTES
    assert len(region_pages._ELEMENT.findall(response.data)) <= region_pages.MOST_ELEMENTS  # noqa: SLF001  as measured
