"""What is missing: each kind of gap counted, explained, and one link away from its rows."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

import pytest

from api.components.gap_summary import COUNTED_CLASSES
from graph.reasoning.nearest import GOAL_GAPS
from queries.answers.answer import ask, ask_rows
from queries.answers.choices import list_concepts
from queries.answers.choices import list_things as list_all
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
#: The goals that repeat what the document says earlier.
COPIES = """
PREFIX smd: <https://w3id.org/samendoen/def#>
SELECT ?it WHERE { ?it a smd:Goal ; smd:repeats ?first } ORDER BY ?it
"""
ROW = re.compile(
    r'<th scope="row"><a href="([^"]+)".*?<strong>(\d+)</strong>(?: \w+ (\d+))?</td>\n<td>(.*?)</td>', re.DOTALL
)


def page(client: FlaskClient, path: str) -> str:
    """Give the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).partition("<main")[2]


def kinds(text: str) -> dict[str, tuple[int, int, str]]:
    """Give for each kind of gap on the page *text* its count, of how many, and its readings."""
    return {
        re.findall(r"kind=(\w+)", unescape(link))[-1]: (int(count), int(total or 0), readings)
        for link, count, total, readings in ROW.findall(text)
    }


def test_every_kind_of_gap_is_counted(client: FlaskClient, store: Store) -> None:
    """Each kind of gap that the list of kinds has stands there, with the number of things that the question gives."""
    rows = ask(Plans(store), find_question("gaps"), {}).rows
    expected = Counter(kind for kind, _node in {(row["kind"], row["node"]) for row in rows})
    found = kinds(page(client, "/gaps"))

    assert found.keys() == COUNTED_CLASSES.keys() == {it.id for it in list_concepts(store, "gap")}
    assert {kind: count for kind, (count, _total, _said) in found.items()} == {k: expected[k] for k in COUNTED_CLASSES}
    assert all(count <= total for count, total, _said in found.values())


def test_readings_add_up(client: FlaskClient) -> None:
    """How absence is read adds up to the number of gaps, and both readings occur."""
    found = kinds(page(client, "/gaps?lang=en"))

    assert all(sum(map(int, re.findall(r"\d+", said))) == count for count, _total, said in found.values())
    assert "mentioned but open" in found["indicator"][2]
    assert "not mentioned" in found["money"][2]


def test_gap_is_counted_of_what_can_have_it(client: FlaskClient, store: Store) -> None:
    """An owner is missing of so many measures, and what goals need of so many goals, as there are; copies are none."""
    found = kinds(page(client, "/gaps"))

    assert found["owner"][1] == len(list_all(store, "Measure"))
    goals, copies = len(list_all(store, "Goal")), len(ask_rows(store, COPIES, {}, "nl"))
    assert goals > copies > 0
    assert {found[kind][1] for kind in GOAL_GAPS} == {goals - copies}
    assert found["legal_basis"][1] == sum(
        len(list_all(store, name)) for name in ("Measure", "Duty", "Power", "DataSharing")
    )


def test_page_says_what_counts_as_missing(client: FlaskClient) -> None:
    """What absence means stands with each kind, in the visitor's language."""
    assert "maken geen eigenaar" in page(client, "/gaps")
    assert "make no owner" in page(client, "/gaps?lang=en")


@pytest.mark.parametrize("kind", [kind for kind, classes in COUNTED_CLASSES.items() if classes])
@pytest.mark.parametrize("theme", ["", "jeugd"])
def test_kind_shows_its_rows(client: FlaskClient, store: Store, kind: str, theme: str) -> None:
    """The rows of a kind are those of the question, each with its nearest line, if any, and the figure counts them."""
    text = page(client, f"/gaps?kind={kind}&theme={theme}&size=all")
    rows = ask(Plans(store), find_question("gaps"), {"kind": kind, "theme": theme}).rows
    body = text.partition('id="rows"')[2]

    assert rows
    assert body.count('<tr><th scope="row">') == len({(row["node"], row["theme"]) for row in rows})
    assert re.findall(r'<p class="figure"><strong>(\d+)</strong>', body) == [str(len({row["node"] for row in rows}))]
    assert all(
        f'href="/documents/meierij-2019-2022/plan/lines/{row["nearest_line"]}">regel {row["nearest_line"]}' in body
        for row in rows
        if row["nearest_line"]
    )
    assert body.count("Geen andere zin van het plan") == len([row for row in rows if not row["nearest_line"]])
    assert kinds(text)[kind][0] == len({row["node"] for row in rows})


