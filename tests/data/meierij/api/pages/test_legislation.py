"""The pages of laws and standards: each law as it stood and as it stands, with what the plan says of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request
from queries.answers.answer import ask
from queries.answers.choices import list_things
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
#: A law that began within the plan period, the one it replaced, a bill, and a standard.
LAWS = ("wvggz", "bopz", "cybersecuritywet", "big")


def page(client: FlaskClient, path: str) -> str:
    """Give the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).partition("<main")[2]


def standing(text: str) -> list[str]:
    """Give how the law on the page *text* stands on the first day of the plan and today."""
    table = text.partition('<table class="standing">')[2].partition("</table>")[0]
    return re.findall(r"<td><strong>(.+?)</strong>", table)


def test_every_law_and_standard_has_its_page(client: FlaskClient, store: Store) -> None:
    """Whatever the graph knows as a law or standard has a page with its names, and its address leads there."""
    norms = list_things(store, "Norm")

    assert len(norms) > 10
    for norm in norms:
        assert norm.label["nl"] in page(client, f"/legislation/{norm.id}")
        kind = norm.iri.split("/")[-2]
        assert client.get(f"/doc/{kind}/{norm.id}", headers=HTML).headers["Location"] == f"/legislation/{norm.id}"


def test_list_leads_to_each_law(client: FlaskClient, store: Store) -> None:
    """The list links to the page of each law of the answer, and to each standard."""
    text = page(client, "/legislation")
    laws = {str(row["law"]).rpartition("/")[2] for row in ask(Plans(store), find_question("legislation"), {}).rows}
    standards = {it.id for it in list_things(store, "Standard")}

    assert laws
    assert standards
    assert laws | standards <= set(re.findall(r'href="/legislation/([^"]+)"', text))


def test_list_is_of_the_day_that_is_asked(client: FlaskClient) -> None:
    """On the first day of the plan the Bopz still held; on the day of its end it no longer did."""
    row = re.compile(r'href="/legislation/bopz">.*?</td><td[^>]*>.*?</td><td[^>]*>(.*?)</td>', re.DOTALL)
    found = [
        row.findall(page(client, f"/legislation?lang=en{on}").partition('id="answer"')[2])
        for on in ("", "&on=2019-12-31", "&on=2020-01-01")
    ]

    assert found == [["in force"], ["in force"], ["repealed"]]


def test_days_are_one_link_away(client: FlaskClient) -> None:
    """The list and each question of a day link to the first day of the plan and to today, keeping the other choices."""
    today = datetime.now(UTC).astimezone().date().isoformat()

    for path in ("/legislation?theme=jeugd", "/questions/legal-duties?theme=", "/questions/members"):
        text = page(client, path).replace("&amp;", "&")
        days = re.findall(r'href="[^"]*[?&]on=(\d{4}-\d\d-\d\d)', text)
        assert days == ["2019-01-01", today]
    assert "theme=jeugd&on=" in page(client, "/legislation?theme=jeugd").replace("&amp;", "&")
    assert 'class="asof"' not in page(client, "/questions/themes")


def test_law_says_how_it_stood_and_stands(client: FlaskClient) -> None:
    """The status of a law stands there for the first day of the plan and for today."""
    assert standing(page(client, "/legislation/wvggz?lang=en")) == ["adopted", "in force"]
    assert standing(page(client, "/legislation/bopz?lang=en")) == ["in force", "repealed"]
    assert standing(page(client, "/legislation/big?lang=en")) == ["in force", "repealed"]


def test_law_says_the_main_thing_in_a_sentence(client: FlaskClient) -> None:
    """The first line says how it stands, when that came beside the plan, and what holds today in its place."""
    said = {law: page(client, f"/legislation/{law}").partition("</h1>")[2].partition("</p>")[0] for law in LAWS}

    assert "Vervallen op 1 januari 2020, 1 jaar na het begin van het plan." in said["bopz"]
    assert 'href="/legislation/wvggz"' in said["bopz"]
    assert "Van kracht sinds 1 januari 2020, 1 jaar na het begin van het plan." in said["wvggz"]
    assert "Dit voorstel werd een wet die van kracht werd op 9 november 2018" in said["cybersecuritywet"]


