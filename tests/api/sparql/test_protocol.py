"""The HTTP face of the endpoint: how a query is read, what comes with an answer, and what is said when there is none.

The sections are those of the SPARQL 1.1 Protocol (W3C 2013), of RFC 9110 (HTTP) and of RFC 9457 (problem details).
"""

from __future__ import annotations

import json
import re
import socket
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from api.http.errors import PROBLEMS_URL, list_problem_titles, to_problem_name
from api.http.negotiation import QUAD_TYPES, RESULT_TYPES
from api.sparql.protocol import LONGEST_URL, MOST_PARAMETERS
from ontology.namespaces import make_graph_iri
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
PROBLEM = "application/problem+json"
HTML = {"Accept": "text/html"}
ASK = "ASK {}"
SELECT = "SELECT (1 AS ?n) {}"
CONSTRUCT = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * { { SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000 } { SELECT ?a { ?a ?b ?c } LIMIT 100 } }"
MODEL = make_graph_iri("model")
PATIENCE = 60


@pytest.fixture(scope="module")
def strict(folder: Path) -> Iterator[Flask]:
    """Open the app with one worker, small answers, and no room to keep any."""
    limits = {"SAMENDOEN_WORKERS": "1", "SAMENDOEN_CACHE_BYTES": "1", "SAMENDOEN_ANSWER_BYTES": "200000"}
    with opened(SAMENDOEN_DATA=str(folder), **limits) as app:
        yield app


def problem(answer: TestResponse, status: int) -> dict[str, Any]:
    """Give what *answer*, which must be problem details with *status*, says."""
    assert (answer.status_code, answer.content_type) == (status, PROBLEM)
    body: dict[str, Any] = answer.get_json()
    assert body["status"] == status
    return body


def asked(client: FlaskClient, query: str, **headers: str) -> TestResponse:
    """Ask *query* with GET."""
    return client.get("/sparql", query_string={"query": query}, headers=headers)


# How a query is read (2.1)


@pytest.mark.parametrize("kind", ["default-graph-uri", "named-graph-uri"])
def test_graphs_stand_in_the_address_or_the_body(client: FlaskClient, kind: str) -> None:
    """A posted query is about the same graphs whether they stand in the address or with it (2.1.4)."""
    query = COUNT if kind.startswith("default") else "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    values = {kind: MODEL}
    bodies = {
        client.get("/sparql", query_string={"query": query, **values}).get_data(),
        client.post("/sparql", data={"query": query, **values}).get_data(),
        client.post("/sparql", data={"query": query}, query_string=values).get_data(),
        client.post("/sparql", data=query, content_type=DIRECT, query_string=values).get_data(),
    }

    assert len(bodies) == 1
    assert int(json.loads(bodies.pop())["results"]["bindings"][0]["n"]["value"]) > 0


@pytest.mark.parametrize("kind", [DIRECT, FORM])
def test_query_stands_in_one_place(client: FlaskClient, kind: str) -> None:
    """A query in the address of a POST is refused: beside another it is the second, alone it is in the wrong place."""
    body = ASK if kind == DIRECT else f"query={quote(ASK)}"

    problem(client.post("/sparql", data=body, content_type=kind, query_string={"query": ASK}), 400)
    problem(client.post("/sparql", data="", content_type=kind, query_string={"query": ASK}), 400)
    assert client.post("/sparql", data=body, content_type=kind).status_code == 200


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_empty_query_is_refused(client: FlaskClient, text: str) -> None:
    """A query with nothing in it is answered 400 in each way of sending it, and says that it is empty."""
    for answer in (
        asked(client, text),
        client.post("/sparql", data={"query": text}),
        client.post("/sparql", data=text, content_type=DIRECT),
    ):
        assert problem(answer, 400)["type"] == f"{PROBLEMS_URL}query-syntax-error"


def test_graphs_without_query_are_refused(client: FlaskClient) -> None:
    """The description is for one who asks nothing; with graphs but without a query something is amiss."""
    problem(client.get("/sparql", query_string={"default-graph-uri": MODEL}), 400)


