"""Errors: each has a status, each is in the drawing, and each is told to programs and to people."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from api.http import errors as answers
from api.http import language
from graph import errors
from graph.errors import (
    BadParameter,
    BrokenQuestion,
    QueryError,
    SamendoenError,
    UnknownEdition,
    UnknownQuestion,
    UnknownVersion,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DRAWN = re.compile(r"^(?P<branch>[│├└─ ]*)(?P<name>[A-Z][A-Za-z]+)\b", re.MULTILINE)
RAISED: dict[str, QueryError] = {
    **{
        kind.__name__: kind("It is %(what)s.", what="so")
        for kind in answers.STATUS
        if kind.__init__ is SamendoenError.__init__
    },
    "UnknownQuestion": UnknownQuestion("nope", ["themes"]),
    "BadParameter": BadParameter("theme", "The parameter %(parameter)r is wrong."),
    "BrokenQuestion": BrokenQuestion(Path("who.rq"), 3, "It lacks %(what)s.", what="a title"),
}
#: What is wrong with what was asked of the library, and not with a query.
ASKING = {UnknownQuestion, BadParameter, BrokenQuestion, UnknownEdition, UnknownVersion}


def family(base: type[SamendoenError]) -> dict[str, str]:
    """Give the name of each class below *base*, with the name of the class it is made of."""
    below = base.__subclasses__()
    return dict(chain(((kind.__name__, base.__name__) for kind in below), *(family(kind).items() for kind in below)))


def drawing() -> dict[str, str]:
    """Give what the tree at the top of `graph/errors.py` says: each name with the name it hangs under."""
    above: dict[int, str] = {}
    drawn: dict[str, str] = {}
    for found in DRAWN.finditer((errors.__doc__ or "").partition("\n\n")[2]):
        depth = len(found["branch"]) // 4
        above[depth] = found["name"]
        if depth:
            drawn[found["name"]] = above[depth - 1]
    return drawn


def test_every_query_error_has_a_status() -> None:
    """A new kind of QueryError cannot be added without deciding its status."""
    kinds = set(family(QueryError))

    assert kinds
    assert {kind.__name__ for kind in answers.STATUS} == kinds


def test_drawn_tree_is_the_tree() -> None:
    """The tree at the top of `graph/errors.py` names every class there, under the class it is made of."""
    assert drawing()
    assert drawing() == {name: base for name, base in family(SamendoenError).items() if hasattr(errors, name)}


def failing(error: Exception) -> Flask:
    """Make an app that fails with *error*."""
    app = Flask(__name__)
    language.register(app)
    answers.register(app)

    @app.get("/")
    def fail() -> str:
        raise error

    return app


@pytest.mark.parametrize("name", RAISED)
def test_error_is_answered_with_its_status(name: str) -> None:
    """Each error reaches a program as problem+json with its status and its message."""
    error = RAISED[name]

    answer = failing(error).test_client().get("/", headers={"Accept-Language": "en"})

    assert answer.status_code == answers.STATUS[type(error)]
    assert answer.content_type == "application/problem+json"
    assert answer.get_json().keys() == {"type", "status", "title", "detail", "instance"}
    assert answer.get_json()["status"] == answer.status_code
    assert answer.get_json()["detail"]
    assert ("Retry-After" in answer.headers) == (answer.status_code == 503)


def test_error_names_the_limit_that_was_passed() -> None:
    """An error that knows which limit was passed says so, by the name of the setting."""
    error = errors.QueryTooLarge("It is too large.").of("answer_bytes")

    assert failing(error).test_client().get("/").get_json()["limit"] == "answer_bytes"


def test_every_problem_of_a_query_has_a_type() -> None:
    """An error of the engine has a type and a title of its own, and no two have the same."""
    with failing(ValueError()).test_request_context():
        titles = answers.list_problem_titles()

    assert titles.keys() == answers.STATUS.keys() - ASKING
    assert len(set(titles.values())) == len({answers.to_problem_name(kind) for kind in titles}) == len(titles)


def test_what_nobody_foresaw_is_told_without_its_inside() -> None:
    """An error of ours is answered 500 as problem+json, without a word of what went wrong where."""
    answer = failing(RuntimeError("inside")).test_client().get("/")

    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert "inside" not in answer.get_data(as_text=True)
    assert "Traceback" not in answer.get_data(as_text=True)


def test_every_error_was_raised() -> None:
    """The test above tries each kind of error that has a status."""
    assert RAISED.keys() == {kind.__name__ for kind in answers.STATUS}


#: A fault of each kind in the address of a page, with what heads the page of it and where that leads.
FAULTS = {
    "/gaps?kind=x&theme=water": (400, "Deze keuze kan hier niet", "/gaps?theme=water"),
    "/coverage?theme=x": (400, "Deze keuze kan hier niet", "/coverage"),
    "/network?format=x": (406, "Dat bestand is er niet van deze pagina", "/network"),
    "/nothing": (404, "Niet gevonden", "/"),
    "/themes/zilverhaven-2031/nope": (404, "", "/themes"),
    "//elsewhere.example/x": (404, "Niet gevonden", "/"),
}
#: Words of code, which people do not read.
CODE = re.compile(r"parameter|\bGET\b|openapi|None|Traceback|\bkind\b|\bformat\b|'x'")


@pytest.mark.parametrize(("path", "status", "heading", "link"), [(path, *it) for path, it in FAULTS.items()])
def test_page_of_an_error_is_for_people(client: FlaskClient, path: str, status: int, heading: str, link: str) -> None:
    """The page says what is the matter without words of code, leads on, and tells the rest only to who unfolds it."""
    answer = client.get(path, headers={"Accept": "text/html"})
    main = answer.text.partition('<main id="main"')[2].partition("</main>")[0]
    seen = re.sub(r"<[^>]+>", " ", re.sub(r"<details>.*?</details>", "", main, flags=re.DOTALL))

    assert answer.status_code == status
    assert heading in main.partition("</h1>")[0]
    assert heading in answer.text.partition("</title>")[0]
    assert f'href="{link}"' in main
    assert not CODE.search(seen)
    assert 'href="//' not in answer.text


def test_wrong_method_leads_on(client: FlaskClient) -> None:
    """Who sent something to a page reads that it is there to be read, and the methods stand below it."""
    answer = client.post("/measures", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "Deze pagina is er om te lezen" in answer.text
    assert "GET, HEAD, OPTIONS" in answer.text.partition("<details><summary>Wat er precies niet klopt")[2]
