"""The page of any thing: what it is, what is said of it, where that stands, and what points to it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from api.serving.dataset import Dataset
    from graph.engine.store import Store
    from graph.sources.source_text import SourceText

HTML = {"Accept": "text/html"}
DUTY = "/doc/duty/meierij-2019-2022/verward-onderzoek-binnen-14-dagen"
#: One thing of each type of address that the data has, of those that are ours.
EACH = """
PREFIX graph: <https://w3id.org/samendoen/id/graph/>
SELECT ?type (MIN(STR(?thing)) AS ?one) {
  GRAPH ?source { ?thing a ?class } FILTER(?source NOT IN (graph:derived, graph:model, graph:shapes))
  FILTER(STRSTARTS(STR(?thing), "https://w3id.org/samendoen/id/"))
  BIND(STRBEFORE(STRAFTER(STR(?thing), "/samendoen/id/"), "/") AS ?type)
} GROUP BY ?type ORDER BY ?type
"""


def page(client: FlaskClient, path: str) -> str:
    """Give the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]


def test_every_type_of_thing_has_a_readable_page(client: FlaskClient, store: Store) -> None:
    """Of each type of thing one can read what it is: a class and a title that is no address.

    A count of the summaries has no name and no class of ours: it is for programs, and its page has the facts.
    """
    found = json.loads(store.ask(Request(EACH)).body)["results"]["bindings"]

    assert len(found) > 25
    for row in found:
        path = row["one"]["value"].replace("https://w3id.org/samendoen/id/", "/doc/")
        text = page(client, f"{path}?all=1")
        title = re.findall("<h1>(.+)</h1>", text)
        assert len(title) == 1
        assert "/id/" not in title[0]
        if row["type"]["value"] not in ("scheme", "summary"):
            assert re.search('<p class="crumb"><a href="/def#', text), path
            assert not re.match(r"[a-z-]+:", title[0]), path


def test_page_has_the_facts_in_the_visitors_language(client: FlaskClient) -> None:
    """The facts of a duty are there by the names of the properties, each thing a link, in one language."""
    dutch, english = (page(client, f"{DUTY}?lang={lang}").partition("<h2")[0] for lang in ("nl", "en"))

    assert '<dt>has legal basis</dt><dd><a href="/legislation/wvggz">' in english
    assert "<dt>term in days</dt><dd>14</dd>" in english
    assert "<dt>termijn in dagen</dt><dd>14</dd>" in dutch
    assert english.count("<dt>trigger</dt>") == 1
    assert ";" not in unescape(english.partition("<dt>trigger</dt>")[2].partition("</dd>")[0])


def test_page_shows_what_points_to_it(client: FlaskClient) -> None:
    """A phenomenon shows the foci that name it, with the property by which they do."""
    text = page(client, "/doc/phenomenon/meierij-2019-2022/verward-gedrag?lang=en").partition("What points to it")[2]

    assert 'href="/doc/focus/' in text
    assert "focuses on" in text


def test_involvement_is_called_by_what_it_says(client: FlaskClient) -> None:
    """Who has no name of its own is called by what it says: actor, role and subject, or line and anchor."""
    involved = page(client, "/doc/involvement/meierij-2019-2022/jeugd-01--jongeren")

    assert re.search("<h1>Jongeren \N{EN DASH} begunstigde \N{EN DASH} .+</h1>", involved)
    assert "<h1>regel 342 \N{EN DASH} " in page(
        client, "/doc/evidence/meierij-2019-2022/l342-initiatieven-van-jongeren"
    )


def test_statement_is_quoted_where_the_document_is_at_hand(
    client: FlaskClient, reading: FlaskClient, plan: SourceText
) -> None:
    """A statement shows the sentence that it rests on, once, where the plan is registered, and else the anchor."""
    quoted = re.findall(r"<blockquote[^>]*>(.+?)</blockquote>", page(reading, DUTY))

    (text,) = (unescape(re.sub("</?mark>", "", it)) for it in quoted)
    assert plan.line(285).removeprefix(plan.line(285).partition(text)[0]) == text != ""
    assert "<mark>" in quoted[0]
    assert "<blockquote" not in page(client, DUTY)
    assert '<q lang="nl">' in page(client, DUTY)


