"""The pages about the site itself: what they say of who runs it, of how it was tested, and where they lead."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from ontology import __released__, __version__
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
WORDS = ("about", "help", "data", "accessibility", "contact")


def read(client: FlaskClient, path: str) -> str:
    """Read the main part of the page at *path*."""
    text = client.get(path, headers=HTML).get_data(as_text=True)
    return text.partition("<main")[2].partition("</main>")[0]


def test_every_page_leads_to_them(client: FlaskClient) -> None:
    """At the foot of a page stand the pages about the site."""
    foot = client.get("/themes", headers=HTML).get_data(as_text=True).partition("<footer")[2]

    assert {word for word in WORDS if f'href="/{word}"' in foot} == set(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_every_link_leads_somewhere(client: FlaskClient, word: str) -> None:
    """Whatever page or data a page about the site names is there."""
    links = {unescape(it) for it in re.findall(r'href="(/[^"]*)"', read(client, f"/{word}"))}
    found = {it: client.get(it, headers={"Accept": "*/*"}, buffered=True).status_code for it in links}

    assert {it: status for it, status in found.items() if status != 200} == {}
    assert links


def test_host_that_is_not_named_is_said(client: FlaskClient) -> None:
    """Where nobody set who runs the site, its page says so, and what is to be set."""
    text = read(client, "/contact?lang=en")

    assert "That is not filled in." in text
    assert "SAMENDOEN_ORGANISATION" in text
    assert "SAMENDOEN_CONTACT" in text
    assert "example.org" not in text


@pytest.mark.parametrize(
    ("address", "href"),
    [("veilig@haven.example", "mailto:veilig@haven.example"), ("https://haven.example/c?a=1&b=2",) * 2],
)
def test_host_is_named(folder: Path, address: str, href: str) -> None:
    """Who runs the site stands on the pages and in the API, as the settings say; whatever the name holds is text."""
    named = {"SAMENDOEN_ORGANISATION": "Gemeente <b>Zilver</b>haven", "SAMENDOEN_CONTACT": address}
    with opened(SAMENDOEN_DATA=str(folder), **named) as app:
        client = app.test_client()
        texts = [read(client, path) for path in ("/contact", "/accessibility")]

    for text in texts:
        assert "Gemeente &lt;b&gt;Zilver&lt;/b&gt;haven" in text
        assert href in [unescape(it) for it in re.findall(r'href="([^"]*)"', text)]
        assert "SAMENDOEN_" not in text


def test_statement_says_when_it_was_tested(client: FlaskClient) -> None:
    """The accessibility statement dates its tests by the release, and names what was not tested."""
    text = read(client, "/accessibility?lang=en")

    assert f"release {__version__} of" in text
    assert str(int(__released__[-2:])) in text.partition(f"release {__version__} of")[2][:20]
    assert "Partially compliant" in text
    assert "screen readers" in text


def test_examples_have_an_answer(client: FlaskClient) -> None:
    """The questions in the help page that the fixture plan can answer have a card."""
    links = [unescape(it) for it in re.findall(r'href="(/search[^"]*)"', read(client, "/help"))]

    assert len(links) == 4
    assert any("answer-card" in read(client, it) for it in links)