@pytest.mark.parametrize("kind", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("name", ["model", "/graphs", "", "not an iri>", "urn:nothing", MODEL + "#x", MODEL.upper()])
def test_graph_that_is_not_here_is_refused(client: FlaskClient, kind: str, name: str) -> None:
    """A name that is relative, or no IRI, or of no graph here is answered 400 with the name, also beside a good one."""
    detail = problem(client.get("/sparql", query_string={"query": COUNT, kind: [MODEL, name]}), 400)["detail"]

    assert name in detail
    assert MODEL not in detail.replace(name, "") or not name


@pytest.mark.parametrize(
    ("raw", "status"), [("query=ASK%7B%7D%23%C3%A9", 200), ("query=ASK%7B%7D%23%E9", 400), ("query=%ED%A0%80", 400)]
)
def test_parameters_are_utf_8(client: FlaskClient, raw: str, status: int) -> None:
    """Bytes that are no text are refused in the address and in a form: to guess would be to answer another query."""
    assert client.get(f"/sparql?{raw}").status_code == status
    assert client.post("/sparql", data=raw, content_type=FORM).status_code == status


def test_query_may_begin_with_a_byte_order_mark(client: FlaskClient) -> None:
    """A file that an editor of Windows wrote is taken as it is."""
    assert client.post("/sparql", data=b"\xef\xbb\xbf" + ASK.encode(), content_type=DIRECT).status_code == 200


@pytest.mark.parametrize("kind", [DIRECT, FORM])
@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "nonsense"])
def test_other_charset_is_refused(client: FlaskClient, kind: str, charset: str) -> None:
    """A query that says it is in another charset is answered 415; in UTF-8 it is taken, said or not (2.1.3)."""
    body = ASK if kind == DIRECT else f"query={quote(ASK)}"

    problem(client.post("/sparql", data=body, content_type=f"{kind}; charset={charset}"), 415)
    assert client.post("/sparql", data=body, content_type=f"{kind}; charset=UTF-8").status_code == 200


def test_compressed_query_is_refused(client: FlaskClient) -> None:
    """A body in a content coding is answered 415 with the codings that are taken: none (RFC 9110, 12.5.3)."""
    answer = client.post("/sparql", data=b"\x1f\x8b", content_type=DIRECT, headers={"Content-Encoding": "gzip"})

    problem(answer, 415)
    assert answer.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
def test_other_content_is_refused_with_what_is_taken(client: FlaskClient, kind: str) -> None:
    """A body that is neither a query nor a form is answered 415 with both, for people and for programs."""
    answer = client.post("/sparql", data=ASK, content_type=kind)

    assert DIRECT in problem(answer, 415)["detail"]
    assert set(answer.headers["Accept-Post"].split(", ")) == {FORM, DIRECT}
    assert "Accept-Encoding" not in answer.headers


@pytest.mark.parametrize("kind", [UPDATE, f"{UPDATE}; charset=utf-8"])
def test_update_is_forbidden_in_every_way(client: FlaskClient, kind: str) -> None:
    """An update is answered 403, not 405 or 415: it is known here, and nobody has a right to it yet."""
    for answer in (
        client.post("/sparql", data="DROP ALL", content_type=kind),
        client.post("/sparql", data="CLEAR XYZ", content_type=kind),
        client.post("/sparql", data={"update": "DROP ALL"}),
        client.post("/sparql", data={"update": ["DROP ALL", "DROP ALL"]}),
        client.post("/sparql", data={"update": "DROP ALL", "query": ASK}),
        client.post("/sparql?update=DROP ALL", data=ASK, content_type=DIRECT),
        client.get("/sparql?update=DROP ALL"),
    ):
        problem(answer, 403)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "QUERY"])
