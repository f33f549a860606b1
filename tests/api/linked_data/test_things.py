"""Linked data: a thing sends one to its document, and the document says what is stated, in each format."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from api.http.negotiation import GRAPH_TYPES
from graph.engine.request import Request
from ontology.namespaces import DEF, ID, make_plan_graph_iri
from tests.builds import SMALL_PLAN
from tests.turns import take_turn

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
THEME = f"{ID}theme/zilverhaven-2031/water"
TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm9801"
READERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
# Things of our own classes; those of the graph that have an address here.
THINGS = f'SELECT DISTINCT ?thing ?class {{ ?thing a ?class FILTER(STRSTARTS(STR(?class), "{DEF}")) }} ORDER BY ?thing'
RULED = f"<{make_plan_graph_iri('zilverhaven-2031', 'derived')}>"
DERIVED = f"""
SELECT ?s ?p ?o {{
  GRAPH {RULED} {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {RULED}) }}
}}
"""


def read(data: bytes, short: str) -> Graph:
    """Read *data* in the format called *short*."""
    return Graph().parse(data=data, format=READERS[short])


def solutions(store: Store, query: str) -> list[dict[str, str]]:
    """Give the solutions of *query*, each value as text."""
    found = json.loads(store.ask(Request(query)).body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def test_thing_sends_one_to_its_document(client: FlaskClient) -> None:
    """A thing is not a document: its address answers 303 with the document's, for people and programs alike."""
    for headers in (HTML, {"Accept": "text/turtle"}, {}):
        answer = client.get("/id/theme/zilverhaven-2031/water", headers=headers)

        assert (answer.status_code, answer.headers["Location"]) == (303, "/doc/theme/zilverhaven-2031/water")
        assert THEME in answer.headers["Link"]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/doc/theme/zilverhaven-2031/water", "/themes/zilverhaven-2031/water"),
        ("/doc/measure/zilverhaven-2031/water-01", "/measures/zilverhaven-2031/water-01"),
        ("/doc/actor/zilverhaven-2031/havenpolitie", "/partners/zilverhaven-2031/havenpolitie"),
        ("/doc/actor/zilverhaven", "/partners/zilverhaven"),
    ],
)
def test_person_is_sent_to_the_page(client: FlaskClient, path: str, page: str) -> None:
    """Who reads HTML of a theme, measure or actor is sent to its page, which exists."""
    answer = client.get(path, headers=HTML)

    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert client.get(page, headers=HTML).status_code == 200


@pytest.mark.parametrize("path", ["/doc/role/owner", "/doc/theme/zilverhaven-2031/water?all=1"])
def test_document_is_a_page_with_the_data_beside_it(client: FlaskClient, path: str) -> None:
    """Other things have a page of all that is known, with a link to each format."""
    text = client.get(path, headers=HTML).get_data(as_text=True)
    base = path.partition("?")[0]

    assert "<h1>" in text
    assert all(f'href="{base}.{short}"' in text for short in GRAPH_TYPES)


@pytest.mark.parametrize("short", GRAPH_TYPES)
@pytest.mark.parametrize("how", ["ending", "accept", "format"])
def test_document_comes_in_each_format(client: FlaskClient, short: str, how: str) -> None:
    """Each format is given by ending, by Accept and by `format`, and says the same."""
    path = "/doc/theme/zilverhaven-2031/water" + (f".{short}" if how == "ending" else "")
    query = {"format": short} if how == "format" else {}
    answer = client.get(path, query_string=query, headers={"Accept": GRAPH_TYPES[short]} if how == "accept" else {})
    told = read(answer.get_data(), short)

    assert answer.mimetype == GRAPH_TYPES[short]
    assert (URIRef(THEME), None, None) in told
    assert isomorphic(told, read(client.get("/doc/theme/zilverhaven-2031/water.nt").get_data(), "nt"))


def test_weights_of_accept_are_read(client: FlaskClient) -> None:
    """The most wanted format is given, not the first that is named, and caches are told."""
    answer = client.get(
        "/doc/theme/zilverhaven-2031/water", headers={"Accept": "text/turtle;q=0.9, application/ld+json"}
    )

    assert answer.mimetype == "application/ld+json"
    assert "Accept" in answer.headers["Vary"]
    assert (
        client.get("/doc/theme/zilverhaven-2031/water", headers={"Accept": "text/html;q=0.1, text/turtle"}).mimetype
        == "text/turtle"
    )


