"""Whatever a program sends that does not fit: a problem that says what would be accepted, and never a query."""

from __future__ import annotations

from http import HTTPStatus
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import create_environ, run_wsgi_app

from queries.questions.library import find_question, load_questions
from tests.turns import take_turn
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

API = "/api/v1"
#: A parameter of each type: where it is asked, and what a problem with it names.
TYPES = {
    "thing": ("measures", "theme", "jeugd"),
    "concept": ("measures", "horizon", "short"),
    "choice": ("measures", "owner", "named"),
    "date": ("legislation", "on", "2020-01-31"),
    "year": ("budget", "year", "2020"),
    "number": ("budget", "minimum", "0.5"),
    "words": ("measures", "words", "200"),
}
BEFORE = ["jeugd", '"', "'", "jeugd>", '"""', "2020", "x\\"]
INSIDE = [
    " } UNION { ?s ?p ?o } #",
    " . ?s ?p ?o #",
    ' || "a" = "a',
    ") } ; DROP ALL #",
    " BIND(<urn:secret> AS ?measure_label) #",
    " SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
    "?_lang",
    "\\u0022 } #",
    "{{7*7}} ${7*7} %s %(x)s",
    "<script>alert(1)</script>",
    "'; DROP TABLE questions; --",
    "../../etc/passwd",
]
#: Signs that do harm by themselves: ends of lines, what is not seen, what turns the text around, and what is no text.
SIGNS = [
    *(
        "jeugd\n",
        "jeugd\r\nX-Injected: 1",
        "\x00",
        "jeugd\x00",
        "\u202egduej",
        "jeugd\u200b",
        "\u2066x\u2069",
        "\ufeffjeugd",
    ),
    *(
        "j" * 10_000,
        "{" * 10_000,
        "9" * 10_000,
        "\U0001f600" * 201,
        "-",
        "--",
        "1e9",
        "NaN",
        "0x1F",
        "\uff11\uff12",
        "\u0662\u0660\u0662\u0660",
        " ",
    ),
]
INJECTIONS = [*(f"{before}{inside}" for before, inside in product(BEFORE, INSIDE)), *SIGNS]


def problem(answer: TestResponse, status: int) -> str:
    """Give the detail of *answer*, which must be problem+json with *status* and all that the rules ask of it."""
    assert answer.status_code == status, answer.text[:500]
    assert answer.content_type == "application/problem+json"
    body: dict[str, Any] = answer.get_json()
    assert {"type", "title", "status", "detail", "instance"} <= body.keys()
    assert (body["status"], body["title"]) == (status, body["title"])
    assert body["type"] != "about:blank" or body["title"] == HTTPStatus(status).phrase
    assert answer.headers["API-Version"] == "1.2.0"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Injected" not in answer.headers
    assert "Traceback" not in answer.text
    return str(body["detail"])


def sent(app: Flask, query: bytes) -> tuple[int, str]:
    """Send *query* to the measures as it is, with nothing in between that would mend it."""
    environ = create_environ(f"{API}/measures")
    environ["QUERY_STRING"] = query.decode("latin-1")
    pieces, status, headers = run_wsgi_app(app, environ, buffered=True)
    assert b"Traceback" not in b"".join(pieces)
    return int(status.split()[0]), str(headers["Content-Type"])


def test_there_are_a_hundred_injections() -> None:
    """A hundred texts, all different, are tried on a parameter of each type that there is."""
    assert len(set(INJECTIONS)) == len(INJECTIONS) >= 100
    found = {it.type for question in load_questions().values() for it in question.parameters}
    assert found == TYPES.keys()


@pytest.mark.parametrize("kind", TYPES)
def test_injection_is_a_value_or_nothing(client: FlaskClient, kind: str) -> None:
    """None of a hundred injections becomes query: it is refused with what would fit, or finds a part of the rows."""
    name, parameter, fits = TYPES[kind]
    address = f"{API}/questions/{name}"
    whole = client.get(address, query_string={"lang": "en"}).get_json()["rows"]
    taken = 0
    tried = take_turn(INJECTIONS, 4) if kind == "words" else INJECTIONS  # to look for words takes long
    for value in tried:
        answer = client.get(address, query_string={parameter: value, "lang": "en"})
        if answer.status_code == 200:
            taken += 1
            assert all(row in whole for row in answer.get_json()["rows"]), value
        else:
            assert parameter in problem(answer, 400), value
            assert fits in answer.get_json()["detail"]
    assert (taken > 0) == (kind == "words")


