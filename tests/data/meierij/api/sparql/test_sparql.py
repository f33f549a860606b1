"""The SPARQL endpoint, as the SPARQL 1.1 Protocol (W3C 2013) has it, and the limits it keeps."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Dataset, Graph, Namespace
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

from api.http.negotiation import QUAD_TYPES, RESULT_TYPES, TRUTH_TYPES
from graph.engine.description import EXTENSION_FUNCTIONS, GEOF, XSD
from ontology.namespaces import make_graph_iri, make_plan_graph_iri
from queries.questions.library import find_question, load_questions
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from graph.versions.archive import Version
    from tests.conftest import Canary

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
HTML = {"Accept": "text/html"}
PLAN = "meierij-2019-2022"
STATED = make_plan_graph_iri(PLAN, "stated")
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
SELECT = "SELECT (1 AS ?n) {}"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"
DESCRIBE = "DESCRIBE <https://w3id.org/samendoen/id/theme/meierij-2019-2022/jeugd>"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a"
NESTED = f"SELECT * {'{' * 3_000}{'}' * 3_000}"
DERIVED = "<https://w3id.org/samendoen/def#cooperatesWith>"
READERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "trig": "trig", "nq": "nquads"}
#: What the engine has besides SPARQL 1.1, each used once.
SQUARE = '"POLYGON((0 0,0 2,2 2,2 0,0 0))"^^geo:wktLiteral'
CASTS = {
    "date": "2026-11-23",
    "time": "10:00:00",
    "duration": "P1D",
    "dayTimeDuration": "P1D",
    "yearMonthDuration": "P1Y",
    "gYear": "2026",
    "gYearMonth": "2026-11",
    "gMonth": "--11",
    "gMonthDay": "--11-23",
    "gDay": "---23",
}
MORE = {
    "distance": '"POINT(0 0)"^^geo:wktLiteral, "POINT(0 1)"^^geo:wktLiteral, <http://www.opengis.net/def/uom/OGC/1.0/metre>'
}


def send(client: FlaskClient, how: str, query: str, **more: str) -> TestResponse:
    """Send *query* in one of the three ways of the protocol, with *more* parameters."""
    if how == "get":
        return client.get("/sparql", query_string={"query": query, **more})
    if how == "form":
        return client.post("/sparql", data={"query": query, **more})
    return client.post("/sparql", data=query.encode(), content_type=DIRECT, query_string=more)


def number(answer: TestResponse) -> int:
    """Give the number that COUNT found."""
    assert answer.status_code == 200
    return int(json.loads(answer.get_data())["results"]["bindings"][0]["n"]["value"])


def read(data: bytes, short: str) -> Graph:
    """Read *data*, which is one graph in the format called *short*."""
    if short not in ("trig", "nq"):
        return Graph().parse(data=data, format=READERS[short])
    found = Graph()
    for quad in Dataset().parse(data=data, format=READERS[short]):
        found.add(quad[:3])
    return found


def problem(answer: TestResponse, status: int) -> str:
    """Give the detail of *answer*, which must be problem+json with *status*."""
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    body: dict[str, Any] = answer.get_json()
    assert body["status"] == status
    return str(body["detail"])


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_query_is_answered_however_it_is_sent(client: FlaskClient, version: Version, how: str) -> None:
    """GET, POST of a form and POST of the query itself give the same answer over the whole graph."""
    assert number(send(client, how, COUNT)) > max(version.manifest.graphs.values())
    assert send(client, how, ASK).get_json() == {"head": {}, "boolean": True}
    assert b"<urn:b>" in send(client, how, CONSTRUCT).get_data()
    assert rb"theme:meierij-2019-2022\/jeugd" in send(client, how, DESCRIBE).get_data()


def test_query_may_hold_any_character(client: FlaskClient) -> None:
    """What is beyond ASCII arrives whole, in each of the three ways."""
    for how in ("get", "form", "direct"):
        answer = send(client, how, 'SELECT ("é+ &=%20" AS ?n) {}')

        assert answer.get_json()["results"]["bindings"][0]["n"]["value"] == "é+ &=%20"


@pytest.mark.parametrize("how", ["accept", "format"])
@pytest.mark.parametrize(
    ("query", "short"), [*((SELECT, short) for short in RESULT_TYPES), *((ASK, short) for short in TRUTH_TYPES)]
)
def test_solutions_come_in_each_format(client: FlaskClient, query: str, how: str, short: str) -> None:
    """Solutions and truth values are given in each format that they have, by Accept and by `format`."""
    more = {"format": short} if how == "format" else {}
    headers = {"Accept": RESULT_TYPES[short]} if how == "accept" else {}

    answer = client.get("/sparql", query_string={"query": query, **more}, headers=headers)

    assert (answer.status_code, answer.mimetype) == (200, RESULT_TYPES[short])
    assert ("true" if query == ASK else "1") in answer.get_data(as_text=True)


@pytest.mark.parametrize("short", QUAD_TYPES)
@pytest.mark.parametrize("how", ["accept", "format"])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE], ids=["construct", "describe"])
def test_graphs_come_in_each_format(client: FlaskClient, query: str, how: str, short: str) -> None:
    """Graphs are given in each format, by Accept and by `format`, and say the same in each."""
    more = {"format": short} if how == "format" else {}
    headers = {"Accept": QUAD_TYPES[short]} if how == "accept" else {}

    answer = client.get("/sparql", query_string={"query": query, **more}, headers=headers)
    plain = client.get("/sparql", query_string={"query": query, "format": "nt"})

    assert answer.mimetype == QUAD_TYPES[short]
    assert isomorphic(read(answer.get_data(), short), read(plain.get_data(), "nt"))


@pytest.mark.parametrize(
    ("accept", "short"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/sparql-results+json;q=0.2, text/csv;q=0.8", "csv"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.8", "xml"),
        ("text/turtle, application/sparql-results+xml;q=0.1", "xml"),
        ("application/sparql-results+json, text/html;q=0.1", "json"),
        ("application/sparql-results+json, text/html;q=0", "json"),
        ("text/html;q=0, */*", "json"),
    ],
)
def test_weights_of_accept_are_read(client: FlaskClient, accept: str, short: str) -> None:
    """The most wanted format is given; a page only to who wants a page most."""
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": accept})

    assert answer.mimetype == RESULT_TYPES[short]


@pytest.mark.parametrize(
    ("query", "accept", "wish"),
    [
        (SELECT, "text/turtle", None),
        (CONSTRUCT, "text/csv", None),
        (SELECT, "image/png", None),
        (SELECT, "*/*", "docx"),
        (SELECT, "*/*", "ttl"),
        (CONSTRUCT, "*/*", "csv"),
        (ASK, "text/csv", None),
        (ASK, "*/*", "tsv"),
    ],
)
def test_format_that_does_not_fit_is_refused(client: FlaskClient, query: str, accept: str, wish: str | None) -> None:
    """A format that this kind of answer has not is answered 406, never with another format."""
    values = {"query": query} | ({"format": wish} if wish else {})

    problem(client.get("/sparql", query_string=values, headers={"Accept": accept}), 406)


def test_syntax_error_says_where(client: FlaskClient) -> None:
    """A query that is not SPARQL is answered 400 with line and column."""
    for how in ("get", "form", "direct"):
        assert re.search(r"1\D+11", problem(send(client, how, "SELECT * {"), 400))
    problem(send(client, "get", ""), 400)


def test_repeated_query_is_refused(client: FlaskClient) -> None:
    """Two queries in one request are answered 400, as the protocol says."""
    problem(client.get(f"/sparql?query={ASK}&query={ASK}"), 400)
    problem(client.post("/sparql", data={"query": [ASK, ASK]}), 400)


def test_post_without_query_is_refused(client: FlaskClient) -> None:
    """A form without a query is answered 400, with the parameter that is missing."""
    assert "query" in problem(client.post("/sparql", data={"other": "x"}), 400)


def test_query_that_is_not_utf_8_is_refused(client: FlaskClient) -> None:
    """Bytes that are no text are answered 400."""
    assert "UTF-8" in problem(client.post("/sparql", data=b"ASK {} #\xff", content_type=DIRECT), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", ""])
def test_other_content_is_refused(client: FlaskClient, kind: str) -> None:
    """A query sent as anything else is answered 415, with what is taken."""
    assert DIRECT in problem(client.post("/sparql", data=b"ASK {}", content_type=kind), 415)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_method_is_refused(client: FlaskClient, method: str) -> None:
    """Any other method is answered 405, with those that are allowed."""
    answer = client.open("/sparql", method=method)

    problem(answer, 405)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_update_is_forbidden(client: FlaskClient) -> None:
    """SPARQL Update is answered 403 in each way of sending it, and changes nothing."""
    before = number(send(client, "get", COUNT))

    for answer in (
        client.post("/sparql?lang=en", data=b"DROP ALL", content_type=UPDATE),
        client.post("/sparql?lang=en", data={"update": "DROP ALL"}),
        client.get("/sparql?lang=en&update=DROP ALL"),
    ):
        assert "read only" in problem(answer, 403)
    assert number(send(client, "get", COUNT)) == before > 0


def test_update_as_query_is_refused(client: FlaskClient) -> None:
    """An update that is sent as a query is no query."""
    problem(send(client, "form", "DELETE WHERE { ?s ?p ?o }"), 400)


@pytest.mark.parametrize("short", QUAD_TYPES)
def test_service_describes_itself(client: FlaskClient, version: Version, short: str) -> None:
    """Without a query a program gets the Service Description, with every graph and how many triples it has."""
    answer = client.get("/sparql", headers={"Accept": QUAD_TYPES[short]})
    told = read(answer.get_data(), short)
    services = list(told.subjects(RDF.type, SD.Service))
    sizes = {
        str(name): int(str(told.value(told.value(named, SD.graph), VOID.triples)))
        for named, name in told.subject_objects(SD.name)
    }

    assert answer.mimetype == QUAD_TYPES[short]
    assert len(services) == 1
    assert str(told.value(services[0], SD.endpoint)).endswith("/sparql")
    assert (services[0], SD.supportedLanguage, SD.SPARQL11Query) in told
    assert len(set(told.objects(services[0], SD.resultFormat))) == len(RESULT_TYPES) + len(QUAD_TYPES)
    assert sizes == dict(version.manifest.graphs)


def test_description_is_negotiated_with_weights(client: FlaskClient) -> None:
    """The description comes in the format that is wanted most, with an ETag, and is not sent twice."""
    answer = client.get("/sparql", headers={"Accept": "text/turtle;q=0.9, application/ld+json"})
    headers = {"Accept": "application/ld+json", "If-None-Match": answer.headers["ETag"]}

    assert answer.mimetype == "application/ld+json"
    assert "Accept" in answer.headers["Vary"]
    assert client.get("/sparql", headers=headers).status_code == 304


def sample(function: str) -> str:
    """Give an expression that uses *function*."""
    if function.startswith(XSD):
        return f'<{function}>("{CASTS[function.removeprefix(XSD)]}")'
    name = function.removeprefix(GEOF)
    one = ("asGeoJSON", "centroid", "convexHull", "envelope", "getSRID", "isEmpty", "isSimple")
    given = [SQUARE] if name in one or name.lower().endswith("dimension") else [SQUARE, SQUARE]
    given += ['"T*F**F***"'] if name == "relate" else []
    return f"<{function}>({MORE.get(name) or ', '.join(given)})"


@pytest.mark.parametrize("function", EXTENSION_FUNCTIONS)
def test_described_function_works(client: FlaskClient, function: str) -> None:
    """Each extension function that the description names has a value."""
    query = f"PREFIX geo: <http://www.opengis.net/ont/geosparql#> SELECT ({sample(function)} AS ?x) {{}}"

    assert send(client, "form", query).get_json()["results"]["bindings"][0]["x"]["value"]


def test_described_graphs_can_be_asked(client: FlaskClient) -> None:
    """Each graph that the description names can be asked by that name."""
    told = Graph().parse(data=client.get("/sparql").get_data(), format="turtle")
    names = [str(name) for name in told.objects(None, SD.name)]

    assert names
    for name in names:
        assert number(send(client, "get", COUNT, **{"default-graph-uri": name})) > 0


def test_answer_that_one_has_is_not_sent_again(client: FlaskClient) -> None:
    """An answer carries an ETag, and who has it gets 304."""
    tag = send(client, "get", COUNT).headers["ETag"]

    again = client.get("/sparql", query_string={"query": COUNT}, headers={"If-None-Match": tag})

    assert (again.status_code, again.get_data()) == (304, b"")


def test_any_website_may_ask(client: FlaskClient) -> None:
    """Answers and faults may be read by any website."""
    for query in (ASK, "nonsense"):
        assert send(client, "get", query).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_default_graph_restricts(client: FlaskClient, version: Version, how: str) -> None:
    """`default-graph-uri` narrows the question to that graph, in each way of sending."""
    for name, size in version.manifest.graphs.items():
        assert number(send(client, how, COUNT, **{"default-graph-uri": name})) == size


def test_default_graphs_are_joined(client: FlaskClient) -> None:
    """More than one `default-graph-uri` is one question over all of them."""
    one, other = make_graph_iri("model"), STATED
    query = {"query": COUNT, "default-graph-uri": [one, other]}
    sizes = [number(send(client, "get", COUNT, **{"default-graph-uri": name})) for name in (one, other)]

    assert max(sizes) < number(client.get("/sparql", query_string=query)) <= sum(sizes)


def test_named_graph_restricts(client: FlaskClient) -> None:
    """`named-graph-uri` offers only that graph by its name."""
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    assert number(send(client, "get", query)) > 1
    assert number(send(client, "get", query, **{"named-graph-uri": make_graph_iri("model")})) == 1


def test_graph_that_is_no_iri_is_refused(client: FlaskClient) -> None:
    """A graph name that cannot be one is answered 400."""
    problem(send(client, "get", COUNT, **{"default-graph-uri": "not an iri>"}), 400)


def test_derived_stays_apart(client: FlaskClient) -> None:
    """What a rule derives is in the graph of derived triples, and not among what the plan states."""
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s {DERIVED} ?o }}"

    assert number(send(client, "get", query)) > 0
    assert number(send(client, "get", query, **{"default-graph-uri": make_plan_graph_iri(PLAN, "derived")})) > 0
    assert number(send(client, "get", query, **{"default-graph-uri": STATED})) == 0


@pytest.mark.parametrize("how", ["get", "form", "direct"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "select*{service silent<URL>{?s ?p ?o}}",
        "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    ],
)
def test_no_other_server_is_asked(client: FlaskClient, canary: Canary, how: str, query: str) -> None:
    """SERVICE is refused with the word to leave out, and nobody is called."""
    assert "SERVICE" in problem(send(client, how, query.replace("URL", canary.address)), 400)
    assert canary.visits() == 0


@pytest.mark.parametrize("more", ["default-graph-uri", "named-graph-uri", "FROM", "FROM NAMED"])
def test_no_graph_is_fetched(client: FlaskClient, canary: Canary, more: str) -> None:
    """A graph that is not here is refused by its name; it is not looked for elsewhere."""
    query = "SELECT * CLAUSE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    clause = f"{more} <{canary.address}>" if more.isupper() else ""
    values = {} if clause else {more: canary.address}

    assert canary.address in problem(send(client, "get", query.replace("CLAUSE", clause), **values), 400)
    assert canary.visits() == 0


def test_late_query_is_stopped_and_the_next_is_answered(hurried: Flask) -> None:
    """A query past its time is answered 503 with the limit named, and the next one is answered."""
    client = hurried.test_client()

    assert "1 seconds" in problem(client.get("/sparql", query_string={"query": ENDLESS, "lang": "en"}), 503)
    assert number(send(client, "get", COUNT)) > 0


def test_query_that_is_nested_too_deep_is_refused(client: FlaskClient) -> None:
    """A query that would make the engine crash is answered 413 with the limit, before the engine sees it."""
    answer = send(client, "direct", NESTED)

    problem(answer, 413)
    assert answer.get_json()["limit"] == "query_nesting"


def test_query_that_ends_the_engine_costs_only_itself(folder: Path) -> None:
    """A query that takes the memory of its worker is answered 413 with the limit, and the next one is answered."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_WORKERS="1", SAMENDOEN_QUERY_MEMORY="50000000") as app:
        client = app.test_client()
        answer = send(client, "direct", SORTED)

        problem(answer, 413)
        assert answer.get_json()["limit"] == "query_memory"
        assert number(send(client, "get", COUNT)) > 0


