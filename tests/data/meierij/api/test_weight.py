"""Pages are light: what a page weighs before it is packed, and how much there is on it, in every kind of page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.data.meierij.api.kinds import KINDS
from tests.website import ROOT

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
#: What no page passes, in bytes of HTML and in elements.
MOST_BYTES, MOST_ELEMENTS = 100_000, 5_000


class Counter(HTMLParser):
    """Counts the elements of a page."""

    count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  as it is called
        """Count one."""
        self.count += 1


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_page_is_light(client: FlaskClient, path: str) -> None:
    """A page of any kind, in its largest form over the packaged plan, keeps to what every page keeps."""
    response = client.get(path, headers=HTML)
    counter = Counter()
    counter.feed(response.text)

    assert response.status_code == (404 if path == KINDS["error"] else 200)
    assert response.mimetype == "text/html"
    assert len(response.data) <= MOST_BYTES
    assert 0 < counter.count <= MOST_ELEMENTS


def test_every_page_is_of_a_kind(app: Flask) -> None:
    """Whatever page there is, of the website's own words, is among the kinds that are weighed."""
    known = {f"/{path.partition('?')[0].split('/')[1]}" for path in KINDS.values()}
    words = {path.name for path in (ROOT / "api/templates").iterdir() if path.is_dir()} - {"rest"}
    paths = {f"/{it.rule.split('/')[1]}" for it in app.url_map.iter_rules()}

    assert {f"/{word}" if word != "home" else "/" for word in words} & paths <= known
