"""A plan with one of each reads well: where there is one of something, no page says that there are several."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.sources import list_model_sources
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

PLAN = "eenhoek-2031"
FILE = Path(__file__).parents[2] / "one" / "one.ttl"
PATHS = [
    "/",
    "/plans",
    f"/plans/{PLAN}",
    "/themes",
    f"/themes/{PLAN}/straat",
    "/measures",
    f"/measures/{PLAN}/straat-01",
    "/partners",
    f"/partners/{PLAN}/buurtwacht",
    f"/documents/{PLAN}/plan",
    f"/documents/{PLAN}/plan/lines/3",
    "/coverage",
    "/gaps",
    "/gaps?kind=owner",
    "/network",
    "/network?view=theme-network&theme=straat",
    f"/network?node={PLAN}/ijsclub",
    "/questions/measures?only.horizon=x",
    "/questions/measures/memo",
    "/questions/cooperation",
    "/search?q=straat",
    f"/doc/measure/{PLAN}/straat-01",
]
#: Words for several of something, in both languages.
SEVERAL = re.compile(
    r"(?<![\d.,-])1 (regels|rijen|maatregelen|partners|thema's|plannen|verbanden|punten|zinnen|stappen|plaatsen|paren"
    r"|uitspraken|resultaten|versies|soorten|keren|lines|rows|measures|themes|plans|ties|things|sentences|steps|places"
    r"|pairs|statements|results|versions|kinds|times)\b"
)
ONE = {"nl": {"maatregel", "rij", "verband", "partner"}, "en": {"measure", "row", "tie", "partner"}}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Serve a version of the plan with one of each, on top of the model alone."""
    folder = tmp_path_factory.mktemp("one")
    build_version(folder, [FILE], packaged=list_model_sources())
    with opened(SAMENDOEN_DATA=str(folder)) as app:
        yield app.test_client()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_is_not_several(one: FlaskClient, language: str) -> None:
    """No page says `1 measures`, and some do say `1 measure`."""
    told = ""
    for path in PATHS:
        url = f"{path}{'&' if '?' in path else '?'}lang={language}"
        answer = one.get(url, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, path
        text = " ".join(unescape(re.sub("<[^>]+>", " ", answer.get_data(as_text=True))).split())
        assert [text[it.start() - 40 : it.end() + 20] for it in SEVERAL.finditer(text)] == [], path
        told += text

    assert ONE[language] <= set(re.findall(r"(?<![\d.,-])1 (\w+)", told))
