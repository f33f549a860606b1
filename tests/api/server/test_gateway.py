"""The gateway: who we are asked as, what a request is called, and what is said of it."""

from __future__ import annotations

import json
import logging
import re
import socket
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from api.http.locality import is_loopback
from api.server.hosts import Hosts, Proxies
from api.server.log import JsonFormatter, TextFormatter
from api.serving.readiness import WITHHELD
from benchmarks.attackers import HOST, read_all

if TYPE_CHECKING:
    from pathlib import Path

    from tests.api.server.conftest import Serve, Site

FORWARDED = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https", "X_Request_ID": "from-the-proxy-1"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:8080", "[::1]:8080"])
def test_own_names_are_answered(site: Site, host: str) -> None:
    """The names of this machine's loopback are ours, whatever the port."""
    assert site.ask("/measures", Host=host).status == HTTPStatus.OK


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example"])
def test_other_names_are_refused(site: Site, host: str) -> None:
    """A name that is not ours never comes into a page or a memo: what asks by it is refused, with the remedy."""
    answer = site.ask("/questions/measures/memo", Host=host, Accept="text/html")

    assert answer.status == HTTPStatus.MISDIRECTED_REQUEST
    assert "SAMENDOEN_HOSTS" in answer.text  # type: ignore[attr-defined]  # the tests put it there
    assert host not in answer.text  # type: ignore[attr-defined]  # as above


def test_given_names_are_answered(serve: Serve) -> None:
    """A name that the settings give is ours, and so is each below one with a dot before it."""
    with serve(SAMENDOEN_HOSTS="plan.example, .veilig.example") as site:
        found = [site.ask("/measures", Host=host).status for host in ("plan.example", "a.veilig.example", "b.example")]

    assert found == [HTTPStatus.OK, HTTPStatus.OK, HTTPStatus.MISDIRECTED_REQUEST]


def test_server_for_every_address_is_reached_by_its_own_name() -> None:
    """A server that listens on every address is reached as this machine is called, unless names are given."""
    assert Hosts("0.0.0.0", ()).include(socket.gethostname())  # noqa: S104  to be recognised
    assert not Hosts("0.0.0.0", ("plan.example",)).include(socket.gethostname())  # noqa: S104  as above


def test_health_is_told_by_any_name(site: Site) -> None:
    """Who looks after us asks by an address: whether we live and are ready is said whatever we are called."""
    assert [site.ask(path, Host="10.0.0.7:80").status for path in ("/healthz", "/readyz")] == [HTTPStatus.OK] * 2


def test_trusted_proxy_is_believed(serve: Serve) -> None:
    """What a proxy that the settings name says of the client, of TLS and of the request counts."""
    with serve(SAMENDOEN_PROXIES="127.0.0.0/8", SAMENDOEN_HOSTS="plan.example") as site:
        page = site.ask("/questions/measures/memo", Host="plan.example", Accept="text/html", **FORWARDED)

    assert page.headers["X-Request-ID"] == FORWARDED["X_Request_ID"]
    assert "https://plan.example/questions/measures/memo" in page.text  # type: ignore[attr-defined]  # as above


def test_nobody_else_is_believed(site: Site) -> None:
    """What anybody else says of that does not count."""
    page = site.ask("/questions/measures/memo", Accept="text/html", **FORWARDED)

    assert page.headers["X-Request-ID"] != FORWARDED["X_Request_ID"]
    assert f"http://{HOST}:{site.port}/questions/measures/memo" in page.text  # type: ignore[attr-defined]  # as above
    assert "https://127.0.0.1" not in page.text  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("path", ["/", "/absent", "/static/style/base.css", "/readyz", "/sparql?query=nonsense"])
def test_every_answer_has_its_name(site: Site, path: str) -> None:
    """Each answer has an id of its own, by which it is found in the log."""
    names = {site.ask(path).headers["X-Request-ID"] for _ in range(3)}

    assert len(names) == 3


