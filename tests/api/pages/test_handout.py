"""One sheet to hand over, and a meeting prepared: what stands on it, that it fits on one A4, and what is refused."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest

from tests.api.test_site import looking
from tests.several import several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

HTML = {"Accept": "text/html"}

__all__ = ["several_app", "several_client", "several_version"]


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    """Read the text of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    return " ".join(unescape(re.sub("<[^>]*>", " ", answer.get_data(as_text=True).partition("<main")[2])).split())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/handout?partner=havenpolitie", ("Havenpolitie", "Wat het plan van u vraagt", "Met wie u werkt", "regel")),
        ("/handout?theme=water", ("Veilig water", "Maatregelen", "Wie eraan werkt")),
        ("/handout?measure=water-01", ("Thema en eigenaar", "Wie erbij betrokken is", "Wat ontbreekt")),
    ],
)
def test_sheet_says_what_matters(client: FlaskClient, path: str, words: tuple[str, ...]) -> None:
    """A sheet says of whom or what it is, what is asked, with whom, and where that stands."""
    text = read(client, path)

    assert [it for it in words if it.lower() not in text.lower()] == []


def test_word_file_says_the_same(client: FlaskClient) -> None:
    """The Word file has the title, each part and each line of the page, and is the same each time."""
    page = read(client, "/handout?partner=havenpolitie")
    answers = [client.get("/handout?partner=havenpolitie&format=docx") for _ in range(2)]
    with ZipFile(BytesIO(answers[0].data)) as file:
        text = unescape(re.sub("<[^>]*>", "", file.read("word/document.xml").decode()))

    assert answers[0].data == answers[1].data
    assert "havenpolitie_zilverhaven-2031" in answers[0].headers["Content-Disposition"]
    for part in ("Wat het plan van u vraagt", "Met wie u werkt"):
        assert part in text
        assert part in page


def test_sheet_is_one_a4(browser: Browser, served: str) -> None:
    """On paper a sheet is one page of A4."""
    with looking(browser) as page:
        page.goto(f"{served}/handout?partner=havenpolitie")
        paper = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/handout", 400),
        ("/handout?partner=havenpolitie&theme=water", 400),
        ("/handout?law=havenwet", 400),
        ("/handout?partner=nergens", 404),
        ("/meeting?partner=nergens", 400),
        ("/meeting?partner=havenpolitie&theme=nergens", 400),
        ("/meeting?" + "&".join(f"partner=x{number}" for number in range(30)), 400),
    ],
)
def test_nonsense_is_refused(client: FlaskClient, path: str, status: int) -> None:
    """What names nothing, or more than fits, is told and gives no sheet."""
    text = read(client, path, status)

    assert "Wat het plan van u vraagt" not in text
    assert re.search("Niet gevonden|kan hier niet", text)


def test_meeting_says_who_does_what_and_who_is_missing(client: FlaskClient) -> None:
    """Of each theme it says what those at the table do, who else is active on it, and what to ask."""
    text = read(client, "/meeting?partner=havenpolitie&theme=water")

    assert "Havenpolitie" in text
    assert "niet aan tafel" in text
    assert text.index("Veilig water") < text.index("Eén vel voor ieder")


def test_meeting_begins_with_a_form(client: FlaskClient) -> None:
    """Without a table there is a form with every partner and theme of the plan."""
    page = client.get("/meeting", headers=HTML).get_data(as_text=True)

    assert page.count('name="partner"') > 5
    assert page.count('name="theme"') > 2


@pytest.mark.parametrize(
    ("typed", "seated", "untold"),
    [
        ("Havenpolitie, brandweer", ["havenpolitie", "brandweer"], ""),
        ("HAVENPOL", ["havenpolitie"], ""),
        ("havenpolitie; nergens", ["havenpolitie"], "nergens"),
        ("havenpolitie,,havenpolitie, ", ["havenpolitie"], ""),
    ],
)
def test_table_can_be_typed(client: FlaskClient, typed: str, seated: list[str], untold: str) -> None:
    """Who is named in words sits at the table: as they are called, or so much of it that only one is called so."""
    answer = client.get("/meeting", query_string={"names": typed, "theme": "water"}, headers=HTML)
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)

    assert answer.status_code == 303
    assert (asked["partner"], asked.get("names", [""]), asked["theme"]) == (seated, [untold], ["water"])
    assert (f"{untold}\u2019 is hier geen partner" in read(client, answer.headers["Location"])) is bool(untold)


def test_name_of_several_seats_nobody(client: FlaskClient) -> None:
    """Where what is typed is no partner, or is in the name of several, that is told, and the form is there still."""
    text = read(client, "/meeting?names=haven, <b>x</b>")

    assert "haven\u2019 is hier geen partner, of de naam van meer dan één" in text
    assert "\u2018<b>x</b>\u2019" in text


@pytest.mark.parametrize("path", ["/handout?partner=zilverhaven", "/meeting"])
def test_one_plan_is_chosen_first(several_client: FlaskClient, path: str) -> None:
    """Where there are several plans, one is chosen before anything is said."""
    assert "Kies een plan" in read(several_client, path)
    assert "Kies een plan" not in read(several_client, f"{path}{'&' if '?' in path else '?'}plan=zilverhaven-2031")
