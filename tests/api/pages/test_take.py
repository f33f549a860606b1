"""What can be taken along: it stands at the top of every kind of page, a few keys from its beginning."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.api.axe import KINDS
from tests.several import several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

__all__ = ["several_app", "several_client", "several_version"]

HTML = {"Accept": "text/html"}
#: What is no page of answers: the model and what programs read, and what has gone wrong.
OTHERS = {"the model", "lists of values", "SPARQL", "SPARQL with an answer", "SPARQL with a chart", "data", "an error"}
OTHERS |= {"all of a thing", "a memo"}
#: As many keys as lead from the beginning of a page to what can be taken along.
MOST_KEYS = 20
STOP = re.compile(r"<(?:a [^>]*href|button|summary|select|textarea|input (?![^>]*type=.hidden))")


def count_stops(text: str) -> int:
    """Count the stops of the Tab key in the HTML *text*; what is folded away is none."""
    return len(STOP.findall(re.sub(r"(</summary>).*?(?=</details>)", r"\1", text, flags=re.DOTALL)))


@pytest.mark.parametrize("path", [path for name, path in KINDS.items() if name not in OTHERS])
def test_page_is_taken_along_from_its_top(client: FlaskClient, path: str) -> None:
    """Within twenty keys one comes to what prints the page, mails it, and copies its address."""
    text = client.get(path, headers=HTML).get_data(as_text=True)
    body = text.partition("<body>")[2]
    before, found, after = body.partition('<div class="take')
    menu = re.sub(r'<details class="menu"><summary>.*?</summary>', "", before)  # it stands open on a laptop

    assert found
    assert count_stops(menu) < MOST_KEYS
    assert re.search(r'href="mailto:[^"]*".*data-copy', after.partition("</div>")[0], re.DOTALL)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/partners/zilverhaven-2031/havenpolitie", "partner=havenpolitie"),
        ("/themes/zilverhaven-2031/water", "theme=water"),
        ("/measures/zilverhaven-2031/water-01", "measure=water-01"),
    ],
)
@pytest.mark.parametrize("many", [False, True])
def test_sheet_is_offered(
    client: FlaskClient, several_client: FlaskClient, path: str, name: str, *, many: bool
) -> None:
    """The page of a partner, theme and measure leads to its sheet; among several plans that of its own plan."""
    visited = several_client if many else client
    text = visited.get(path, headers=HTML).get_data(as_text=True)
    links = {unescape(it) for it in re.findall(r'href="(/handout[^"]*)"', text)}

    assert len(links) == 1
    assert name in next(iter(links))
    assert ("plan=zilverhaven-2031" in next(iter(links))) == many
    assert visited.get(next(iter(links)), headers=HTML).status_code == 200


@pytest.mark.parametrize("path", ["/plans/zilverhaven-2031", "/legislation/havenwet", "/themes/zilverhaven-2031/water"])
def test_chosen_day_is_said(client: FlaskClient, path: str) -> None:
    """A day that was chosen stands in the title, in the heading, and on paper."""
    text = client.get(f"{path}?on=2031-03-01&lang=en", headers=HTML).get_data(as_text=True)

    for part in (r"<title>.*?</title>", r"<h1>.*?</h1>", r'<p class="paper">.*?</p>'):
        found = re.search(part, text, re.DOTALL)
        assert found
        assert "1 March 2031" in found[0], part
