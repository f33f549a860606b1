"""Answers as pictures: the chart and the network that our server draws, on the plain page and by themselves."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import fromstring

import pytest

from ontology.namespaces import DEF, ID
from queries.questions.library import load_questions
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

SVG = {"Accept": "image/svg+xml, application/problem+json;q=0.9"}
HTML = {"Accept": "text/html"}
CHART = 'SELECT ?name ?n { VALUES (?name ?n) { ("een" 1) ("twee" -2.5) } }'
THEME = f"{ID}theme/meierij-2019-2022/jeugd"
TIES = f"SELECT ?a ?a_label ?b {{ VALUES (?a ?a_label ?b) {{ (<{THEME}> 'Jeugd' <{DEF}Theme>) }} }}"
LABELS = "<http://www.w3.org/2004/02/skos/core#prefLabel> 'Jeugd'@nl, 'Y'@en"
GRAPH = f"CONSTRUCT {{ <{THEME}> a <{DEF}Theme> ; {LABELS} }} {{}}"
EVIL = "</script><img src=x onerror=alert(1)>"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def drawn(client: FlaskClient, view: str, query: str, how: str = "get", **more: str) -> TestResponse:
    """Ask for the picture of *query*."""
    values = {"query": query, "view": view, **more}
    if how == "get":
        return client.get("/sparql/picture", query_string=values, headers=SVG)
    return client.post("/sparql/picture", data=values, headers=SVG)


def texts(answer: TestResponse) -> list[str]:
    """Give what is written in the picture of *answer*."""
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    tree = fromstring(answer.get_data())  # noqa: S314  our own server wrote it
    return [it.text or "" for it in tree.iter("{http://www.w3.org/2000/svg}text")]


def problem(answer: TestResponse, status: int) -> str:
    """Give the detail of *answer*, which must be problem+json with *status*."""
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    body: dict[str, Any] = answer.get_json()
    return str(body["detail"])


def page(client: FlaskClient, **values: str) -> str:
    """Give the text of the page."""
    return client.get("/sparql", query_string=values, headers=HTML).get_data(as_text=True)


@pytest.mark.parametrize("how", ["get", "post"])
def test_rows_are_drawn_as_bars(client: FlaskClient, how: str) -> None:
    """A chart has a bar for each row, its number written as the visitor writes it."""
    client.set_cookie("lang", "nl")

    assert {"een", "twee", "1", "-2,5"} <= set(texts(drawn(client, "chart", CHART, how)))
    assert (
        "-2.5" in texts(drawn(client, "chart", CHART, how, **({"lang": "en"} if how == "get" else {}))) or how == "post"
    )


def test_things_are_drawn_as_a_network(client: FlaskClient) -> None:
    """Things are called by their labels and lead to their pages."""
    answer = drawn(client, "network", TIES)

    assert {"Jeugd", "smd:Theme"} <= set(texts(answer))
    assert 'href="/themes/meierij-2019-2022/jeugd"' in answer.get_data(as_text=True)
    assert 'href="/def#Theme"' in answer.get_data(as_text=True)


def test_graph_is_drawn_with_its_labels(client: FlaskClient) -> None:
    """Of a CONSTRUCT each triple between things is an edge; what names a thing, in the reader's language, names it."""
    client.set_cookie("lang", "nl")
    answer = drawn(client, "network", GRAPH)

    assert {"Jeugd", "smd:Theme"} <= set(texts(answer))
    assert "rdf:type" in answer.get_data(as_text=True)
    assert "Y" not in texts(answer)


@pytest.mark.parametrize(
    ("view", "query", "word"),
    [
        ("chart", "ASK {}", "SELECT"),
        ("network", "ASK {}", "SELECT"),
        ("chart", GRAPH, "SELECT"),
        ("chart", "SELECT (1 AS ?n) {}", "chart"),
        ("network", CHART, "CONSTRUCT"),
        ("network", f"SELECT ?x {{ VALUES ?x {{ <{DEF}Theme> }} }}", "CONSTRUCT"),
        ("network", "CONSTRUCT { <urn:a> <urn:b> 1 } {}", "CONSTRUCT"),
        ("chart", "SELECT ?x { FILTER(false) }", "rows"),
        ("network", "SELECT ?s ?o { ?s ?p ?o FILTER(isIRI(?o)) } LIMIT 5000", "LIMIT"),
        ("chart", "SELECT ?s ?p ?o { ?s ?p ?o }", "LIMIT"),
    ],
)
def test_what_cannot_be_drawn_says_what_would_do(client: FlaskClient, view: str, query: str, word: str) -> None:
    """An answer that makes no picture is a 422 that says what to ask instead, and on the page the table stays."""
    client.set_cookie("lang", "en")

    assert word in problem(drawn(client, view, query, "post"), 422)
    text = page(client, view=view, query=query)
    assert 'class="gap"' in text
    assert "<svg" not in text.partition("<main")[2]


def test_not_all_bars_are_drawn_and_that_is_said(client: FlaskClient) -> None:
    """Bars past the fortieth, and rows without a number, are told of in the picture itself."""
    client.set_cookie("lang", "en")
    many = " ".join(f'("n{number}" {number})' for number in range(45))
    found = " ".join(texts(drawn(client, "chart", f'SELECT ?a ?n {{ VALUES (?a ?n) {{ ("none" UNDEF) {many} }} }}')))

    assert "40 of 45" in found
    assert "no bar: 1" in found


