"""Tests of the day of today in an answer: it is said, it can be named, and it is no choice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from queries.answers import Provenance, ask, assess_trust
from queries.exports import build_memo
from queries.plans import Plans
from queries.questions import find_question
from tests.website import app, client, folder

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from graph.engine import Store

__all__ = ["app", "client", "folder"]

DUTCH = load_catalogue("nl")


@pytest.fixture(scope="module")
def plans(store: Store) -> Plans:
    """Read the plans of the small version."""
    return Plans(store)


def test_today_is_the_day_on_which_one_asks_unless_another_is_named(plans: Plans) -> None:
    """What holds today is read as of today, or as of the day that a permanent address names as such."""
    law = find_question("legislation")
    now, long_ago = ask(plans, law, {}), ask(plans, law, {"today": "1800-01-01"})

    assert now.parameters["today"] == datetime.now(UTC).astimezone().date().isoformat()
    assert any(row["status_today"] for row in now.rows)
    assert not any(row["status_today"] for row in long_ago.rows)
    assert '"1800-01-01"' in long_ago.sparql


def test_memo_names_the_day_that_was_today(plans: Plans) -> None:
    """Whoever reads a memo later sees which day its today was."""
    memo = build_memo(
        plans.engine, ask(plans, find_question("legislation"), {"today": "2033-01-02"}), Provenance(""), DUTCH
    )

    assert ("De dag van vandaag", "2033-01-02") in memo.choices


def test_question_without_today_knows_no_such_day(plans: Plans, client: FlaskClient) -> None:
    """Where nothing is asked as of today, the day is refused as any unknown parameter is."""
    assert client.get("/api/v1/questions/themes?today=2033-01-02").status_code == 400
    assert client.get("/api/v1/questions/legislation?today=2033-01-02").status_code == 200
    assert "today" not in ask(plans, find_question("themes"), {}).parameters


def test_permanent_address_names_the_day(client: FlaskClient) -> None:
    """The address of a memo gives the same answer on another day."""
    page = client.get("/questions/legislation/memo").get_data(as_text=True)
    address = page.partition('class="permanent"')[2].partition('href="')[2].partition('"')[0]

    assert f"today={datetime.now(UTC).astimezone().date().isoformat()}" in address


@pytest.mark.parametrize(("values", "chosen"), [({}, False), ({"on": "2031-05-06"}, True), ({"theme": "water"}, True)])
def test_what_is_usual_is_no_choice(plans: Plans, values: dict[str, str], chosen: bool) -> None:  # noqa: FBT001  a case
    """A day that is today because nothing was given is no choice, for which a row could be absent."""
    assert assess_trust(ask(plans, find_question("measures"), values)).chosen is chosen
