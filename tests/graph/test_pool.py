"""Workers: they answer, they are confined, and whatever a query does to one, the next query is answered."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import QueryCrashed, QueryError, QueryRefused, QuerySyntaxError, QueryTimeout, QueryTooLarge
from graph.keywords import keywords
from graph.pool import Limits, Pool
from graph.store import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.archive import Version
    from graph.store import Store
    from tests.conftest import Canary

ROOT = Path(__file__).parents[2]
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NESTED = f"SELECT * {'{' * 3_000}{'}' * 3_000}"
# Twice itself, thirty times: sixteen gigabytes of text.
DOUBLED = "".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(30))
BLOATED = f"SELECT * {{ BIND('0123456789abcdef' AS ?v0) {DOUBLED} }}"


@contextmanager
def pool_of(version: Version, limits: Limits | None = None) -> Iterator[Pool]:
    """Start one worker over *version*, and end it."""
    pool = Pool(version.path, 1, limits)
    try:
        yield pool
    finally:
        pool.close()


@pytest.fixture(scope="module")
def pool(version: Version) -> Iterator[Pool]:
    """Start one worker with the limits that a visitor has."""
    with pool_of(version) as started:
        yield started


def number(reply: Reply) -> int:
    """Give the number that COUNT found."""
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


def test_worker_answers_as_the_store(pool: Pool, store: Store, version: Version) -> None:
    """A worker gives, byte for byte, what a store in this process gives."""
    request = Request(
        "SELECT * { ?s ?p ?o FILTER(!ISBLANK(?s) && !ISBLANK(?o)) } ORDER BY ?s ?p ?o LIMIT 500", result_type="text/csv"
    )

    assert pool.ask(request) == store.ask(request)
    assert len(pool.ask(request).body.splitlines()) == 501
    assert number(pool.ask(Request(COUNT))) == sum(version.manifest.graphs.values())


def test_bindings_reach_the_worker(pool: Pool) -> None:
    """Bound terms travel with the request, with every character they hold."""
    value = 'é "\\ \n } #'
    reply = pool.ask(Request("SELECT ?x {}", {"x": {"type": "literal", "value": value, "xml:lang": "nl"}}))

    assert json.loads(reply.body)["results"]["bindings"] == [
        {"x": {"type": "literal", "value": value, "xml:lang": "nl"}}
    ]


def test_graph_comes_back_in_its_format(pool: Pool) -> None:
    """A CONSTRUCT is answered in the format that was asked for."""
    reply = pool.ask(Request("CONSTRUCT { <urn:a> <urn:b> 1 } {}", graph_type="application/n-triples"))

    assert reply.media_type == "application/n-triples"
    assert reply.body.startswith(b"<urn:a> <urn:b> ")


def test_syntax_error_keeps_the_worker(pool: Pool) -> None:
    """A query that is not SPARQL is refused in our own words, and costs no worker."""
    replaced = pool.replaced

    with pytest.raises(QuerySyntaxError, match="line 1, column 11"):
        pool.ask(Request("SELECT * {"))

    assert number(pool.ask(Request(COUNT))) > 0
    assert pool.replaced == replaced


SERVICES = {
    "plain": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "without_spaces": "SELECT*{SERVICE<URL>{?s ?p ?o}}",
    "silent_without_spaces": "SELECT*{SERVICESILENT<URL>{?s ?p ?o}}",
    "lower_case": "select * { service silent <URL> { ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "variable_silent": "SELECT * { BIND(IRI('URL') AS ?u) SERVICE SILENT ?u { ?s ?p ?o } }",
    "prefixed": "PREFIX u: <URL> SELECT * { SERVICE u: { ?s ?p ?o } }",
    "in_exists": "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "in_subselect": "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "in_construct": "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
}
# Here `<2#>` looks like an IRI to the keyword check, which then takes the rest for one long string; the engine
# reads a comment and a SERVICE. This passes the check, so that only the worker's walls are left.
UNSEEN = {
    name: query.replace("{", '{ FILTER(1<2#>"""\n) ', 1) + ' #"""'
    for name, query in {
        "plain": SERVICES["plain"],
        "silent": SERVICES["silent"],
        "variable": "SELECT * { VALUES ?u { <URL> } FILTER EXISTS { SERVICE ?u { ?s ?p ?o } } }",
        "variable_silent": "SELECT * { VALUES ?u { <URL> } FILTER EXISTS { SERVICE SILENT ?u { ?s ?p ?o } } }",
    }.items()
}