def test_huge_request_is_refused(client: FlaskClient) -> None:
    """A query past a megabyte is not read."""
    problem(send(client, "direct", "#" * 1_100_000), 413)


def editor(client: FlaskClient, **values: str) -> tuple[int, str]:
    """Give the status and the text of the page with the editor."""
    answer = client.get("/sparql", query_string=values, headers=HTML)
    assert answer.mimetype == "text/html"
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("name", load_questions())
def test_question_can_be_started_from(client: FlaskClient, name: str) -> None:
    """The editor opens with the query of a question, which as it stands gives its rows, but for what is added there."""
    _, text = editor(client, **{"from": name})
    query = unescape(text.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])
    expected = client.get(f"/api/v1/questions/{name}?format=csv").get_data().decode("utf-8-sig")
    answer = send(client, "form", query, format="csv")

    assert answer.status_code == 200
    head, *rows = csv.reader(StringIO(answer.get_data(as_text=True), newline=""))
    promised = csv.DictReader(StringIO(expected, newline=""))
    assert "?_" not in query
    assert head == [column.name for column in find_question(name).selected]
    assert promised.fieldnames == [column.name for column in find_question(name).columns]
    # The query gathers places, which an answer tells as lines; in which order they come is not said.
    kept = [column.name for column in find_question(name).selected if column.type != "lines"]
    given = [dict(zip(head, row, strict=True)) for row in rows]
    assert [[row[column] for column in kept] for row in given] == [[row[column] for column in kept] for row in promised]


