"""The log of a server that runs: what happened, by a name that the visitor has too, and nothing of the visitor."""

from __future__ import annotations

import json
import socket
from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.website import Launch, Running

PATIENCE = 60
#: What a visitor sends that says who it is, or whom it asks after; each word is in nothing else.
NAMED, AGENT, COOKIE, REFERRER = "wieikzoek", "watikgebruik", "watikonthield", "waarikvandaankom"
HEADERS = {"User-Agent": AGENT, "Cookie": f"lang=nl; own={COOKIE}", "Referer": f"https://{REFERRER}.example/"}
ENDLESS = f"SELECT (COUNT(*) AS ?{NAMED}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}"
SHORT = {"SAMENDOEN_LOG": "json", "SAMENDOEN_QUERY_SECONDS": "1"}


def ask(running: Running, target: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Ask for *target*, saying who one is; give the status and what the answer is called."""
    request = Request(f"{running.address}{target}", body, {**HEADERS, **headers})
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.headers["X-Request-ID"]
    except HTTPError as error:
        return error.code, error.headers["X-Request-ID"]


def ask_in_every_way(running: Running) -> list[tuple[int, str]]:
    """Ask for a page, files, and queries that are answered, wrong, refused and stopped; give what came of each."""
    kind = {"Content-Type": "application/sparql-query"}
    found = [
        ask(running, f"/search?q={NAMED}"),
        ask(running, f"/api/v1/suggestions?q={NAMED}"),
        ask(running, f"/questions/measures?words={NAMED}"),
        ask(running, f"/questions/measures/memo?words={NAMED}&format=docx"),
        ask(running, f"/questions/measures/suggestions/theme?q={NAMED}"),
        ask(running, f"/sparql?query={NAMED}"),
        ask(running, "/sparql", f"ASK {{ ?{NAMED} ?p ?o }}".encode(), **kind),
        ask(running, "/sparql", ENDLESS.encode(), **kind),
        ask(running, f"/sparql?query={quote(ENDLESS)}"),
        ask(running, f"/measures?theme={NAMED}"),
        ask(running, "/measures", Host=f"{NAMED}.example"),
    ]
    with socket.create_connection(("127.0.0.1", int(running.address.rpartition(":")[2]))) as line:
        line.sendall(f"GET /{NAMED} {NAMED}\r\n\r\n".encode())
        line.recv(100)
    return found


def read_lines(text: str) -> list[dict[str, Any]]:
    """Read the lines in *text* that are objects of JSON."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def told(launch: Launch, folder: Path) -> tuple[list[tuple[int, str]], str]:
    """Ask a server in every way, and give what came of it with what it said from then on."""
    with launch(folder, **SHORT) as running:
        before = len(running.log.read_text(encoding="utf-8"))
        found = ask_in_every_way(running)
    return found, running.log.read_text(encoding="utf-8")[before:]


def test_log_says_nothing_of_who_asked_for_what(told: tuple[list[tuple[int, str]], str]) -> None:
    """However one asks, no address, header, query or search is in any line."""
    found, log = told

    assert {HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.SERVICE_UNAVAILABLE} <= {status for status, _ in found}
    assert [word for word in (NAMED, AGENT, COOKIE, REFERRER, "127.0.0.1") if word in log] == []


def test_every_answer_is_found_in_the_log(told: tuple[list[tuple[int, str]], str]) -> None:
    """Each line is an object of JSON; each answer has one line of its own, and one for the worker it cost."""
    found, log = told
    lines = read_lines(log)

    assert len(lines) == len(log.splitlines())
    names = Counter(line["request"] for line in lines if line["event"] == "access")
    assert [names[name] for _, name in found] == [1] * len(found)
    ended = {line["request"] for line in lines if line["event"] == "workers" and "request" in line}
    assert ended == {name for status, name in found if status == HTTPStatus.SERVICE_UNAVAILABLE}


def test_queries_are_in_the_log_where_that_is_wanted(launch: Launch, folder: Path) -> None:
    """Who wants the text of queries that ended a worker has it, and of no other."""
    with launch(folder, **SHORT, SAMENDOEN_LOG_QUERIES="yes") as running:
        ask_in_every_way(running)
    lines = read_lines(running.log.read_text(encoding="utf-8"))

    asked = [line for line in lines if line["event"] == "workers" and "request" in line]  # what is prepared has none
    assert {line.get("text") for line in asked} == {ENDLESS}
    assert [line for line in lines if line["event"] != "workers" and NAMED in json.dumps(line)] == []


def test_log_can_be_without_requests(launch: Launch, folder: Path) -> None:
    """With the setting for it no request has a line, and what goes wrong has."""
    with launch(folder, **SHORT | {"SAMENDOEN_LOG": "off"}) as running:
        ask_in_every_way(running)
    lines = read_lines(running.log.read_text(encoding="utf-8"))

    assert {line["event"] for line in lines} == {"workers"}
