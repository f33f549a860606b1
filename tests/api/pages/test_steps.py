"""The steps of ownership on the pages: counted, explained, and one link away from the measures that stand on each."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from queries.answers.answer import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.builds import SMALL_PLAN

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
LINK = re.compile(
    r'href="(/measures\?[^"]*step=(\w+)[^"]*)">[^<]+</a>(?:</th><td class="number"><strong>| <[^>]+>)(\d+)'
)


def read_page(client: FlaskClient, path: str) -> str:
    """Read the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True).partition("<main")[2])


def list_steps(store: Store, **values: str) -> dict[str, int]:
    """List how many measures stand on each step, by the question."""
    return {
        row.text("step"): row.integer("measures")
        for row in ask(Plans(store), find_question("ownership-steps"), values).rows
    }


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("path", "theme"),
    [
        ("/", ""),
        ("/gaps", ""),
        ("/gaps?theme=kade", "kade"),
        (f"/themes/{SMALL_PLAN}/water", "water"),
        (f"/plans/{SMALL_PLAN}", ""),
    ],
)
def test_steps_are_counted_on_the_page(client: FlaskClient, store: Store, path: str, theme: str, language: str) -> None:
    """Each step stands on the page with its number, also where that is nought, best first."""
    text = read_page(client, f"{path}{'&' if '?' in path else '?'}lang={language}")

    assert [(step, int(count)) for _, step, count in LINK.findall(text)] == list(list_steps(store, theme=theme).items())


def test_number_leads_to_its_measures(client: FlaskClient) -> None:
    """The link of a step shows as many measures as its number says, within the theme that was chosen."""
    for path in ("/gaps", "/gaps?theme=kade"):
        for href, _, count in LINK.findall(read_page(client, path)):
            rows = read_page(client, href).partition("<tbody>")[2].partition("</table>")[0]
            assert rows.count('<a href="/measures/') == int(count), href


def test_step_is_of_the_day(client: FlaskClient, store: Store) -> None:
    """On another day another step holds, on the page as in the question."""
    text = read_page(client, "/gaps?on=2031-01-01")

    assert [(step, int(count)) for _, step, count in LINK.findall(text)] == list(
        list_steps(store, on="2031-01-01").items()
    )


def test_measure_says_whom_its_sentence_names(client: FlaskClient) -> None:
    """The page of a measure has its step, who makes it so, and the words of the plan, with their line."""
    text = read_page(client, f"/measures/{SMALL_PLAN}/water-03")

    assert "<strong>Uitvoerder genoemd</strong>: <bdi><a" in text
    assert '<q lang="nl">de zwemclub</q>, <a href="/documents/zilverhaven-2031/plan/lines/33">' in text
    assert "<strong>Only 'we'</strong>" in read_page(client, f"/measures/{SMALL_PLAN}/water-02?lang=en")
    assert "<strong>Niemand genoemd</strong>." in read_page(client, f"/measures/{SMALL_PLAN}/nachten-01?lang=nl")
    owned = read_page(client, f"/measures/{SMALL_PLAN}/water-01")
    assert "<strong>Eigenaar genoemd</strong>: <bdi><a" in owned
    assert "Geen eigenaar" not in owned


@pytest.mark.parametrize(("name", "told"), [("gaps", "alleen 'we' 1"), ("measures", "eigenaar genoemd 1")])
def test_file_counts_by_step(client: FlaskClient, name: str, told: str) -> None:
    """The memo of a question with steps says how many measures stand on each, once for each measure."""
    text = read_page(client, f"/questions/{name}/memo")

    assert "Stap van eigenaarschap: uitvoerder genoemd 2, " in text
    assert told in text


@pytest.mark.parametrize(
    ("language", "near", "none"),
    [
        (
            "nl",
            "regel 27, over Veilig water: Wie trekt is nog te kiezen (laat het zelf open)",
            "Geen andere zin van het plan komt erbij in de buurt.",
        ),
        (
            "en",
            "line 27, on Safe water: Who leads is still to be chosen (leaves it open itself)",
            "No other sentence of the plan comes near it.",
        ),
    ],
)
def test_page_says_what_comes_nearest(client: FlaskClient, language: str, near: str, none: str) -> None:
    """A gap says, as a sentence with a link to the line, what comes nearest and why; or that nothing does."""
    rows = read_page(client, f"/gaps?kind=owner&lang={language}").partition('id="rows"')[2]
    measure, other = (read_page(client, f"/measures/{SMALL_PLAN}/{it}") for it in ("water-03", "nachten-03"))

    for text in (rows, measure):
        assert f'<a href="/documents/{SMALL_PLAN}/plan/lines/27">{near}</a>' in text
    assert none in rows
    assert none in other
    assert "Veilig Zilverhaven" not in read_page(client, "/gaps?kind=reporting&lang=nl").partition('id="rows"')[2]
