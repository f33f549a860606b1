"""What may be added up: like amounts of one document, year and status; what may not has no sum, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.engine import Store
from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.builds import SMALL_PLAN_HEADER, build_small_version

if TYPE_CHECKING:
    from pathlib import Path

    from queries.answers import Row

#: In 2031 something of which nothing is said beside what is net; in 2032 something net beside what is gross; and in
#: 2033 two amounts for one line.
MORE = """
@prefix amount-kind: <https://w3id.org/samendoen/id/amount-kind/> .
@prefix budget-status: <https://w3id.org/samendoen/id/budget-status/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
""" + "".join(
    f"""
amount:extra-{number} a smd:Amount ;
    skos:prefLabel "Extra {number}"@nl ; smd:ofLine budget-line:ladders ; smd:year {year} ;
    smd:euros "{euros}"^^xsd:decimal ; smd:budgetStatus budget-status:budgeted {kind} ;
    smd:evidence evidence:l67-8-000-euro-gevraagd .
"""
    for number, (year, euros, kind) in enumerate(
        [
            (2031, 30000, ""),
            (2032, 1000, "; smd:amountKind amount-kind:net"),
            (2033, 500, ""),
            (2033, 700, ""),
        ]
    )
)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    """Publish the small plan with more amounts."""
    folder: Path = tmp_path_factory.mktemp("money")
    (folder / "more.ttl").write_text(f"{SMALL_PLAN_HEADER}{MORE}", encoding="utf-8")
    return Plans(Store(build_small_version(folder / "data", [folder / "more.ttl"]).path))


def find_whole(plans: Plans, year: int, language: str = "nl") -> Row:
    """Find the row of the whole that the plan itself budgets for *year*."""
    rows = ask(plans, find_question("budget-totals"), {"year": str(year)}, language).rows
    level = {"nl": "geheel", "en": "whole"}[language]
    [row] = [
        row for row in rows if (row["level"], row["year"]) == (level, year) and row.text("document").endswith("/plan")
    ]
    return row


def test_unlike_amounts_are_added_and_named(plans: Plans) -> None:
    """What is net and what the plan says nothing of have a sum, and the row says how much of it is which."""
    row = find_whole(plans, 2031)

    assert (row["sum_eur"], row["net_eur"], row["gross_eur"], row["unsaid_eur"]) == (40000, 10000, 0, 30000)
    assert row["reading"] == "deels netto; van de rest zegt het plan niet of het netto of bruto is"


@pytest.mark.parametrize(
    ("year", "language", "reading"),
    [
        (2032, "nl", "geen som: netto en bruto tellen niet op"),
        (2032, "en", "no sum: net and gross do not add up"),
        (2033, "nl", "geen som: een post heeft twee bedragen in dit jaar"),
        (2033, "en", "no sum: a line has two amounts in this year"),
    ],
)
def test_what_does_not_add_up_has_no_sum(plans: Plans, year: int, language: str, reading: str) -> None:
    """Net with gross, and two amounts for one line, have neither sum nor share; nor has any part a share of them."""
    whole = find_whole(plans, year, language)
    rows = ask(plans, find_question("budget-totals"), {"year": str(year)}, language).rows

    assert (whole["sum_eur"], whole["share_percent"], whole["reading"]) == (None, None, reading)
    assert {row["share_percent"] for row in rows if row["year"] == year} == {None}


def test_shares_are_of_what_is_budgeted(plans: Plans) -> None:
    """The shares of the lines of a year are together the whole, and what was asked for is in none of them."""
    rows = ask(plans, find_question("budget-totals"), {"year": "2031"}).rows
    lines = [row for row in rows if row["level"] == "post" and row.text("document").endswith("/plan")]

    assert sorted((row["status"], row["item_label"], row["share_percent"] or 0) for row in lines) == [
        ("budgeted", "Brandweer in de haven", 25),
        ("budgeted", "Ladders", 75),
        ("requested", "Ladders", 0),
    ]
    asked = [row for row in rows if row["status"] == "requested"]
    assert asked
    assert all(row["share_percent"] is None and "niet begroot" in row.text("reading") for row in asked)


def test_no_document_is_added_to_another(plans: Plans) -> None:
    """What the plan and its programme budget for one year stands apart: the one may contain the other."""
    rows = ask(plans, find_question("budget-totals"), {"year": "2031"}).rows
    wholes = [row for row in rows if row["level"] == "geheel" and row["year"]]

    assert {row.text("document").rpartition("/")[2]: row["sum_eur"] for row in wholes} == {
        "plan": 40000,
        "programma": 4000,
    }