def test_other_method_is_not_allowed(client: FlaskClient, method: str) -> None:
    """Any other method is answered 405 with the four that are allowed (RFC 9110, 15.5.6)."""
    answer = client.open(f"/sparql?query={ASK}", method=method)

    problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_too_much_is_refused(client: FlaskClient) -> None:
    """Too long an address is answered 414, too large a body 413, too many parameters 400; each says how much may be."""
    assert str(LONGEST_URL) in problem(client.get("/sparql?query=" + "a" * LONGEST_URL), 414)["detail"]
    assert "1000000" in problem(client.post("/sparql", data="#" * 1_000_001, content_type=DIRECT), 413)["detail"]
    assert str(MOST_PARAMETERS) in problem(client.get("/sparql?query=x" + "&a" * MOST_PARAMETERS), 400)["detail"]


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (f"ASK {{ FILTER({'!' * 20_000}1) }}", "query_parts"),
        (f"ASK {{ {{}} {'UNION {} ' * 9_000} }}", "query_parts"),
        (f"ASK {{ {'?s ?p ?o . ' * 300} }}", "query_joins"),
        (f"ASK {{ ?s ?p {'(' * 9_000}1{')' * 9_000} }}", "query_nesting"),
    ],
)
def test_query_that_would_end_the_engine_is_refused_for_good(client: FlaskClient, query: str, limit: str) -> None:
    """What no other time would help is 413 with the limit, and nobody is told to come back."""
    answer = client.post("/sparql", data=query, content_type=DIRECT)

    assert problem(answer, 413)["limit"] == limit
    assert "Retry-After" not in answer.headers


def test_everything_can_be_paged_through(client: FlaskClient) -> None:
    """In an order that leaves nothing open each triple of the dataset is on one page, whatever its object is."""
    pages = [
        client.post(
            "/sparql",
            data=f"SELECT ?o ?s ?p {{ ?s ?p ?o }} ORDER BY ?o ?s ?p LIMIT 3000 OFFSET {start}",
            content_type=DIRECT,
            headers={"Accept": "text/tab-separated-values"},
        ).text.splitlines()[1:]
        for start in range(0, 60_000, 3000)
    ]
    rows = [row for page in pages for row in page]

    assert pages[-1] == []
    assert len(rows) == len(set(rows)) == int(asked(client, COUNT).get_json()["results"]["bindings"][0]["n"]["value"])


def test_relative_iri_is_relative_to_the_endpoint(client: FlaskClient) -> None:
    """An IRI in a query without BASE is completed with the address of the endpoint (2.3)."""
    answer = client.post("/sparql", data="SELECT ?x { VALUES ?x { <y> } }", content_type=DIRECT)

    assert answer.get_json()["results"]["bindings"][0]["x"]["value"] == "http://localhost/y"


def test_format_is_read_wherever_it_stands(client: FlaskClient) -> None:
    """`format` may stand in the address or in a form, once."""
    by_form = client.post("/sparql", data={"query": ASK, "format": "xml"})
    by_address = client.post("/sparql?format=xml", data={"query": ASK})

    assert by_form.mimetype == by_address.mimetype == RESULT_TYPES["xml"]
    problem(client.post("/sparql?format=xml", data={"query": ASK, "format": "xml"}), 400)
    problem(client.get("/sparql?format=ttl&format=nt"), 400)


@pytest.mark.parametrize(
    ("query", "wish", "kind"),
    [
        (CONSTRUCT, "json", QUAD_TYPES["jsonld"]),
        (CONSTRUCT, "xml", QUAD_TYPES["rdf"]),
        (SELECT, "xml", RESULT_TYPES["xml"]),
        (SELECT, "application/sparql-results+xml", RESULT_TYPES["xml"]),
        (CONSTRUCT, "turtle", QUAD_TYPES["ttl"]),
    ],
)
def test_format_means_what_clients_mean(client: FlaskClient, query: str, wish: str, kind: str) -> None:
    """Clients that send the same `format` with every query get what they can read."""
    assert client.get("/sparql", query_string={"query": query, "format": wish}).mimetype == kind


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        (SELECT, "application/json", "application/json"),
        (CONSTRUCT, "application/json", "application/json"),
        (CONSTRUCT, "text/plain", "text/plain; charset=utf-8"),
        (SELECT, "application/xml", "application/xml"),
        (ASK, "text/csv, application/sparql-results+xml;q=0.1", RESULT_TYPES["xml"]),
        (ASK, "text/csv, application/json;q=0.1", "application/json"),
        (SELECT, "text/csv, text/turtle", "text/csv; charset=utf-8"),
        (CONSTRUCT, "text/csv, text/turtle", "text/turtle; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_answer_is_called_what_was_asked(client: FlaskClient, query: str, accept: str, kind: str) -> None:
    """An answer carries the name under which it was wanted, with the charset where it is a text (RFC 9110, 8.3)."""
    answer = asked(client, query, Accept=accept)

    assert (answer.status_code, answer.content_type) == (200, kind)


# What comes with an answer (RFC 9110)


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT, "SELECT * {", None])
def test_head_is_get_without_the_body(client: FlaskClient, query: str | None) -> None:
    """HEAD has the status and headers of GET, the length too, and no body (9.3.2)."""
    values = {"query": query} if query else {}
    get, head = (client.open("/sparql", method=method, query_string=values) for method in ("GET", "HEAD"))

    assert head.get_data() == b""
    assert head.status_code == get.status_code
    assert dict(head.headers) == dict(get.headers)
    assert int(head.headers["Content-Length"]) == len(get.get_data()) > 0


