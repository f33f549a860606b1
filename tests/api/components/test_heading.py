"""The head of a page: what was chosen, in the title, in the heading, on paper and in the mail about it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from markupsafe import Markup

from api.components.heading import ChoiceMade, Heading
from tests.api.test_site import looking

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

HTML = {"Accept": "text/html"}


def read(client: FlaskClient, path: str) -> dict[str, str]:
    """Read of the page at *path* its title, first heading, paper line, and the mail and address that it offers."""
    text = client.get(path, headers=HTML).get_data(as_text=True)
    patterns = {
        "title": r"<title>(.*?)</title>",
        "h1": r"<h1>(.*?)</h1>",
        "paper": r'<p class="paper">(.*?)</p>',
        "mail": r'href="(mailto:[^"]*)"',
        "address": r'href="([^"]*)" data-copy',
    }
    found = {name: re.search(pattern, text, re.DOTALL) for name, pattern in patterns.items()}
    return {name: unescape(re.sub("<[^>]*>", "", it[1])) if it else "" for name, it in found.items()}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/measures?theme=water", "Thema: Veilig water"),
        ("/legislation?on=2031-01-01", "1 januari 2031"),
        ("/questions/cooperation?sort=-actor_a_label", "Gesorteerd op: Partner (aflopend)"),
    ],
)
def test_choice_stands_everywhere(client: FlaskClient, path: str, words: str) -> None:
    """What was chosen stands in the tab, in the heading, on paper, and in the subject of a mail."""
    found = read(client, path)

    assert words in found["title"]
    assert words in found["h1"]
    assert words in found["paper"]
    assert words in unquote(found["mail"])


def test_nothing_chosen_says_nothing(client: FlaskClient) -> None:
    """A title is short where all is as it comes; paper says of which day it is all the same."""
    found = read(client, "/legislation")

    assert found["title"].startswith("Wetgeving")
    assert len(found["title"]) == len("Wetgeving - Samendoen")
    assert found["h1"] == "Wetgeving"
    assert re.search(r"vandaag: \d+ \w+ \d{4}", found["paper"])


def test_mail_and_link_give_the_page_again(client: FlaskClient) -> None:
    """The address names the version and the question's edition, and it is the one in the mail."""
    found = read(client, "/measures?theme=water&page=1")
    asked = parse_qs(urlsplit(found["address"]).query)

    assert {*asked} == {"theme", "lang", "version", "edition"}
    assert client.get(found["address"], headers=HTML).status_code == 200
    assert found["address"] in unquote(found["mail"])


def test_title_from_a_template_is_no_markup_in_a_mail() -> None:
    """A title that a template has marked up stands in a mail as somebody reads it."""
    mail = Heading((ChoiceMade("Plan", "A & B"),), "http://x/?a=1&b=2").make_mail(Markup("R&amp;D"), "v")

    assert unquote(mail) == "mailto:?subject=R&D: Plan: A & B&body=R&D: Plan: A & B\r\n\r\nhttp://x/?a=1&b=2\r\n\r\nv"
    assert mail.count("&") == 1


def test_filtered_list_says_so(client: FlaskClient) -> None:
    """Where rows were filtered out the head says how many of how many are left, and leads to all."""
    text = client.get("/measures?only.horizon=kort", headers=HTML).get_data(as_text=True)

    assert re.search(r'<p class="gap filtered">\d+ van (de )?\d+', text)


def test_form_says_after_back_what_the_rows_are_of(browser: Browser, served: str) -> None:
    """After Back the fields say what the page shows, not what was chosen last."""
    with looking(browser) as page:
        page.goto(f"{served}/questions/cooperation?theme=water")
        page.locator("#f-theme").select_option(index=0)
        page.locator("main form.choose button").first.click()
        page.wait_for_url(lambda url: "theme=water" not in url)
        page.go_back()
        page.wait_for_url("**theme=water")

        assert page.locator("#f-theme").input_value() == "water"


def test_paper_has_every_row(browser: Browser, served: str) -> None:
    """Printing a page that shows a part of the rows prints all of them."""
    with looking(browser) as page:
        page.goto(f"{served}/questions/evidence?size=25")
        page.locator("#answer[data-whole]").wait_for()
        rows = page.locator("#answer tbody tr")
        shown, whole = rows.count(), int(page.locator(".leaves").first.inner_text().split(" van ")[1].split(".")[0])
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

        assert shown == 25
        assert rows.count() == whole > shown
