"""A question as a page: a form that is never dead, an answer that can be narrowed, and a memo to cite."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from queries.answers.answer import ask
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from queries.questions.question import LANGUAGES
from tests.data.meierij.queries.without_rows import WITHOUT_ROWS

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser
    from werkzeug.test import TestResponse

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
NAMES = list(load_questions())
#: What stands in the place of the rows where a plan has none.
EMPTY = {
    "nl": "Geen rijen: het plan noemt er geen bij deze keuze.",
    "en": "No rows: the plan mentions none for this choice.",
}


def get(client: FlaskClient, name: str, **asked: str) -> TestResponse:
    """Ask for the page of the question called *name*."""
    return client.get(
        f"/questions/{name}", query_string={k.replace("only_", "only."): v for k, v in asked.items()}, headers=HTML
    )


def text(client: FlaskClient, name: str, **asked: str) -> str:
    """Give the page of the question called *name*, which is there."""
    response = get(client, name, **asked)
    assert response.status_code == HTTPStatus.OK
    return response.get_data(as_text=True)


def rows(page: str) -> list[list[str]]:
    """Give the cells of the table in the answer on *page*."""
    body = re.search(r"<tbody>(.*?)</tbody>", page[page.index('id="answer"') :], re.DOTALL)
    assert body is not None
    found = [
        re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr>.*?</tr>", body[1], re.DOTALL)
    ]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.turns(4)
def test_page_shows_the_answer_at_once(client: FlaskClient, store: Store, name: str, language: str) -> None:
    """Without any choice there is the form, every row that a page has room for, and what these rest on and do not see.

    Where the plan has none, that is said in their place.
    """
    question = find_question(name)
    page = text(client, name, lang=language, size="all")
    told = html.unescape(page)
    expected = len(ask(Plans(store), question, {}, language).rows)

    assert (expected == 0) == (name in WITHOUT_ROWS)
    if name in WITHOUT_ROWS:
        assert rows(page) == [[EMPTY[language]]]
    elif 'class="leaves"' not in page or 'rel="next"' not in page:
        assert len(rows(page)) == expected
    else:  # as many as a page has, and the rest behind it
        assert re.search(rf"1.{len(rows(page))} (van|of) {expected}\.", told)
        assert {"nl": "De bestanden bevatten alle rijen.", "en": "The files hold all rows."}[language] in told
    assert question.question[language] in told
    assert question.absence[language] in told
    assert question.unseen[language] in told
    for parameter in question.parameters:
        assert f'<label for="f-{parameter.name}">{parameter.label[language]}' in told
    for kind in ("xlsx", "csv-excel", "csv", "json", "ttl", "srj", "srx", "docx"):
        assert f"format={kind}" in told


def test_trust_line_counts_what_rows_rest_on(client: FlaskClient) -> None:
    """The line under an answer counts its rows by what they rest on, and names the version of the data."""
    page = text(client, "cooperation", theme="jeugd", lang="en")

    assert "33 rows; 3 stated, 14 implied, 16 derived; data version" in re.sub(r"\s+", " ", page)


def test_choices_come_from_the_graph(client: FlaskClient) -> None:
    """Themes stand as a tree, partners by kind, and what the address chose is chosen."""
    page = html.unescape(text(client, "cooperation", theme="jeugd"))
    themes = re.findall(
        r'<option value="[^"]+"[^>]*>([^<]+)</option>', page[page.index("f-theme") : page.index("f-actor")]
    )
    inset = [option.strip("\u00a0") for option in themes if option.startswith("\u00a0")]

    assert len(themes) == 8
    assert len(inset) == 4
    assert "Jeugdoverlast en jeugdcriminaliteit" in inset
    assert '<option value="jeugd" selected>' in page
    assert '<optgroup label="Politie en justitie">' in page


def test_choice_of_the_header_is_a_list(client: FlaskClient) -> None:
    """What the header itself lists can be chosen, by its label."""
    page = html.unescape(text(client, "measures", owner="named"))

    assert re.search(r'<option value="named" selected>[^<]+</option>', page)
    assert 0 < len(rows(page)) < 80


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [
        ("measures", {"theme": "nope"}, "jeugd"),
        ("measures", {"theme": '"><script>alert(1)</script>'}, "jeugd"),
        ("legislation", {"on": "2019-02-30"}, "2020-01-31"),
        ("budget", {"minimum": "veel"}, "25000"),
        ("measures", {"words": "a\u2028b"}, "200"),
        ("measures", {"colour": "red"}, "horizon"),
        ("measures", {"page": "99"}, "1"),
        ("measures", {"page": "x"}, "1"),
        ("measures", {"size": "7"}, "25"),
        ("measures", {"sort": "nope"}, "measure_label"),
        ("measures", {"only_nope": "x"}, "measure_label"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_fit_is_told_above_the_form(
    client: FlaskClient, name: str, asked: dict[str, str], told: str, language: str
) -> None:
    """A page is never dead: what is wrong stands above the form, with what would do, and the form can be used."""
    response = get(client, name, lang=language, **asked)
    page = response.get_data(as_text=True)
    fault = re.search(r'<p class="fault" role="alert">(.*?)</p>', page, re.DOTALL)

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert fault is not None
    assert told in fault[1]
    assert '<form class="choose"' in page
    assert "<script>alert" not in page


def test_repeated_parameter_is_refused(client: FlaskClient) -> None:
    """To take the first silently would answer another question."""
    response = client.get("/questions/measures?theme=jeugd&theme=ondermijning", headers=HTML)

    assert response.status_code == HTTPStatus.BAD_REQUEST


def test_needed_value_that_is_absent_shows_an_example(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that needs a value shows its form with an example answered, and says that it is one."""
    question = find_question("measures")
    needed = tuple(replace(it, required=it.name == "theme", examples=("jeugd",)) for it in question.parameters)
    found = client.application.extensions["samendoen"].now.library
    strict = {**found.questions, "measures": replace(question, parameters=needed, edition="another")}
    monkeypatch.setattr(found, "_reading", replace(found._reading, questions=strict))  # noqa: SLF001  no file of ours does

    page = text(client, "measures", lang="en")
    api = client.get("/api/v1/questions/measures?lang=en")

    assert "This is an example" in page
    assert len(rows(page)) == 14
    assert '<option value="jeugd" selected>' in page
    assert api.status_code == HTTPStatus.BAD_REQUEST
    assert "try jeugd" in api.json["detail"]  # type: ignore[index]  # it is JSON