def test_tag_tells_answers_apart(client: FlaskClient) -> None:
    """The same question has the same tag; another query, format, graph or endpoint has another (8.8.3)."""
    answers = [
        asked(client, SELECT),
        asked(client, SELECT + " "),
        asked(client, SELECT, Accept="text/csv"),
        asked(client, SELECT, Accept="application/json"),
        client.get("/sparql", query_string={"query": SELECT, "default-graph-uri": MODEL}),
        client.get("/sparql", query_string={"query": SELECT, "named-graph-uri": MODEL}),
        client.get("/sparql", query_string={"query": SELECT}, base_url="http://other.example"),
    ]
    tags = [answer.headers["ETag"] for answer in answers]

    assert len(set(tags)) == len(tags)
    assert asked(client, SELECT).headers["ETag"] == tags[0]
    assert all(tag.startswith('W/"') for tag in tags)


def test_tag_tells_versions_apart(app: Flask) -> None:
    """The tag holds the version of the data, so that nothing of an older one is taken for what is there now."""
    version = app.extensions["samendoen"].now.version

    assert version.digest[:16] in asked(app.test_client(), SELECT).headers["ETag"]


@pytest.mark.parametrize("form", ["{0}", '"x", {0}', "*", "{1}", '{1} , W/"y"'])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_answer_that_one_has_is_not_sent(client: FlaskClient, method: str, form: str) -> None:
    """One who has the answer gets 304 with the headers to keep it by, and no body (13.1.2, 15.4.5)."""
    first = asked(client, SELECT)
    tag = first.headers["ETag"]
    headers = {"If-None-Match": form.format(tag, tag.removeprefix("W/"))}

    again = client.open("/sparql", method=method, query_string={"query": SELECT}, headers=headers)

    assert (again.status_code, again.get_data()) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "Access-Control-Allow-Origin"):
        assert again.headers[name] == first.headers[name]
    assert {"Content-Type", "Content-Length"}.isdisjoint(again.headers.keys())


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-None-Match": ""},
        {"If-None-Match": "nonsense"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-Unmodified-Since": "Fri, 01 Jan 2010 00:00:00 GMT"},
        {"If-Match": "*"},
        {"Range": "bytes=0-1"},
    ],
)
def test_other_conditions_change_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    """A condition that holds, or that needs what an answer has not, such as a date, leaves it whole (13.2.1)."""
    assert asked(client, SELECT, **headers).status_code == 200


def test_weak_tag_matches_no_condition_to_change(client: FlaskClient) -> None:
    """`If-Match` compares strongly, and a weak tag is never that (13.1.1)."""
    assert asked(client, SELECT, **{"If-Match": asked(client, SELECT).headers["ETag"]}).status_code == 412


def test_condition_on_a_fault_is_ignored(client: FlaskClient) -> None:
    """What would be refused is refused, whatever one has of it (13.2.1)."""
    problem(asked(client, "SELECT * {", **{"If-None-Match": "*"}), 400)


def test_posted_query_has_no_conditions(client: FlaskClient) -> None:
    """A POST is answered whole: what it asks is not what the tags of an address are about (13.1.2)."""
    tag = client.post("/sparql", data=ASK, content_type=DIRECT).headers["ETag"]

    assert client.post("/sparql", data=ASK, content_type=DIRECT, headers={"If-None-Match": tag}).status_code == 200


