"""Files of what is chosen, made once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from api.networks.choice import parse_choice
from api.networks.taken import TABLE, find_file
from graph.errors import BadParameter
from tests.scopes import make_url

if TYPE_CHECKING:
    from api.requests.scope import Scope


def take(scope: Scope, name: str = "json", **parameters: str) -> bytes:
    """Take along what a URL with *parameters* chooses."""
    url = make_url("/network", **parameters)
    return find_file(scope, url, parse_choice(url), name)


def test_file_is_the_same_wherever_the_website_is_reached(scope: Scope) -> None:
    """Another address and a choice of plans that is all of them give the same bytes: links are IRIs."""
    key = next(iter(scope.plans)).key
    elsewhere = replace(scope, root="https://elsewhere.example/x", origin="https://elsewhere.example", picked=(key,))

    for name in ("json", "svg", "csv"):
        assert take(scope, name) == take(elsewhere, name)
    assert b"elsewhere.example" not in take(elsewhere)


def test_file_says_what_was_chosen(scope: Scope) -> None:
    """What narrows the network is told to programs under the names that addresses have; also what decided itself."""
    body = json.loads(take(scope, weight="2", basis="stated", author="with"))

    assert body["parameters"] == {"weight": "2", "basis": "stated", "author": "with"}
    assert (body["version"], body["view"]) == (scope.version.digest, "cooperation")
    assert json.loads(take(scope))["parameters"]["author"] in ("with", "without")
    assert {link["basis"] for link in body["links"]} <= {"stated"}


def test_rows_that_are_kept_narrow_the_file(scope: Scope) -> None:
    """Rows kept by a column, as a page keeps them, are all that is in a file."""
    whole = json.loads(take(scope, author="with"))
    labels = sorted({link["about_label"] for link in whole["links"]})
    part = json.loads(take(scope, author="with", only__subject_label=labels[0]))

    assert {link["about_label"] for link in part["links"]} == {labels[0]}
    assert part["parameters"]["only.subject_label"] == labels[0]
    assert 0 < part["count"]["links"] < whole["count"]["links"]


def test_focus_that_is_not_there_is_refused(scope: Scope) -> None:
    """A focus that names nothing is a mistake; one that is there keeps what is near it."""
    whole = json.loads(take(scope, author="with"))
    near = json.loads(take(scope, author="with", focus=whole["nodes"][0]["label"]))

    assert whole["nodes"][0]["id"] in {node["id"] for node in near["nodes"]}
    assert len(near["nodes"]) < len(whole["nodes"])
    with pytest.raises(BadParameter, match="nergens"):
        take(scope, focus="nergens")


def test_unknown_view_is_refused(scope: Scope) -> None:
    """A view that there is not, and a question that is no network, are refused with those that there are."""
    for view in ("nergens", "measures"):
        with pytest.raises(BadParameter, match="cooperation"):
            take(scope, view=view)


def test_table_is_for_a_terminal(scope: Scope) -> None:
    """The table has a line for each tie, under heads that people read, and no IRI."""
    links = json.loads(take(scope, author="with"))["links"]
    lines = take(scope, TABLE, author="with").decode().splitlines()
    ruled = next(place for place, line in enumerate(lines) if line.startswith("---"))

    assert "Wie of wat" in lines[ruled - 1]
    assert lines.index("", ruled) - ruled - 1 == len(links)
    assert "https://" not in "".join(lines)
