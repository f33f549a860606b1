"""Why: each derived triple can be asked after, on its page, down to what is stated and on which line."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from graph.engine.request import Request
from ontology.namespaces import make_graph_iri, make_plan_graph_iri

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
POLICE = "/doc/actor/politie"
ACTIVE = {"all": 1, "why": "smd:activeOn", "value": "theme:meierij-2019-2022/verwarde-personen"}
#: What follows from the model and the register alone, and what follows from the plan besides.
DERIVED = f"<{make_graph_iri('derived')}>, <{make_plan_graph_iri('meierij-2019-2022', 'derived')}>"
#: One derived triple of each property, of a thing that is ours, and not stated as well.
EACH = f"""
SELECT ?p (MIN(STR(?s)) AS ?one) {{
  GRAPH ?derived {{ ?s ?p ?o }}
  FILTER(?derived IN ({DERIVED}))
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({DERIVED})) }}
  FILTER(STRSTARTS(STR(?s), "https://w3id.org/samendoen/id/"))
}} GROUP BY ?p ORDER BY ?p
"""


def page(client: FlaskClient, path: str) -> str:
    """Give the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]


def asked(text: str) -> list[str]:
    """Give the addresses on the page *text* that ask why."""
    return [unescape(link) for link in re.findall(r'<a href="([^"]+#why)"', text)]


def section(text: str) -> str:
    """Give the part of the page *text* that says why."""
    return text.partition('id="why"')[2].partition("</section>")[0]


def test_every_kind_of_derived_triple_can_be_asked_after(client: FlaskClient, store: Store) -> None:
    """Of each property that a rule derives, a row asks why, and the answer ends in what is stated."""
    found = json.loads(store.ask(Request(EACH)).body)["results"]["bindings"]

    assert len(found) > 20
    for row in found:
        path = row["one"]["value"].replace("https://w3id.org/samendoen/id/", "/doc/")
        links = asked(page(client, f"{path}?all=1"))
        assert links
        told = section(page(client, links[0].partition("#")[0]))
        assert "<code>" in told, links[0]
        assert re.search(r"vermeld|staat in het model", told), links[0]


def test_stated_rows_do_not_ask_why(client: FlaskClient) -> None:
    """Only what is derived has a link that asks why; a row that is stated has none."""
    text = page(client, f"{POLICE}?all=1")
    rows = re.findall(r"<tr>.*?</tr>", text.partition('id="all"')[2], re.DOTALL)

    assert {"#why" in row for row in rows if "<td>vermeld" in row} == {False}
    assert {"#why" in row for row in rows if "<td>afgeleid" in row} == {True}


def test_reason_is_told_in_words_with_its_sources(client: FlaskClient) -> None:
    """Why the police is active on a theme: a rule in words, stated triples with names, their pages and their lines."""
    dutch, english = (section(page(client, f"{POLICE}?{urlencode({**ACTIVE, 'lang': lang})}")) for lang in ("nl", "en"))

    assert re.search(r"afgeleid: .{20,} <code>active_on", dutch)
    assert re.search(r"derived: .{20,} <code>active_on", english)
    assert 'href="/partners/politie">Politie</a>' in dutch
    assert 'href="/themes/meierij-2019-2022/verwarde-personen"' in dutch
    assert re.search(r'vermeld, [^<]*<a href="/documents/meierij-2019-2022/plan/lines/\d+">regel \d+</a>', dutch)
    assert dutch.count("<li>") > 2


def test_rule_of_the_ontology_uses_names(client: FlaskClient) -> None:
    """A rule of OWL is told with the names of its terms, not with their addresses."""
    told = section(
        page(client, "/doc/duty/meierij-2019-2022/verward-onderzoek-binnen-14-dagen?why=rdf:type&value=smd:Statement")
    )

    assert re.search("elke .plicht. is een .uitspraak.", told)


def test_literal_can_be_asked_after(client: FlaskClient) -> None:
    """A derived text, such as the number of a law in the terms of another model, can be asked after too."""
    links = [link for link in asked(page(client, "/doc/legislation/wvggz?all=1")) if "%22" in link]

    assert links
    assert "BWBR0040635" in section(page(client, links[0].partition("#")[0]))


@pytest.mark.parametrize(
    "query",
    [
        {"why": "smd:activeOn", "value": "theme:meierij-2019-2022/nope"},
        {"why": "smd:activeOn", "value": ""},
        {"why": "nonsense here", "value": "theme:meierij-2019-2022/jeugd"},
        {"why": "smd:activeOn", "value": '"half'},
        {"why": "smd:activeOn", "value": "<script>"},
    ],
)
def test_unknown_triple_is_not_explained(client: FlaskClient, query: dict[str, str]) -> None:
    """A triple that the graph does not hold, or that is none at all, answers 404 with a page that says so."""
    answer = client.get(POLICE, query_string={**query, "all": 1}, headers=HTML)

    assert answer.status_code == 404
    assert "staat niet in de graaf" in answer.get_data(as_text=True)
    assert "<script>" not in answer.get_data(as_text=True)


def test_why_is_followed_with_the_keyboard(browser: Browser, served: str) -> None:
    """Without JavaScript and without a mouse one asks why, and the answer is in view on the same page."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{served}{POLICE}?all=1")
    page.locator('a[href*="activeOn"][href$="#why"]').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#why")
    box = page.locator("#why").bounding_box()
    text = page.locator("#why").inner_text()
    context.close()

    assert box is not None
    assert -1 <= box["y"] < 900
    assert box["x"] + box["width"] <= 390
    assert "Politie" in text
