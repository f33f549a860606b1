"""Closed to the outside, seen from outside: whatever is sent to us, we call nobody, read no other file, and say why."""

from __future__ import annotations

import json
import shutil
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.versions.archive import Archive
from tests.graph.engine.screening.test_screen import SERVICE, WRITES
from tests.graph.engine.test_outside import (
    CALLS,
    CONTEXT,
    DISGUISED,
    ENTITIES,
    FOREIGN,
    FROM,
    LAUGHS,
    MARKER,
    POINTERS,
    written,
)
from tests.terminal import run

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.conftest import Canary

DIRECT = "application/sparql-query"
WAYS = ("get", "form", "direct")
#: What is sent as data, by its media type.
BODIES = {
    "application/ld+json": CONTEXT,
    "application/json": CONTEXT,
    "application/rdf+xml": ENTITIES,
    "application/xml": LAUGHS,
    "text/turtle": POINTERS,
    "application/trig": "<URL> { <urn:s> <urn:p> <urn:o> }",
    "application/n-quads": "<urn:s> <urn:p> <urn:o> <URL> .",
}


def ask(client: FlaskClient, way: str, query: str, **more: str) -> TestResponse:
    """Send *query* in one of the three ways of the protocol, with *more* parameters, as a program does."""
    headers = {"Accept": "application/json, text/turtle;q=0.5", "Accept-Language": "nl"}
    if way == "get":
        return client.get("/sparql", query_string={"query": query, **more}, headers=headers)
    if way == "form":
        return client.post("/sparql", data={"query": query, **more}, headers=headers)
    return client.post("/sparql", data=query, content_type=DIRECT, query_string=more, headers=headers)


def told(answer: TestResponse) -> str:
    """Give what *answer* says is wrong; it is a 400, and an object for programs (RFC 9457)."""
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    problem = json.loads(answer.get_data())
    return f"{problem['title']} {problem['detail']}"


@pytest.mark.parametrize("way", WAYS)
def test_service_is_a_400_that_says_why(client: FlaskClient, canary: Canary, way: str) -> None:
    """A query that calls another server, in any spelling, is refused and told so; nobody is called."""
    for query in (*SERVICE.values(), *(text.replace("URL", "http://x/") for text in CALLS.values())):
        assert "SERVICE" in told(ask(client, way, query.replace("http://x/", canary.address)))

    assert canary.visits() == 0


@pytest.mark.parametrize("way", WAYS)
def test_update_as_a_query_is_a_400_that_says_why(client: FlaskClient, canary: Canary, way: str) -> None:
    """LOAD and what else writes, sent as a query, is refused and told so."""
    for text in WRITES:
        answer = ask(client, way, text.replace("http://x/", canary.address))
        assert "kan alleen gelezen worden" in told(answer)

    assert canary.visits() == 0


def test_update_as_an_update_is_a_403(client: FlaskClient, canary: Canary) -> None:
    """LOAD sent as the protocol has it, is forbidden."""
    text = f"LOAD <{canary.address}>"
    sent = [
        client.post("/sparql", data={"update": text}),
        client.post("/sparql", data=text, content_type="application/sparql-update"),
        client.get("/sparql", query_string={"update": text}),
    ]

    assert [answer.status_code for answer in sent] == [403, 403, 403]
    assert canary.visits() == 0


@pytest.mark.parametrize("way", WAYS)
def test_unknown_graph_is_a_400_that_names_it(client: FlaskClient, canary: Canary, way: str) -> None:
    """A graph that is not here is named in the refusal, and not fetched, in the query or beside it."""
    for url in (canary.address, Path(__file__).as_uri()):
        for query in FROM.values():
            assert url in told(ask(client, way, query.replace("URL", url)))
        for field in ("default-graph-uri", "named-graph-uri"):
            assert url in told(ask(client, way, "SELECT * { ?s ?p ?o }", **{field: url}))

    assert canary.visits() == 0


@pytest.mark.parametrize("kind", BODIES)
def test_data_that_is_sent_is_not_read(client: FlaskClient, canary: Canary, tmp_path: Path, kind: str) -> None:
    """Data in any format, sent where it could be taken for a graph or a query, is refused and not looked into."""
    body = written("body", BODIES[kind], tmp_path, canary).read_bytes()
    answers = [
        (415, client.post("/sparql", data=body, content_type=kind)),
        (400, client.post("/sparql", data=body, content_type=DIRECT)),
        (400, client.post("/sparql", data={"query": body.decode()})),
        *[
            (403, client.open("/graphs", method=method, query_string=where, data=body, content_type=kind))
            for method in ("PUT", "POST", "PATCH")
            for where in ("default", f"graph={canary.address}")
        ],
    ]

    for status, answer in answers:
        assert answer.status_code == status
        assert MARKER not in answer.get_data(as_text=True)
    assert canary.visits() == 0


ADDRESSES = [
    "/graphs?graph=URL",
    "/network?actor=URL",
    "/measures?theme=URL",
    "/questions/cooperation?theme=URL",
    "/doc/actor/URL",
    "/coverage?source=URL",
    "/sparql?format=URL",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_address_as_a_value_is_no_place_to_go(client: FlaskClient, canary: Canary, path: str) -> None:
    """Where a page takes a value, an address is a value like any other; the server does not break on it."""
    answer = client.get(path.replace("URL", canary.address))

    assert answer.status_code < 500
    assert canary.visits() == 0


@pytest.mark.parametrize(
    ("name", "command"), list(zip([*FOREIGN, *DISGUISED], cycle(("check", "build")), strict=False))
)
def test_command_refuses_file_with_the_reason(
    folder: Path, tmp_path: Path, canary: Canary, command: str, name: str
) -> None:
    """The commands refuse what could fetch or grow, say why, and leave the version in use as it was."""
    text, why = FOREIGN.get(name) or (
        DISGUISED[name],
        "Mend that line" if name.startswith("graphs") else "Give Turtle (.ttl)",
    )
    path = written(name, text, tmp_path, canary)
    own = Path(shutil.copytree(folder, tmp_path / "data"))
    before = Archive(own).find_current()

    done = run(command, path, "--data", own, LC_ALL="en_GB.UTF-8")

    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert f"Error: {path}" in done.output
    assert why in done.output
    assert MARKER not in done.output
    assert Archive(own).find_current() == before
    assert canary.visits() == 0
