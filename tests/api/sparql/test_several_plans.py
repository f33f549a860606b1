"""Tests of SPARQL over several plans: the query of an answer, and the plan that a query is asked of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from queries.answers import ask, list_choices
from queries.questions import Library
from tests.several import FIRST, SECOND, several, several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from queries.plans import Plans
    from queries.questions import Question

__all__ = ["several", "several_app", "several_client", "several_version"]

QUESTIONS = Library().questions


def list_needed(question: Question, plans: Plans) -> dict[str, str]:
    """List a value for each parameter that *question* needs."""
    needed = [it for it in question.parameters if it.required and not it.default]
    return {it.name: list_choices(next(iter(plans)).engine, it)[0].id for it in needed}


@pytest.mark.parametrize("key", [FIRST, SECOND])
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_query_of_an_answer_gives_its_rows(several: Plans, several_client: FlaskClient, name: str, key: str) -> None:
    """The query that an answer shows gives the same rows over every graph of the version.

    It gathers the places of the lines, which an answer tells as lines.
    """
    question = QUESTIONS[name]
    answer = ask(several, question, list_needed(question, several), "nl", [several.find(key)])
    found = several_client.post("/sparql", data={"query": answer.sparql}, headers={"Accept": "application/json"})
    names = [column.name for column in question.selected if column.type != "lines"]
    rows = [{it: row[it] for it in names if it in row} for row in answer.solutions]
    bindings = found.get_json()["results"]["bindings"]
    assert [{it: row[it] for it in names if it in row} for row in bindings] == rows
    assert [bool(row.get("lines")) for row in bindings] == [bool(row.get("lines")) for row in answer.solutions]


COUNT = "SELECT (COUNT(?s) AS ?n) { ?s a <https://w3id.org/samendoen/def#Measure> }"
NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
SRJ = {"Accept": "application/sparql-results+json"}
HTML = {"Accept": "text/html"}


def list_values(client: FlaskClient, query: str, *plans: str, **how: str) -> set[str]:
    """List the values that *query* gives over the *plans*, sent by GET or, where *how* says so, by POST."""
    if how.get("method") == "post":
        answer = client.post("/sparql", data={"query": query, "plan": list(plans)}, headers=SRJ)
    else:
        answer = client.get("/sparql", query_string={"query": query, "plan": plans}, headers=SRJ)
    rows = answer.get_json(force=True)["results"]["bindings"]
    return {term["value"] for row in rows for term in row.values()}


@pytest.mark.parametrize("method", ["get", "post"])
def test_query_is_asked_of_the_plan_that_is_named(several_client: FlaskClient, method: str) -> None:
    """With `plan` the default graph is that of one plan, and its graphs are the named ones; without it all are."""
    everything, one = list_values(several_client, COUNT), list_values(several_client, COUNT, SECOND, method=method)
    graphs = list_values(several_client, NAMED, SECOND, method=method)

    assert int(everything.pop()) == 2 * int(one.pop()) > 0
    assert {graph.partition("/id/graph/")[2] for graph in graphs if SECOND in graph} == {
        f"{SECOND}/stated",
        f"{SECOND}/derived",
        f"{SECOND}/summary",
    }
    assert not [graph for graph in graphs if FIRST in graph]
    assert any(graph.endswith("/graph/model") for graph in graphs)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": SECOND, "default-graph-uri": "https://w3id.org/samendoen/id/graph/model"}, "default-graph-uri"),
        ({"plan": "nergens"}, SECOND),
        ({"plan": [SECOND, SECOND]}, SECOND),
    ],
)
def test_plan_that_cannot_be_meant_is_refused(
    several_client: FlaskClient, query: dict[str, str | list[str]], said: str
) -> None:
    """A plan with graphs beside it, one that is not there, and one given twice, are refused with what would do."""
    answer = several_client.get("/sparql", query_string={"query": "ASK { }", "lang": "en", **query}, headers=SRJ)

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert said in answer.get_json()["detail"]


def test_answers_of_two_plans_have_tags_of_their_own(several_client: FlaskClient) -> None:
    """Who has the answer of one plan is not told that it is the answer of another."""
    first, second = (several_client.get("/sparql", query_string={"query": COUNT, "plan": it}) for it in (FIRST, SECOND))
    again = several_client.get(
        "/sparql", query_string={"query": COUNT, "plan": SECOND}, headers={"If-None-Match": first.headers["ETag"]}
    )

    assert first.headers["ETag"] != second.headers["ETag"]
    assert again.status_code == 200


def test_description_says_of_which_plan_a_graph_is(several_client: FlaskClient) -> None:
    """The Service Description names the plan of each graph of a plan, and none for a common one."""
    text = several_client.get("/sparql", headers={"Accept": "application/n-triples"}).get_data(as_text=True)
    about = [line for line in text.splitlines() if "<http://purl.org/dc/terms/subject>" in line]

    assert len([line for line in about if f"/id/plan/{FIRST}>" in line]) == 3
    assert len([line for line in about if f"/id/plan/{SECOND}>" in line]) == 3
    assert len(about) == 6


def test_editor_keeps_the_plan(several_client: FlaskClient) -> None:
    """The plan that was chosen stays chosen, goes with the query, and is the one that an example is of."""
    page = several_client.get(f"/sparql?from=measures&plan={SECOND}", headers=HTML).get_data(as_text=True)
    query = page.partition("<textarea")[2].partition("</textarea>")[0]

    assert f'<option value="{SECOND}" selected>' in page
    assert f'name="plan" value="{SECOND}"' in page
    assert f"/graph/{SECOND}/stated&gt;" in query
    assert FIRST not in query
    assert date.today().isoformat() in query  # noqa: DTZ011  as the server has it, where no day was chosen


def test_editor_says_of_which_plan_an_example_is(several_client: FlaskClient) -> None:
    """Where no plan was chosen, the page says of which the query is that it shows."""
    page = several_client.get("/sparql?from=measures&lang=en", headers=HTML).get_data(as_text=True)

    assert "This is its query for the first: " in page


def test_editor_over_one_plan_has_no_choice_of_plans(client: FlaskClient) -> None:
    """Where there is one plan, nobody is asked which."""
    assert 'id="of"' not in client.get("/sparql", headers=HTML).get_data(as_text=True)