def test_answer_that_one_has_is_not_computed(strict: Flask) -> None:
    """With every worker taken a query is answered 503, but one who has the answer is told so all the same."""
    client = strict.test_client()
    tag = asked(client, COUNT).headers["ETag"]
    places = strict.extensions["samendoen"].now.pool.clients._places  # noqa: SLF001  taken here, whatever takes how long
    taken = []
    while ticket := places.join("", slow=False):
        taken.append(ticket)
    try:
        without = asked(client, COUNT)
        having = asked(client, COUNT, **{"If-None-Match": tag})
    finally:
        for ticket in taken:
            places.leave(ticket)

    assert problem(without, 503)
    assert int(without.headers["Retry-After"]) > 0
    assert having.status_code == 304
    assert asked(client, COUNT).status_code == 200


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "StrUUID()"])
def test_answer_that_changes_is_not_kept(client: FlaskClient, function: str) -> None:
    """A query that has another answer each time has one, no tag, and the word not to keep it."""
    first, second = (asked(client, f"SELECT ({function} AS ?x) {{}}") for _ in range(2))

    assert first.get_data() != second.get_data()
    assert "ETag" not in first.headers
    assert first.headers["Cache-Control"] == "no-store"


def test_data_does_not_depend_on_cookies(client: FlaskClient) -> None:
    """An answer depends on Accept alone; a page and a fault are in the visitor's language, so on the cookie too."""
    assert asked(client, SELECT).headers["Vary"] == "Accept, Accept-Encoding"
    assert client.get("/sparql").headers["Vary"] == "Accept, Accept-Encoding"
    assert "Cookie" in client.get("/sparql", headers=HTML).headers["Vary"]
    assert "Cookie" in asked(client, "nonsense").headers["Vary"]


# CORS (the Fetch Standard)


@pytest.mark.parametrize(
    "path", ["/sparql", "/graphs", "/api/v1/questions", "/def", "/doc/theme/zilverhaven-2031/water"]
)
def test_script_elsewhere_may_ask(client: FlaskClient, path: str) -> None:
    """A browser that asks first is told the methods and headers that may be used, and for how long that holds."""
    wish = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    answer = client.options(path, headers=wish)

    assert (answer.status_code, answer.get_data()) == (200, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == answer.headers["Allow"]
    assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))
    assert {"Content-Type", "If-None-Match"} <= set(answer.headers["Access-Control-Allow-Headers"].split(", "))
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


def test_script_elsewhere_may_post_a_query(client: FlaskClient) -> None:
    """POST is among the methods, with what can be posted."""
    answer = client.options("/sparql")

    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert DIRECT in answer.headers["Accept-Post"]


def test_script_elsewhere_sees_the_headers(client: FlaskClient) -> None:
    """The headers that a client of ours needs are exposed, on answers, on faults and on 304."""
    tag = asked(client, SELECT).headers["ETag"]
    for answer in (asked(client, SELECT), asked(client, "x"), asked(client, SELECT, **{"If-None-Match": tag})):
        exposed = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
        assert {"ETag", "Allow", "Retry-After", "Link"} <= exposed
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_are_not_for_scripts_elsewhere(client: FlaskClient) -> None:
    """A page is read by people here."""
    assert "Access-Control-Allow-Origin" not in client.get("/themes").headers


# When there is no answer (RFC 9457)


def test_fault_has_a_type_that_is_described(client: FlaskClient) -> None:
    """The type of each problem of a query names a place on the page about the endpoint, with its title."""
    page = client.get("/sparql?lang=en", headers=HTML).get_data(as_text=True)

    with client.application.test_request_context("/?lang=en"):
        for kind, title in list_problem_titles().items():
            assert re.search(rf'<li id="{to_problem_name(kind)}">{re.escape(title)}', page)


def test_fault_keeps_the_query(client: FlaskClient) -> None:
    """Whoever asked gets the query back as it was sent, also where the fault is not in the query itself."""
    query = 'SELECT * { "é\n<b>" '

    assert problem(asked(client, query), 400)["query"] == query
    assert problem(asked(client, ASK, Accept="image/png"), 406)["query"] == ASK
    assert problem(client.post("/sparql", data={"query": query}), 400)["query"] == query


def test_fault_does_not_repeat_what_is_too_long(client: FlaskClient) -> None:
    """A query past the length limit does not come back: that would be a large answer to a refused request."""
    body = problem(client.post("/sparql", data="ASK {} #" + "x" * 200_000, content_type=DIRECT), 413)

    assert body["limit"] == "query_length"
    assert "query" not in body


