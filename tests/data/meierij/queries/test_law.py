"""The laws and standards of the packaged plan: what held when it began, what holds today, and where it names them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from graph.engine import Request
from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question

if TYPE_CHECKING:
    from graph.engine import Store
    from graph.sources import SourceText
    from queries.answers.row import Row

BEGIN, NOW = "2019-01-01", "2026-11-30"
#: What is said to rest on a law, or to have one named with it.
BEARING = ("Duty", "Power", "DataSharing", "Measure")


def rows(store: Store, question: str, **values: str) -> dict[str, Row]:
    """Give the answer to *question* with *values*, by the local id of what each row is about."""
    asked = {"on" if name == "day" else name: value for name, value in values.items()}
    answer = ask(Plans(store), find_question(question), asked)
    key = "node" if question == "gaps" else next(column.name for column in answer.columns)
    return {row.text(key).rpartition("/")[2]: row for row in answer.rows}


def test_theme_has_what_took_the_place_of_its_laws(store: Store) -> None:
    """Who asks for information security today finds the act that holds today, and the whole line towards it."""
    found = rows(store, "legislation", day=NOW, theme="informatieveiligheid")

    assert {law: found[law]["status"] for law in ("cybersecuritywet", "wbni", "cyberbeveiligingswet")} == {
        "cybersecuritywet": "repealed",
        "wbni": "repealed",
        "cyberbeveiligingswet": "in_force",
    }
    assert {"nib-richtlijn", "nis2-richtlijn", "avg", "uavg", "wbp"} <= set(found)


@pytest.mark.parametrize(
    ("law", "next_one", "today"),
    [
        ("cybersecuritywet", "Wet beveiliging netwerk- en informatiesystemen", "Cyberbeveiligingswet"),
        ("wbni", "Cyberbeveiligingswet", "Cyberbeveiligingswet"),
        ("wbp", "Algemene verordening gegevensbescherming", "Algemene verordening gegevensbescherming"),
        ("jeugdwet", None, None),
    ],
)
def test_row_says_what_took_over(store: Store, law: str, next_one: str | None, today: str | None) -> None:
    """Each law says what came next, and what holds today in its place."""
    row = rows(store, "legislation", day=BEGIN)[law]

    assert (row["succeeded_by"], row["successor_today"]) == (next_one, today)


def test_psychiatric_act_was_followed_by_two(store: Store) -> None:
    """The Bopz was followed on one day by the act on compulsory care and that on care and coercion."""
    found = rows(store, "legislation", day="2020-01-01", theme="verwarde-personen")

    assert set(found) == {"bopz", "wvggz", "wzd"}
    assert {found[law]["in_force_from"] for law in ("wvggz", "wzd")} == {found["bopz"]["in_force_until"]}
    for column in ("succeeded_by", "successor_today"):
        assert {found[law]["law_label"] for law in ("wvggz", "wzd")} == set(str(found["bopz"][column]).split(", "))


@pytest.mark.parametrize(
    ("day", "status", "applies"),
    [
        ("2016-05-23", "adopted", None),
        ("2016-05-24", "in_force", "not_yet_applicable"),
        ("2018-05-24", "in_force", "not_yet_applicable"),
        ("2018-05-25", "in_force", "applicable"),
    ],
)
def test_gdpr_was_in_force_before_it_applied(store: Store, day: str, status: str, applies: str | None) -> None:
    """The GDPR was in force for two years before it applied, with the act that implements it."""
    found = rows(store, "legislation", day=day)

    assert (found["avg"]["status"], found["avg"]["applies"]) == (status, applies)
    assert ("uavg" in found) == (day >= "2018-05-22")


def test_standard_has_successors(store: Store) -> None:
    """The baseline for municipalities was followed by that for all government, and that by its second."""
    begin, now = (rows(store, "standards", day=day, theme="informatieveiligheid") for day in (BEGIN, NOW))

    assert {name: row["status"] for name, row in begin.items()} == {"big": "in_force", "bio": "adopted"}
    assert {name: row["status"] for name, row in now.items()} == {
        **dict.fromkeys(("big", "bio"), "repealed"),
        "bio2": "in_force",
    }
    assert begin["big"]["successor_today"] == now["bio2"]["standard_label"]


def test_duty_about_the_bill_has_its_law(store: Store) -> None:
    """The duty of line 514 names the bill: it is with that law, says what holds today, and is no gap."""
    duty = rows(store, "legal-duties", law="cybersecuritywet")["cyber-gevolgen-cybersecuritywet"]
    gaps = rows(store, "gaps", kind="legal_basis")

    assert (duty["line"], duty["named_as"], duty["successor_today"]) == (514, "announced", "Cyberbeveiligingswet")
    assert {"cyber-gevolgen-cybersecuritywet", "informatieveiligheid-intern-extern"} & set(gaps) == set()
    assert "plan-eens-per-vier-jaar" in gaps


def test_law_that_is_hinted_at_is_a_gap_that_the_plan_mentions(store: Store) -> None:
    """Where the sentence says 'statutory' and names no law, the gap is one that the plan mentions and leaves open."""
    gaps = rows(store, "gaps", kind="legal_basis")

    for duty in ("privacy-geheimhouding", "privacy-zorgvuldig-gebruik"):
        assert gaps[duty]["reading"] == "mentioned_open"


def test_no_bill_number_is_exported_as_that_of_a_law(store: Store) -> None:
    """ELI has the BWB and CELEX numbers of the register and no bill number; the number of the WGS says what it is."""
    query = """PREFIX eli: <http://data.europa.eu/eli/ontology#> PREFIX smd: <https://w3id.org/samendoen/def#>
    SELECT ?local ?bill
    { ?law a smd:Law OPTIONAL { ?law eli:id_local ?local } OPTIONAL { ?law smd:billNumber ?bill } }"""
    numbers = [line.split(",") for line in store.ask(Request(query, result_type="text/csv")).body.decode().split()[1:]]

    assert {bill for _, bill in numbers if bill} == {"34883", "35447"}
    assert all(bool(local) != bool(bill) for local, bill in numbers)
    assert all(re.fullmatch(r"BWBR\d{7}|3\d{4}[LR]\d{4}", local) for local, _ in numbers if local)


def test_whatever_names_a_law_in_its_sentence_is_tied_to_it(store: Store, plan: SourceText) -> None:
    """A duty, power, data sharing or measure whose own sentence names a law or standard is tied to that."""
    names = select(store, "?norm a smd:Norm ; skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name", "norm", "name")
    bearing = select(
        store,
        f"?node a ?class VALUES ?class {{ {' '.join(f'smd:{name}' for name in BEARING)} }} "
        "?node smd:evidence [ smd:firstLine ?line ; smd:anchor ?anchor ]",
        *("node", "line", "anchor"),
    )
    tied = set(
        select(
            store, "{ ?node smd:legalBasis ?norm } UNION { [] smd:concerns ?node ; smd:cites ?norm }", "node", "norm"
        )
    )
    found = [
        (node, norm)
        for node, line, anchor in bearing
        for norm, name in names
        if names_law(find_sentence(plan.lines[int(line) - 1], anchor), name)
    ]

    assert len(found) > 10
    assert [pair for pair in found if pair not in tied] == []


def select(store: Store, where: str, *names: str) -> list[tuple[str, ...]]:
    """Select the values of *names* in *where*."""
    query = f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX smd: <https://w3id.org/samendoen/def#>
    SELECT DISTINCT {" ".join(f"?{name}" for name in names)} {{ {where} }}"""
    rows = json.loads(store.ask(Request(query)).body)["results"]["bindings"]
    return [tuple(row[name]["value"] for name in names) for row in rows]


def find_sentence(line: str, anchor: str) -> str:
    """Find the sentence of *line* in which *anchor* begins."""
    start = line.casefold().find(anchor.casefold())
    ends = [match.end() for match in re.finditer(r"[.?!]\s+(?=[A-Z0-9])", line)]
    begin = max((end for end in ends if end <= start), default=0)
    return line[begin : min((end for end in ends if end > start), default=len(line))]


def names_law(sentence: str, name: str) -> bool:
    """Say whether *sentence* has *name* as a word of its own, an abbreviation in capitals: big data is no BIG."""
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, flags))
