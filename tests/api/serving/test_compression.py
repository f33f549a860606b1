"""Answers that are packed on their way: for whom, what, with which tags, and once."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from api.http.coding import MOST_READ, accepts_gzip, tag_coded, untag
from api.serving import compression
from api.serving.compression import Compression
from graph.engine import Cache, Task
from graph.engine.reply import IN_MEMORY_BYTES
from tests.caches import forget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
QUERY = quote("SELECT ?a ?b ?c { ?a ?b ?c } ORDER BY ?a ?b ?c LIMIT 500")
#: A text of each kind, with what is accepted.
TEXTS = {
    "page": ("/", "text/html"),
    "error": ("/nothing", "text/html"),
    "json": ("/api/v1/questions/measures", "application/json"),
    "csv": ("/api/v1/questions/measures?format=csv", "*/*"),
    "openapi": ("/api/v1/openapi.json", "application/json"),
    "turtle": ("/def", "text/turtle"),
    "json-ld": ("/def", "application/ld+json"),
    "n-triples": ("/def", "application/n-triples"),
    "rdf/xml": ("/def", "application/rdf+xml"),
    "n-quads": ("/graphs", "application/n-quads"),
    "rows": (f"/sparql?query={QUERY}", "application/sparql-results+json"),
    "rows as xml": (f"/sparql?query={QUERY}", "application/sparql-results+xml"),
    "rows as tsv": (f"/sparql?query={QUERY}", "text/tab-separated-values"),
    "picture": ("/network?format=svg", "*/*"),
    "gexf": ("/network?format=gexf", "*/*"),
    "style": ("/static/style/components.css", "*/*"),
    "script": ("/static/network.js", "*/*"),
}
#: What is packed as it is, or too small to be.
OTHERS = {
    "workbook": "/api/v1/questions/measures?format=xlsx",
    "memo": "/api/v1/questions/measures?format=docx",
    "png": "/network?format=png",
    "zip": "/network?format=zip",
    "answer of a line": "/sparql?query=ASK%20%7B%7D",
    "small picture": "/static/icon.svg",
}


@pytest.mark.parametrize(
    ("header", "taken"),
    {
        "gzip": True,
        "GZIP": True,
        "x-gzip": True,
        "gzip, deflate, br, zstd": True,
        "br;q=1.0, gzip;q=0.8, *;q=0.1": True,
        "*": True,
        "gzip;q=0.001": True,
        "gzip;q=0.5, identity;q=0.5": True,
        "gzip;q=0.5, identity": False,
        "gzip;q=0": False,
        "gzip;q=0.000, *": False,
        "*;q=0": False,
        "identity": False,
        "br": False,
        "deflate": False,
        "": False,
        "gzip;q=2": False,
        "gzip;q=x": False,
        "not-gzip": False,
        ",;=": False,
        "gzip".rjust(MOST_READ): True,
        "gzip".rjust(MOST_READ + 1): False,
    }.items(),
    ids=lambda it: str(it)[:30],
)
def test_client_says_whether_it_takes_gzip(header: str, taken: bool) -> None:  # noqa: FBT001  a parameter of the test
    """It is packed for who names gzip, or anything, and does not want it less than as it is."""
    assert accepts_gzip(header) == taken


@pytest.mark.parametrize(("path", "accept"), TEXTS.values(), ids=TEXTS)
def test_text_is_packed_for_who_takes_that(client: FlaskClient, path: str, accept: str) -> None:
    """A text is the same once it is unpacked, smaller on its way, and says what it depends on."""
    plain = client.get(path, headers={"Accept": accept})
    packed = client.get(path, headers={"Accept": accept, **GZIP})

    assert plain.status_code == packed.status_code
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "accept-encoding" in plain.vary
    assert "accept-encoding" in packed.vary
    assert packed.content_type == plain.content_type
    assert packed.content_length == len(packed.data) < len(plain.data) / 2
    assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize("path", OTHERS.values(), ids=OTHERS)
def test_others_are_sent_as_they_are(client: FlaskClient, path: str) -> None:
    """What is packed already, or is smaller than a packet, is not packed."""
    sent = client.get(path, headers={"Accept": "*/*", **GZIP})

    assert sent.status_code == 200
    assert "Content-Encoding" not in sent.headers
    assert sent.content_length == len(sent.data)


def ask_again(client: FlaskClient, path: str, tags: str, **headers: str) -> TestResponse:
    """Ask for *path* as who has what has *tags*."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers={"Accept": "application/json", "If-None-Match": tags, **named})


def test_packed_answer_has_a_tag_of_its_own(client: FlaskClient) -> None:
    """Each form has its own strong tag, by which who has either is told that it is still the same, and which it is."""
    path = "/api/v1/questions/measures"
    plain = client.get(path).headers["ETag"]
    packed = client.get(path, headers=GZIP).headers["ETag"]

    assert packed == tag_coded(plain) != plain
    for tags, told in {packed: packed, plain: plain, f"{plain}, {packed}": packed, f"W/{packed}": packed}.items():
        again = ask_again(client, path, tags, **GZIP)
        assert (again.status_code, again.headers["ETag"]) == (304, told)
        assert "accept-encoding" in again.vary
        assert "Content-Encoding" not in again.headers
    assert ask_again(client, path, plain).status_code == 304
    assert ask_again(client, path, packed).status_code == 200  # it takes no longer what it has
    assert ask_again(client, path, '"another-gzip"', **GZIP).status_code == 200
    assert client.get(path, headers={"If-Match": packed, **GZIP}).status_code == 200
    assert client.get(path, headers={"If-Match": packed}).status_code == 412


