"""Files and pictures: made once, elsewhere, within limits, and kept by what they depend on and not by who asks."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from api.rendering.renderers import Renderers
from tests.caches import forget
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from api.serving.rendering import Rendering

ROOT = Path(__file__).parents[3]
VISITORS = 20
WORD = "/api/v1/questions/measures?format=docx"
EXCEL = "/api/v1/questions/measures?format=xlsx"
NETWORK = "/network"
QUERY = "SELECT ?a ?b { ?a a ?b } ORDER BY ?a ?b LIMIT 20"
PICTURE = f"/sparql/picture?view=network&query={quote(QUERY)}"
#: What is made for each: of a network its picture, and what can be said of it.
MADE = {WORD: 1, EXCEL: 1, NETWORK: 2, PICTURE: 1}
#: What many different visitors send, of which nothing makes another answer.
VARIANTS = {
    "Cookie": "seen={}",
    "Accept": "text/html;q=0.9, x/y{};q=0.5, */*;q=0.1",
    "User-Agent": "visitor {}",
    "Accept-Language": "nl,en;q=0.{}",
    "If-None-Match": '"{}"',
}


@pytest.fixture
def fresh(app: Flask) -> Flask:
    """Take the app, of which nothing that was made or answered before is kept."""
    now = app.extensions["samendoen"].now
    for cache in (now.cache, now.rendering.kept):
        forget(cache)
    return app


def rendering_of(app: Flask) -> Rendering:
    """Give what renders over the version that *app* serves."""
    found: Rendering = app.extensions["samendoen"].now.rendering
    return found


def get(app: Flask, address: str, **headers: str) -> TestResponse:
    """Visit *address* as somebody who sends *headers* as they are, cookies included."""
    sent = {"Accept": "*/*, text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client(use_cookies=False).get(address, headers=sent)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("address", [WORD, EXCEL, NETWORK, PICTURE], ids=["docx", "xlsx", "network", "picture"])
def test_many_visitors_have_one_making(fresh: Flask, address: str, variant: str) -> None:
    """Twenty who ask the same at once, each with another header, have it made once, and have the same."""
    renderers = rendering_of(fresh).renderers
    made = renderers.made

    with ThreadPoolExecutor(VISITORS) as visitors:
        responses = list(
            visitors.map(lambda it: get(fresh, address, **{variant: VARIANTS[variant].format(it)}), range(VISITORS))
        )

    assert {it.status_code for it in responses} == {200}
    assert len({it.data for it in responses}) == 1
    assert renderers.made - made == MADE[address]


def test_address_written_otherwise_has_the_same_making(fresh: Flask) -> None:
    """The order of parameters, how they are escaped, and those without a value make no other file."""
    renderers = rendering_of(fresh).renderers
    made = renderers.made

    files = {
        get(fresh, f"/api/v1/questions/measures?{query}").data
        for query in ("format=docx&lang=nl", "lang=nl&format=docx", "lang=%6El&format=docx", "&&format=docx&theme=")
    }

    assert len(files) == renderers.made - made == 1


def test_made_elsewhere_is_what_is_made_here(fresh: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file from a renderer is byte for byte the file that this process would write."""
    renderers, drafts = rendering_of(fresh).renderers, []

    def render(make: Callable[[], bytes]) -> bytes:
        """Note what is to be made, and have it made."""
        drafts.append((make, Renderers.render(renderers, make)))
        return drafts[-1][1]

    monkeypatch.setattr(renderers, "render", render)
    for address in (WORD, EXCEL, NETWORK, PICTURE):
        get(fresh, address)

    assert len(drafts) == sum(MADE.values())
    assert all(make() == made for make, made in drafts)


def test_what_passes_a_limit_is_told_with_its_name(folder: Path) -> None:
    """A file that takes too long is a 503 with Retry-After, one that takes too much memory a 413; each names it."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_RENDER_SECONDS="0.001") as app:
        late = app.test_client().get(WORD)
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_RENDER_MEMORY="1") as app:
        large = app.test_client().get(WORD)

    assert (late.status_code, late.get_json()["limit"]) == (503, "render_seconds")
    assert "Retry-After" in late.headers
    assert (large.status_code, large.get_json()["limit"]) == (413, "render_memory")


def test_another_language_or_place_is_another_file(fresh: Flask) -> None:
    """What a file does depend on makes another: the language, by URL or cookie, and the address it was had under."""
    renderers = rendering_of(fresh).renderers
    made = renderers.made

    dutch, english, elsewhere = get(fresh, WORD), get(fresh, WORD, Cookie="lang=en"), get(fresh, WORD, Host="x.example")

    assert len({dutch.data, english.data, elsewhere.data}) == renderers.made - made == 3
    assert get(fresh, WORD, Cookie="lang=xx").data == dutch.data
    assert get(fresh, f"{WORD}&lang=en").data == english.data


def test_files_take_no_more_than_their_part(folder: Path) -> None:
    """However many files are asked for, they take a quarter of the cache, and the rest is as it was."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_CACHE_BYTES="1200000") as app:
        now, client = app.extensions["samendoen"].now, app.test_client()
        made = now.rendering.renderers.made
        for name in ("measures", "themes", "partners", "gaps", "cooperation", "evidence", "powers", "claims"):
            for form in ("docx", "xlsx"):
                client.get(f"/api/v1/questions/{name}?format={form}", headers={"Accept-Language": "nl"})

        assert now.rendering.renderers.made - made == 16
        assert 100_000 < now.rendering.kept.size <= 300_000


VISITS = """
import sys
from pathlib import Path
from api.app import create_app
from api.serving.served import Served
from api.settings import read_settings
serving = Served.open(read_settings({"SAMENDOEN_DATA": sys.argv[1]}))
client = create_app(serving).test_client()
for address in sys.argv[2:]:
    assert client.get(address, headers={"Accept": "*/*, text/html"}).status_code == 200, address
serving.close()
print([name for name in ("docx", "lxml", "openpyxl", "networkx", "pyvis", "IPython") if name in sys.modules])
"""


def test_web_process_loads_no_library_that_draws_or_writes_for_an_office(folder: Path) -> None:
    """The web process gives files and pictures without the libraries that make them."""
    command = [sys.executable, "-c", VISITS, str(folder), WORD, EXCEL, NETWORK, PICTURE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
