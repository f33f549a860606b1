"""Workers: they answer, they are confined, and whatever a query does to one, the next query is answered."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.engine.reply import IN_MEMORY_BYTES
from graph.engine.request import Request
from graph.engine.screening.screen import QueryBounds
from graph.engine.workers.lane import WAITING_PER_WORKER
from graph.engine.workers.pool import Limits, Pool
from graph.errors import QueryCrashed, QueryError, QueryRefused, QuerySyntaxError, QueryTimeout, QueryTooLarge
from graph.versions.compression import open_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine.reply import Reply
    from graph.engine.request import Engine
    from graph.engine.store import Store
    from graph.versions.archive import Version

ROOT = Path(__file__).parents[4]
#: Seconds after which a wait is given up; no test depends on how long anything takes below it.
PATIENCE = 60
linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found through /proc")
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
    """Start one worker with the limits that a client has."""
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


def test_late_query_is_stopped_and_the_next_works(version: Version) -> None:
    """A query past its time is stopped with the limit named; the next one has a fresh worker."""
    with pool_of(version, Limits(seconds=1)) as pool:
        for turn in range(1, 3):
            with pytest.raises(QueryTimeout, match="longer than 1 seconds"):
                pool.ask(Request(ENDLESS))

            assert number(pool.ask(Request(COUNT))) > 0
            assert pool.replaced == turn


def test_nested_query_crashes_only_its_worker(version: Version) -> None:
    """Three thousand nested groups end the engine, not the application; the next query is answered."""
    with pool_of(version, Limits(bounds=QueryBounds(nesting=1_000_000, parts=1_000_000, joins=1_000_000))) as pool:
        with pytest.raises(QueryTooLarge, match="less nested"):
            pool.ask(Request(NESTED))

        assert number(pool.ask(Request(COUNT))) > 0
        assert pool.replaced == 1


def test_nested_query_is_refused_before_it_crashes(pool: Pool) -> None:
    """With the limits that a client has, the same query is refused in kind words and costs no worker."""
    replaced = pool.replaced

    with pytest.raises(QueryTooLarge) as caught:
        pool.ask(Request(NESTED))

    assert caught.value.limit == "query_nesting"
    assert pool.replaced == replaced


def test_query_that_eats_memory_is_stopped(version: Version) -> None:
    """A query past its memory is refused or ends its worker; the next one is answered."""
    with pool_of(version, Limits(seconds=60, memory=200_000_000)) as pool:
        with pytest.raises(QueryTooLarge, match="200000000 bytes of memory") as caught:
            pool.ask(Request(BLOATED))

        assert caught.value.limit == "query_memory"

        assert number(pool.ask(Request(COUNT))) > 0


def test_answer_past_the_limit_is_refused(version: Version) -> None:
    """An answer too large is refused with the limit named, and costs no worker."""
    with pool_of(version, Limits(answer=10_000)) as pool:
        for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
            with pytest.raises(QueryTooLarge, match="larger than 10000 bytes"):
                pool.ask(Request(text))

        assert number(pool.ask(Request(COUNT))) > 0
        assert pool.replaced == 0


def test_many_clients_share_the_workers(version: Version) -> None:
    """Queries at the same time are each answered with their own answer."""
    pool = Pool(version.path, 2)
    found: dict[int, int] = {}

    def ask(value: int) -> None:
        """Ask for *value* back."""
        found[value] = number(pool.ask(Request(f"SELECT ({value} AS ?n) {{}}")))

    clients = [threading.Thread(target=ask, args=(value,)) for value in range(10)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    pool.close()

    assert found == {value: value for value in range(10)}


def test_version_that_cannot_be_loaded_is_said(tmp_path: Path) -> None:
    """A worker that cannot hold its version stops the start, with the version named."""
    with pytest.raises(QueryCrashed, match=r"absent\.nq"):
        Pool(tmp_path / "absent.nq", 1)


def children(process: int) -> set[int]:
    """Give the processes that *process* started and that still run."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent, *_ = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(parent) == process and state != "Z":
                found.add(int(path.parent.name))
    return found


def ended(processes: set[int]) -> bool:
    """Wait until none of *processes* runs any more, and say whether that came."""
    end = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{process}/exe").exists() for process in processes):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


HOLDER = """
import sys
from pathlib import Path
from graph.engine.workers.pool import Pool

pool = Pool(Path(sys.argv[1]), 2)
print(pool.zygote.process, flush=True)
sys.stdin.read()
"""


