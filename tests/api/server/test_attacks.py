"""However badly visitors behave, others are answered meanwhile, and what was held comes free.

Each attack is made on loopback by a bounded number, with bounds that are over in a moment (`conftest.HURRIED`). That
the server answers under it is tried by asking; how quickly it does is measured in `benchmarks/attacks.py`.
"""

from __future__ import annotations

import socket
import sys
import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from api.server.bounds import Bounds
from benchmarks import attackers
from benchmarks.attackers import HOST, Attacker, write_get, write_query
from tests.api.server.conftest import HURRIED, PATIENCE, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.versions import Version
    from tests.api.server.conftest import Serve, Site

MANY = 30
#: Bytes a second of ten lines of 40 kbit/s, and of an answer as many as are more than any buffer between us keeps.
FAST_MODEM, LONG_READ = 50_000, 900_000
REFUSED = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}
ASK = "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20%23"


#: What each attacker hears in the end: a connection that is ended for it, or an answer that refuses.
HOLDERS = {
    attackers.Silent: {"ended"},
    attackers.SlowHead: {"BrokenPipeError", "ConnectionResetError"},
    attackers.SlowBody: {"408", "BrokenPipeError", "ConnectionResetError", "closed"},
    attackers.SlowChunk: {"408", "BrokenPipeError", "ConnectionResetError", "closed"},
    attackers.Pipeliner: {"ended", "BrokenPipeError", "ConnectionResetError"},
}
ASKERS = (
    attackers.EndlessQuery,
    attackers.SameEndlessQuery,
    attackers.HungUpQuery,
    attackers.HungUpBody,
    attackers.HungUpUpload,
    attackers.OtherProtocol,
)
#: Who asks for what is not kept, faster than it is made, and the address they come from.
FLOODS = (attackers.PageFlood, attackers.OtherFile)
OTHER = "127.0.0.2"


@pytest.fixture(scope="module")
def site(serve: Serve) -> Iterator[Site]:
    """Serve behind a proxy that is believed, so that not all who come from this machine are one client."""
    with serve(SAMENDOEN_PROXIES=HOST) as site:
        yield site


def answers(site: Site) -> bool:
    """Say whether a page, what is ready, and a file of the website are answered to who attacks nobody."""
    targets = ("/readyz", "/healthz", "/static/style/base.css", "/measures")
    return all(site.ask(target, X_Forwarded_For="203.0.113.9").status == HTTPStatus.OK for target in targets)


@pytest.mark.parametrize("kind", HOLDERS, ids=lambda it: it.__name__)
def test_who_holds_a_connection_is_ended(site: Site, kind: type[Attacker]) -> None:
    """Whoever says nothing, too little or too much is ended, and everybody else is answered meanwhile."""
    with kind(site.port, MANY) as attacker:
        for _ in range(3):
            assert answers(site)
        site.until(lambda: HOLDERS[kind] & set(attacker.got))


@pytest.mark.parametrize("kind", ASKERS, ids=lambda it: it.__name__)
def test_who_asks_too_much_keeps_nobody_waiting(site: Site, kind: type[Attacker]) -> None:
    """While a crowd asks what has no end, or hangs up on it, pages are answered; then queries are again."""
    with kind(site.port, MANY) as attacker:
        site.until(lambda: attacker.got)
        for _ in range(3):
            assert answers(site)
    site.until(lambda: site.ask(f"{ASK}{kind.__name__}").status == HTTPStatus.OK)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere loopback has one address")
@pytest.mark.parametrize("kind", FLOODS, ids=lambda it: it.__name__)
def test_flood_of_one_client_refuses_no_other(site: Site, kind: type[Attacker]) -> None:
    """While one client asks for more pages or files than there is room for, another has each at once."""
    with kind(site.port, MANY, OTHER) as attacker:
        site.until(lambda: attacker.got["429"])
        asked = [site.ask(target).status for target in ("/measures", f"/measures?words={kind.__name__}", "/network")]

    assert asked == [HTTPStatus.OK] * 3


def test_crowd_is_refused_at_once(site: Site) -> None:
    """Who finds no room hears so with when to try again, and is not kept waiting for it."""
    with attackers.EndlessQuery(site.port, 2 * MANY) as attacker:
        site.until(lambda: {"503", "429"} & set(attacker.got))
        refused = [answer for answer in (site.ask(f"{ASK}{n}") for n in range(20)) if answer.status in REFUSED]

    assert all(answer.headers["Retry-After"] for answer in refused)


def test_query_is_answered_beside_endless_ones(serve: Serve) -> None:
    """Fewer endless queries than there is room for keep no short one from being answered."""
    with serve() as site, attackers.EndlessQuery(site.port, 6) as attacker:
        site.until(lambda: site.served.now.pool.clients._places.runs)  # noqa: SLF001  they are under way
        answered = [site.ask(f"{ASK}{number}").status for number in range(5)]

    assert answered == [HTTPStatus.OK] * 5
    assert set(attacker.got) <= {"503"}


def test_who_reads_slowly_is_left_behind(serve: Serve) -> None:
    """Who reads a large answer too slowly is ended before it has it, and no thread waits for that."""
    with serve() as site, attackers.SlowReader(site.port, MANY) as attacker:
        site.until(lambda: site.count('samendoen_ended_connections_total{why="reader"}'))
        assert answers(site)

    assert set(attacker.got) <= {"ConnectionResetError", "200, ended", "503, ended", "429, ended"}