def list_things(text: str) -> list[str]:
    """List the things in the list on the page *text*, each with its row."""
    return re.findall(r'<tr><th scope="row">.*?</tr>', text.partition('id="rows"')[2], re.DOTALL)


def test_rows_of_a_kind_are_paged(client: FlaskClient) -> None:
    """Of a kind with more than a hundred rows a page has the first hundred, and the next page the others."""
    parts = [list_things(page(client, f"/gaps?kind=legal_basis&{wish}")) for wish in ("page=1", "page=2", "size=all")]

    assert len(parts[0]) == 100
    assert parts[0] + parts[1] == parts[2]


def test_list_is_by_theme_and_says_what_else_is_missing(client: FlaskClient, store: Store) -> None:
    """Each theme has a subtotal, and each row the other kinds that the question gives for it, and how heavy it is."""
    text = page(client, "/gaps?kind=owner")
    rows = ask(Plans(store), find_question("gaps"), {}).rows
    lacking = {row["node"] for row in rows if row["kind"] == "owner"}
    by_theme = Counter(row["theme_label"] for row in rows if row["kind"] == "owner")
    found = re.findall(r'<summary><h3>(.*?)</h3> <span class="count">(\d+)', text)
    measure = next(row for row in rows if row["kind"] == "owner" and row["step"] == "nobody")
    shown = next(it for it in list_things(text) if measure.text("node_label") in unescape(it))
    others = [row["kind"] for row in rows if row["node"] == measure["node"] and row["kind"] != "owner"]

    assert {unescape(label): int(count) for label, count in found} == by_theme
    assert lacking
    assert ("einddatum" in shown) == ("deadline" in others)
    assert ("geld" in shown) == ("money" in others)
    assert "severity-high" in shown


def test_step_keeps_its_measures(client: FlaskClient, store: Store) -> None:
    """With a step the list has the measures that stand on it, and no other; the numbers of the whole stay."""
    rows = ask(Plans(store), find_question("measures"), {"step": "nobody"}).rows
    text = page(client, "/gaps?step=nobody")

    assert len(list_things(text)) == len({row["measure"] for row in rows})
    assert kinds(text) == kinds(page(client, "/gaps"))


def test_theme_stays_when_the_kind_changes(client: FlaskClient) -> None:
    """The links to the kinds keep the theme that was chosen, and a theme has fewer gaps than the plan."""
    text = unescape(page(client, "/gaps?theme=jeugd"))

    links = re.findall(r'href="(/gaps\?[^"]*kind=owner)', text)
    assert links[0] == "/gaps?theme=jeugd&kind=owner"
    assert all("theme=jeugd" in link for link in links)
    assert 0 < kinds(text)["owner"][0] < kinds(page(client, "/gaps"))["owner"][0]


def test_start_page_leads_to_each_gap(client: FlaskClient) -> None:
    """The start page has the measures without an owner as a headline, and the other gaps in a line with links."""
    text = page(client, "/")
    found = kinds(page(client, "/gaps"))

    assert f"<strong>{found['owner'][0]}</strong>" in text
    for kind in ("deadline", "indicator", "legal_basis", "money"):
        count, total, _said = found[kind]
        assert re.search(rf'href="/gaps\?kind={kind}">[^<]+</a> <span class="count">{count} van {total}</span>', text)


def test_start_page_leads_to_what_can_be_looked_up(client: FlaskClient) -> None:
    """From the start page it is one step to the laws, the AVE levels, the money, the open decisions and the defects."""
    text = page(client, "/")

    assert 'href="/legislation"' in text
    for name in ("levels", "money", "decisions", "defects"):
        assert f'href="/{name}"' in text


def test_counted_rows_say_so(client: FlaskClient) -> None:
    """Where rows were counted and are in no sentence, the line under the table says so, and elsewhere not."""
    assert re.search(r"\d+ rijen; \d+ afgeleid;", page(client, "/questions/gaps"))
    assert re.search(r"\d+ rows; \d+ derived;", page(client, "/gaps?kind=owner&lang=en"))
    assert re.search(r"\d+ rijen; \d+ vermeld;", page(client, "/questions/measures?lang=nl"))


def test_kind_is_reached_with_the_keyboard(browser: Browser, served: str) -> None:
    """On a telephone, without a mouse, one follows a kind and lands at its rows; nothing sticks out."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{served}/gaps")
    page.locator("th[scope=row] a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=deadline**")
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    rows = page.locator("#rows tbody tr").count()
    page.close()

    assert wide <= 0
    assert rows > 10