def test_weak_tag_is_of_both_forms(client: FlaskClient) -> None:
    """The tag of an answer to SPARQL says that it means the same, and so it does packed."""
    path = f"/sparql?query={QUERY}"
    plain, packed = (client.get(path, headers={"Accept": "application/json", **it}) for it in ({}, GZIP))

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert packed.headers["ETag"].startswith("W/")
    assert ask_again(client, path, packed.headers["ETag"], **GZIP).status_code == 304


def test_tags_are_read_as_they_were() -> None:
    """A tag that only looks like one of a packed answer is left alone."""
    assert untag('"a-gzip", W/"b-gzip","c"') == '"a", W/"b","c"'
    assert untag('*, "gzip", "a-gzipped"') == '*, "gzip", "a-gzipped"'


@pytest.mark.parametrize("path", ["/", "/api/v1/questions/measures", "/static/network.js", "/nothing", OTHERS["memo"]])
@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "packed"])
def test_head_is_the_head_of_get(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    """HEAD says what GET does, the length among it, and sends nothing."""
    get, head = (ask(path, headers={"Accept": "text/html;q=0.5, */*", **headers}) for ask in (client.get, client.head))

    assert head.data == b""
    assert head.status == get.status
    assert dict(head.headers) == dict(get.headers)
    assert int(head.headers["Content-Length"]) == len(get.data)


def test_part_of_a_file_is_of_what_is_not_packed(client: FlaskClient) -> None:
    """A range is given of the file itself; who goes on with what was packed has the whole again."""
    path = "/static/network.js"
    whole, packed = client.get(path), client.get(path, headers=GZIP)
    part = client.get(path, headers={"Range": "bytes=0-1999", **GZIP})
    more = {"Range": "bytes=100-", "If-Range": packed.headers["ETag"], **GZIP}

    assert whole.headers["Accept-Ranges"] == "bytes"
    assert "Accept-Ranges" not in packed.headers
    assert (part.status_code, part.data) == (206, whole.data[:2000])
    assert "Content-Encoding" not in part.headers
    assert part.headers["ETag"] == whole.headers["ETag"]
    assert (client.get(path, headers=more).status_code, client.get(path, headers=more).data) == (200, packed.data)


def test_it_is_packed_once(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is kept packed too; what is asked for again is not packed again, whoever asks it in which words."""
    forget(app.extensions["samendoen"].now.cache)
    packed = []
    compress = compression.compress

    def note(pieces: Iterable[bytes], level: int) -> Iterator[bytes]:
        """Note that something is packed."""
        packed.append(level)
        return compress(pieces, level)

    monkeypatch.setattr(compression, "compress", note)
    path = "/api/v1/questions/measures"

    sent = {client.get(f"{path}{it}", headers=GZIP).data for it in ("", "?", "?theme=", "?lang=nl", "?format=json")}

    assert (len(sent), len(packed)) == (1, 1)


def ask_layer(
    pieces: Iterable[bytes], task: Task | None = None, **headers: str
) -> tuple[str, dict[str, str], Iterable[bytes]]:
    """Ask a layer before an app that answers *pieces* of text with *headers*, as the work of *task*."""
    named = [(name.replace("_", "-"), value) for name, value in {"Content-Type": "text/csv", **headers}.items()]
    begun: list[tuple[str, dict[str, str]]] = []

    def app(
        _environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
    ) -> Iterable[bytes]:
        start_response("200 OK", named)
        return pieces

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        begun.append((status, dict(headers)))
        return lambda _: None

    layer = Compression(app, lambda: Cache(1_000_000))  # type: ignore[arg-type]  # a WSGI app in short
    with (task or Task()).work():
        sent = layer({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"}, start)  # type: ignore[arg-type]  # likewise
    return *begun[0], sent


def test_large_answer_is_packed_piece_by_piece() -> None:
    """An answer of pieces is packed without being held whole, and its size is said; what is read is closed."""
    closed = []
    piece = bytes(range(256)) * 4_000
    count = 2 * IN_MEMORY_BYTES // len(piece)

    def give() -> Iterator[bytes]:
        try:
            for _ in range(count):
                yield piece
        finally:
            closed.append(True)

    _status, headers, sent = ask_layer(give(), Content_Length=str(count * len(piece)), ETag='"a"')
    parts = list(sent)

    assert closed == [True]
    assert int(headers["Content-Length"]) == sum(map(len, parts))
    assert headers["ETag"] == '"a-gzip"'
    assert gzip.decompress(b"".join(parts)) == piece * count


def test_nothing_is_packed_for_who_is_gone() -> None:
    """When the visitor hangs up the packing of an answer ends, after the piece that it is at."""
    task, given = Task(), []

    def give() -> Iterator[bytes]:
        for number in range(1_000):
            given.append(number)
            if number == 3:
                task.cancel()
            yield b"x" * 10_000

    ask_layer(give(), task)

    assert len(given) < 10
