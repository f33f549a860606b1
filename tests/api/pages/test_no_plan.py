"""The pages without a plan: each answers, and says that there is none and how to add one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from graph.build import build_version
from graph.sources import list_model_sources
from queries.questions import Library
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

HTML = {"Accept": "text/html"}
LISTS = (
    *("/", "/plans", "/themes", "/gaps", "/coverage", "/network"),
    *("/calendar", "/decisions", "/defects", "/levels", "/money"),
)
QUESTIONS = ("/measures", "/partners", "/legislation", *(f"/questions/{name}" for name in Library().questions))


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Open the app over a version of the model alone, without a plan."""
    folder: Path = tmp_path_factory.mktemp("empty") / "data"
    build_version(folder, packaged=list_model_sources())
    with opened(SAMENDOEN_DATA=str(folder)) as app:
        yield app


@pytest.mark.parametrize("path", LISTS)
def test_page_says_that_there_is_no_plan(empty_app: Flask, path: str) -> None:
    """A page about plans says that there is none, and the command that adds one."""
    text = empty_app.test_client().get(path, headers=HTML).get_data(as_text=True)

    assert "Er is hier nog geen plan." in text
    assert "samendoen plan add" in text
    assert "None" not in text


@pytest.mark.parametrize("path", [*QUESTIONS, "/questions", "/search?q=water", "/sparql", "/calendar/calendar.ics"])
def test_page_answers_without_a_plan(empty_app: Flask, path: str) -> None:
    """Every other page answers as well, and none says that "the plan" mentions nothing."""
    answer = empty_app.test_client().get(path, headers=HTML)

    assert answer.status_code == 200
    assert "het plan noemt er geen" not in answer.get_data(as_text=True)


def test_worklist_without_a_plan_has_no_rows(empty_app: Flask) -> None:
    """The list to work off is a workbook without rows."""
    answer = empty_app.test_client().get("/gaps/worklist.xlsx")

    assert load_workbook(BytesIO(answer.data)).worksheets[0].max_row == 1


def test_nothing_is_a_page_of_its_own(empty_app: Flask) -> None:
    """What is not there is 404, also where no plan could have it."""
    client = empty_app.test_client()

    for path in ("/plans/nope", "/themes/nope", "/partners/nope", "/legislation/nope", "/themes/nope/nope"):
        assert client.get(path, headers=HTML).status_code == 404
