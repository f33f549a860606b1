"""Anything that can be sent to any address: what must hold of every answer, tried with the same requests each run."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from api.http.cors import OPEN_PATHS
from ontology.namespaces import make_graph_iri

if TYPE_CHECKING:
    from flask import Flask


MARK = "<img src=x onerror=alert(1)>"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
INJECTED = "x\r\nX-Injected: 1"
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
QUERIES = [
    *("ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3", "SELECT * {", ""),
    *("SELECT (NOW() AS ?x) {}", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }", f"SELECT ('{MARK}' AS ?x) {{}}"),
    *("DROP ALL", "DESCRIBE <x>", "SELECT * FROM <urn:x> {}", "ASK {} #\x00", f"ASK {{}} #{INJECTED}"),
]
#: What programs and people send, and what they should not.
VALUES = [
    *(
        "",
        "nl",
        "en",
        "xx",
        "json",
        "csv",
        "ttl",
        "nq",
        "xlsx",
        "none",
        "owner",
        "water",
        "havenpolitie",
        "0",
        "-1",
        "1e9",
    ),
    *(MARK, INJECTED, "\x00", "'\"`;--", "../../etc/passwd", "//evil.example/x", "javascript:alert(1)", "é\u202e"),
    *(
        make_graph_iri("model"),
        "urn:x",
        "not an iri>",
        "2020-01-01",
        "9" * 400,
        "%0d%0aX-Injected:%201",
        "{{7*7}}",
        "%s%d%(x)s",
    ),
    *QUERIES,
]
PROTOCOL = ["query", "query", "query", "update", "format", "default-graph-uri", "named-graph-uri", "graph", "default"]
NAMES = [
    *(*PROTOCOL, "lang", "from", "all", "why", "value", "theme", "actor", "owner", "kind", "horizon", "on", "level"),
    *("year", "status", "measure", "municipality", "line", MARK),
]
EXAMPLES = {"protocol": 300, "data": 120, "pages": 120}
#: Bytes that no form writes, now and then.
ODD = [""] * 12 + ["&", "&a", "&%ff=%zz", "&é\xff", ";x=1"]
HOSTS = ["localhost"] * 12 + ["[::1]:8080", "evil.example", "a b", "<x>", "x:99999", ""]
METHODS = ["GET"] * 6 + ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
HEADERS = {
    "HTTP_ACCEPT": [
        *(
            "text/html",
            "*/*",
            "application/json",
            "text/turtle",
            "text/csv",
            "image/png",
            "text/html;q=0.5, text/turtle",
        ),
        *("", ",;=", "a/b;q=x", 'text/html;a="', "\xff", "text/*;q=0", "application/ld+json;profile=x"),
    ],
    "HTTP_IF_NONE_MATCH": ["*", '"x"', 'W/"x"', "nonsense", '"', ""],
    "HTTP_IF_MATCH": ["*", '"x"', ""],
    "HTTP_RANGE": ["bytes=0-1", "bytes=5-1", "x"],
    "HTTP_ACCEPT_LANGUAGE": ["en", "xx", ",;", "nl;q=0", "*;q=x", "en-" * 999],
    "HTTP_ACCEPT_ENCODING": ["gzip", "*;q=0.1", "gzip;q=x", ",;", "br"],
    "HTTP_COOKIE": ["lang=en", "lang=xx", "lang=\xff", "=;;=", "lang"],
    "HTTP_ORIGIN": ["https://elsewhere.example", "null"],
    "HTTP_CONTENT_ENCODING": ["gzip", "identity"],
    "HTTP_X_FORWARDED_HOST": ["evil.example"],
    "CONTENT_TYPE": [FORM, DIRECT, "application/sparql-update", f"{FORM}; charset=x", "multipart/form-data", ";", ""],
}


@dataclass(frozen=True)
class Sent:
    """A request, as a server hands it over: bytes as Latin-1."""

    method: str
    path: str
    query: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> bytes:
        """What a client reads."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


def latin(text: str) -> str:
    """Give the bytes of *text* the way WSGI writes them (PEP 3333)."""
    return text.encode("utf-8", errors="surrogatepass").decode("latin-1")


def bodies(pairs: st.SearchStrategy[list[tuple[str, str]]]) -> st.SearchStrategy[tuple[str, bytes]]:
    """Give what can be sent as a body with its type: a form, a query, or something else under any name."""
    return st.one_of(
        pairs.map(lambda it: (FORM, urlencode(it).encode())),
        st.sampled_from(QUERIES).map(lambda it: (FORM, urlencode({"query": it}).encode())),
        st.sampled_from(QUERIES).map(lambda it: (DIRECT, it.encode())),
        st.sampled_from(
            [("", b"ASK {}"), (DIRECT, b"\xff\xfe"), (FORM, b"query=%ff"), ("multipart/form-data", b"--x")]
        ),
    )


