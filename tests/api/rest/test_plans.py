"""Tests of plans under `/api/v1`: which are asked, what is said of each, and how the description documents it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from queries.questions import Library
from tests.several import FIRST, SECOND, several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

__all__ = ["several_app", "several_client", "several_version"]

JSON = {"Accept": "application/json"}
PATHS = ("measures", "measures?owner=none", "cooperation", *(f"questions/{name}" for name in ("themes", "gaps")))


@pytest.mark.parametrize("path", PATHS)
def test_question_is_asked_of_the_plan_that_is_named(several_client: FlaskClient, path: str) -> None:
    """With a key only the rows of that plan are there; without one those of each, with its plan and name."""
    joined = "&" if "?" in path else "?"
    one = several_client.get(f"/api/v1/{path}{joined}plan={SECOND}", headers=JSON).get_json()
    other = several_client.get(f"/api/v1/{path}{joined}plan={FIRST}", headers=JSON).get_json()
    both = several_client.get(f"/api/v1/{path}", headers=JSON).get_json()

    assert one["plans"] == [SECOND]
    assert one["rows"]
    assert {urlsplit(row["plan"]).path.rpartition("/")[2] for row in one["rows"]} == {SECOND}
    assert {row["plan_label"] for row in one["rows"]} == {f"Veilig {SECOND} 2031-2034"}
    assert sorted(both["plans"]) == sorted([FIRST, SECOND])
    assert both["rows"] == [row for key in both["plans"] for row in (one if key == SECOND else other)["rows"]]


def test_several_plans_are_answered_in_the_order_in_which_they_are_named(several_client: FlaskClient) -> None:
    """`plan` is given once for each plan; the answers stand one after another."""
    keys = [FIRST, SECOND]
    for wanted in (keys, keys[::-1]):
        query = "&".join(f"plan={key}" for key in wanted)
        body = several_client.get(f"/api/v1/questions/themes?{query}", headers=JSON).get_json()
        assert body["plans"] == wanted
        assert list(dict.fromkeys(row["plan"].rpartition("/")[2] for row in body["rows"])) == wanted


def test_question_of_the_register_is_asked_of_no_plan(several_client: FlaskClient) -> None:
    """What is asked of the register is the same whatever plan is chosen, and says of no row whose it is."""
    names = [name for name, question in Library().questions.items() if not question.by_plan]
    for name in names:
        body = several_client.get(f"/api/v1/questions/{name}?plan={FIRST}", headers=JSON).get_json()
        assert body["plans"] == []
        assert "plan" not in {column["name"] for column in body["columns"]}


@pytest.mark.parametrize("path", ["measures", "cooperation", "questions/themes", "plans", "search?q=water"])
@pytest.mark.parametrize("query", ["plan=nergens", f"plan={SECOND}&plan={SECOND}"])
def test_plan_that_cannot_be_meant_is_a_problem(several_client: FlaskClient, path: str, query: str) -> None:
    """A plan that is not there, or is given twice, is refused as problem+json, which names those that are known."""
    answer = several_client.get(f"/api/v1/{path}{'&' if '?' in path else '?'}{query}", headers=JSON)

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert SECOND in answer.get_json()["detail"]


def test_answers_of_two_plans_have_tags_of_their_own(several_client: FlaskClient) -> None:
    """Who has the answer of one plan is not told that it is the answer of another."""
    first, second = (several_client.get(f"/api/v1/measures?plan={key}", headers=JSON) for key in (FIRST, SECOND))
    again = several_client.get(
        f"/api/v1/measures?plan={SECOND}", headers={**JSON, "If-None-Match": first.headers["ETag"]}
    )

    assert first.headers["ETag"] != second.headers["ETag"]
    assert again.status_code == 200


def test_list_of_plans_says_whose_each_is(several_client: FlaskClient) -> None:
    """Each plan has its key, name, publishers, days, documents, and how much there is in it, as the answers have it."""
    body = several_client.get("/api/v1/plans", headers=JSON).get_json()
    plan = next(it for it in body["plans"] if it["key"] == SECOND)
    measures = several_client.get(f"/api/v1/measures?plan={SECOND}", headers=JSON).get_json()["rows"]
    partners = several_client.get(f"/api/v1/questions/partners?plan={SECOND}", headers=JSON).get_json()["rows"]

    assert body["count"] == len(body["plans"]) == 2
    assert (plan["label"], plan["starts"], plan["ends"]) == (f"Veilig {SECOND} 2031-2034", "2031-01-01", "2034-12-31")
    assert plan["publishers"][0]["label"] == "Gemeente Zilverhaven"
    assert f"document/{SECOND}/plan" in {it["iri"].rpartition("/id/")[2] for it in plan["documents"]}
    assert not [it for it in plan["documents"] if FIRST in it["iri"]]
    assert plan["counts"]["measures"] == len({row["measure"] for row in measures}) > 0
    assert plan["counts"]["partners"] == len({row["actor"] for row in partners}) > 0


def test_description_documents_the_plans(several_client: FlaskClient) -> None:
    """The parameter is a list with the keys that there are, on every question; an answer that it shows conforms."""
    document = several_client.get("/api/v1/openapi.json", headers=JSON).get_json()
    parameter = document["components"]["parameters"]["plan"]
    reference = {"$ref": "#/components/parameters/plan"}

    assert (parameter["schema"]["type"], parameter["explode"]) == ("array", True)
    assert set(parameter["schema"]["items"]["enum"]) == {"", FIRST, SECOND}
    assert {it["value"][0] for it in parameter["examples"].values()} == {FIRST, SECOND}
    for path, item in document["paths"].items():
        if path not in ("/openapi.json", "/questions", "/networks"):
            assert reference in item["get"]["parameters"], path
    answer = document["components"]["schemas"]["MeasuresAnswer"]["properties"]
    assert {"plan", "plan_label", "document", "document_label", "page"} <= answer["rows"]["items"]["properties"].keys()
    assert "plans" in answer


def test_page_of_the_api_shows_the_keys(several_client: FlaskClient) -> None:
    """People see which keys `plan` takes."""
    page = several_client.get("/api/v1", headers={"Accept": "text/html"}).get_data(as_text=True)

    assert f"<code>{SECOND}, {FIRST}</code>" in page


def test_page_of_the_api_is_no_larger_than_any_page(several_client: FlaskClient) -> None:
    """What many addresses take is there once, so that the page keeps to what every page keeps."""
    page = several_client.get("/api/v1", headers={"Accept": "text/html"}).get_data(as_text=True)

    assert len(page.encode()) < 300_000
    assert len(re.findall(r"<[a-z]", page)) < 5_000
