"""The memory before the app: what was answered is given again as it was, and nothing is that may differ."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from api.http.negotiation import rank_offered_types
from api.serving.compression import Compression
from api.serving.response_cache import CachedHead, ResponseCache
from tests.caches import forget

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from api.serving.served import Served

#: Seconds after which a wait is given up; nothing here depends on how long anything takes below it.
PATIENCE = 60.0
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
    forget(serving.now.cache, lambda kept: isinstance(kept, CachedHead))
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
def test_whatever_an_answer_depends_on_is_minded(app: Flask, asked: list[str], headers: dict[str, str]) -> None:
    """Another wish, language or host is another request."""
    client, address = app.test_client(use_cookies=False), "/api/v1/questions/themes"
    client.get(address, headers={"Accept": "application/json"})

    client.get(address, headers={"Accept": "application/json", **headers})

    assert len(asked) == 2


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("theme=&lang=nl", {"Cookie": "seen=1; lang=en"}),
        ("lang=nl&theme=", {"Accept": "application/json"}),
        ("%6Cang=nl&theme=", {"Accept": "application/json;q=0.3, x/y;q=0.1"}),
        ("&lang=n%6C&&theme=", {"User-Agent": "another", "Accept": "application/json, text/none"}),
        ("theme=&lang=nl", {"Accept-Language": "en"}),
    ],
)
def test_what_no_answer_depends_on_is_not_minded(
    app: Flask, asked: list[str], query: str, headers: dict[str, str]
) -> None:
    """Other cookies and types, and the same parameters written otherwise, are the same request."""
    client, address = app.test_client(use_cookies=False), "/api/v1/questions/measures"
    first = client.get(f"{address}?lang=nl&theme=", headers={"Accept": "application/json"})

    again = client.get(f"{address}?{query}", headers={"Accept": "application/json", **headers})

    assert len(asked) == 1
    assert (again.status, again.data, dict(again.headers)) == (first.status, first.data, dict(first.headers))


def test_the_language_counts_and_not_how_it_was_asked_for(app: Flask, asked: list[str]) -> None:
    """Whoever is answered in the same language is given the same, by a cookie, by a browser or by nothing."""
    client, address = app.test_client(use_cookies=False), "/api/v1/questions/measures"
    dutch = ({}, {"Accept-Language": "nl-BE,nl;q=0.9,en;q=0.8"}, {"Accept-Language": "en", "Cookie": "lang=nl"})
    english = ({"Accept-Language": "en-GB"}, {"Accept-Language": "en-US,en;q=0.9"}, {"Cookie": "lang=en"})

    found = [client.get(address, headers=it).data for it in (*dutch, *english)]

    assert len(asked) == 2
    assert (len(set(found[:3])), len(set(found[3:])), len(set(found))) == (1, 1, 2)


def test_the_same_bytes_are_kept_once(app: Flask, asked: list[str]) -> None:
    """However many requests are answered with the same bytes, these take their place once."""
    cache, client = app.extensions["samendoen"].now.cache, app.test_client(use_cookies=False)
    address = "/api/v1/questions/evidence?format="
    size = len(client.get(f"{address}csv").data)
    before = cache.size

    for wish in ("CSV", "cSv", "Csv", "CSv", "csV", "cSV"):
        assert len(client.get(f"{address}{wish}").data) == size

    assert len(asked) == 7
    assert size > 3_000
    assert cache.size - before < 6 * 2_000


@pytest.mark.parametrize("address", ["/sparql?query=ASK%20%7B%7D&x=1", "/def?x=1", "/shapes?x=2", "/sparql?query=%FF"])
def test_what_cannot_be_known_is_not_kept(client: FlaskClient, asked: list[str], address: str) -> None:
    """A request with a parameter that nobody looks at, or that cannot be read, goes to the app each time."""
    for _ in range(2):
        client.get(address, headers={"Accept": "text/turtle, application/json"})

    assert len(asked) == 2


@pytest.mark.parametrize("address", ["evidence?format=json", "measures?theme=none-such"], ids=["answer", "error"])
def test_many_who_ask_at_once_ask_the_app_once(
    app: Flask, asked: list[str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Who asks for what is being answered waits for that, whatever the cookie; it may be an error as well."""
    assert isinstance(app.wsgi_app, Compression)
    layer = app.wsgi_app._app  # noqa: SLF001  as below
    assert isinstance(layer, ResponseCache)
    inside, flights = layer._app, layer._flights  # noqa: SLF001  to hold the first up until all others wait

    def hold_up(*request: object) -> object:
        """Answer once all ten wait."""
        end = time.monotonic() + PATIENCE
        while [len(it.seats) for it in flights._underway.values()] != [10]:  # noqa: SLF001  as above
            assert time.monotonic() < end
            time.sleep(0.01)
        return inside(*request)  # type: ignore[arg-type]  # what it is called with

    def visit(place: int) -> tuple[str, bytes]:
        """Visit as one of many."""
        client = app.test_client(use_cookies=False)
        response = client.get(f"/api/v1/questions/{address}", headers={"Cookie": f"seen={place}"})
        return response.status, response.data

    monkeypatch.setattr(layer, "_app", hold_up)
    with ThreadPoolExecutor(10) as visitors:
        answers = list(visitors.map(visit, range(10)))

    assert len(set(answers)) == len(asked) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("application/json", "application/json;q=0.2, x/y;q=0.1", True),
        ("*/*", "", True),
        ("text/html", "text/html;q=0.9, x/y", False),  # who wants x/y more is told of errors as a program
        ("text/csv, application/json;q=0.9", "text/csv;q=0.9, application/json", False),
        ("text/*", "text/csv", False),
    ],
)
def test_types_are_ranked(one: str, other: str, alike: bool) -> None:  # noqa: FBT001  what is expected
    """Two headers are alike when they rank what is offered alike, and prefer a page or not."""
    assert (rank_offered_types(one) == rank_offered_types(other)) is alike


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