def test_law_stands_in_a_history_and_its_table(client: FlaskClient) -> None:
    """What came before and after is drawn with the period of the plan, and the table beside it says the same days."""
    text = page(client, "/legislation/bopz?lang=en")
    picture = text.partition("<svg")[2].partition("</svg>")[0]
    table = text.partition('<table id="law-line">')[2].partition("</table>")[0]

    assert picture.count("<g><title>") == 3
    assert 'class="period"' in picture
    assert 'role="img"' in picture
    assert "style=" not in picture
    assert "17 January 1994" in table
    assert table.count('<th scope="row">') == 3


def test_list_says_first_what_changed_since_the_plan_began(client: FlaskClient) -> None:
    """Above the table stand the laws that are otherwise today, as many as the rows of the question say, and how."""
    text = page(client, "/legislation?lang=en").partition('id="changed"')[2].partition("</section>")[0]

    assert re.search(r'legislation/bopz"><bdi>[^<]+</bdi></a>: in force → <strong>repealed</strong>', text)
    assert re.search(r'legislation/wvggz"><bdi>[^<]+</bdi></a>: adopted → <strong>in force</strong>', text)
    assert text.count("<li>") == int(re.findall(r"(\d+) laws", text)[0])


def test_law_leads_to_what_came_before_and_after(client: FlaskClient) -> None:
    """A law names what it replaced and what replaced it, a bill what it became, and an act what it transposes."""
    before_and_after = {
        ("wvggz", "bopz"): "Took the place of",
        ("bopz", "wvggz"): "Was succeeded by",
        ("cybersecuritywet", "wbni"): "Became",
        ("wbni", "cybersecuritywet"): "Came of",
        ("wbni", "nib-richtlijn"): "Turns into national law",
        ("nib-richtlijn", "wbni"): "Is turned into national law by",
    }

    for (law, other), said in before_and_after.items():
        assert f'{said} <a href="/legislation/{other}">' in page(client, f"/legislation/{law}?lang=en")


def test_law_shows_where_the_plan_names_it_and_what_rests_on_it(client: FlaskClient, store: Store) -> None:
    """The page of a law has as many references and duties as the questions give, and its public sources as links."""
    text = page(client, "/legislation/wvggz")
    references = ask(Plans(store), find_question("legal-references"), {"law": "wvggz"}).rows
    duties = ask(Plans(store), find_question("legal-duties"), {"law": "wvggz"}).rows

    assert references
    assert duties
    assert all(f'href="/documents/meierij-2019-2022/plan/lines/{row["line"]}"' in text for row in references)
    assert all(f'href="/doc/duty/meierij-2019-2022/{str(row["duty"]).rpartition("/")[2]}"' in text for row in duties)
    assert 'href="https://wetten.overheid.nl/BWBR0040635" rel="external"' in text


def test_law_that_the_plan_does_not_name_says_so(client: FlaskClient, store: Store) -> None:
    """A law that is only there because it came later says that the plan does not name it."""
    query = """PREFIX smd: <https://w3id.org/samendoen/def#>
    SELECT ?law { ?law a smd:Law FILTER NOT EXISTS { ?reference smd:refersTo ?law } } ORDER BY ?law"""
    unnamed = [line for line in store.ask(Request(query, result_type="text/csv")).body.decode().split()[1:] if line]

    assert unnamed
    assert "The plan does not name it" in page(client, f"/legislation/{unnamed[0].rpartition('/')[2]}?lang=en")
    assert "The plan does not name it" not in page(client, "/legislation/wvggz?lang=en")


@pytest.mark.parametrize("path", ["/legislation", *(f"/legislation/{name}" for name in LAWS)])
def test_law_fits_a_telephone_and_asks_nobody_else(browser: Browser, served: str, path: str) -> None:
    """On 390 pixels nothing sticks out, the console is silent, and the links to public sources are not followed."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(served + path)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert wide <= 0
    assert said == []
    assert [url for url in asked if not url.startswith(f"{served}/")] == []


def test_day_can_be_chosen_with_the_keyboard(browser: Browser, served: str) -> None:
    """Without a mouse one follows the link to today, and the list is of today."""
    page = browser.new_page()
    page.goto(f"{served}/legislation")
    page.locator(".asof a").nth(1).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    chosen = page.locator("#f-on").input_value()
    current = page.locator(".asof a[aria-current]").count()
    page.close()

    assert chosen == datetime.now(UTC).astimezone().date().isoformat()
    assert current == 1
