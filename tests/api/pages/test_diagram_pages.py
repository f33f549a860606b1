"""The pages that are read by a diagram: each has a table that says the same, what its question gives, and its files."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from queries.answers.answer import ask
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
#: Each page with the question whose files it offers.
PAGES = {
    "/gaps": "gaps",
    "/gaps?kind=owner": "gaps",
    "/calendar": "calendar",
    "/decisions": "open-decisions",
    "/defects": "defects",
    "/levels": "escalation-levels",
    "/money": "budget-totals",
}


def read_page(client: FlaskClient, path: str) -> str:
    """Read the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).partition("<main")[2]


def list_rows(store: Store, name: str, **values: str) -> list[dict[str, object]]:
    """List the rows of the question called *name*."""
    return [dict(row) for row in ask(Plans(store), find_question(name), values).rows]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_diagram_has_its_table(client: FlaskClient, path: str, language: str) -> None:
    """Each diagram is an image that a table on the page describes, and the page offers the files of its question."""
    text = read_page(client, f"{path}{'&' if '?' in path else '?'}lang={language}")
    tables = re.findall(r'<svg [^>]*role="img"[^>]* aria-describedby="([^"]+)"', text)

    assert tables
    assert all(re.search(rf'<(table|div)[^>]* id="{it}"', text) for it in tables)
    assert len(re.findall(r'\bid="([^"]+)"', text)) == len(set(re.findall(r'\bid="([^"]+)"', text)))
    assert f"/api/v1/questions/{PAGES[path]}?" in text
    assert not re.search(r"<[^>]+ style=", text)


def test_calendar_has_each_day_once(client: FlaskClient, store: Store) -> None:
    """Each event is a row, to come or past as of the day that was chosen, and the figures count both."""
    rows = list_rows(store, "calendar")
    for day in ("2030-01-01", "2032-03-01", "2040-01-01"):
        text = read_page(client, f"/calendar?on={day}&lang=nl")
        coming, past = map(int, re.findall(r"<strong>(\d+)</strong>", text.partition('class="figure"')[2])[:2])

        assert coming + past == len(rows) == text.count('<tr><td class="whole">')
        assert past == sum(
            str(row["day"]) < day if row["day"] else int(str(row["year"])) < int(day[:4]) for row in rows
        )
        assert ("Voorbij</h2>" in text) == bool(past)
    assert "geen dag meer" in text


def test_calendar_goes_into_an_agenda(client: FlaskClient, store: Store) -> None:
    """The file for an agenda has an event for each day, of the theme that was chosen, and leaves out years alone."""
    answer = client.get("/calendar/calendar.ics")
    narrowed = client.get("/calendar/calendar.ics?theme=water").get_data(as_text=True)
    days = [row for row in list_rows(store, "calendar") if row["day"]]

    assert answer.content_type.startswith("text/calendar")
    assert answer.get_data(as_text=True).count("BEGIN:VEVENT") == len(days)
    assert 0 < narrowed.count("BEGIN:VEVENT") < len(days)
    assert answer.data == client.get("/calendar/calendar.ics").data


def test_decision_says_who_decides_and_what_waits(client: FlaskClient, store: Store) -> None:
    """Each open decision is there with what it leaves open, and who decides, or that the plan does not say so."""
    rows = list_rows(store, "open-decisions")
    text = unescape(read_page(client, "/decisions?lang=nl"))

    assert rows
    assert all(str(row["decision_label"]) in text for row in rows)
    assert all(str(row["leaves_open"]) in text for row in rows if row["leaves_open"])
    assert text.count("dat zegt het plan niet") == sum(not row["decided_by"] for row in rows)


def test_defects_are_in_full_by_kind(client: FlaskClient, store: Store) -> None:
    """Of a kind each defect is explained, with what to do; without one there are the titles alone."""
    rows = list_rows(store, "defects")
    kind = str(rows[0]["kind"])
    short, full = (unescape(read_page(client, f"/defects{query}")) for query in ("", f"?kind={kind}"))
    listed = [row for row in rows if row["kind"] == kind]

    assert all(str(row["defect_label"]) in short for row in rows)
    assert not any(str(row["explanation"]) in short for row in rows)
    assert all(str(row["explanation"]) in full for row in listed)
    assert "Wat te doen" in full


def test_levels_are_stairs(client: FlaskClient, store: Store) -> None:
    """Each level is a step and a row, with who answers for it, and who takes part in it besides."""
    rows = list_rows(store, "escalation-levels")
    text = unescape(read_page(client, "/levels"))
    levels = {row["level"] for row in rows}

    assert levels
    assert len(re.findall(r'<rect class="series', text)) == len(levels)
    assert all(str(row["responsible_label"]) in text for row in rows if row["responsible"])


def test_money_is_told_as_the_question_adds_it_up(client: FlaskClient, store: Store) -> None:
    """Every sum of the question is in the table, and what cannot be added up has none; what was asked stands apart."""
    rows = list_rows(store, "budget-totals")
    text = unescape(read_page(client, "/money?lang=nl"))
    statuses = {row["status"] for row in rows}

    assert rows
    for row in rows:
        if row["sum_eur"] is not None:
            assert f"€\u00a0{int(str(row['sum_eur'])):,}".replace(",", ".") in text
        assert str(row["reading"]) in text
    assert len(re.findall(r'<table id="money-\d+"', text)) == len({(row["document"], row["status"]) for row in rows})
    assert ("Dit is gevraagd, niet begroot" in text) == ("requested" in statuses)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/calendar?year=1999", "Bij deze keuze wordt geen dag genoemd."),
        ("/decisions?theme=nachten", "Bij deze keuze laat het plan niets met zoveel woorden open."),
    ],
)
def test_choice_without_anything_says_so(client: FlaskClient, path: str, said: str) -> None:
    """Where nothing is found, the page says so, without a diagram and without an empty table."""
    text = read_page(client, path)

    assert said in text
    assert "<svg" not in text
    assert not re.search(r"<tbody>\s*</tbody>", text)


@pytest.mark.parametrize(
    "path", ["/calendar?theme=nope", "/calendar?on=soon", "/decisions?theme=nope", "/levels?level=9"]
)
def test_wrong_choice_is_refused(client: FlaskClient, path: str) -> None:
    """What names nothing is an error, in words, with a way on."""
    answer = client.get(path, headers=HTML)

    assert answer.status_code == 400
    assert 'class="search"' in answer.get_data(as_text=True)
