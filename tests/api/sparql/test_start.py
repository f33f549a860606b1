"""Where one starts in the editor, and what it completes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES
from queries.questions.library import load_questions

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


def test_unknown_question_is_no_dead_page(client: FlaskClient) -> None:
    """A question that is not there is said to be so, as text, with the list to choose from and a query to change."""
    answer = client.get("/sparql", query_string={"from": "<img src=x>"}, headers=HTML)
    text = answer.get_data(as_text=True)

    assert answer.status_code == 404
    assert "&lt;img src=x&gt;" in text
    assert "<img" not in text
    assert text.count("<option") == len(load_questions()) + 1
    assert "SELECT" in text.partition("<textarea")[2]


def test_question_is_a_link_away(client: FlaskClient) -> None:
    """The page leads back to the question with what was chosen there, and not with what is its own."""
    text = client.get("/sparql?from=cooperation&theme=water&lang=en&view=chart", headers=HTML).get_data(as_text=True)

    assert 'href="/questions/cooperation?theme=water"' in text
    assert '<option value="cooperation" selected>' in text


def test_choices_are_in_the_query(client: FlaskClient) -> None:
    """What was chosen at the question is written in its query, which is then no query of all there is."""
    text = client.get("/sparql?from=cooperation&theme=water", headers=HTML).get_data(as_text=True)
    query = text.partition("<textarea")[2].partition("</textarea>")[0]

    assert "id/theme/zilverhaven-2031/water&gt;" in query
    assert "?_" not in query


def test_choice_that_is_none_is_no_dead_page(client: FlaskClient) -> None:
    """A value that names nothing is said to be so; the query stands without it."""
    answer = client.get("/sparql?from=cooperation&theme=nope", headers=HTML)
    text = answer.get_data(as_text=True)

    assert answer.status_code == 400
    assert 'role="alert"' in text
    assert "nope" in text
    assert "SELECT" in text.partition("<textarea")[2]


def test_completions_are_our_terms(client: FlaskClient) -> None:
    """Every class and property of the model is there with its label in the language asked for, and every prefix."""
    found = client.get("/sparql/terms.json?lang=en").get_json()
    dutch = client.get("/sparql/terms.json?lang=nl").get_json()
    measure = {"name": "smd:Measure", "kind": "class", "label": "measure"}

    assert found["prefixes"] == PREFIXES
    assert [it for it in found["terms"] if it.items() >= measure.items()]
    assert {it["kind"] for it in found["terms"]} == {"class", "property"}
    assert all(it["definition"] for it in found["terms"])
    assert [it["name"] for it in dutch["terms"]] == [it["name"] for it in found["terms"]]
    assert next(it["label"] for it in dutch["terms"] if it["name"] == "smd:Measure") == "maatregel"
    assert all(page.startswith("/") for page in found["pages"].values())


def test_completions_can_be_kept(client: FlaskClient) -> None:
    """Who has the completions is told so."""
    tag = client.get("/sparql/terms.json").headers["ETag"]

    assert client.get("/sparql/terms.json", headers={"If-None-Match": tag}).status_code == 304
