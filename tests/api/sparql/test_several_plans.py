"""Tests of SPARQL over several plans: the query of an answer, and the plan that a query is asked of."""

from __future__ import annotations

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
    """The query that an answer shows gives the same rows over every graph of the version."""
    question = QUESTIONS[name]
    answer = ask(several, question, list_needed(question, several), "nl", [several.find(key)])
    found = several_client.post("/sparql", data={"query": answer.sparql}, headers={"Accept": "application/json"})
    names = [column.name for column in question.selected]
    rows = [{it: row[it] for it in names if it in row} for row in answer.solutions]
    assert found.get_json()["results"]["bindings"] == rows