def test_address_that_is_none_of_the_web_leads_nowhere(app: Flask) -> None:
    """An IRI from elsewhere is a link only where a browser would fetch it: data may hold a script."""
    data: Dataset = app.extensions["samendoen"].now

    assert data.paths.find_page("https://example.org/x") == "https://example.org/x"
    assert data.paths.find_page("javascript:alert(1)") == data.paths.find_page("urn:x") == ""


@pytest.mark.parametrize(
    "path",
    [
        "/themes/meierij-2019-2022/jeugd",
        "/partners/politie",
        "/measures/meierij-2019-2022/jeugd-01",
        "/legislation/wvggz",
    ],
)
def test_page_leads_to_everything(client: FlaskClient, path: str) -> None:
    """Each page of a theme, partner, measure or law leads to all that is known of it, and back."""
    link = re.findall(r'class="everything"><a href="([^"]+)"', page(client, path))

    assert len(link) == 1
    assert f'<p><a href="{path}">' in page(client, link[0])


def test_line_shows_each_thing_once(client: FlaskClient) -> None:
    """What rests on a line stands there once, whatever its class, with the most specific one."""
    text = page(client, "/documents/meierij-2019-2022/plan/lines/285?lang=en")
    things = re.findall(r'<td>[^<]*<a href="([^"]+)">', text.partition("<tbody>")[2])

    assert len(things) == len(set(things)) > 8
    assert {"Duty", "Power", "Claim", "Legal reference"} <= set(re.findall("<tr><td>([^<]+)</td>", text))
    assert "<td>Statement</td>" not in text


def test_heading_and_open_line_have_a_page(client: FlaskClient) -> None:
    """A line that is a heading says of what, and no line of the document is a dead end; beyond it there is nothing."""
    assert "the heading of the section" in page(client, "/documents/meierij-2019-2022/plan/lines/340?lang=en")
    assert client.get("/documents/meierij-2019-2022/plan/lines/100000", headers=HTML).status_code == 404


FIGURE = re.compile(r'<li(?: class="warns")?><a href="([^"]+)"><strong>([\d.,]+)</strong> ([^<]+)</a></li>')


def test_theme_says_the_main_thing_in_its_first_line(client: FlaskClient) -> None:
    """The first line counts what an adviser looks for, warns of what is missing, and leads to just that."""
    text = page(client, "/themes/meierij-2019-2022/zorg-en-veiligheid?lang=en")
    found = {words: (number, href) for href, number, words in FIGURE.findall(text)}

    assert {words: number for words, (number, _) in found.items()} == {
        "measures": "42",
        "with an owner": "0",
        "partners": "32",
        "laws and standards": "3",
        "euros budgeted": "0",
        "decisions still open": "3",
    }
    for words, question in (("measures", "measures"), ("partners", "partner-coverage")):
        rows = page(client, f"{unescape(found[words][1])}&size=all").partition("<tbody>")[2].partition("</table>")[0]
        assert f"/questions/{question}?" in found[words][1]
        assert rows.count("<tr>") == int(found[words][0])


def test_theme_goes_from_what_is_wanted_to_where_it_says_so(client: FlaskClient) -> None:
    """The parts stand in the order in which an adviser asks for them."""
    text = page(client, "/themes/meierij-2019-2022/ondermijning")

    assert re.findall(r'<h2 id="([\w-]+)">', text) == [
        *("goals", "measures", "partners", "laws", "money", "data-sharing", "missing", "claims", "evidence")
    ]


def test_theme_shows_the_first_and_leads_to_all(client: FlaskClient) -> None:
    """Of a long part the first rows are there, of each sub-theme some measures, and a link has all with that choice."""
    text = page(client, "/themes/meierij-2019-2022/zorg-en-veiligheid?lang=en")
    measures = text.partition('id="measures"')[2].partition("</table>")[0]
    pairs = text.partition("Pairs of partners")[2].partition("</section>")[0]

    assert measures.count('scope="rowgroup"') == 4
    assert re.search(r'href="/questions/measures\?theme=jeugd">all 14<', measures)
    assert pairs.count("<tr><td>") == 10
    assert 'href="/questions/cooperation?theme=zorg-en-veiligheid">All 29 pairs' in pairs
    assert re.search(r"<q|claims\?theme=zorg-en-veiligheid&amp;kind=reason", text)
    assert len(text) < 100_000