@pytest.mark.parametrize("name", [name for name, it in load_questions().items() if it.columns])
@pytest.mark.turns(4)
def test_injection_in_what_narrows_leaves_a_part(client: FlaskClient, name: str) -> None:
    """Also what narrows the rows is a value: an injection leaves none, and in what sorts it is refused."""
    column = find_question(name).columns[0].name
    for value in INJECTIONS[::9]:
        answer = client.get(f"{API}/questions/{name}", query_string={f"only.{column}": value})
        assert (answer.status_code, answer.get_json()["rows"]) == (200, [])
        assert column in problem(client.get(f"{API}/questions/{name}", query_string={"sort": value or "x"}), 400)
        assert column in problem(client.get(f"{API}/questions/{name}", query_string={f"only.{value}": "x"}), 400)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("theme=politie", "jeugd"),
        ("theme=https://w3id.org/samendoen/id/actor/politie", "jeugd"),
        ("actor=jeugd", "politie"),
        ("horizon=jeugd", "short"),
        ("owner=politie", "none, named"),
        ("words=%20", "200"),
        ("colour=red", "theme, actor, horizon, owner, step, words"),
        ("theme=jeugd&theme=drugs", "'theme'"),
        ("onlyBasis=x&onlyBasis=y", "only.basis"),
        ("onlyBasis=x&only.basis=y", "only.basis"),
        ("onlyColour=x", "measure_label"),
        ("onlycolour=x", "theme"),
        ("page=1", "page"),
        ("size=all", "size"),
        ("sort=colour", "measure_label"),
        ("sort=--line", "measure_label"),
        ("format=nonsense", "csv-excel"),
        ("format=", "csv-excel"),
        ("format=table", "csv-excel"),
        ("format=json&format=csv", "format"),
        ("lang=fr", "nl, en"),
        ("lang=", "nl, en"),
        ("lang=nl&lang=en", "lang"),
        ("version=nonsense", "a to f"),
        ("version=../../x", "a to f"),
        ("edition=nonsense", "a to f"),
        ("edition=" + "a" * 300, "a to f"),
        ("edition=0123456789ABCDEF", "a to f"),
    ],
)
def test_parameter_that_does_not_fit_is_told(client: FlaskClient, query: str, says: str) -> None:
    """What does not fit is refused with 400, and with what would have fitted."""
    english = "" if "lang=" in query else "&lang=en"

    assert says in problem(client.get(f"{API}/measures?{query}{english}"), 400)


@pytest.mark.parametrize(
    "day",
    ["2020-02-30", "2020-13-01", "20200131", "31-01-2020", "2020-1-1", "today", "2020-01-31T00:00:00", "0000-01-01"],
)
def test_date_that_is_none_is_told(client: FlaskClient, day: str) -> None:
    """A date that is none is refused, with one that is."""
    assert "2020-01-31" in problem(client.get(f"{API}/questions/legislation", query_string={"on": day}), 400)


@pytest.mark.parametrize(("name", "value"), [("year", "20"), ("year", "20200"), ("minimum", "1,5"), ("minimum", "+1")])
def test_number_that_is_none_is_told(client: FlaskClient, name: str, value: str) -> None:
    """A year or number that is none is refused, with how one is written."""
    assert name in problem(client.get(f"{API}/questions/budget", query_string={name: value}), 400)


@pytest.mark.parametrize("path", ["/questions", "/openapi.json", ""])
@pytest.mark.parametrize("query", ["x=1", "format=json", "page=1", "lang=nl&lang=nl", "onlyName=x", "theme=jeugd"])
def test_fixed_address_takes_no_more_than_it_says(client: FlaskClient, path: str, query: str) -> None:
    """The list, the document and the root refuse what they do not take, and say what they do."""
    assert "lang" in problem(client.get(f"{API}{path}?{query}"), 400)


@pytest.mark.parametrize("query", [b"theme=%ff", b"%ff=1", b"theme=\xff", b"onlyBasis=%c3%28", b"words=%ed%a0%80"])
def test_bytes_that_are_no_text_are_refused(app: Flask, query: bytes) -> None:
    """Bytes that are no UTF-8 stand for nothing: 400, or as a value that names nothing."""
    status, kind = sent(app, query)

    assert (status, kind) in [(400, "application/problem+json"), (200, "application/json")]
    assert status == 400 or query.startswith((b"onlyBasis", b"words"))


@pytest.mark.parametrize(
    "accept", ["image/png", "nonsense/nonsense", "application/json;q=0", "a b c", "text/html;level=9"]
)
@pytest.mark.parametrize("path", ["/measures", "/questions", "/openapi.json"])
def test_accept_that_nothing_fits_is_told(client: FlaskClient, path: str, accept: str) -> None:
    """Who accepts nothing that is given gets 406, with what is given."""
    assert "application/json" in problem(client.get(f"{API}{path}", headers={"Accept": accept}), 406)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/questions/nope", 404),
        (f"/questions/{'a' * 5000}", 404),
        ("/questions/..%2F..%2Fetc", 404),
        ("/questions/themes%00", 404),
        ("/questions/Themes", 404),
        ("/nope", 404),
        ("/measures?version=000000000000", 404),
        ("/measures?edition=0000000000000000", 404),
        (f"/questions/{'a' * 5000}?edition=0000000000000000", 404),
    ],
)
def test_what_is_not_there_is_told(client: FlaskClient, path: str, status: int) -> None:
    """A question, version or edition that is not there is answered 404."""
    assert problem(client.get(f"{API}{path}"), status)


def test_answer_past_the_limit_is_told(folder: Path) -> None:
    """An answer that is larger than the limit is answered 413, with the name of the setting that limits it."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_ANSWER_BYTES="400000") as app:
        answer = app.test_client().get(f"{API}/questions/evidence?lang=en")
        told = problem(answer, 413)

    assert answer.get_json()["limit"] == "answer_bytes"
    assert "400000" in told


@pytest.mark.parametrize(
    "query", ["theme=nope", "colour=red", "format=nonsense", "words=%00", "version=nonsense", "page=1", "sort=colour"]
)
def test_problem_is_told_in_the_language_asked(client: FlaskClient, query: str) -> None:
    """What is wrong is told in Dutch to who reads Dutch, and in English to who reads English."""
    dutch, english = (problem(client.get(f"{API}/measures?{query}&lang={lang}"), 400) for lang in ("nl", "en"))

    assert dutch != english
