"""Tests of the search as data and as page, where there are several plans: each result says whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.several import FIRST, SECOND, build_several, several_app, several_client, several_version
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

__all__ = ["several_app", "several_client", "several_version"]

LABELS = {FIRST: "Veilig Zilverhaven 2031-2034", SECOND: f"Veilig {SECOND} 2031-2034"}


def test_result_says_of_which_plan_it_is(several_client: FlaskClient) -> None:
    """A result has the key and the name of its plan, and neither where it belongs to none."""
    results = several_client.get("/api/v1/search?q=brandweer").get_json()["results"]

    for result in results:
        key = next((key for key in LABELS if f"/{key}/" in result["iri"]), None)
        assert (result["plan"], result["plan_label"]) == (key, LABELS.get(key or ""))
    assert {result["plan"] for result in results} == {FIRST, SECOND, None}


@pytest.mark.parametrize("path", ["search", "suggestions"])
def test_plan_narrows_it(several_client: FlaskClient, path: str) -> None:
    """With `plan` there is nothing of another plan."""
    body = several_client.get(f"/api/v1/{path}?q=brandweer&plan={SECOND}").get_json()
    found = body["results" if path == "search" else "suggestions"]

    plans = {"search": {SECOND, None}, "suggestions": {SECOND}}
    assert {result["plan"] for result in found} == plans[path]


def test_suggestions_are_one_for_each_plan_as_long_as_that_is_short(several_client: FlaskClient) -> None:
    """Two plans with the same name are two suggestions, each with its plan."""
    found = several_client.get("/api/v1/suggestions?q=brandweer").get_json()["suggestions"]

    assert sorted(it["plan"] for it in found if it["label"] == "Brandweer") == sorted([FIRST, SECOND])


def test_name_that_many_plans_have_is_one_suggestion(tmp_path: Path) -> None:
    """Where many plans have a name it is suggested once, and leads to what has it."""
    build_several(tmp_path / "data", ["a-1", "b-2", "c-3"])
    with opened(SAMENDOEN_DATA=str(tmp_path / "data")) as app:
        client = app.test_client()
        found = client.get("/api/v1/suggestions?q=brandweer&lang=en").get_json()["suggestions"]
        (one,) = [it for it in found if it["label"] == "Fire service"]
        page = client.get(one["href"]).get_data(as_text=True)

    assert (one["plan"], one["plan_label"]) == (None, "in several plans")
    assert page.count('class="owner"') == 4


def test_page_says_of_which_plan_a_result_is(several_client: FlaskClient, client: FlaskClient) -> None:
    """Each result on the page has its plan behind it, or the register; with one plan nothing is said."""
    page = several_client.get("/search?q=brandweer&lang=en", headers={"Accept": "text/html"}).get_data(as_text=True)
    alone = client.get("/search?q=brandweer&lang=en", headers={"Accept": "text/html"}).get_data(as_text=True)

    assert f'<span class="owner">Safe {SECOND}' in page or '<span class="owner">Safe Zilverhaven' in page
    assert '<span class="owner">register, for all plans</span>' in page
    assert 'class="owner"' not in alone