@pytest.mark.parametrize("case", SERVICES)
def test_service_is_refused(pool: Pool, canary: Canary, case: str) -> None:
    """SERVICE, in any spelling, is refused by name, and nobody is called."""
    with pytest.raises(QueryRefused, match="leave SERVICE out"):
        pool.ask(Request(SERVICES[case].replace("URL", canary.address)))

    assert canary.visits() == 0


@pytest.mark.parametrize("case", UNSEEN)
def test_worker_calls_nobody(pool: Pool, canary: Canary, case: str) -> None:
    """A SERVICE that the keyword check does not see is stopped by the worker's walls."""
    with suppress(QueryRefused):
        pool.ask(Request(UNSEEN[case].replace("URL", canary.address)))

    assert canary.visits() == 0
    assert number(pool.ask(Request(COUNT))) > 0


@pytest.mark.parametrize("case", UNSEEN)
def test_unseen_service_does_pass_the_keyword_check(case: str) -> None:
    """The queries that are to try the worker's walls are not stopped before them."""
    assert "SERVICE" in UNSEEN[case]
    assert "SERVICE" not in keywords(UNSEEN[case])


@pytest.mark.parametrize("case", UNSEEN)
def test_same_service_does_call_outside_a_worker(store: Store, canary: Canary, case: str) -> None:
    """Without the walls the same query calls the canary: the test of the walls can fail."""
    with suppress(QueryRefused):
        store.ask(Request(UNSEEN[case].replace("URL", canary.address)))

    assert canary.visits() > 0


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_from_fetches_nothing(pool: Pool, canary: Canary, clause: str) -> None:
    """A graph that is not held is empty, and is not looked for elsewhere."""
    query = f"SELECT * {clause} <{canary.address}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    requests = [Request(query), Request("SELECT * { ?s ?p ?o }", default_graphs=[canary.address])]

    answers = [json.loads(pool.ask(request).body)["results"]["bindings"] for request in requests]

    assert canary.visits() == 0
    assert answers == [[], []]


def test_file_cannot_be_read_by_query(pool: Pool) -> None:
    """An address of a file is no way in either."""
    assert json.loads(pool.ask(Request("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")).body)["results"] == {
        "bindings": []
    }


def test_late_query_is_stopped_and_the_next_works(version: Version) -> None:
    """A query past its time is stopped with the limit named; the next one has a fresh worker."""
    with pool_of(version, Limits(seconds=1)) as pool:
        for turn in range(1, 3):
            with pytest.raises(QueryTimeout, match="longer than 1 seconds"):
                pool.ask(Request(ENDLESS))

            assert number(pool.ask(Request(COUNT))) > 0
            assert pool.replaced == turn


def test_nested_query_crashes_only_its_worker(pool: Pool) -> None:
    """Three thousand nested groups end the engine, not the application; the next query is answered."""
    replaced = pool.replaced

    with pytest.raises(QueryCrashed, match="less nested"):
        pool.ask(Request(NESTED))

    assert number(pool.ask(Request(COUNT))) > 0
    assert pool.replaced == replaced + 1


def test_query_that_eats_memory_is_stopped(version: Version) -> None:
    """A query past its memory is refused or ends its worker; the next one is answered."""
    with pool_of(version, Limits(seconds=60, memory=200_000_000)) as pool:
        with pytest.raises((QueryTooLarge, QueryCrashed)):
            pool.ask(Request(BLOATED))

        assert number(pool.ask(Request(COUNT))) > 0


