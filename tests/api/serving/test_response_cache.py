"""The memory before the app: what was answered is given again as it was, and nothing is that may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.serving.response_cache import CachedResponse

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from api.serving.served import Served

DATA = {
    "query": "/sparql?query=ASK%20%7B%7D",
    "description": "/sparql",
    "question": "/api/v1/questions/themes",
    "list": "/api/v1/questions",
    "csv": "/api/v1/questions/themes?format=csv",
}


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what the app itself is asked, with an empty memory to begin with."""
    serving: Served = app.extensions["samendoen"]
    for key in [key for key, (kept, _) in serving.now.cache._kept.items() if isinstance(kept, CachedResponse)]:  # noqa: SLF001  to empty it
        serving.now.cache._kept.pop(key)  # noqa: SLF001  as above
    seen: list[str] = []
    dispatch = app.full_dispatch_request

    def note(*context: object) -> object:
        """Note that the app is asked."""
        seen.append("asked")
        return dispatch(*context)  # type: ignore[arg-type]  # what Flask hands on

    monkeypatch.setattr(app, "full_dispatch_request", note)
    return seen


@pytest.mark.parametrize("address", DATA.values(), ids=DATA.keys())
def test_second_answer_is_the_first(client: FlaskClient, asked: list[str], address: str) -> None:
    """Data that was given before is given again with the same status, headers and bytes; the app is asked once."""
    accept = {"Accept": "application/json, text/turtle;q=0.5"}
    one, two = (client.get(address, headers=accept) for _ in range(2))

    assert (one.status_code, len(asked)) == (200, 1)
    assert (two.status, two.data) == (one.status, one.data)
    assert dict(two.headers) == dict(one.headers)


@pytest.mark.parametrize(
    "headers",
    [{"Accept": "text/csv"}, {"Cookie": "lang=en"}, {"Host": "elsewhere.example"}, {"Accept-Language": "en"}],
    ids=str,
)
def test_whatever_an_answer_depends_on_is_minded(
    client: FlaskClient, asked: list[str], headers: dict[str, str]
) -> None:
    """Another wish, cookie, host or language is another request."""
    client.get("/api/v1/questions", headers={"Accept": "application/json"})

    client.get("/api/v1/questions", headers=headers)

    assert len(asked) == 2


@pytest.mark.parametrize("address", ["/sparql?query=SELECT", "/api/v1/questions/absent", "/", "/themes", "/healthz"])
def test_errors_and_pages_are_not_kept(client: FlaskClient, asked: list[str], address: str) -> None:
    """What is no data, or went wrong, is made anew each time."""
    for _ in range(2):
        client.get(address)

    assert len(asked) == 2


def test_language_of_data_is_not_remembered(client: FlaskClient, asked: list[str]) -> None:
    """Data in a language that was asked for set no cookie, so that they are kept for everyone; a page remembers it."""
    answers = [client.get("/api/v1/questions?lang=en") for _ in range(2)]
    page = client.get("/themes?lang=en", headers={"Accept": "text/html"})

    assert len(asked) == 2  # once for the data, once for the page
    assert not any("Set-Cookie" in answer.headers for answer in answers)
    assert "lang=en" in page.headers["Set-Cookie"]


@pytest.mark.usefixtures("asked")
def test_condition_is_kept_to(client: FlaskClient) -> None:
    """Who has the answer already gets 304, also when it is in memory here."""
    first = client.get(DATA["query"])

    again = client.get(DATA["query"], headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_post_is_not_kept(client: FlaskClient, asked: list[str]) -> None:
    """A query that is posted is answered by the app; its answer is kept behind it."""
    for _ in range(2):
        client.post("/sparql", data={"query": "ASK {}"})

    assert len(asked) == 2