def test_fault_names_the_limit(strict: Flask, hurried: Flask) -> None:
    """A query past a limit is told which setting that is, with the status that fits and its own title."""
    too_large = problem(asked(strict.test_client(), LARGE), 413)
    too_late = asked(hurried.test_client(), ENDLESS)

    assert (too_large["limit"], too_large["type"]) == ("answer_bytes", f"{PROBLEMS_URL}query-too-large")
    assert problem(too_late, 503)["limit"] == "query_seconds"
    assert problem(too_late, 503)["query"] == ENDLESS
    assert int(too_late.headers["Retry-After"]) > 0


def test_fault_is_in_the_language_of_the_visitor(client: FlaskClient) -> None:
    """Title and detail are in the language that was asked for, and the answer says which."""
    texts = {}
    for language in ("nl", "en"):
        answer = client.get("/sparql", query_string={"query": "x", "lang": language})
        texts[language] = problem(answer, 400)
        assert answer.headers["Content-Language"] == language
        assert answer.headers["Cache-Control"] == "no-cache"

    assert texts["nl"]["title"] != texts["en"]["title"]
    assert texts["nl"]["detail"] != texts["en"]["detail"]
    assert texts["nl"]["type"] == texts["en"]["type"]


def test_fault_of_http_has_no_type_of_its_own(client: FlaskClient) -> None:
    """What HTTP itself says, it says with its own phrase as title (RFC 9457, 4.2.1)."""
    body = problem(client.put("/sparql"), 405)

    assert (body["type"], body["title"], body["instance"]) == ("about:blank", "Method Not Allowed", "/sparql")
    assert "GET" in body["detail"]


def test_instance_is_an_address(client: FlaskClient) -> None:
    """The instance is a reference that can be followed, whatever was in the path."""
    assert problem(client.get("/nothing here/é%0A"), 404)["instance"] == "/nothing%20here/%C3%A9%0A"


# The page for people


def test_page_shows_a_time_out(hurried: Flask) -> None:
    """A person whose query took too long sees the limit by its name and its size, and the query still there."""
    answer = hurried.test_client().get("/sparql", query_string={"query": ENDLESS, "lang": "en"}, headers=HTML)
    text = answer.get_data(as_text=True)

    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert "1 seconds" in text.partition('role="alert"')[2]
    assert "query_seconds" in text.partition('role="alert"')[2]
    assert ENDLESS in text
    assert "Retry-After" in answer.headers


def test_page_keeps_an_empty_query(client: FlaskClient) -> None:
    """A form that was sent empty comes back with what is missing."""
    answer = client.get("/sparql?query=&lang=en", headers=HTML)

    assert answer.status_code == 400
    assert "empty" in answer.get_data(as_text=True).partition('role="alert"')[2]


def test_page_shows_terms_as_they_are(client: FlaskClient) -> None:
    """Each kind of term is shown as its value: no escapes, no quotes, nothing lost."""
    query = r"""SELECT * { VALUES (?a ?b ?c ?d ?e) {
        ("tab\there \"x\" \\ é"@nl 1.50 true UNDEF <urn:x>) ("line\nend"^^<urn:t> 2 false <https://x.nl/> "<b>") } }"""
    text = client.get("/sparql", query_string={"query": query}, headers=HTML).get_data(as_text=True)
    shown = re.findall(r"<td>(.*?)</td>", text, re.DOTALL)

    assert shown[:5] == ["tab\there &#34;x&#34; \\ é", "1.5", "true", "", "urn:x"]
    assert shown[5:] == ["line\nend", "2", "false", '<a href="https://x.nl/">https://x.nl/</a>', "&lt;b&gt;"]


@pytest.mark.parametrize("query", [SELECT, ASK, CONSTRUCT])
def test_page_leads_to_each_format(client: FlaskClient, query: str) -> None:
    """Below an answer stand links to it in each format it has, about the same graphs, and each works."""
    text = client.get("/sparql", query_string={"query": query, "default-graph-uri": MODEL}, headers=HTML).get_data(
        as_text=True
    )
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/sparql\?query=[^"]*format=[^"]*)"', text)]

    assert len(links) >= 2
    for link in links:
        assert quote(MODEL, safe="/:") in link.replace("%2F", "/").replace("%3A", ":")
        assert client.get(link, headers=HTML).status_code == 200


