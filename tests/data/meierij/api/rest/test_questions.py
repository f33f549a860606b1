"""Answers as data: the promised shape, the same rows in each format, and faults that a program can read."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from api.rest.questions import FILE_EXTENSIONS, OFFERED_FORMATS
from queries.questions.library import find_question, load_questions
from tests.data.meierij.queries.without_rows import WITHOUT_ROWS

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from graph.versions.archive import Version

API = "/api/v1"
#: The columns that users were promised, by question; more may follow them.
PROMISED = {
    "measures": "measure measure_label theme theme_label horizon owner owner_label owner_basis line",
    "measures-without-owner": "measure measure_label theme theme_label line",
    "actors-of-measures": "measure actor actor_label role basis line",
    "cooperation": "actor_a actor_a_label actor_b actor_b_label subject subject_label basis measures line",
    "partner-coverage": "actor actor_label kind theme theme_label measures mentions",
    "partners": "actor actor_label kind themes measures",
    "themes": "theme theme_label broader level measures",
    "legislation": "law law_label identifier status in_force_from in_force_until line",
    "legal-duties": "duty duty_label law bearer bearer_label term in_force_from line",
    "responsibilities": "actor actor_label role subject subject_label condition basis line",
    "escalation-levels": "level level_label situation responsible responsible_label line",
    "budget": "item item_label task_field year amount_eur net_or_gross status line",
    "goals-and-effects": "theme theme_label kind node node_label line",
    "instruments": "instrument instrument_label kind status themes line",
    "agreements": "agreement agreement_label parties subject line",
    "single-theme-partners": "actor actor_label theme theme_label",
    "partners-without-measure": "actor actor_label kind line",
    "gaps": "kind reading node node_label theme theme_label line",
    "open-decisions": "decision decision_label line",
    "figures": "figure figure_label comparator value unit period source line",
    "duplicates": "measure_a measure_b kind line_a line_b",
    "holds-only-for": "statement statement_label municipality line",
}
PARAMETERS: dict[str, set[str]] = {
    "measures": {"theme", "actor", "horizon"},
    "measures-without-owner": {"theme"},
    "actors-of-measures": {"measure", "theme"},
    "cooperation": {"theme", "actor"},
    "partner-coverage": {"theme", "kind"},
    "partners": {"kind"},
    "themes": set(),
    "legislation": {"on", "theme"},
    "legal-duties": {"law", "actor"},
    "responsibilities": {"actor", "subject"},
    "escalation-levels": {"level"},
    "budget": {"year"},
    "goals-and-effects": {"theme"},
    "instruments": {"theme", "status"},
    "agreements": {"theme"},
    "single-theme-partners": set(),
    "partners-without-measure": set(),
    "gaps": {"kind", "theme"},
    "open-decisions": set(),
    "figures": {"theme"},
    "duplicates": set(),
    "holds-only-for": {"municipality"},
}
QUESTIONS = list(load_questions())
IN_WORDS = {"stated", "implied", "derived"}


def asked(client: FlaskClient, name: str, **values: str) -> dict[str, Any]:
    """Give the JSON that answers the question called *name*."""
    answer = client.get(f"{API}/questions/{name}", query_string=values)
    assert answer.status_code == 200
    body: dict[str, Any] = answer.get_json()
    return body


def problem(answer: TestResponse, status: int) -> str:
    """Give the detail of *answer*, which must be problem+json with *status*."""
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    body: dict[str, Any] = answer.get_json()
    assert body.keys() == {"type", "title", "status", "detail", "instance"}
    assert (body["type"], body["status"], body["instance"]) == ("about:blank", status, answer.request.path)
    assert body["title"]
    return str(body["detail"])


def test_promised_questions_exist() -> None:
    """Every question in the table above is in the library, and every other one keeps the shape below."""
    assert PROMISED.keys() <= set(QUESTIONS)
    assert PROMISED.keys() == PARAMETERS.keys()


#: Questions of which a row can be of what the plan does not name, and then has no line.
UNNAMED = {("legislation", None), ("standards", None)}


@pytest.mark.parametrize("name", PROMISED)
def test_promised_columns_come_first(client: FlaskClient, name: str) -> None:
    """A question gives the columns that were promised, in that order, before any other."""
    columns = [column["name"] for column in asked(client, name)["columns"]]
    promised = PROMISED[name].split()

    assert columns[: len(promised)] == promised


@pytest.mark.parametrize("name", PARAMETERS)
def test_promised_parameters_are_taken(client: FlaskClient, name: str) -> None:
    """A question takes the parameters that were promised, and each may be left empty."""
    body = client.get(f"{API}/questions").get_json()
    listed = {question["name"]: {it["name"] for it in question["parameters"]} for question in body["questions"]}

    assert listed[name] >= PARAMETERS[name]
    assert asked(client, name, **dict.fromkeys(PARAMETERS[name], "")) == asked(client, name)


SHAPE = ["question", "version", "parameters", "columns", "rows", "count", "trust", "plans"]
PLAN = "meierij-2019-2022"


@pytest.mark.parametrize("name", QUESTIONS)
def test_answer_has_the_promised_shape(client: FlaskClient, version: Version, name: str) -> None:
    """An answer says what was asked, of which version, its columns, and rows of plain values in those columns.

    Where it depends on the day, it says that it was asked of today.
    """
    today = datetime.now(UTC).astimezone().date().isoformat()
    body = asked(client, name)
    names = [column["name"] for column in body["columns"]]
    things = [column["name"] for column in body["columns"] if column["type"] == "thing"]

    assert list(body) == [*SHAPE, *(["basis"] if find_question(name).counted else [])]
    assert body.get("basis", "derived") == "derived"
    assert (body["question"], body["version"]) == (name, version.digest)
    usual = {it.name: it.default for it in find_question(name).bound if it.default}
    assert body["parameters"] == {name: today if value == "today" else value for name, value in usual.items()}
    assert all(set(column) == {"name", "label", "type"} and column["label"] for column in body["columns"])
    assert body["plans"] == ([PLAN] if find_question(name).by_plan else [])
    assert body["count"] == len(body["rows"])
    assert (body["count"] == 0) == (name in WITHOUT_ROWS)
    assert all(list(row) == names for row in body["rows"])
    assert all(isinstance(value, str | int | float | None) for row in body["rows"] for value in row.values())
    assert things
    assert all(
        str(row[name]).startswith("https://") for row in body["rows"] for name in things if row[name] is not None
    )
    assert all(row["basis"] in IN_WORDS for row in body["rows"] if "basis" in row)
    lines = [row["line"] for row in body["rows"] if "line" in row and (name, row["line"]) not in UNNAMED]
    assert all(isinstance(line, int) and line > 0 for line in lines)


@pytest.mark.parametrize("short", FILE_EXTENSIONS)
def test_file_is_named_after_what_it_holds(client: FlaskClient, version: Version, short: str) -> None:
    """A format that a browser keeps as a file has the name of the question, the plan, what was chosen, and the day.

    That is the day of the version, or the one that was chosen where the answer depends on it.
    """
    ending = FILE_EXTENSIONS[short]
    created = version.manifest.created[:10]
    for query, name in (
        ("questions/themes?", f"themas_meierij-2019-2022_{created}"),
        ("questions/themes?lang=en&", f"themes_meierij-2019-2022_{created}"),
        ("measures?theme=jeugd&on=2026-12-01&", "maatregelen_meierij-2019-2022_thema-jeugd_2026-12-01"),
        ("questions/measures?words=één&on=2026-12-01&", "maatregelen_meierij-2019-2022_{}_2026-12-01"),
        (
            "cooperation?onlyBasis=bedoeld&",
            f"wie-werkt-met-wie-samen-waaraan_meierij-2019-2022_grond-bedoeld_{created}",
        ),
    ):
        answer = client.get(f"{API}/{query}format={short}")
        ascii_name, full = (name.format(f"woorden-in-de-titel-of-de-zin-{it}") for it in ("een", "%C3%A9%C3%A9n"))
        expected = f"attachment; filename=\"{ascii_name}.{ending}\"; filename*=UTF-8''{full}.{ending}"
        assert answer.headers["Content-Disposition"] == expected


def test_workbook_says_of_which_version(client: FlaskClient, version: Version) -> None:
    """A workbook says of which version of the data it is."""
    book = load_workbook(BytesIO(client.get(f"{API}/questions/themes?format=xlsx").get_data()))

    assert version.digest in [cell.value for row in book.worksheets[1].iter_rows() for cell in row]


@pytest.mark.parametrize("short", OFFERED_FORMATS)
@pytest.mark.parametrize("how", ["format", "accept"])
def test_format_is_given_as_asked(client: FlaskClient, short: str, how: str) -> None:
    """Each format is given by its short name in the address and by its media type in Accept."""
    query = {"format": short} if how == "format" else {}
    headers = {"Accept": OFFERED_FORMATS[short] if how == "accept" else "application/json"}

    assert client.get(f"{API}/questions/themes", query_string=query, headers=headers).mimetype == OFFERED_FORMATS[short]


@pytest.mark.parametrize(
    ("accept", "short"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("text/csv;q=0.5, application/json;q=0.9", "json"),
        ("text/csv;q=0.9, application/json;q=0.5", "csv"),
        ("*/*;q=0.9, application/json;q=0.1", "csv"),
        ("image/png, text/turtle;q=0.1", "ttl"),
        ("application/json;q=0, */*", "csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),
    ],
)
def test_best_of_the_accepted_formats_is_given(client: FlaskClient, accept: str, short: str) -> None:
    """Accept is read with its weights; without one, or where all is well, JSON is given."""
    assert client.get(f"{API}/questions/themes", headers={"Accept": accept}).mimetype == OFFERED_FORMATS[short]


@pytest.mark.parametrize(
    ("query", "accept"),
    [({}, "image/png"), ({}, "application/json;q=0"), ({"format": "pdf"}, "*/*"), ({"format": ""}, "*/*")],
)
def test_format_that_is_not_there_is_refused(client: FlaskClient, query: dict[str, str], accept: str) -> None:
    """What nobody can give is answered 406, and 400 where the address asks for it, with the formats that there are."""
    answer = client.get(f"{API}/questions/themes", query_string=query, headers={"Accept": accept})
    detail = problem(answer, 400 if query else 406)

    assert "csv" in detail


FEW = ("json", "csv", "ttl")
PATHS = [f"{path}?format={it}" for path in ("/questions/themes", "/cooperation", "/measures") for it in FEW]


@pytest.mark.parametrize("path", ["", "/questions", *PATHS])
def test_answer_that_one_has_is_not_sent_again(client: FlaskClient, version: Version, path: str) -> None:
    """An answer carries an ETag of the data version; who has it already gets 304 and no body."""
    first = client.get(f"{API}{path}")
    again = client.get(f"{API}{path}", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(f"{API}{path}", headers={"If-None-Match": '"other"'})

    assert version.digest[:16] in first.headers["ETag"]
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (other.status_code, other.get_data()) == (200, first.get_data())
    assert "Accept" in first.headers["Vary"]


def test_etag_differs_per_format_and_language(client: FlaskClient) -> None:
    """Two different answers at one address never share an ETag."""
    asks = [{"format": short, "lang": language} for short in ("json", "csv") for language in ("nl", "en")]
    tags = {client.get(f"{API}/questions/themes", query_string=query).headers["ETag"] for query in asks}

    assert len(tags) == len(asks)


def test_same_spreadsheet_is_the_same_bytes(client: FlaskClient) -> None:
    """A spreadsheet carries no time of day, so that who has it gets 304 at any later moment."""
    first = client.get(f"{API}/questions/themes?format=xlsx").get_data()
    made = load_workbook(BytesIO(first)).properties.modified

    assert made is None or made.replace(tzinfo=UTC).date() < datetime.now(UTC).date()


@pytest.mark.parametrize("name", ["theme", "format", "lang"])
def test_repeated_parameter_is_refused(client: FlaskClient, name: str) -> None:
    """A parameter that is given twice is answered 400: to take the first would answer another question."""
    assert name in problem(client.get(f"{API}/measures?{name}=nl&{name}=en"), 400)


@pytest.mark.parametrize("key", [PLAN, ""])
def test_plan_that_is_given_twice_is_refused(client: FlaskClient, key: str) -> None:
    """Of several plans each is given once; the same one again is answered 400, also where it is left empty."""
    assert repr(key) in problem(client.get(f"{API}/measures?plan={key}&plan={key}"), 400)
    assert client.get(f"{API}/measures?plan={PLAN}&plan=").status_code == 200


def test_unknown_question_lists_those_that_exist(client: FlaskClient) -> None:
    """A question that is not there is answered 404, with the names of those that are."""
    detail = problem(client.get(f"{API}/questions/nope"), 404)

    assert all(name in detail for name in QUESTIONS)


def test_unknown_parameter_is_named(client: FlaskClient) -> None:
    """A parameter that the question does not take is answered 400, with those it takes."""
    detail = problem(client.get(f"{API}/cooperation?colour=red"), 400)

    assert all(name in detail for name in ("colour", "theme", "actor"))


def test_unknown_value_lists_known_ones(client: FlaskClient) -> None:
    """A value that names nothing is answered 400, with values that do."""
    detail = problem(client.get(f"{API}/measures?theme=nope"), 400)

    assert all(name in detail for name in ("nope", "theme", "jeugd"))


def test_fault_is_told_in_the_language_asked(client: FlaskClient) -> None:
    """Faults are told in the visitor's language."""
    dutch = problem(client.get(f"{API}/measures?theme=nope&lang=nl"), 400)

    assert dutch != problem(client.get(f"{API}/measures?theme=nope&lang=en"), 400)