@pytest.mark.parametrize("view", ["", "table", "pie"])
def test_unknown_view_is_refused(client: FlaskClient, view: str) -> None:
    """Only what can be drawn can be asked for as a picture; the answer names what can."""
    assert "chart, network" in problem(drawn(client, view, CHART), 400)


def test_picture_keeps_the_rules_of_the_endpoint(client: FlaskClient) -> None:
    """No query, a wrong one, SERVICE and an update are refused as they are at the endpoint, with the same words."""
    assert problem(client.get("/sparql/picture?view=chart", headers=SVG), 400)
    for query in ("SELECT * { <b>", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"):
        here = client.get("/sparql", query_string={"query": query})
        there = drawn(client, "chart", query)
        assert (there.status_code, problem(there, 400)) == (here.status_code, here.get_json()["detail"])
    assert problem(client.post("/sparql/picture", data={"update": "CLEAR ALL", "view": "chart"}, headers=SVG), 403)


def test_relative_address_means_the_same_in_a_picture(client: FlaskClient) -> None:
    """A relative IRI is relative to the endpoint, not to where its picture is."""
    query = "SELECT ?x (1 AS ?n) { VALUES ?x { <b> } }"
    (found,) = client.get("/sparql", query_string={"query": query}).get_json()["results"]["bindings"]

    assert found["x"]["value"] in texts(drawn(client, "chart", query))


def test_late_picture_is_stopped(hurried: Flask) -> None:
    """A query past its time makes no picture but a 503 that names the limit, and the page keeps the query."""
    client = hurried.test_client()

    assert problem(drawn(client, "chart", ENDLESS), 503)
    answer = client.get("/sparql", query_string={"query": ENDLESS, "view": "chart"}, headers=HTML)
    assert answer.status_code == 503
    assert ENDLESS in unescape(answer.get_data(as_text=True))


def test_memory_of_a_picture_is_bounded(folder: Path) -> None:
    """A query that takes too much memory is a 413, and the next picture is drawn."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_WORKERS="1", SAMENDOEN_QUERY_MEMORY="50000000") as app:
        client = app.test_client()

        assert problem(drawn(client, "chart", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a"), 413)
        assert texts(drawn(client, "chart", CHART))


def test_picture_can_be_kept(client: FlaskClient) -> None:
    """A picture has a tag; who has it is told so, and another language is another picture."""
    client.set_cookie("lang", "nl")
    first = drawn(client, "chart", CHART)
    headers = SVG | {"If-None-Match": first.headers["ETag"]}
    values = {"query": CHART, "view": "chart"}

    assert client.get("/sparql/picture", query_string=values, headers=headers).status_code == 304
    client.set_cookie("lang", "en")
    assert client.get("/sparql/picture", query_string=values, headers=headers).status_code == 200
    assert "Cookie" in first.headers["Vary"]


@pytest.mark.parametrize("view", ["chart", "network"])
def test_hostile_text_is_inert(client: FlaskClient, view: str) -> None:
    """HTML in a label or in an address starts nothing, in the picture and on the page."""
    query = (
        f'SELECT ?a ?a_label ?b ("{EVIL}" AS ?more) (1 AS ?n) '
        f'{{ VALUES (?a ?a_label ?b) {{ (<javascript:alert(1)> "{EVIL}" <urn:b>) }} }}'
    )
    found = drawn(client, view, query).get_data(as_text=True)

    for text in (found, page(client, view=view, query=query)):
        assert "<img" not in text
        assert 'href="javascript:' not in text
        assert " onerror=alert(1)&gt;" in text


@pytest.mark.parametrize("name", load_questions())
@pytest.mark.parametrize("view", ["chart", "network"])
def test_question_is_drawn_or_says_why_not(client: FlaskClient, name: str, view: str) -> None:
    """Each question of the library makes a picture, or says what is missing for one."""
    query = unescape(page(client, **{"from": name}).partition("<textarea")[2].partition(">")[2].partition("</text")[0])
    answer = drawn(client, view, query, "post")

    assert answer.status_code in (200, 422)
    assert texts(answer) if answer.status_code == 200 else problem(answer, 422)


@pytest.mark.parametrize("view", ["table", "chart", "network"])
def test_plain_form_shows_each_view(client: FlaskClient, view: str) -> None:
    """Without a script the same views are there: the picture above the table, the choice in the address."""
    text = page(client, view=view, query=TIES.replace("?b {", "?b (3 AS ?n) {"))

    assert ("<svg" in text.partition("<main")[2]) == (view != "table")
    assert "<td>Jeugd</td>" in text
    assert re.search(f'value="{view}" checked', text)
    assert re.search(rf'view={view}#answer" aria-current="true"', unescape(text))


def test_numbers_of_a_chart_can_be_chosen(client: FlaskClient) -> None:
    """Where there are more columns of numbers the page leads to a chart of each."""
    query = 'SELECT ("a" AS ?name) (1 AS ?n) (2 AS ?m) {}'

    assert "value=m" in page(client, view="chart", query=query)
    assert "2" in texts(drawn(client, "chart", query, value="m"))