def test_rows_are_paged(client: FlaskClient) -> None:
    """Every row is on one page or another, in the order of the whole; `all` shows them together."""
    whole = rows(text(client, "measures", size="all"))
    parts = [rows(text(client, "measures", size="25", page=str(number))) for number in range(1, 5)]

    assert [row for part in parts for row in part] == whole
    assert [len(part) for part in parts] == [25, 25, 25, 5]
    assert 'rel="next"' not in text(client, "measures", size="25", page="4")


#: Where the lines stand in a row of measures: before the step of ownership.
LINES = -2


def test_head_sorts_there_and_back(client: FlaskClient) -> None:
    """The head of a column leads to its order, a second time to the other, and says which there is now."""
    first = text(client, "measures", size="all")
    up = text(client, "measures", size="all", sort="lines")
    down = text(client, "measures", size="all", sort="-lines")

    assert "sort=lines" in first
    assert "aria-sort" not in first
    assert 'aria-sort="ascending"' in up
    assert "sort=-lines" in up
    assert 'aria-sort="descending"' in down
    first_lines = [[int(re.findall(r"\d+", row[LINES])[0]) for row in rows(it)] for it in (up, down)]
    assert first_lines[0] == sorted(first_lines[0])
    assert first_lines[1] == sorted(first_lines[0], reverse=True)


