"""What the protocol suites ask over HTTP and expect in return, sent to our app, and what they would have written."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from tests.conformance.likeness import same_graph
from tests.conformance.results import REPLIES
from tests.conformance.suites import MF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.conformance.suites import Case, Manifest, Node

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
#: Where the suites think that an endpoint is, and where ours are.
PLACES = {"/sparql/": "/sparql", "/gsp": "/graphs"}
#: The IRI of the default graph, and of one whose name the store would have chosen, in what would have been written.
DEFAULT, CHOSEN = "http://www.example/gsp/default", "http://www.example/gsp/chosen"
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class Exchange:
    """A request, and what must come of it: one of several statuses, of several formats, or of several graphs."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    statuses: frozenset[str]
    kind: str
    boolean: bool | None
    media_type: str
    answer: str

    @property
    def writes(self) -> bool:
        """Say whether it would change the graph store."""
        return self.method in {"PUT", "POST", "DELETE", "PATCH"} and self.path.startswith("/gsp")

    @property
    def updates(self) -> bool:
        """Say whether it would change the data by SPARQL Update."""
        return b"update=" in self.body or "sparql-update" in self.headers.get("content-type", "")

    @property
    def graph(self) -> str:
        """The IRI of the graph that it is about."""
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query, keep_blank_values=True)
        if "graph" in asked:
            return asked["graph"][0].replace("$LOCATION$", CHOSEN)
        return DEFAULT if "default" in asked else CHOSEN

    def send(self, client: FlaskClient) -> TestResponse:
        """Send it to our app."""
        place = next(there for there in PLACES if self.path.startswith(there))
        path = self.path.replace(place, PLACES[place], 1).replace("$LOCATION$", CHOSEN)
        return client.open(path, method=self.method, headers=dict(self.headers), data=self.body or None)

    def check(self, response: TestResponse) -> None:
        """See that *response* is what is expected."""
        status = response.status_code
        said = f"{self.method} {unquote(self.path)} gives {status}: {response.get_data()[:300]!r}"
        assert {f"StatusCode{status // 100}xx", str(status)} & self.statuses, said
        if self.kind == "RDF":
            list(parse(response.data, RdfFormat.from_media_type(response.content_type)))
        elif self.kind:
            results = REPLIES[response.mimetype or ""](response.data, "")
            assert (results.boolean is None) == (self.kind == "tabular"), said
            assert self.boolean in {None, results.boolean}, said
        assert self.media_type in {"", response.content_type}, said
        if self.answer:
            expected = parse(self.answer.encode(), RdfFormat.TURTLE)
            assert same_graph(parse(response.data, RdfFormat.TURTLE), expected) == "exact", said


def exchanges(case: Case) -> list[Exchange]:
    """Give what *case* asks, in order."""
    manifest = case.manifest
    return [_exchange(manifest, node) for node in manifest.items(manifest.value(case.action, f"{HT}requests"))]


def answered(case: Case, client: FlaskClient) -> None:
    """Send what *case* asks, in order, and see that each is answered as expected."""
    for exchange in exchanges(case):
        exchange.check(exchange.send(client))


def _exchange(manifest: Manifest, node: Node) -> Exchange:
    """Read one request with its response."""
    response = manifest.value(node, f"{HT}resp")
    body = manifest.value(node, f"{HT}body")
    assert response is not None, "a request has no response"
    boolean = manifest.text(response, f"{MF}expectedBoolean")
    return Exchange(
        method=manifest.text(node, f"{HT}methodName"),
        path=manifest.text(node, f"{HT}absolutePath"),
        headers=dict(_headers(manifest, node)),
        body=manifest.text(body, f"{CNT}chars").encode(manifest.text(body, f"{CNT}characterEncoding") or "utf-8"),
        statuses=frozenset(_status(status) for status in manifest.values(response, f"{MF}expectedStatus")),
        kind=manifest.text(response, f"{MF}expectedFormat"),
        boolean=boolean == "true" if boolean else None,
        media_type=dict(_headers(manifest, response)).get("content-type", ""),
        answer=manifest.text(manifest.value(response, f"{HT}body"), f"{CNT}chars"),
    )


def _headers(manifest: Manifest, node: Node) -> Iterator[tuple[str, str]]:
    """Give the headers of a request."""
    for header in manifest.items(manifest.value(node, f"{HT}headers")):
        yield manifest.text(header, f"{HT}fieldName"), manifest.text(header, f"{HT}fieldValue")


def _status(node: Node) -> str:
    """Give a status as its number, or a class of them by its name."""
    name = node.value.rpartition("#")[2]
    return str(STATUS.get(name, name))


def written(graphs: dict[str, str], exchange: Exchange) -> dict[str, str]:
    """Give *graphs* (IRI to N-Quads) as they would be after *exchange*, where writing was allowed."""
    name = exchange.graph
    if exchange.method == "DELETE":
        return {iri: quads for iri, quads in graphs.items() if iri != name}
    before = graphs.get(name, "") if exchange.method == "POST" else ""
    return {**graphs, name: before + "".join(_n_quads(turtle, name) for turtle in _parts(exchange))}


def _parts(exchange: Exchange) -> list[bytes]:
    """Give the documents that *exchange* sends: one, or several in a form."""
    kind = exchange.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return [exchange.body]
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + exchange.body)
    return [str(part.get_payload()).encode() for part in message.walk() if not part.is_multipart()]


def _n_quads(turtle: bytes, graph: str) -> str:
    """Give a document of Turtle as N-Quads in *graph*."""
    quads = parse(turtle, RdfFormat.TURTLE, rename_blank_nodes=True)
    return "".join(f"{Quad(q.subject, q.predicate, q.object, NamedNode(graph))} .\n" for q in quads)