def test_answer_past_the_limit_is_refused(version: Version) -> None:
    """An answer too large is refused with the limit named, and costs no worker."""
    with pool_of(version, Limits(answer=10_000)) as pool:
        for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
            with pytest.raises(QueryTooLarge, match="larger than 10000 bytes"):
                pool.ask(Request(text))

        assert number(pool.ask(Request(COUNT))) > 0
        assert pool.replaced == 0


def test_many_visitors_share_the_workers(version: Version) -> None:
    """Queries at the same time are each answered with their own answer."""
    pool = Pool(version.path, 2)
    found: dict[int, int] = {}

    def ask(value: int) -> None:
        """Ask for *value* back."""
        found[value] = number(pool.ask(Request(f"SELECT ({value} AS ?n) {{}}")))

    visitors = [threading.Thread(target=ask, args=(value,)) for value in range(40)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    pool.close()

    assert found == {value: value for value in range(40)}


def test_version_that_cannot_be_loaded_is_said(tmp_path: Path) -> None:
    """A worker that cannot hold its version stops the start, with the version named."""
    with pytest.raises(QueryCrashed, match=r"absent\.nq"):
        Pool(tmp_path / "absent.nq", 1)


# Each line must fail once the process is confined; what a line needs is imported before.
ATTEMPTS = {
    "open_file": "open('/etc/hostname')",
    "write_file": "open(sys.argv[1], 'w')",
    "open_socket": "socket.socket()",
    "connect": "socket.create_connection(('127.0.0.1', 9))",
    "pipe": "os.pipe()",
    "duplicate": "os.dup(1)",
    "start_program": "subprocess.run(['/bin/true'], stdout=subprocess.PIPE)",
}
CONFINED = """
import os, socket, subprocess, sys
from graph.worker import confine

confine(1_000_000_000)
try:
    {attempt}
except OSError as error:
    print("refused", type(error).__name__)
else:
    print("allowed")
"""


def attempt(code: str, path: Path) -> str:
    """Run *code* in a process of its own, with *path* to write to, and give what it printed."""
    command = [sys.executable, "-c", code, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout


@pytest.mark.parametrize("name", ATTEMPTS)
def test_confined_process_opens_nothing(name: str, tmp_path: Path) -> None:
    """Once confined, a process can open no file, no socket and no pipe."""
    code = CONFINED.format(attempt=ATTEMPTS[name])

    assert attempt(code, tmp_path / "file").startswith("refused")


def test_unconfined_process_does_open() -> None:
    """Without the walls the same lines work: the test above can fail."""
    code = CONFINED.format(attempt=ATTEMPTS["open_file"]).replace("confine(1_000_000_000)", "")

    assert attempt(code, Path("unused")) == "allowed\n"


def test_confined_process_has_a_limit_of_memory(tmp_path: Path) -> None:
    """Past the memory that was granted, the operating system gives no more."""
    code = CONFINED.format(attempt="bytes(2_000_000_000)").replace("OSError", "MemoryError")

    assert attempt(code, tmp_path) == "refused MemoryError\n"


def test_worker_ends_with_who_started_it(version: Version) -> None:
    """A worker that nobody can ask any more ends by itself."""
    command = [sys.executable, "-m", "graph.worker", str(version.path), "1000000000", "1000000", "10"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert b"ready" in worker.stdout.readline(30)
        worker.stdin.close()

        assert worker.wait(timeout=60) == 0


def test_query_error_keeps_its_kind(pool: Pool) -> None:
    """What the worker says is wrong comes back as the same kind of error."""
    with pytest.raises(QueryRefused) as caught:
        pool.ask(Request("SELECT ?o { ?s ?p ?o }", {"s": {"type": "uri", "value": "urn:a"}}))

    assert isinstance(caught.value, QueryError)