def test_document_that_one_has_is_not_sent_again(client: FlaskClient) -> None:
    """A document carries an ETag, and who has it gets 304."""
    for short in GRAPH_TYPES:
        tag = client.get(f"/doc/theme/zilverhaven-2031/water.{short}").headers["ETag"]

        assert (
            client.get(f"/doc/theme/zilverhaven-2031/water.{short}", headers={"If-None-Match": tag}).status_code == 304
        )


def test_unknown_format_of_document_is_refused(client: FlaskClient) -> None:
    """What nobody can give is answered 406, with the formats that there are."""
    answer = client.get("/doc/theme/zilverhaven-2031/water", headers={"Accept": "image/png"})

    assert answer.status_code == 406
    assert "text/turtle" in answer.get_json()["detail"]


def test_municipality_is_found_under_its_local_id(client: FlaskClient) -> None:
    """A thing with a TOOI IRI has an address here too, and its data speaks of the TOOI IRI."""
    answer = client.get("/id/actor/zilverhaven", headers={"Accept": "text/turtle"}, follow_redirects=True)
    told = read(answer.get_data(), "ttl")

    assert TOOI in client.get("/id/actor/zilverhaven").headers["Link"]
    assert (URIRef(TOOI), None, None) in told
    assert (URIRef(f"{ID}actor/zilverhaven"), None, None) not in told


def test_data_holds_what_points_to_the_thing(client: FlaskClient) -> None:
    """The data of a theme names the measures that say they are of that theme."""
    told = read(client.get("/doc/theme/zilverhaven-2031/water.ttl").get_data(), "ttl")

    assert len(set(told.subjects(URIRef(f"{DEF}hasTheme"), URIRef(THEME)))) > 1


def test_data_holds_nothing_derived(client: FlaskClient, store: Store) -> None:
    """What a rule derives is not given as stated: no document about anything holds such a triple."""
    derived = {tuple(row.values()) for row in solutions(store, DERIVED)}
    concerned = [
        *(
            f"{it[0]}/zilverhaven-2031/{it[1]}"
            for it in (("theme", "water"), ("theme", "kade"), ("measure", "water-01"))
        ),
        "actor/zilverhaven-2031/havenpolitie",
        "actor/zilverhaven",
    ]
    told = {
        tuple(str(term) for term in triple)
        for path in concerned
        for triple in read(client.get(f"/doc/{path}.nt").get_data(), "nt")
    }

    assert any(THEME in triple for triple in derived)
    assert told
    assert told & derived == set()


