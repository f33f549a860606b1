"""The days of a law: its states in their order, and a sentence that says them beside the period of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from api.components.law_line import describe_law, describe_when, list_stretches
from queries.answers import Row

if TYPE_CHECKING:
    from api.requests.scope import Scope

DAYS = ("introduced", "adopted", "from", "known", "applied", "until", "act", "act_from")


@pytest.fixture
def planned(scope: Scope) -> Scope:
    """Make a scope in English of a plan from 2019 up to and including 2022, on a day in 2026."""
    plan = replace(next(iter(scope.plans)), starts="2019-01-01", ends="2022-12-31")
    return replace(scope, chosen=(plan,), language="en", translator=load_catalogue("en"), on=date(2026, 12, 1))


def make_row(**days: str) -> Row:
    """Make the row of a law with *days*; a name that is a word of Python has an underscore behind it."""
    return Row({**dict.fromkeys(DAYS), **{name.rstrip("_"): day for name, day in days.items()}})


def test_each_state_lasts_until_the_next() -> None:
    """A bill is one until it is adopted, that lasts until it is in force, and a bill that became a law is over."""
    act = list_stretches(make_row(adopted="2018-01-01", from_="2020-01-01", until="2026-08-15"))
    bill = list_stretches(make_row(introduced="2018-02-15", act="x", act_from="2018-11-09"))

    assert [(it.begin.year, it.end and it.end.year, it.weight) for it in act] == [(2018, 2020, 2), (2020, 2026, 3)]
    assert [(it.begin.year, it.end and it.end.year, it.weight) for it in bill] == [(2018, 2018, 1)]


@pytest.mark.parametrize("day", ["", "2031", "-0044-03-15", "19999-01-01", "soon", "2019-02-30"])
def test_day_that_is_none_is_left_out(day: str) -> None:
    """What cannot be a day of the calendar is drawn nowhere."""
    assert list_stretches(make_row(from_=day)) == []


@pytest.mark.parametrize(
    ("days", "status", "said"),
    [
        (
            {"from_": "1994-01-17", "until": "2020-01-01"},
            "repealed",
            "It lapsed on 1 January 2020, 1 year after the plan began.",
        ),
        ({"until": "2018-05-25"}, "repealed", "It lapsed on 25 May 2018, 7 months before the plan began."),
        ({"until": "2026-08-15"}, "repealed", "It lapsed on 15 August 2026, 4 years after the plan had ended."),
        ({"from_": "2019-01-01"}, "in_force", "It is in force since 1 January 2019, the day on which the plan began."),
        ({"known": "2016-08-31"}, "in_force", "It is in force; since when was not checked."),
        ({"adopted": "2026-01-01"}, "adopted", "It was adopted, and is not in force."),
        (
            {"introduced": "2026-01-01"},
            "bill",
            "It is a bill, introduced on 1 January 2026, 3 years after the plan had ended.",
        ),
        (
            {"introduced": "2018-02-15", "act": "x", "act_from": "2018-11-09"},
            "adopted",
            "This bill became a law that came into force on 9 November 2018, 8 weeks before the plan began.",
        ),
        ({}, "", "From when and until when it holds is not known."),
        ({"until": "9999-12-31"}, "in_force", "It is in force; since when was not checked."),
    ],
)
def test_sentence_says_how_it_stands_beside_the_plan(
    planned: Scope, days: dict[str, str], status: str, said: str
) -> None:
    """What an adviser has to know first is one sentence."""
    assert describe_law(planned, make_row(**days), status) == said


def test_later_application_is_said(planned: Scope) -> None:
    """A law that is in force and is not applied yet says from when it is."""
    row = make_row(from_="2019-06-01", applied="2032-06-01")

    assert describe_law(planned, row, "in_force").endswith("It applies from 1 June 2032.")


def test_several_plans_have_no_common_beginning(planned: Scope) -> None:
    """Of several plans, or one without days, it is not said when that was beside them."""
    plan = planned.chosen[0]

    assert describe_when(planned, date(2020, 1, 1), None) == ""
    assert describe_when(planned, date(2020, 1, 1), replace(plan, starts="")) == ""
    assert describe_when(planned, date(2030, 1, 1), replace(plan, ends="")) == ", 11 years after the plan began"
