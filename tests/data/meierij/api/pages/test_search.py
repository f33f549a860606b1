"""The search as people use it: the box on every page, the results, and both by keyboard and without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page, Route

HTML = {"Accept": "text/html"}
BOX = "#search"
SUGGESTION = "#suggestions [role=option]"
INJECTIONS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} %(q)s",
    "jeugd\u202egnj",
    "jeugd\x00",
    "' OR 1=1 --",
]


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    """Give the page at *address*, which must answer with *status*."""
    answer = client.get(address, headers=HTML)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    return answer.get_data(as_text=True)


def main(text: str) -> str:
    """Give what stands in the main part of the page *text*."""
    return text.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def visitor(browser: Browser, served: str) -> Iterator[Page]:
    """Give a page of a browser, at the start page."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.goto(f"{served}/")
    yield opened
    opened.close()


@pytest.mark.parametrize("address", ["/", "/themes/meierij-2019-2022/jeugd", "/def", "/sparql", "/search", "/nowhere"])
def test_box_is_on_every_page(client: FlaskClient, address: str) -> None:
    """Each page, one that says that there is nothing too, has one search box, with a label and a button."""
    text = client.get(address, headers=HTML).get_data(as_text=True)
    form = re.findall(r'<form [^>]*role="search" action="/search".*?</form>', text, re.DOTALL)

    assert len(form) == 1
    assert '<label class="unseen" for="search">' in form[0]
    assert 'id="search" name="q"' in form[0]
    assert "<button>" in form[0]


@pytest.mark.parametrize("address", ["/search", "/search?q=", "/search?q=%20"])
def test_without_words_one_is_invited(client: FlaskClient, address: str) -> None:
    """Without words the page says how to search, with examples that each find something."""
    text = main(page(client, address))
    examples = re.findall(r'href="(/search\?q=[^"]*)"', text)

    assert len(examples) > 2
    assert all('<ol class="found"' in page(client, example) for example in examples)


def test_result_says_what_matched(client: FlaskClient) -> None:
    """A thing that was found by a misspelling says so, and what matched is marked."""
    text = main(page(client, "/search?q=Ondernijning&lang=en"))

    assert '<a href="/themes/meierij-2019-2022/ondermijning">Ondermijning' not in text.replace("<mark>", "")
    assert re.search(
        r'href="/themes/meierij-2019-2022/ondermijning">.*?Misspelt in the plan as: <span lang="nl"><mark>Ondernijning',
        text,
        re.DOTALL,
    )


def test_typing_error_is_told(client: FlaskClient) -> None:
    """A word that does not occur is named with what was searched for instead, which is a link."""
    text = main(page(client, "/search?q=veilgheid&lang=en"))

    assert "“veilgheid” does not occur" in text
    assert '<a href="/search?q=veiligheid&amp;lang=en">veiligheid</a>' in text


def test_nothing_found_has_a_way_on(client: FlaskClient) -> None:
    """Where nothing was found the page says so, what to try, and where the lists are."""
    for words in ("qqqq", "***", "."):
        text = main(page(client, f"/search?q={words}&lang=en"))

        assert "Nothing was found." in text
        assert 'href="/themes"' in text


def test_partial_answer_is_told(client: FlaskClient) -> None:
    """Where nothing has all words this stands above the results; a word that nothing has is named."""
    assert "Nothing has “qqqq”" in main(page(client, "/search?q=jeugd+qqqq&lang=en"))
    assert "Nothing has all of these words" in main(page(client, "/search?q=jeugdwet+politiemedewerkers&lang=en"))


def test_pages_and_kinds_are_links(client: FlaskClient) -> None:
    """Results come by twenty; the next ones and each kind are links that keep what was asked, with right counts."""
    text = main(page(client, "/search?q=veiligheid"))
    following = re.findall(r'rel="next" href="([^"]*)"', text)
    kinds = re.findall(r'href="/search\?q=veiligheid&amp;kind=([a-z-]+)">[^<]*</a> <span class="count">(\d+)', text)

    assert following == ["/search?q=veiligheid&amp;page=2"]
    assert '<ol class="found" start="21">' in page(client, "/search?q=veiligheid&page=2")
    assert len(kinds) > 3
    for kind, count in kinds:
        narrowed = main(page(client, f"/search?q=veiligheid&kind={kind}"))

        assert narrowed.count('<span class="kind">') == min(int(count), 20)
        assert f'kind={kind}" aria-current="true"' in narrowed


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=jeugd&page=99", "1 "),
        ("q=jeugd&page=0", "1 "),
        ("q=jeugd&page=two", "1 "),
        ("q=jeugd&kind=nope", "theme"),
        ("q=jeugd&q=politie", "q"),
        ("q=jeugd&colour=red", "colour"),
        (f"q={'a' * 10_000}", "200"),
    ],
)
def test_bad_parameter_is_a_page(client: FlaskClient, query: str, told: str) -> None:
    """What cannot be asked answers 400 with a page that says what would be accepted, in either language."""
    for language in ("nl", "en"):
        assert told in main(page(client, f"/search?{query}&lang={language}", 400))


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_are_shown_as_text(client: FlaskClient, words: str) -> None:
    """Whatever is typed comes back as text, in the box, in the title and above the results, and never as markup."""
    text = page(client, f"/search?q={quote(words)}")

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "49" not in main(text)
    assert "\u202e" not in main(text)
    assert "\x00" not in main(text)