@linux
def test_workers_end_with_who_started_them(version: Version) -> None:
    """When the web process is killed, its zygote and every worker end by themselves."""
    command = [sys.executable, "-c", HOLDER, str(version.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        zygote = int(holder.stdout.readline())
        started = {zygote, *children(zygote)}
        holder.kill()

    assert len(started) == 3
    assert ended(started)


@linux
def test_zygote_that_ends_is_started_anew(version: Version) -> None:
    """When the process that holds the version is killed, the next query has a new one."""
    with pool_of(version) as pool:
        before = pool.zygote.process
        workers = children(before)
        os.kill(before, signal.SIGKILL)

        assert ended({before})
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        with pytest.raises(QueryCrashed):
            pool.ask(Request(COUNT))
        assert number(pool.ask(Request(COUNT))) > 0
        assert pool.zygote.process != before


@linux
def test_worker_killed_from_outside_is_replaced(version: Version) -> None:
    """A worker that something else kills costs one query at most; the next is answered."""
    with pool_of(version) as pool:
        (worker,) = children(pool.zygote.process)
        os.kill(worker, signal.SIGKILL)

        with pytest.raises(QueryCrashed):
            pool.ask(Request(COUNT))
        assert number(pool.ask(Request(COUNT))) > 0
        assert pool.replaced == 1
        assert len(children(pool.zygote.process)) == 1


@linux
def test_workers_share_the_memory_of_the_version(version: Version) -> None:
    """A worker has little of its own: what it shows as its size is the version that it shares."""
    pool = Pool(version.path, 4)
    rollups = [Path(f"/proc/{child}/smaps_rollup").read_text("ascii") for child in children(pool.zygote.process)]
    pool.close()
    own = [sum(map(int, re.findall(r"^Private_\w+: +(\d+) kB", text, re.MULTILINE))) for text in rollups]
    whole = [int(re.findall(r"^Rss: +(\d+) kB", text, re.MULTILINE)[0]) for text in rollups]

    assert len(own) == 4
    assert [mine for mine, all_of_it in zip(own, whole, strict=True) if mine * 3 > all_of_it] == []


def test_lanes_do_not_wait_for_each_other(version: Version) -> None:
    """However many endless queries clients ask, a question of our own is answered meanwhile."""
    pool = Pool(version.path, 1, Limits(seconds=30), own=1)
    over = threading.Event()

    def ask() -> None:
        """Ask what has no end, again and again."""
        while not over.is_set():
            with suppress(QueryError):
                pool.ask(Request(ENDLESS))

    clients = [threading.Thread(target=ask) for _ in range(3)]
    for client in clients:
        client.start()
    answers = [number(pool.own.ask(Request(COUNT))) for _ in range(5)]
    over.set()
    pool.close()
    for client in clients:
        client.join(PATIENCE)

    assert len(set(answers)) == 1


def test_trial_waits_for_nobody(version: Version) -> None:
    """With every other worker taken for good, and a queue before each, it is answered whether queries are."""
    pool = Pool(version.path, 1, Limits(seconds=PATIENCE), own=1)

    def ask(lane: Engine) -> None:
        """Ask what has no end."""
        with suppress(QueryError):
            lane.ask(Request(ENDLESS))

    clients = [threading.Thread(target=ask, args=(lane,)) for lane in (pool.clients, pool.own) for _ in range(4)]
    for client in clients:
        client.start()
    while not (pool.clients._places.runs and pool.own._places.runs):  # noqa: SLF001  so that both are taken
        time.sleep(0.01)
    answers = [number(pool.trial.ask(Request(COUNT))) for _ in range(3)]
    pool.close()
    for client in clients:
        client.join(2 * PATIENCE)

    assert len(set(answers)) == 1


def test_crowd_is_told_to_come_back(version: Version) -> None:
    """Beyond those for whom there is room to wait, a client hears at once that the workers are busy."""
    with pool_of(version) as pool:
        places = pool.clients._places  # noqa: SLF001  taken here, so that nothing depends on how long a query takes
        taken = [places.join("", slow=False) for _ in range(1 + WAITING_PER_WORKER)]

        with pytest.raises(QueryTimeout, match="All workers are busy"):
            pool.ask(Request(COUNT))
        for ticket in taken:
            assert ticket is not None
            places.leave(ticket)
        answer = pool.ask(Request(COUNT))

    assert number(answer) > 0


def test_large_answer_comes_in_pieces_and_goes_to_disk(packaged_version: Version, packaged_store: Store) -> None:
    """An answer larger than what is kept in memory is the same, and is on disk."""
    request = Request("SELECT * { { ?s ?p ?o } UNION { ?s ?p ?o } } ", result_type="text/csv")
    with pool_of(packaged_version) as pool:
        reply = pool.ask(request)

    assert not reply.in_memory
    assert reply.size > IN_MEMORY_BYTES
    assert reply == packaged_store.ask(request)


def test_whole_version_can_be_given(pool: Pool, version: Version) -> None:
    """Every quad of the version is given, in a format that has room for graphs."""
    reply = pool.ask(Request("", whole=True, graph_type="application/n-quads"))

    assert reply.media_type == "application/n-quads"
    with open_version(version.path) as file:
        assert sorted(reply.body.splitlines(keepends=True)) == file.readlines()


def test_query_error_keeps_its_kind(pool: Pool) -> None:
    """What the worker says is wrong comes back as the same kind of error."""
    with pytest.raises(QueryRefused) as caught:
        pool.ask(Request("SELECT ?o { ?s ?p ?o }", {"s": {"type": "uri", "value": "urn:a"}}))

    assert isinstance(caught.value, QueryError)
