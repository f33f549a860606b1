"""Files of a network from the address of its page: by Accept and by `format`, the same as elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import render_template_string

from api.networks.files import FORMATS
from api.requests.url import read_url
from visualisation import NETWORK_TYPES

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"}
STATE = "author=with&weight=1&hide=team&hide=office&layout=list"
EACH = pytest.mark.parametrize("name", FORMATS)


@EACH
def test_file_is_that_of_the_api(client: FlaskClient, name: str) -> None:
    """The same state is the same file, whoever gives it, whatever is looked at meanwhile."""
    page = client.get(f"/network?view=cooperation&{STATE}&node=x&zoom=2&show=table&format={name}")
    rest = client.get(f"/api/v1/networks/cooperation?{STATE}&format={name}")

    assert page.status_code == rest.status_code == 200
    assert page.data == rest.data
    for header in ("Content-Type", "Content-Disposition", "ETag"):
        assert page.headers[header] == rest.headers[header]


def test_browser_gets_the_page(client: FlaskClient) -> None:
    """Who wants a page gets one, and so does who takes anything."""
    for headers in (BROWSER, {"Accept": "*/*"}, {"Accept": "text/html"}, {}):
        assert client.get("/network", headers=headers).content_type == "text/html; charset=utf-8"
    assert client.get("/network?format=html", headers={"Accept": "image/png"}).mimetype == "text/html"


@pytest.mark.parametrize("media_type", dict.fromkeys(it for it in NETWORK_TYPES.values() if it != "text/html"))
def test_program_gets_what_it_accepts(client: FlaskClient, media_type: str) -> None:
    """Who wants something else more than a page gets that, and the answer says that it varies by it."""
    found = client.get("/network", headers={"Accept": f"{media_type}, text/html;q=0.5"})

    assert found.mimetype == media_type
    assert "Accept" in found.headers["Vary"]
    again = client.get("/network", headers={"Accept": media_type, "If-None-Match": found.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("format=doc", "*/*", 406),
        ("", "application/pdf", 406),
        ("format=svg&format=png", "*/*", 400),
        ("view=nergens&format=svg", "*/*", 400),
        ("focus=nergens&format=gexf", "*/*", 404),
        ("format=svg&theme=nergens", "*/*", 400),
        (f"format=csv&focus={'%3Cscript%3E' * 800}", "*/*", 404),
    ],
)
def test_mistake_is_told_as_wanted(client: FlaskClient, query: str, accept: str, status: int) -> None:
    """A mistake is a problem for a program, and a page for who wants one; nothing of it runs."""
    for headers, kind in (({"Accept": accept}, "application/problem+json"), (BROWSER, "text/html")):
        if headers is BROWSER and not query:
            continue
        found = client.get(f"/network?{query}", headers=headers)
        assert (found.status_code, found.mimetype) == (status, kind)
        assert kind != "text/html" or "<script>%" not in found.text
        assert kind != "text/html" or "<script><script>" not in found.text


def test_links_take_along_what_is_chosen(app: Flask) -> None:
    """Every format has a link with the choice in it, and without what is only looked at."""
    with app.test_request_context(f"/network?{STATE}&node=x&edge=y&zoom=2&x=1&y=2&show=table&find=z&sort=one"):
        text = render_template_string(
            "{% from 'network/downloads.html' import downloads with context %}{{ downloads('cooperation') }}",
            url=read_url(),
            lang="nl",
        )
    links = [parse_qs(urlsplit(it.partition('"')[0].replace("&amp;", "&")).query) for it in text.split('href="')[1:]]

    assert sorted(it["format"][0] for it in links) == sorted(FORMATS)
    for it in links:
        assert it.keys() == {"author", "weight", "hide", "layout", "view", "format", "lang"}
        assert it["hide"] == ["team", "office"]