def test_suggestion_is_chosen_by_keyboard(visitor: Page) -> None:
    """One types, goes down to a suggestion and up again, hears where one is, and Enter goes there."""
    visitor.focus(BOX)
    visitor.keyboard.type("jeugdov")
    visitor.wait_for_selector(SUGGESTION)
    box = visitor.locator(BOX)

    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None
    assert re.search(r"\d", visitor.locator(".search [role=status]").inner_text())
    visitor.keyboard.press("ArrowDown")
    chosen = str(box.get_attribute("aria-activedescendant"))
    assert visitor.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    assert visitor.locator("#suggestions [aria-selected=true]").count() == 1
    visitor.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    visitor.keyboard.press("ArrowDown")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/themes/meierij-2019-2022/jeugd")


def test_escape_closes_and_enter_searches(visitor: Page) -> None:
    """Escape closes the list and keeps the words; Enter without a choice searches for them."""
    visitor.focus(BOX)
    visitor.keyboard.type("jeugd")
    visitor.wait_for_selector(SUGGESTION)
    visitor.keyboard.press("Escape")

    assert visitor.locator("#suggestions").is_hidden()
    assert visitor.locator(BOX).get_attribute("aria-expanded") == "false"
    assert visitor.input_value(BOX) == "jeugd"
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/search?q=jeugd")
    assert visitor.input_value(BOX) == "jeugd"


def test_home_and_end_stay_in_the_text(visitor: Page) -> None:
    """Home and End move within what is typed and let go of the choice; leaving the box closes the list."""
    visitor.focus(BOX)
    visitor.keyboard.type("eugd")
    visitor.keyboard.press("Home")
    visitor.keyboard.type("j")
    visitor.wait_for_selector(SUGGESTION)
    visitor.keyboard.press("ArrowDown")
    visitor.keyboard.press("End")

    assert visitor.locator(BOX).get_attribute("aria-activedescendant") is None
    visitor.keyboard.type("wet")
    assert visitor.input_value(BOX) == "jeugdwet"
    visitor.wait_for_selector(SUGGESTION)
    visitor.keyboard.press("Tab")
    visitor.wait_for_selector("#suggestions", state="hidden")


def test_slash_goes_to_the_box_unless_one_types(visitor: Page, served: str) -> None:
    """The key / goes to the box; in a field it is a sign like any other, and it can be turned off."""
    visitor.keyboard.press("/")
    assert visitor.evaluate("document.activeElement.id") == "search"
    visitor.keyboard.type("a/b")
    assert visitor.input_value(BOX) == "a/b"

    visitor.goto(f"{served}/search")
    visitor.uncheck(".shortcut input")
    visitor.goto(f"{served}/themes")
    visitor.keyboard.press("/")
    assert visitor.evaluate("document.activeElement.id") != "search"


def test_older_answer_is_dropped(visitor: Page) -> None:
    """An answer that comes after that to a later question is not shown."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.route("**/api/v1/suggestions?q=politie&*", hold)
    visitor.focus(BOX)
    with visitor.expect_request("**/api/v1/suggestions?q=politie&*"):
        visitor.keyboard.type("politie")
    visitor.fill(BOX, "jeugdwet")
    visitor.wait_for_selector(SUGGESTION)
    with visitor.expect_response("**/api/v1/suggestions?q=politie&*") as late:
        held[0].continue_()
    late.value.finished()

    assert visitor.locator(SUGGESTION).first.inner_text().startswith("Jeugdwet")
    assert visitor.locator(SUGGESTION, has_text="Politie-eenheid").count() == 0


def test_suggestions_are_text_in_the_language_of_the_page(visitor: Page, served: str) -> None:
    """A page in English has English suggestions, and to ask for them changes nothing that is remembered."""
    visitor.goto(f"{served}/themes?lang=en")
    visitor.context.clear_cookies()
    visitor.focus(BOX)
    visitor.keyboard.type("youth")
    visitor.wait_for_selector(SUGGESTION)

    assert visitor.locator(SUGGESTION).first.inner_text().startswith("Youth")
    assert visitor.context.cookies() == []


def test_works_without_a_script(browser: Browser, served: str) -> None:
    """Without JavaScript the box is a form: one types, Enter searches, and nothing promises suggestions."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/")
    page.focus(BOX)
    page.keyboard.type("jeugdwet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=jeugdwet")

    assert page.locator(BOX).get_attribute("role") is None
    assert page.locator(".shortcut").is_hidden()
    assert page.locator("ol.found a").first.get_attribute("href") == "/legislation/jeugdwet"
    context.close()


def test_fits_a_telephone_and_is_quiet(browser: Browser, served: str) -> None:
    """On 390 px nothing scrolls sideways, with suggestions open or not, and the browser complains of nothing."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{served}/search?q=veilgheid")
    page.focus(BOX)
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(SUGGESTION)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.querySelector('#suggestions').getBoundingClientRect().right") <= 390
    assert complaints == []
    page.close()


def test_box_is_not_printed(visitor: Page) -> None:
    """On paper there is nothing to type in."""
    visitor.emulate_media(media="print")

    assert visitor.locator(BOX).is_hidden()
