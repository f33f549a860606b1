"""The start page and its box: a question in one's own words is answered by the thing itself, not by a list."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.several import several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}

__all__ = ["several_app", "several_client", "several_version"]


def read_card(client: FlaskClient, typed: str, **more: str) -> str:
    """Read the card that answers what was *typed*, as text; empty where there is none."""
    answer = client.get("/search", query_string={"q": typed, **more}, headers=HTML)
    assert answer.status_code == 200
    card = re.search(r'<section class="card answer-card".*?</section>', answer.get_data(as_text=True), re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]*>", " ", card[0])).split()) if card else ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("wie werkt aan water", ("Veilig water", "Havenpolitie", "Maatregelen")),
        ("havenwet", ("Havenwet", "Stand vandaag")),
        ("wat ontbreekt", ("Het antwoord", "Alle")),
    ],
)
def test_question_is_answered(client: FlaskClient, typed: str, words: tuple[str, ...]) -> None:
    """The card says the thing and the answer, and leads to the whole of it."""
    card = read_card(client, typed)

    assert [it for it in words if it not in card] == []


def test_card_leads_to_the_whole_answer(client: FlaskClient) -> None:
    """Each link of a card leads somewhere, and the last to the question with what was meant."""
    text = client.get("/search?q=wie+werkt+aan+water", headers=HTML).get_data(as_text=True)
    card = text.partition("answer-card")[2].partition("</section>")[0]
    links = [unescape(it) for it in re.findall(r'href="([^"]*)"', card)]

    assert links[-1] == "/questions/partner-coverage?theme=water"
    assert {client.get(it, headers=HTML).status_code for it in links} == {200}


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "\u202ewie werkt aan water", "wie werkt aan", "😀 " * 20]
)
def test_odd_questions_do_no_harm(client: FlaskClient, typed: str) -> None:
    """What is no question gives results or none, and nothing of it is markup."""
    text = client.get("/search", query_string={"q": typed}, headers=HTML).get_data(as_text=True)

    assert "<script>alert" not in text


def test_start_has_figures_that_lead_on(client: FlaskClient) -> None:
    """The start page of one plan begins with figures, each of which leads to what it counts."""
    text = client.get("/", headers=HTML).get_data(as_text=True)
    figures = text.partition('class="key-figures"')[2].partition("</ul>")[0]
    links = [unescape(it) for it in re.findall(r'<li[^>]*><a href="([^"]*)"', figures)]

    assert len(links) >= 5
    assert {client.get(it, headers=HTML).status_code for it in links} == {200}
    assert 'id="ask"' in text


def test_municipality_leads_to_its_plan(several_client: FlaskClient) -> None:
    """Who chooses a municipality comes to its plan, which every link of the page keeps."""
    text = several_client.get("/", headers=HTML).get_data(as_text=True)
    names = re.findall(r"<option>([^<]*)</option>", text.partition('id="municipality"')[2].partition("</select>")[0])
    answer = several_client.get("/", query_string={"municipality": names[0]}, headers=HTML)

    assert len(names) > 1
    assert answer.status_code in (200, 302)
    place = answer.headers.get("Location", "")
    assert not place or "plan=" in place
    assert not place or several_client.get(place, headers=HTML).status_code == 200


def test_unknown_municipality_is_told(several_client: FlaskClient) -> None:
    """Somebody reads what is wrong above the page, and a program gets an error."""
    page = several_client.get("/?municipality=Nergenshuizen", headers=HTML)

    assert page.status_code == 400
    assert "Nergenshuizen" in page.get_data(as_text=True)


def test_municipality_without_a_plan_is_told(several_client: FlaskClient) -> None:
    """A municipality of the register that publishes nothing here has no plan to choose."""
    text = several_client.get("/?municipality=gm9803", headers=HTML).get_data(as_text=True)

    assert "Er is hier geen plan van" in text