def test_facet_leaves_as_many_rows_as_it_says(client: FlaskClient) -> None:
    """The number beside a value is how many rows there are with it, on the page and in the file to take along."""
    page = html.unescape(text(client, "cooperation", theme="jeugd"))
    offered = re.findall(r'<option value="([^"]+)">\1 \((\d+)\)</option>', page)
    assert ("bedoeld", "14") in offered

    narrowed = html.unescape(text(client, "cooperation", theme="jeugd", only_basis="bedoeld"))
    taken = client.get("/api/v1/questions/cooperation?" + urlencode({"theme": "jeugd", "only.basis": "bedoeld"})).json

    assert len(rows(narrowed)) == 14
    assert {row[3] for row in rows(narrowed)} == {"bedoeld"}
    assert taken is not None
    assert taken["count"] == 14
    assert "only.basis=bedoeld" in narrowed


def test_count_leads_to_what_was_counted(client: FlaskClient) -> None:
    """A number of measures leads to those very measures, so that evidence is near."""
    page = html.unescape(text(client, "partner-coverage", theme="jeugd", lang="nl"))
    counted = re.findall(r'<a href="(/questions/measures\?[^"]+)">(\d+)</a>', page)

    assert len(counted) > 3
    for address, count in counted:
        found = client.get(address + "&size=all", headers=HTML).get_data(as_text=True)
        assert len(rows(found)) >= int(count) > 0


@pytest.mark.parametrize("name", NAMES)
def test_query_is_shown_with_what_was_chosen(client: FlaskClient, store: Store, name: str) -> None:
    """Under the answer stands the query with the choices in it, and the way to the editor with the same choices."""
    question = find_question(name)
    chosen = {it.name: it.examples[0] for it in question.parameters[:1] if it.examples}
    page = html.unescape(text(client, name, **chosen))

    assert ask(Plans(store), question, chosen).sparql in page
    assert f"/sparql?{urlencode({**chosen, 'from': name})}" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_memo_can_be_cited(client: FlaskClient, language: str) -> None:
    """The memo says the question, the choices, the answer, the method, the sources, the version and its own address."""
    asked = {"theme": "jeugd", "only.basis": "bedoeld" if language == "nl" else "implied", "lang": language}
    memo = client.get("/questions/cooperation/memo", query_string=asked, headers=HTML)
    page = html.unescape(memo.get_data(as_text=True))
    (address,) = re.findall(r'class="permanent">[^<]*<a href="http://localhost([^"]+)"', page)

    assert memo.status_code == HTTPStatus.OK
    assert client.application.extensions["samendoen"].now.version.digest in page
    assert "SHA-256" in page
    assert "version=" in address
    assert "edition=" in address
    again = html.unescape(client.get(address, headers=HTML).get_data(as_text=True))
    assert again[again.index("<h1") : again.index("</article>")] == page[page.index("<h1") : page.index("</article>")]


def test_form_is_filled_by_keyboard_alone(browser: Browser, served: str) -> None:
    """Without a mouse and without a script: choose a theme, ask, sort, and open the evidence."""
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{served}/questions/measures-without-owner")
    page.focus("#f-theme")
    page.keyboard.type("Jeugdoverlast")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**theme=jeugd**")
    count = page.locator("#answer tbody tr").count()

    page.focus("#answer thead a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=measure_label**")
    page.focus("#answer tbody tr >> nth=0 >> a[href*='/lines/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/meierij-2019-2022/plan/lines/**")

    assert count == 14
    context.close()


@pytest.mark.parametrize(
    "address", ["/questions/cooperation?theme=jeugd", "/questions/cooperation/memo?theme=jeugd", "/questions"]
)
def test_page_fits_a_telephone(browser: Browser, served: str, address: str) -> None:
    """On 390 pixels nothing but a table in its own frame is wider than the screen."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{served}/questions{address}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