def find_lines(name: str, caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Find the lines of the request *name*, as the last one of another test may be written after its answer."""
    return [record for record in caplog.records if record.__dict__["about"]["request"] == name]


def test_line_of_a_request_says_nothing_of_who_asked(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """The log has a line for a request with its name, path, status, bytes and time, and the query by its digest."""
    with caplog.at_level(logging.INFO, "samendoen.access"):
        answer = site.ask("/search?q=iemand", Cookie="lang=nl", User_Agent="somebody")
        name = answer.headers["X-Request-ID"]
        site.until(lambda: find_lines(name, caplog))
    (record,) = find_lines(name, caplog)

    line = json.loads(JsonFormatter().format(record))
    assert {name: line[name] for name in ("event", "method", "path", "status", "lane")} == {
        "event": "access",
        "method": "GET",
        "path": "/search",
        "status": 200,
        "lane": "pages",
    }
    assert line["bytes"] == int(answer.headers["Content-Length"])
    assert re.fullmatch("[0-9a-f]{16}", line["query"])
    for told in (json.dumps(line), TextFormatter().format(record)):
        assert not [word for word in ("iemand", "somebody", HOST, "lang=") if word in told]


def test_failure_is_found_by_its_name(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    """What nobody foresaw is answered 500 with the name under which the log has its trace, and nothing of that."""
    with serve() as site, caplog.at_level(logging.ERROR, "samendoen.server"):
        now, site.served.now = site.served.now, None  # type: ignore[assignment]  # whatever needs it fails
        answer = site.ask("/api/v1/questions", Accept="application/json")
        site.served.now = now

    name = answer.headers["X-Request-ID"]
    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Traceback" not in answer.text  # type: ignore[attr-defined]  # as above
    assert find_lines(name, caplog)


def test_failure_of_a_view_is_found_by_its_name(
    serve: Serve, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A view that fails is told as any other failure: in the log, by the name of the request, and nowhere else."""
    with serve() as site, caplog.at_level(logging.ERROR, "samendoen.server"):
        now = site.served.now
        site.served.now = replace(now, plans=None)  # type: ignore[arg-type]  # whatever looks for a plan fails
        answer = site.ask("/measures?theme=iemand", Accept="application/json")
        site.served.now = now

    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    name = answer.headers["X-Request-ID"]
    told = find_lines(name, caplog)
    assert [record.exc_info is not None for record in told] == [True]
    assert "iemand" not in JsonFormatter().format(told[0])
    assert "Traceback" not in capfd.readouterr().err


def test_metrics_are_numbers(site: Site) -> None:
    """The metrics count requests by lane and status, and say what is so at the moment."""
    before = site.count('samendoen_requests_total{lane="pages",status="200"}')
    site.ask("/measures")
    site.until(lambda: site.count('samendoen_requests_total{lane="pages",status="200"}') > before)

    assert site.count("samendoen_ready") == 1
    assert site.count("samendoen_current") == 1
    assert site.count("samendoen_connections") >= 1
    assert site.count("process_resident_memory_bytes") > 0


def test_metrics_are_for_this_machine(serve: Serve) -> None:
    """Who comes by a proxy from elsewhere sees no metrics, unless a setting opens them."""
    by_proxy = {"SAMENDOEN_PROXIES": "127.0.0.1"}
    with serve(**by_proxy) as site:
        closed = site.ask("/metrics", **FORWARDED).status
    with serve(**by_proxy, SAMENDOEN_PUBLIC="metrics") as site:
        opened = site.ask("/metrics", **FORWARDED).status

    assert (closed, opened) == (HTTPStatus.NOT_FOUND, HTTPStatus.OK)


def test_problems_are_told_to_this_machine(serve: Serve, tmp_path: Path) -> None:
    """Who comes by a proxy from elsewhere reads that something went wrong, and no file or place of this machine."""
    with serve(SAMENDOEN_PROXIES="127.0.0.1", SAMENDOEN_QUESTIONS=str(tmp_path)) as site:
        (tmp_path / "broken.rq").write_text("SELECT", encoding="utf-8")
        site.until(lambda: json.loads(site.ask("/readyz").text)["problems"])  # type: ignore[attr-defined]  # as above
        here, elsewhere = (
            json.loads(answer.text)["problems"]  # type: ignore[attr-defined]  # as above
            for answer in (site.ask("/readyz"), site.ask("/readyz", **FORWARDED))
        )

    assert ["broken.rq" in problem for problem in here] == [True]
    assert elsewhere == [WITHHELD]


def test_file_of_the_website_is_the_same_from_memory(site: Site) -> None:
    """A file that was sent before is the same, is not sent to who has it, and in part only where that is asked."""
    first, second = (site.ask("/static/style/base.css") for _ in range(2))
    tag = second.headers["ETag"]
    known = site.ask("/static/style/base.css", If_None_Match=tag)
    part = site.ask("/static/style/base.css", Range="bytes=0-9")
    head = site.ask("/static/style/base.css", "HEAD")

    assert first.text == second.text  # type: ignore[attr-defined]  # as above
    told = {name: value for name, value in second.headers.items() if name not in {"x-request-id", "date"}}
    assert told.items() <= dict(first.headers.items()).items()
    assert (known.status, known.text, known.headers["ETag"]) == (HTTPStatus.NOT_MODIFIED, "", tag)  # type: ignore[attr-defined]  # as above
    assert (part.status, len(part.text)) == (HTTPStatus.PARTIAL_CONTENT, 10)  # type: ignore[attr-defined]  # as above
    assert (head.status, head.text) == (HTTPStatus.OK, "")  # type: ignore[attr-defined]  # as above
    assert head.headers["Content-Length"] == str(len(first.text.encode()))  # type: ignore[attr-defined]  # as above


def test_packed_file_is_kept_beside_the_file(site: Site) -> None:
    """Who takes gzip is sent a file packed, from memory too; who does not is sent it as it is."""
    path = "/static/search.js"
    plain, packed = [site.ask(path, **it) for it in ({}, {"Accept_Encoding": "gzip"}) * 2][-2:]
    known = site.ask(path, Accept_Encoding="br, gzip", If_None_Match=packed.headers["ETag"])
    head = site.ask(path, "HEAD", Accept_Encoding="gzip")

    assert (plain.headers["Content-Encoding"], packed.headers["Content-Encoding"]) == (None, "gzip")
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2
    assert (known.status, known.headers["ETag"]) == (HTTPStatus.NOT_MODIFIED, packed.headers["ETag"])
    assert head.headers["Content-Length"] == packed.headers["Content-Length"]
    assert {it.headers["Vary"] for it in (plain, packed, known, head)} == {"Accept-Encoding"}
    assert all(it.headers.get_all("Date") and len(it.headers.get_all("Date")) == 1 for it in (plain, packed, known))


def test_header_with_an_underscore_is_left_out(site: Site) -> None:
    """A header that would pass for another one, which a proxy may have looked at, is not heard."""
    with socket.create_connection((HOST, site.port)) as line:
        line.sendall(b"GET /measures HTTP/1.1\r\nHost: localhost\r\nIF_NONE_MATCH: *\r\nContent_Length: x\r\n\r\n")

        assert read_all(line) == "200"


@pytest.mark.parametrize(
    ("host", "local"),
    [("::1", True), ("[::1]", True), ("127.4.5.6", True), ("0.0.0.0", False), ("example", False)],  # noqa: S104  to be recognised
)
def test_loopback_is_known(host: str, local: bool) -> None:  # noqa: FBT001  a parameter of the test
    """An address of the loopback is known as such, and no other."""
    assert is_loopback(host) is local


def test_proxies_are_known_by_range() -> None:
    """A proxy is known by its address or by a range that it is in; what is no address is none."""
    proxies = Proxies(["10.0.0.0/8", "::1"])

    assert [proxies.include(it) for it in ("10.9.8.7", "::1", "11.0.0.1", "unix", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("path", ["/samendoen/measures", "/measures"])
def test_prefix_is_in_every_link(serve: Serve, path: str) -> None:
    """Under a path prefix every link has it once, whether the proxy strips it or not."""
    with serve(SAMENDOEN_PREFIX="/samendoen/") as site:
        page = site.ask(path, Accept="text/html")
        memo = site.ask("/questions/measures/memo", Accept="text/html")

    assert page.status == HTTPStatus.OK
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text + memo.text)  # type: ignore[attr-defined]  # as above
    assert links
    assert [link for link in links if not link.startswith("/samendoen/") or "samendoen/samendoen" in link] == []
    assert f"http://{HOST}:{site.port}/samendoen/questions/measures/memo" in memo.text  # type: ignore[attr-defined]  # as above