def test_who_reads_in_time_has_the_whole(serve: Serve) -> None:
    """A tenth of the seconds and ten times the speed: who takes as much as a line of 40 kbit/s is let finish."""
    with serve(Bounds(sent_seconds=Bounds().sent_seconds / 10)) as site, socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect((HOST, site.port))
        line.sendall(write_query("SELECT * { GRAPH ?g { ?s ?p ?o } }", "&format=xml"))
        head, _, taken = line.recv(10_000).partition(b"\r\n\r\n")
        wanted = int(next(it for it in head.lower().split(b"\r\n") if it.startswith(b"content-length")).split(b":")[1])
        begun, got = time.monotonic(), len(taken)
        while got < min(wanted, LONG_READ) and (piece := line.recv(10_000)):
            got += len(piece)
            time.sleep(max(0, got / FAST_MODEM - (time.monotonic() - begun)))
        ended = site.count('samendoen_ended_connections_total{why="reader"}')

    assert wanted > LONG_READ
    assert (got >= LONG_READ, ended) == (True, 0)


def test_work_for_a_request_has_an_end(serve: Serve) -> None:
    """What takes longer than anything may is ended, whatever its own limit, and is told."""
    with serve(Bounds(answer_seconds=1), SAMENDOEN_QUERY_SECONDS=str(2 * PATIENCE)) as site:
        answer = site.ask(f"/sparql?query={quote(attackers.ENDLESS)}")
        site.until(lambda: not site.served.now.pool.clients._places.runs)  # noqa: SLF001  nobody works at it any more

    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.headers["Retry-After"]


def test_visitor_who_hangs_up_stops_the_query(serve: Serve) -> None:
    """What was under way for who hangs up ends, and the log has a line for it."""
    with serve() as site:
        with socket.create_connection((HOST, site.port)) as line:
            line.sendall(write_query(attackers.ENDLESS))
            site.until(lambda: site.served.now.pool.clients._places.runs)  # noqa: SLF001  it is under way
        site.until(lambda: site.served.now.pool.endings["hangup"])

        assert not site.served.now.pool.clients._places.runs  # noqa: SLF001  as above


def test_who_hangs_up_keeps_its_place_for_a_moment(serve: Serve) -> None:
    """To ask and hang up again and again takes places, as to wait does; then the place is free."""
    with serve(replace(HURRIED, hung_up_seconds=3)) as site:
        with socket.create_connection((HOST, site.port)) as line:
            line.sendall(write_query(attackers.ENDLESS))
            site.until(lambda: site.served.now.pool.clients._places.runs)  # noqa: SLF001  it is under way
        site.until(lambda: site.served.now.pool.endings["hangup"])

        assert site.count('samendoen_lane_running{lane="sparql"}') == 1
        site.until(lambda: not site.count('samendoen_lane_running{lane="sparql"}'))


def test_visitor_who_hangs_up_after_more_requests_stops_the_query(serve: Serve) -> None:
    """Requests that were sent after the one that is answered do not hide that their sender has hung up."""
    with serve() as site:
        with socket.create_connection((HOST, site.port)) as line:
            line.sendall(write_query(attackers.ENDLESS) + write_get("/") * 2)
            site.until(lambda: site.served.now.pool.clients._places.runs)  # noqa: SLF001  it is under way
        site.until(lambda: site.served.now.pool.endings["hangup"])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000, b"431"),
        (b"GET /" + b"x" * 200_000, b"431"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
        (b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", b"400"),
        (
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"400",
        ),
    ],
    ids=["headers", "address", "nonsense", "http2", "target", "lengths", "smuggling"],
)
def test_what_cannot_be_read_is_refused(site: Site, sent: bytes, said: bytes) -> None:
    """A head that is too long or none at all is refused with a status, and the connection is closed."""
    with socket.create_connection((HOST, site.port), timeout=60) as line:
        line.sendall(sent)
        answer = b""
        try:
            while piece := line.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass

    assert answer.startswith(b"HTTP/1.1 " + said)


@pytest.mark.parametrize("chunked", [False, True])
def test_body_that_is_too_large_is_refused(site: Site, chunked: bool) -> None:  # noqa: FBT001  a parameter of the test
    """Who sends more than a megabyte hears so, whether the size was said beforehand or not."""
    query = b"#" * 1_500_000
    body = iter([query]) if chunked else query
    answer = site.ask("/sparql", "POST", body, Content_Type="application/sparql-query", Accept="application/json")  # type: ignore[arg-type]  # pieces will do

    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answers(site)


def test_connections_beyond_the_bound_make_room(serve: Serve) -> None:
    """However many connections are held open, another one is answered: the longest idle one makes room."""
    with serve() as site:
        held = [socket.create_connection((HOST, site.port)) for _ in range(200)]
        try:
            assert answers(site)
        finally:
            for line in held:
                line.close()


def test_slow_readers_beyond_the_bound_make_room(packaged_version: Version) -> None:
    """However many read slowly what no buffer holds, others are answered long before those are ended for it."""
    bounds, data = Bounds(connections=20, sent_seconds=10 * PATIENCE), packaged_version.path.parents[1]
    with (
        serving(bounds, SAMENDOEN_DATA=str(data)) as site,
        attackers.SlowReader(site.port, 4 * bounds.connections) as attacker,
    ):

        def is_answered() -> bool:
            """Say whether others are; until it is seen who reads slowly, one of them may be refused."""
            try:
                return answers(site)
            except OSError:
                return False

        site.until(lambda: attacker.got)  # there is no room for them all
        for _ in range(100):  # until each of them reads
            site.until(is_answered)