def test_address_that_is_not_there_is_told_to_programs(client: FlaskClient) -> None:
    """Under /api everything that goes wrong is problem+json, also for who accepts HTML."""
    assert problem(client.get(f"{API}/nope", headers={"Accept": "text/html"}), 404)
    assert problem(client.post(f"{API}/measures", headers={"Accept": "text/html"}), 405)


def test_thing_is_given_by_iri_or_local_id(client: FlaskClient) -> None:
    """A thing is named by its IRI or by its local id, also where its IRI is not ours; the answer names the IRI."""
    iri = "https://identifier.overheid.nl/tooi/id/gemeente/gm1948"
    theme = "https://w3id.org/samendoen/id/theme/meierij-2019-2022/ondermijning"
    by_id = asked(client, "cooperation", actor="meierijstad", theme="ondermijning")

    assert by_id == asked(client, "cooperation", actor=iri, theme=theme)
    assert by_id["parameters"] == {"actor": iri, "theme": theme}
    assert 0 < by_id["count"] < asked(client, "cooperation")["count"]


@pytest.mark.parametrize("values", [{}, {"theme": "jeugd"}])
def test_owner_none_is_the_question_of_measures_without_owner(client: FlaskClient, values: dict[str, str]) -> None:
    """`/measures?owner=none` gives exactly the measures for which no owner is named."""
    plain = client.get(f"{API}/measures", query_string={"owner": "none", **values}).get_json()

    assert plain == asked(client, "measures-without-owner", **values)
    without = {row["measure"] for row in asked(client, "measures", **values)["rows"] if row["owner"] is None}
    assert {row["measure"] for row in plain["rows"]} == without
    assert without


