"""Laws and standards over the days: how each stands, what took its place, and under which number it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.engine import Request
from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from graph.engine import Store
    from queries.answers.row import Row

#: A day before the plan, its first day, and a day on which all has taken effect.
BEFORE, FIRST, LATER = "2029-11-01", "2031-01-01", "2033-06-01"


def rows(store: Store, question: str, **values: str) -> dict[str, Row]:
    """Give the answer to *question* with *values*, by the local id of the law or standard of each row."""
    asked = {"on" if name == "day" else name: value for name, value in values.items()}
    answer = ask(Plans(store), find_question(question), asked)
    return {next(iter(row.values())).rpartition("/")[2]: row for row in answer.rows}  # type: ignore[union-attr]


def test_chosen_theme_keeps_what_took_the_place_of_its_laws(store: Store) -> None:
    """With a theme the laws before and after those it names stay, and what transposes or implements one."""
    chosen, whole = (rows(store, "legislation", day=LATER, **more) for more in ({"theme": "water"}, {}))

    assert {"zwemwet", "badwet", "badrichtlijn", "kustwet", "kustwet-2033", "havenwet", "havenverordening"} == set(
        chosen
    )
    assert set(chosen) <= set(whole)
    assert {law for law, row in chosen.items() if row["line"] is None} >= {"havenverordening", "kustwet-2033"}


@pytest.mark.parametrize(("day", "applies"), [(FIRST, "not_yet_applicable"), ("2032-06-01", "applicable")])
def test_law_in_force_says_whether_it_applies(store: Store, day: str, applies: str) -> None:
    """A law that is in force and applies later says so."""
    row = rows(store, "legislation", day=day)["havenverordening"]

    assert (row["status"], row["applies"]) == ("in_force", applies)
    assert (row["in_force_from"], row["applies_from"]) == ("2020-01-01", "2032-06-01")


def test_row_says_what_came_next_and_what_holds_today(store: Store) -> None:
    """The successor of a law is the next, of a bill its act; what holds today is what came last and has begun."""
    found = rows(store, "legislation", day=FIRST)

    assert (found["zwemwet"]["succeeded_by"], found["kustwet"]["succeeded_by"]) == ("Badwet", "Kustwet")
    assert found["havenwet"]["succeeded_by"] is None
    assert found["zwemwet"]["successor_today"] is None


def test_bill_ends_with_its_act(store: Store) -> None:
    """A bill is one, then an act that was adopted."""
    days = {BEFORE: "bill", LATER: "adopted"}

    assert {day: rows(store, "legislation", day=day)["kustwet"]["status"] for day in days} == days


def test_number_says_what_it_is(store: Store) -> None:
    """Each number has its kind, and that of a bill is of the bill alone."""
    found = rows(store, "legislation", day=LATER)
    kinds = {law: row["identifier_kind"] for law, row in found.items()}

    assert {law: kinds[law] for law in ("zwemwet", "badrichtlijn", "kustwet", "havenwet")} == {
        "zwemwet": "bwb",
        "badrichtlijn": "celex",
        "kustwet": "bill",
        "havenwet": "other",
    }
    assert found["kustwet"]["identifier"] == "99001"
    assert found["kustwet-2033"]["identifier"] == "XKUST01"


def test_number_of_a_bill_is_no_identifier_of_a_law_elsewhere(store: Store) -> None:
    """Who reads ELI finds the laws' own numbers and never that of a bill; a search on it finds the bill."""
    query = "SELECT ?number { ?law <http://data.europa.eu/eli/ontology#id_local> ?number }"
    numbers = store.ask(Request(query, result_type="text/csv")).body.decode().split()[1:]

    assert {"BWBR9900001", "39029L0001", "XHAVEN01"} <= set(numbers)
    assert "99001" not in numbers


def test_standard_is_succeeded_as_a_law_is(store: Store) -> None:
    """A standard stands on a day as a law does, with what came next; where its days are not known it stays, unsaid."""
    first, later = (rows(store, "standards", day=day) for day in (FIRST, LATER))
    early = rows(store, "standards", day="2000-01-01")

    assert {name: row["status"] for name, row in first.items()} == {"nl-ladder": "in_force"}
    assert {name: row["status"] for name, row in later.items()} == {"nl-ladder": "repealed", "nl-ladder-2": "in_force"}
    assert first["nl-ladder"]["succeeded_by"] == "NL-Ladder 2"
    assert first["nl-ladder"]["unverified"] == "De eerste dag is niet nagegaan."
    assert {name: row["status"] for name, row in early.items()} == {"nl-ladder": None}


@pytest.mark.parametrize("question", ["legislation", "standards"])
def test_every_row_rests_on_a_source_of_a_day(store: Store, question: str) -> None:
    """Each law and standard of the register names its sources, and the day on which the first was read."""
    found = rows(store, question, day=LATER)

    assert found
    assert {(row["source"], row["checked_on"]) for row in found.values()} == {("Verzonnen register", "2031-02-03")}


def test_duty_says_how_its_law_stands(store: Store) -> None:
    """A duty with a law says as what that is named, how it stood and stands and on what source; one without is bare."""
    answer = ask(Plans(store), find_question("legal-duties"), {})
    told = {str(row["law"]).rpartition("/")[2]: row for row in answer.rows}["havenwet"]
    bare = [row for row in ask(Plans(store), find_question("powers"), {}).rows if row["law"] is None]

    assert (told["named_as"], told["law_status_first_day"]) == ("legal_basis", "in_force")
    assert (told["source"], told["checked_on"]) == ("Verzonnen register", "2031-02-03")
    assert bare
    assert {row[name] for row in bare for name in ("named_as", "law_status_first_day", "source", "in_force_from")} == {
        None
    }