@pytest.mark.parametrize(
    "path",
    [
        "theme/nope",
        "nope/water",
        "theme/water.docx",
        "theme/x y",
        "theme/a%3Eb",
        "theme/..",
        "graph/nope",
        "actor/gm9801",
        "theme/%22",
        "theme/%00",
    ],
)
@pytest.mark.parametrize("base", ["/id", "/doc"])
def test_unknown_thing_is_not_found(client: FlaskClient, base: str, path: str) -> None:
    """An address of nothing, also one that could not be an IRI, answers 404 to people and to programs."""
    assert client.get(f"{base}/{path}", headers=HTML).status_code == 404
    answer = client.get(f"{base}/{path}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_every_thing_resolves(app: Flask, client: FlaskClient, store: Store) -> None:
    """A thing has an address here that leads to data about it: tried with each that is not ours, and one in thirty."""
    data = app.extensions["samendoen"].now
    things = sorted({row["thing"] for row in solutions(store, THINGS)})
    failed = []
    for thing in {*things[::30], *(thing for thing in things if not thing.startswith(ID))}:
        path = data.paths.find_identity(thing)
        answer = client.get(path, headers={"Accept": "application/n-triples"}, follow_redirects=True)
        if (
            not path.startswith("/id/")
            or answer.status_code != 200
            or f"<{thing}>" not in answer.get_data(as_text=True)
        ):
            failed.append((thing, path, answer.status_code))

    assert len(things) > 300
    assert failed == []


def test_thing_of_every_class_has_a_page(app: Flask, client: FlaskClient, store: Store) -> None:
    """The first thing and the last of each class of ours have a page in both languages; half of them are tried."""
    data = app.extensions["samendoen"].now
    members: dict[str, list[str]] = defaultdict(list)
    for row in solutions(store, THINGS):
        members[row["class"]].append(data.paths.find_identity(row["thing"]))
    chosen = take_turn(sorted({path for paths in members.values() for path in (*paths[:1], *paths[-1:])}), 2)
    answers = {
        (path, language): client.get(f"{path}?lang={language}", headers=HTML, follow_redirects=True).status_code
        for path in chosen
        for language in ("nl", "en")
    }

    assert len(members) > 10
    assert [key for key, status in answers.items() if status != 200] == []


def test_model_is_a_page_of_every_term(client: FlaskClient, store: Store) -> None:
    """The model has a page with a place for each class and property of ours, which the term's address leads to."""
    text = client.get("/def", headers=HTML).get_data(as_text=True)
    kinds = ["owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty"]
    found = solutions(
        store,
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> SELECT DISTINCT ?term { "
        f'VALUES ?kind {{ {" ".join(kinds)} }} ?term a ?kind FILTER(STRSTARTS(STR(?term), "{DEF}")) }}',
    )
    terms = [row["term"].removeprefix(DEF) for row in found]

    assert len(terms) > 20
    assert [term for term in terms if f'id="{term}"' not in text] == []
    for term in terms:
        answer = client.get(f"/def/{term}", headers=HTML)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/def#{term}")


@pytest.mark.parametrize("short", GRAPH_TYPES)
@pytest.mark.parametrize("how", ["accept", "format"])
def test_model_comes_in_each_format(client: FlaskClient, short: str, how: str) -> None:
    """The model is given as linked data, by Accept and by `format`, and says the same in each."""
    query = {"format": short} if how == "format" else {}
    answer = client.get("/def", query_string=query, headers={"Accept": GRAPH_TYPES[short]} if how == "accept" else {})
    told = read(answer.get_data(), short)

    assert answer.mimetype == GRAPH_TYPES[short]
    assert (URIRef(f"{DEF}Measure"), None, None) in told
    assert len(told) == len(read(client.get("/def?format=nt").get_data(), "nt"))


@pytest.mark.parametrize(
    ("local_id", "language", "heading", "text"),
    [
        ("geluid", "nl", "Maatregelen hiertegen", "Een meldpunt voor geluid"),
        ("geluid", "en", "Measures against it", "A reporting point for noise"),
        ("zwemmen", "nl", "Maatregelen hiertegen", "De zin van geen maatregel noemt het."),
        ("zwemmen", "en", "Measures against it", "The sentence of no measure names it."),
    ],
)
def test_phenomenon_shows_its_measures(
    client: FlaskClient, local_id: str, language: str, heading: str, text: str
) -> None:
    """The page of a problem shows the measures against it, or says that the sentence of none names it."""
    page = client.get(f"/doc/phenomenon/{SMALL_PLAN}/{local_id}", query_string={"lang": language}).text

    assert heading in page
    assert text in page


def test_only_a_phenomenon_has_measures_against_it(client: FlaskClient) -> None:
    """What is no phenomenon has no such part."""
    assert 'id="measures"' in client.get(f"/doc/phenomenon/{SMALL_PLAN}/geluid").text
    assert 'id="measures"' not in client.get(f"/doc/sector/{SMALL_PLAN}/pleziervaart").text


@pytest.mark.parametrize(("language", "heading"), [("nl", "Waar het over gaat"), ("en", "What it is about")])
def test_measure_shows_what_it_is_about(client: FlaskClient, language: str, heading: str) -> None:
    """The page of a measure leads to the phenomenon that its sentence names."""
    page = client.get(f"/measures/{SMALL_PLAN}/nachten-03", query_string={"lang": language}).text

    assert heading in page
    assert f"/doc/phenomenon/{SMALL_PLAN}/geluid" in page