def test_themes_are_a_tree_with_numbers_that_lead_on(client: FlaskClient) -> None:
    """Each theme says how many measures it has, how many without an owner, and how many partners, with its parts."""
    text = page(client, "/themes?lang=en")
    rows = re.findall(r'class="level(\d)"><a href="/themes/[\w-]+/([\w-]+)">.+?</th>(.+?)</tr>', text)
    numbers = {theme: re.findall(r">(\d+)(?:</a>)?</td>", cells) for _, theme, cells in rows}

    assert numbers["zorg-en-veiligheid"] == ["42", "42", "32"]
    assert numbers["jeugd"] == ["14", "14", "13"]
    assert ("2", "jeugd") in [row[:2] for row in rows]
    assert 'href="/gaps?kind=owner&amp;theme=jeugd"' in text


def test_plan_says_at_a_glance_what_it_is(client: FlaskClient) -> None:
    """A plan begins with six figures, says that it is a joint plan, and names who does most and what is open."""
    text = page(client, "/plans/meierij-2019-2022?lang=en")
    found = {words: number for _, number, words in FIGURE.findall(text)}

    assert len(found) == 6
    assert found["measures"] == "80"
    assert found["open decisions"] == "27"
    assert "This is a joint plan of 6 municipalities" in text
    parts = [text.index(f'id="{it}"') for it in ("themes", "partners", "missing", "about")]
    assert parts == sorted(parts)
    assert "Police" in text.partition('id="partners"')[2].partition("</section>")[0]


def test_theme_says_what_it_has_none_of(client: FlaskClient, store: Store) -> None:
    """What the plan gives for no theme is named as absent, not left out without a word."""
    assert store
    text = page(client, "/themes/meierij-2019-2022/jeugd?lang=en")
    absent = re.findall(r"none of these: (.+?)\.</p>", text)

    assert absent
    assert "data sharing" in absent[0]
    assert 'id="data-sharing"' not in text


def test_partner_shows_what_it_answers_for(client: FlaskClient) -> None:
    """The page of the mayor has responsibilities, duties and memberships, each with its line."""
    text = page(client, "/partners/meierij-2019-2022/burgemeester")

    assert 'id="responsibilities"' in text
    assert 'id="law"' in text
    assert 'href="/doc/level/meierij-2019-2022/ave-4"' in text
    assert 'href="/partners/meierij-2019-2022/college-van-bw">' in text.partition('id="bodies"')[2]


def test_measure_shows_what_it_uses_and_lacks(client: FlaskClient) -> None:
    """A measure shows its instruments, its double elsewhere, and each gap of its own once."""
    text = page(client, "/measures/meierij-2019-2022/jeugd-11?lang=en")
    missing = text.partition('id="missing"')[2].partition("</table>")[0]

    assert 'href="/doc/instrument/' in text.partition("<dt>Instruments</dt>")[2].partition("</dd>")[0]
    assert (
        'href="/measures/meierij-2019-2022/verwarde-personen-03"'
        in text.partition("The same action elsewhere")[2].partition("</ul>")[0]
    )
    assert sorted(re.findall(r"kind=(\w+)", missing)) == ["deadline", "legal_basis", "money", "owner"]


def test_questions_are_grouped(client: FlaskClient) -> None:
    """Each question is listed once, under a heading that the list on top leads to."""
    text = page(client, "/questions")
    anchors = re.findall(r'<li><a href="#([\w-]+)">', text)

    assert len(anchors) > 8
    assert anchors == re.findall(r'<h2 id="([\w-]+)">', text)
    links = re.findall(r'href="/questions/([\w-]+)"', text)
    assert len(links) == len(set(links)) > 30
    assert page(client, "/questions?lang=en").count("<h2") == len(anchors)


@pytest.mark.parametrize(
    "path",
    [
        DUTY,
        "/doc/actor/meierijstad?all=1",
        "/themes/meierij-2019-2022/verwarde-personen",
        "/partners/meierij-2019-2022/burgemeester",
        "/measures/meierij-2019-2022/jeugd-11",
    ],
)
def test_page_fits_a_telephone(browser: Browser, served: str, path: str) -> None:
    """On 390 pixels nothing sticks out, and the console is silent."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(served + path)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert (wide <= 0, said) == (True, [])