@st.composite
def requests(draw: st.DrawFn, rules: list[str], methods: list[str], names: list[str]) -> Sent:
    """Draw a request to one of *rules*, with anything in its places, by *methods* and with parameters of *names*."""
    value = st.one_of(st.sampled_from(VALUES), TEXT)
    pairs = st.lists(st.tuples(st.sampled_from(names), value) | st.tuples(TEXT, TEXT), max_size=3)
    method, rule = draw(st.sampled_from(methods)), draw(st.sampled_from(rules))
    chosen = draw(st.lists(st.sampled_from(sorted(HEADERS)), unique=True, max_size=3))
    headers = {name: draw(st.sampled_from(HEADERS[name])) for name in chosen}
    if method != "GET":
        kind, body = draw(bodies(pairs))
        headers |= {"CONTENT_TYPE": kind} if kind else {}
    return Sent(
        method,
        latin(re.sub(r"<[^>]*>", lambda _: draw(value), rule)),
        draw(st.just("") | pairs.map(urlencode)) + draw(st.sampled_from(ODD)),
        {**headers, "HTTP_HOST": draw(st.sampled_from(HOSTS))},
        b"" if method == "GET" else body,
    )


def send(app: Flask, sent: Sent) -> Got:
    """Send a request to *app* with nothing in between that could mend it."""
    environ = create_environ("/", method=sent.method, data=sent.body or None)
    environ |= {"PATH_INFO": sent.path, "QUERY_STRING": sent.query, **sent.headers}
    pieces, status, headers = run_wsgi_app(app, environ, buffered=True)
    for name, value in headers:
        assert not set("\r\n") & set(name + value), (name, value)
    return Got(int(status.split()[0]), {name.lower(): value for name, value in headers}, b"".join(pieces))


def check_fault(sent: Sent, got: Got) -> None:
    """Check that a fault is told, as problem details or as a page for who reads HTML, and never from our inside."""
    kind = got.headers["content-type"]
    assert kind in ("application/problem+json", "text/html; charset=utf-8")
    assert kind == "application/problem+json" or "text/html" in sent.headers.get("HTTP_ACCEPT", "")
    assert b"Traceback" not in got.text
    if got.body and kind == "application/problem+json":
        told = json.loads(got.text)
        assert told["status"] == got.status
        assert told["title"]
        assert told["detail"]
    assert got.status != 405 or "GET" in got.headers["allow"]
    assert got.status not in (429, 503) or "retry-after" in got.headers


def check(app: Flask, sent: Sent) -> None:
    """Check what holds of every answer."""
    got = send(app, sent)

    assert got.status < 500 or got.status == 503
    assert "x-injected" not in got.headers
    if got.status >= 400:
        check_fault(sent, got)
    if 300 <= got.status < 400 and got.status != 304:
        place = got.headers["location"].removeprefix(f"http://{sent.headers['HTTP_HOST']}")
        assert re.match(r"/(?![/\\])", place)
    if sent.method == "HEAD" or got.status == 304:
        assert got.body == b""
    elif "content-length" in got.headers:
        assert int(got.headers["content-length"]) == len(got.body)
    if "text/html" in got.headers.get("content-type", ""):
        assert MARK.encode() not in got.text
    if latin(sent.path).startswith(OPEN_PATHS):
        assert got.headers["access-control-allow-origin"] == "*"
    if got.status == 200 and "etag" in got.headers and sent.method in ("GET", "HEAD"):
        headers = {name: value for name, value in sent.headers.items() if name != "HTTP_IF_MATCH"}
        headers["HTTP_IF_NONE_MATCH"] = got.headers["etag"]
        again = send(app, Sent(sent.method, sent.path, sent.query, headers))
        assert (again.status, again.body) == (304, b"")


def rules(app: Flask, *, data: bool) -> list[str]:
    """Give the routes of *app*: those of data, or the others with a few that are none."""
    known = sorted({rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(OPEN_PATHS) == data})
    assert len(known) > 5
    return known if data else [*known, "/<any>", "/<any>/<thing>"]


@pytest.mark.parametrize("which", ["protocol", "data", "pages"])
def test_every_answer_is_an_answer(app: Flask, which: str) -> None:
    """No request, however odd, gets an error of ours, a header of its own making, or half an answer."""
    if which == "protocol":
        sent = requests(["/sparql", "/sparql", "/graphs"], ["GET", "GET", "HEAD", "POST", "POST", "PUT"], PROTOCOL)
    else:
        sent = requests(rules(app, data=which == "data"), METHODS, NAMES)

    @settings(
        max_examples=EXAMPLES[which],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(sent)
    def every(sent: Sent) -> None:
        """Check one request."""
        check(app, sent)

    every()


def test_every_route_takes_every_value(app: Flask) -> None:
    """Each route is asked at least once with each odd value in its place or in a parameter."""
    for rule in [*rules(app, data=True), *rules(app, data=False)]:
        for value in (MARK, INJECTED, "//evil.example/x"):
            path = latin(re.sub(r"<[^>]*>", lambda _: value, rule))  # noqa: B023  it is called at once
            check(app, Sent("GET", path, urlencode({"theme": value}), {"HTTP_HOST": "x", "HTTP_ACCEPT": "text/html"}))
            check(app, Sent("GET", path, urlencode({"format": value}), {"HTTP_HOST": "x"}))
