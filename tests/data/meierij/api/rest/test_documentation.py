"""What there is under `/api/v1`: links for programs, and for people a page made of the same document."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from queries.questions.library import load_questions
from tests.api.test_site import LOOK, TOO_WIDE, WIDTHS, looking
from tests.data.meierij.queries.without_rows import WITHOUT_ROWS

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, ViewportSize

    from graph.versions.archive import Version

API = "/api/v1"
#: A sheet of A4 at 96 dots to the inch, without margins.
PAPER: ViewportSize = {"width": 794, "height": 1123}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_program_gets_links(client: FlaskClient, version: Version) -> None:
    """A program gets the version of the API and of the data, and where everything is; each link leads there."""
    answer = client.get(API)
    body: dict[str, Any] = answer.get_json()

    assert answer.content_type == "application/json"
    assert (body["api_version"], body["version"]) == (answer.headers["API-Version"], version.digest)
    assert body["links"].keys() == {
        *("openapi", "plans", "questions", "cooperation", "measures", "networks", "search", "suggestions"),
    }
    for name, link in body["links"].items():
        place = urlsplit(link).path
        assert client.get(f"{place}?q=jeugd" if name in ("search", "suggestions") else place).status_code == 200


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_has_every_operation(client: FlaskClient, lang: str) -> None:
    """The pages have every address of the document with its text, its parameters, its columns and its formats."""
    abouts = ["", *(f"&about={name}" for name in load_questions())]
    page = "".join(unescape(client.get(f"{API}?lang={lang}{it}", headers=HTML).text) for it in abouts)
    document = client.get(f"{API}/openapi.json?lang={lang}").get_json()
    formats = document["paths"]["/questions/themes"]["get"]["responses"]["200"]["content"]
    named = {name for text in re.findall("<code>([^<]*)</code>", page) for name in text.split(", ")}

    for path, it in document["paths"].items():
        assert f"<code>{path}</code>" in page
        assert it["get"]["summary"] in page
        names = [one["name"] for one in it["get"]["parameters"] if one.get("in") == "query"]
        assert [name for name in names if name not in named] == []
    for question in load_questions().values():
        assert question.description[lang] in page
        assert [it.name for it in question.columns if f"<code>{it.name}</code>" not in page] == []
    assert [it for it in formats if it not in named] == []


def test_page_leads_to_the_document(client: FlaskClient) -> None:
    """The page and its headers name the document as the description of the service."""
    answer = client.get(API, headers=HTML)

    assert answer.content_type == "text/html; charset=utf-8"
    assert 'rel="service-desc" type="application/json" href="/api/v1/openapi.json"' in answer.text
    assert 'rel="service-desc"' in answer.headers["Link"]
    assert "Accept" in answer.headers["Vary"]


def test_each_example_can_be_followed(client: FlaskClient) -> None:
    """Each example on the page is an address that answers; and of a question gives rows where the plan has any."""
    abouts = ["", *(f"?about={name}" for name in load_questions())]
    page = "".join(client.get(f"{API}{it}", headers=HTML).text for it in abouts)
    examples = [unescape(it) for it in re.findall(r'<a href="([^"]+)"><code>', page)]

    assert len(examples) == len(client.get(f"{API}/openapi.json").get_json()["paths"])
    for example in examples:
        answer = client.get(example)
        assert answer.status_code == 200, example
        if "/questions/" in example:
            name = urlsplit(example).path.rpartition("/")[2]
            assert (answer.get_json()["count"] == 0) == (name in WITHOUT_ROWS), example


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_is_for_everyone(browser: Browser, served: str, lang: str) -> None:
    """In a browser the page keeps what every page keeps: headings, names, no page that is too wide, all by keyboard."""
    with looking(browser) as page:
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(f"{served}{API}?lang={lang}", wait_until="load")
        page.evaluate("() => document.querySelectorAll('details').forEach((it) => { it.open = true; })")
        seen = page.evaluate(LOOK)
        wide = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide[width] = page.evaluate(TOO_WIDE)
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        wide[0] = page.evaluate(TOO_WIDE)

        page.emulate_media(media="screen")
        page.reload(wait_until="load")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        opened = page.locator("details[open]").count()

    assert seen["headings"] == 1
    assert (seen["unlabelled"], seen["unnamed"], seen["twice"], seen["silent"], seen["bare"]) == ([], [], [], [], 0)
    assert all(over <= 0 for over in wide.values()), wide
    assert complaints == []
    assert opened == 1