@pytest.mark.parametrize("more", [{"actor": "politie"}, {"horizon": "short"}, {"sort": "-line"}, {"words": "de"}])
def test_owner_none_goes_with_any_other_choice(client: FlaskClient, more: dict[str, str]) -> None:
    """With more choices than a theme, `/measures?owner=none` gives that part of the measures without owner."""
    values = {"owner": "none", **more}
    part = client.get(f"{API}/measures", query_string=values).get_json()

    assert part == asked(client, "measures", **values)
    assert all(row["owner"] is None for row in part["rows"])


def test_other_owner_is_refused(client: FlaskClient) -> None:
    """`owner` takes nothing but what is told of it, and says so."""
    assert "none" in problem(client.get(f"{API}/measures?owner=politie"), 400)


@pytest.mark.parametrize("name", ["cooperation", "measures"])
def test_plain_resource_is_the_question(client: FlaskClient, name: str) -> None:
    """The two headline resources give what their questions give."""
    values = {"theme": "jeugd", "actor": "politie"}

    assert client.get(f"{API}/{name}", query_string=values).get_json() == asked(client, name, **values)


def test_labels_come_in_the_language_asked(client: FlaskClient) -> None:
    """`lang` chooses the labels, and nothing else of the answer."""
    dutch, english = (asked(client, "themes", lang=language) for language in ("nl", "en"))

    assert [row["theme"] for row in dutch["rows"]] == [row["theme"] for row in english["rows"]]
    assert [row["theme_label"] for row in dutch["rows"]] != [row["theme_label"] for row in english["rows"]]
    assert dutch["columns"] != english["columns"]
    assert asked(client, "themes") == dutch  # what a program asks for once holds for nothing that it asks after it
    client.get("/themes?lang=en")
    assert asked(client, "themes") == english  # who reads the pages in English takes English files along


def test_questions_are_listed_with_where_to_ask(client: FlaskClient, version: Version) -> None:
    """The list has every question with its parameters and columns, and an address that answers."""
    body = client.get(f"{API}/questions").get_json()

    assert [question["name"] for question in body["questions"]] == QUESTIONS
    assert (body["count"], body["version"]) == (len(QUESTIONS), version.digest)
    for question in body["questions"]:
        answer = client.get(question["href"]).get_json()
        assert question["columns"] == [column["name"] for column in answer["columns"]]


@pytest.mark.parametrize("path", ["/questions", "/measures", "/questions/nope"])
def test_version_of_the_api_is_named(client: FlaskClient, path: str) -> None:
    """Every answer names the version of the API, and may be read by any website."""
    headers = client.get(f"{API}{path}").headers

    assert headers["API-Version"] == "1.2.0"
    assert headers["Access-Control-Allow-Origin"] == "*"