def test_page_shows_part_of_a_large_graph(client: FlaskClient) -> None:
    """A large graph is shown in part, and the page says so."""
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    text = client.get("/sparql", query_string={"query": query, "lang": "en"}, headers=HTML).get_data(as_text=True)

    assert len(text.partition("<pre>")[2].partition("</pre>")[0].splitlines()) <= 500
    assert "The page shows the first lines" in text


def test_page_keeps_the_graphs(client: FlaskClient) -> None:
    """Asking again asks the same graphs; one that is not here is said on the page."""
    good = client.get("/sparql", query_string={"query": COUNT, "default-graph-uri": MODEL}, headers=HTML)
    bad = client.get("/sparql", query_string={"query": COUNT, "default-graph-uri": "urn:x"}, headers=HTML)

    assert f'name="default-graph-uri" value="{MODEL}"' in good.get_data(as_text=True)
    assert bad.status_code == 400
    assert "urn:x" in bad.get_data(as_text=True).partition('role="alert"')[2]


# Over the real server


def over(served: str, method: str, path: str, body: bytes | Iterator[bytes] | None = None, **headers: str) -> Any:
    """Send a request to the server, and give the answer, read, with its `body`."""
    connection = HTTPConnection(urlsplit(served).netloc, timeout=PATIENCE)
    chunked = body is not None and not isinstance(body, bytes)
    connection.request(method, path, body=body, headers=headers, encode_chunked=chunked)
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]  # read while the connection is open
    connection.close()
    return answer


def raw(served: str, request: bytes) -> bytes:
    """Send *request* byte by byte as it is, and give all that comes back."""
    host, _, port = urlsplit(served).netloc.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_server_streams_a_large_answer(served: str) -> None:
    """An answer of many megabytes arrives whole, with its length announced; HEAD announces the same."""
    path = f"/sparql?format=json&query={quote(LARGE)}"
    get, head = over(served, "GET", path), over(served, "HEAD", path)

    assert get.status == head.status == 200
    assert len(get.body) == int(get.headers["Content-Length"]) == int(head.headers["Content-Length"]) > 10_000_000
    assert len(json.loads(get.body)["results"]["bindings"]) == 100_000
    assert head.body == b""


def test_server_answers_304(served: str) -> None:
    """One who has the answer gets no body over the wire either."""
    path = f"/sparql?query={quote(COUNT)}"
    tag = over(served, "GET", path).headers["ETag"]
    again = over(served, "GET", path, **{"If-None-Match": tag})

    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)


def test_server_takes_a_query_in_pieces(served: str) -> None:
    """A body without a length is read to its end; past the limit it is refused, never cut off."""
    whole = over(served, "POST", "/sparql", iter([b"ASK ", b"{}"]), **{"Content-Type": DIRECT})
    large = over(served, "POST", "/sparql", iter([b"query=ASK{}&x=", *[b"x" * 500_000] * 3]), **{"Content-Type": FORM})

    assert (whole.status, json.loads(whole.body)["boolean"]) == (200, True)
    assert (large.status, large.headers["Content-Type"]) == (413, PROBLEM)


def test_server_refuses_with_problem_details(served: str) -> None:
    """Over the wire too, a fault is problem details with the headers that belong to it."""
    refused = over(served, "PUT", "/sparql")
    late = over(served, "GET", f"/sparql?query={'a' * LONGEST_URL}")

    assert (refused.status, refused.headers["Content-Type"]) == (405, PROBLEM)
    assert "POST" in refused.headers["Allow"]
    assert (late.status, late.headers["Content-Type"]) == (414, PROBLEM)
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /healthz HTTP/1.0\r\n\r\n", b"200"),
        (b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /healthz HTTP/1.1\r\nHost: a<b>\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /healthz?\xff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"400"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"404"),
    ],
)
def test_server_reads_hosts_as_http_has_it(served: str, head: bytes, status: bytes) -> None:
    """Without a host, or with one that cannot be, a request is refused (RFC 9112, 3.2); HTTP/1.0 has none."""
    assert raw(served, head).split(b" ", 2)[1] == status