def test_editor_shows_the_answer_of_each_kind(client: FlaskClient) -> None:
    """A person sees a table, a yes or no, or the text of a graph, with the query still there."""
    assert "<td>1</td>" in editor(client, query=SELECT)[1]
    assert "<strong>ja</strong>" in editor(client, query=ASK)[1]
    assert "&lt;urn:b&gt;" in editor(client, query=CONSTRUCT)[1]
    assert unescape(editor(client, query=ASK)[1]).count(ASK) == 1


def test_editor_says_what_is_wrong_and_keeps_the_query(client: FlaskClient) -> None:
    """A person sees what is wrong above the answer's place, the query still there, with the status of the fault."""
    status, text = editor(client, query="SELECT * { <b>")

    assert status == 400
    assert 'role="alert"' in text
    assert "SELECT * { &lt;b&gt;" in text


def test_editor_makes_no_link_that_runs(client: FlaskClient) -> None:
    """An IRI in an answer leads somewhere only when a browser can go there; none runs a script."""
    _, text = editor(
        client, query="SELECT * { VALUES ?x { <javascript:alert(1)> <data:text/html,x> <https://x.nl/> } }"
    )

    assert 'href="https://x.nl/"' in text
    assert 'href="javascript:' not in text
    assert 'href="data:' not in text


def test_editor_shows_text_as_text(client: FlaskClient) -> None:
    """HTML in a query, in its answer or in its fault stays text."""
    for query in (
        'SELECT ("<img src=x>" AS ?n) {}',
        "</textarea><img src=x>",
        'CONSTRUCT { <urn:a> <urn:b> "<img src=x>" } {}',
    ):
        assert "<img" not in editor(client, query=query)[1]


def test_editor_shows_a_part_of_many_rows_and_says_so(client: FlaskClient) -> None:
    """A long answer is shown in part, and the page says where the rest is."""
    _, text = editor(client, query="SELECT ?s { ?s ?p ?o } LIMIT 1200")

    assert text.partition("<tbody>")[2].count("<tr>") == 750
    assert "1.200" in text or "1200" in text
