"""The search as data: the promised shape, the same results as the page, and faults that a program can read."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from api.rest.search import SUGGESTED

if TYPE_CHECKING:
    from flask.testing import FlaskClient

API = "/api/v1"
#: As many results as are given at once.
PAGE_SIZE = 20
PLAN = "meierij-2019-2022"
RESULT = {"iri", "id", "kind", "kind_label", "label", "matched", "snippet", "plan", "plan_label", "href"}
#: What a suggestion has of that.
SUGGESTION = ("label", "kind", "kind_label", "plan", "plan_label", "href")
INJECTION = "<script>alert(1)</script> \" ' & jeugd"


def found(client: FlaskClient, **values: object) -> dict[str, Any]:
    """Give the JSON that answers the search for *values*."""
    answer = client.get(f"{API}/search", query_string=values)
    assert answer.status_code == 200
    body: dict[str, Any] = answer.get_json()
    return body


def suggested(client: FlaskClient, words: str, language: str = "nl") -> list[dict[str, str]]:
    """Give what is suggested for *words*."""
    answer = client.get(f"{API}/suggestions", query_string={"q": words, "lang": language})
    assert answer.status_code == 200
    body = answer.get_json()
    assert body["count"] == len(body["suggestions"])
    suggestions: list[dict[str, str]] = body["suggestions"]
    return suggestions


def test_result_has_the_promised_shape(client: FlaskClient) -> None:
    """The answer says what was asked, over which version, and of each result what it is and where its page is."""
    body = found(client, q="Ondernijning")
    first = body["results"][0]

    assert body.keys() == {"query", "version", "count", "partial", "results"}
    assert (body["query"], body["partial"]) == ("Ondernijning", False)
    assert body["count"] > len(body["results"]) == PAGE_SIZE
    assert first.keys() == RESULT
    assert first["iri"] == "https://w3id.org/samendoen/id/theme/meierij-2019-2022/ondermijning"
    assert (first["id"], first["kind"], first["kind_label"]) == ("ondermijning", "theme", "thema")
    assert (first["matched"], first["href"]) == ("misspelt", "/themes/meierij-2019-2022/ondermijning")
    assert (first["plan"], first["plan_label"]) == (PLAN, "Integraal veiligheidsplan 2019-2022 (basisteam Meierij)")
    assert "Ondernijning" in first["snippet"]


def test_question_has_no_iri(client: FlaskClient) -> None:
    """A question is a result too; it has an address but no IRI, and is of no plan."""
    first = found(client, q="Welke maatregelen staan in het plan, en van wie zijn ze?")["results"][0]

    assert (first["iri"], first["kind"], first["href"]) == (None, "question", "/questions/measures")
    assert (first["plan"], first["plan_label"]) == (None, None)


@pytest.mark.parametrize(("language", "label"), [("nl", "Politie"), ("en", "Police")])
def test_language_is_that_of_the_labels(client: FlaskClient, language: str, label: str) -> None:
    """The labels come in the language that is asked for, and a name is found in either."""
    assert found(client, q="police", lang=language)["results"][0]["label"] == label
    assert found(client, q="politie", lang=language)["results"][0]["label"] == label


def test_parts_make_the_whole(client: FlaskClient) -> None:
    """With `limit` and `offset` one walks through all results, each once, in the order of the whole."""
    whole = found(client, q="jeugd", limit=100)
    parts = [found(client, q="jeugd", limit=7, offset=start) for start in range(0, whole["count"], 7)]

    assert whole["count"] in range(21, 100)
    assert len(found(client, q="jeugd")["results"]) == 20
    assert [it for part in parts for it in part["results"]] == whole["results"]
    assert found(client, q="jeugd", offset=whole["count"])["results"] == []


def test_kind_narrows(client: FlaskClient) -> None:
    """With `kind` only things of that kind are given, and counted."""
    whole = found(client, q="jeugd", limit=100)["results"]
    goals = found(client, q="jeugd", kind="goal", limit=100)

    assert goals["count"] == len(goals["results"]) > 0
    assert goals["results"] == [it for it in whole if it["kind"] == "goal"]


def test_partial_answer_says_so(client: FlaskClient) -> None:
    """A program can see that nothing has all of the words."""
    assert found(client, q="jeugd qqqq")["partial"] is True
    assert found(client, q="qqqq") | {"version": ""} == {
        "query": "qqqq",
        "version": "",
        "count": 0,
        "partial": False,
        "results": [],
    }


@pytest.mark.parametrize("words", ["jeugd", "veilgheid", "overlast jongeren", "politie", "Meerij", "jeugd qqqq"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_and_data_are_equal(client: FlaskClient, words: str, language: str) -> None:
    """The page shows the same results as the data, in the same order, with the same addresses and number."""
    body = found(client, q=words, lang=language)
    page = client.get("/search", query_string={"q": words, "lang": language}).get_data(as_text=True)
    listed = page.partition('<ol class="found"')[2].partition("</ol>")[0]
    links = re.findall(r'<li><a href="([^"]*)">(.*?)</a> <span class="kind">([^<]*)', listed)
    shown = [(unescape(href), unescape(re.sub("</?mark>", "", text)), unescape(kind)) for href, text, kind in links]

    assert shown == [(it["href"], it["label"], it["kind_label"]) for it in body["results"]]
    assert re.search(rf">{body['count']} \w+", page) or not body["count"]


def test_each_kind_leads_to_a_page(client: FlaskClient) -> None:
    """Of each kind there is, the first thing found has a page at the address that is given."""
    index = client.application.extensions["samendoen"].now.search.index("nl")
    entries = {it.kind: it for it in index.entries}
    paths = {}
    for kind, entry in entries.items():
        results = found(client, q=entry.label("nl"), kind=kind, limit=100)["results"]
        paths[kind] = next(it["href"] for it in results if it["id"] == entry.id)

    assert len(paths) > 30
    assert {kind: href for kind, href in paths.items() if client.get(href).status_code != 200} == {}


def test_suggestions_are_the_best_results(client: FlaskClient) -> None:
    """What is suggested is what the search would put first, at most eight, with label, kind, plan and address."""
    suggestions = suggested(client, "veilig")
    results = found(client, q="veilig", limit=SUGGESTED)["results"]

    assert len(suggestions) == SUGGESTED
    assert suggestions == [{key: it[key] for key in SUGGESTION} for it in results]


def test_suggestions_begin_with_the_first_letters(client: FlaskClient) -> None:
    """While one types, what is meant is there already; without words, or where nothing has all, there is nothing."""
    assert "Police" in [it["label"] for it in suggested(client, "polic", "en")]
    assert "/themes/meierij-2019-2022/jeugd" in [it["href"] for it in suggested(client, "jeugdov")]
    assert suggested(client, "") == suggested(client, "  ") == suggested(client, "jeugd qqqq") == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/search", "'q'"),
        ("/search?q=", "'q'"),
        ("/search?q=%20%20", "'q'"),
        ("/search?q=a&q=b", "'q'"),
        ("/search?q=a&limit=0", "1 "),
        ("/search?q=a&limit=101", "100"),
        ("/search?q=a&limit=ten", "100"),
        ("/search?q=a&limit=-1", "100"),
        ("/search?q=a&offset=-1", "'offset'"),
        ("/search?q=a&offset=9999999999", "'offset'"),
        ("/search?q=a&limit=%D9%A1", "'limit'"),
        ("/search?q=a&kind=nope", "theme"),
        ("/search?q=a&page=2", "'page'"),
        ("/search?q=a&colour=red", "'colour'"),
        ("/search?q=a&lang=fy", "nl, en"),
        (f"/search?q={'a' * 10_000}", "200"),
        (f"/search?q={'a+' * 30}", "24"),
        (f"/suggestions?q={'a' * 201}", "200"),
        ("/suggestions?q=a&limit=3", "'limit'"),
        ("/suggestions?q=a&q=b", "'q'"),
    ],
)
def test_bad_parameter_is_a_problem(client: FlaskClient, address: str, told: str) -> None:
    """What cannot be asked answers 400 with problem+json that names the parameter, or what it takes."""
    answer = client.get(f"{API}{address}")
    body = answer.get_json()

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert told in body["detail"]
    assert len(body["detail"]) < 1500


@pytest.mark.parametrize("path", ["/search?q=jeugd", "/suggestions?q=jeugd"])
def test_answer_carries_its_version_and_tag(client: FlaskClient, path: str) -> None:
    """Both carry the version of the API and an ETag, with which one need not fetch the same again."""
    answer = client.get(f"{API}{path}")
    again = client.get(f"{API}{path}", headers={"If-None-Match": answer.headers["ETag"]})
    english = client.get(f"{API}{path}&lang=en")

    assert re.fullmatch(r"\d+\.\d+\.\d+", answer.headers["API-Version"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Vary"] == "Accept, Accept-Language, Cookie, Accept-Encoding"
    assert again.status_code == 304
    assert english.headers["ETag"] != answer.headers["ETag"]


def test_words_come_back_as_they_were(client: FlaskClient) -> None:
    """Whatever was asked is repeated as JSON, and finds what its words find."""
    body = found(client, q=INJECTION)

    assert body["query"] == INJECTION
    assert body["results"]
