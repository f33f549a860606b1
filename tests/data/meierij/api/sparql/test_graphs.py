"""The graphs over HTTP, as the SPARQL 1.1 Graph Store HTTP Protocol (W3C 2013) has it for reading, and its refusals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph, Namespace
from rdflib.namespace import VOID

from api.http.negotiation import QUAD_TYPES
from api.sparql.graphs import DATASET_TYPES
from ontology.namespaces import make_graph_iri, make_plan_graph_iri
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from graph.versions.archive import Version

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
PROBLEM = "application/problem+json"
MODEL = make_graph_iri("model")
REGISTER = make_graph_iri("register")
PLAN = "meierij-2019-2022"
#: A graph of each part of the data: what is common to all plans, and what is of the one plan.
COMMON = [make_graph_iri(name) for name in ("model", "shapes", "register", "derived")]
OWN = [make_plan_graph_iri(PLAN, part) for part in ("stated", "derived", "summary")]
READERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "trig": "trig", "nq": "nquads"}


def problem(answer: TestResponse, status: int) -> str:
    """Give the detail of *answer*, which must be problem details with *status*."""
    assert (answer.status_code, answer.content_type) == (status, PROBLEM)
    body: dict[str, Any] = answer.get_json()
    return str(body["detail"])


def read(data: bytes, short: str) -> Graph:
    """Read *data*, which is one graph in the format called *short*."""
    found = Graph()
    for quad in Dataset().parse(data=data, format=READERS[short]):
        found.add(quad[:3])
    return found


def lines(client: FlaskClient, **values: str) -> list[str]:
    """Give the sorted lines of what /graphs gives in N-Quads, which are N-Triples where it is one graph."""
    answer = client.get("/graphs", query_string={**values, "format": "nq"})
    assert answer.status_code == 200
    return sorted(answer.get_data(as_text=True).splitlines())


@pytest.mark.parametrize("name", [*COMMON, *OWN])
def test_graph_is_given_whole(client: FlaskClient, version: Version, name: str) -> None:
    """A named graph has as many triples as the version says, each once (5.2)."""
    found = lines(client, graph=name)

    assert len(found) == len(set(found)) == version.manifest.graphs[name] > 0


def test_graph_is_what_a_query_constructs(client: FlaskClient) -> None:
    """Reading a graph is the same as constructing it by a query, as the protocol puts it (5.2)."""
    query = {"query": "CONSTRUCT { ?s ?p ?o } { GRAPH <" + MODEL + "> { ?s ?p ?o } }", "format": "nt"}
    constructed = client.get("/sparql", query_string=query).get_data(as_text=True)

    assert lines(client, graph=MODEL) == sorted(constructed.splitlines())


@pytest.mark.parametrize("short", QUAD_TYPES)
@pytest.mark.parametrize("how", ["accept", "format"])
@pytest.mark.turns(3)
def test_graph_comes_in_each_format(client: FlaskClient, how: str, short: str) -> None:
    """A graph says the same in each format, by Accept and by `format`."""
    values = {"graph": REGISTER, **({"format": short} if how == "format" else {})}
    answer = client.get(
        "/graphs", query_string=values, headers={"Accept": QUAD_TYPES[short]} if how == "accept" else {}
    )
    plain = client.get("/graphs", query_string={"graph": REGISTER, "format": "nt"})

    assert answer.mimetype == QUAD_TYPES[short]
    assert set(read(answer.get_data(), short)) == set(read(plain.get_data(), "nt"))


def test_default_graph_is_the_union(client: FlaskClient, version: Version) -> None:
    """The default graph holds each triple of each graph, once."""
    found = lines(client, default="")
    apart = {line for name in version.manifest.graphs for line in lines(client, graph=name)}

    assert len(found) == len(set(found))
    assert set(found) == apart


@pytest.mark.parametrize("short", DATASET_TYPES)
def test_dataset_keeps_the_graphs_apart(client: FlaskClient, version: Version, short: str) -> None:
    """Without a graph the whole dataset is given, in the formats that can hold it, with every graph by its name."""
    answer = client.get("/graphs", headers={"Accept": DATASET_TYPES[short]})
    found = {str(quad) for quad in parse(answer.get_data(), RdfFormat.from_media_type(DATASET_TYPES[short]))}
    sizes = Counter(quad.rpartition(" ")[2].strip("<>") for quad in found)

    assert answer.mimetype == DATASET_TYPES[short]
    assert sizes == version.manifest.graphs


def test_dataset_is_trig_for_who_takes_anything(client: FlaskClient) -> None:
    """TriG is what one gets who does not say; it is the format in which people read graphs."""
    assert client.get("/graphs").mimetype == DATASET_TYPES["trig"]
    assert (
        client.get("/graphs", headers={"Accept": "text/turtle;q=1, application/n-quads;q=0.1"}).mimetype
        == (DATASET_TYPES["nq"])
    )


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "text/csv"])
def test_dataset_is_not_given_as_triples(client: FlaskClient, accept: str) -> None:
    """A format in which the graphs would run together is answered 406 with those that keep them apart."""
    detail = problem(client.get("/graphs", headers={"Accept": accept}), 406)

    assert all(kind in detail for kind in DATASET_TYPES.values())


def test_graph_in_a_format_it_has_not_is_refused(client: FlaskClient) -> None:
    """A graph is no table."""
    problem(client.get("/graphs", query_string={"graph": MODEL}, headers={"Accept": "text/csv"}), 406)
    problem(client.get("/graphs", query_string={"graph": MODEL, "format": "csv"}), 406)


@pytest.mark.parametrize("name", ["model", "/graphs", "//x", "", "not an iri>", "?graph"])
def test_relative_name_is_refused(client: FlaskClient, name: str) -> None:
    """The name of a graph in the address must be an absolute IRI (4.2)."""
    problem(client.get("/graphs", query_string={"graph": name}), 400)


@pytest.mark.parametrize("name", ["urn:nothing", MODEL + "#x", MODEL.replace("https", "http"), MODEL + "%31"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_graph_that_is_not_here_is_not_found(client: FlaskClient, method: str, name: str) -> None:
    """A graph that is not here is answered 404 with its name, and where the names are (5.2, 5.8)."""
    answer = client.open("/graphs", method=method, query_string={"graph": name})

    assert answer.status_code == 404
    if method == "GET":
        assert name in problem(answer, 404)
        assert "/sparql" in problem(answer, 404)


@pytest.mark.parametrize(
    "query", [f"graph={MODEL}&default", f"graph={MODEL}&graph={MODEL}", "default&default", "format=nq&format=nq"]
)
def test_two_wishes_are_refused(client: FlaskClient, query: str) -> None:
    """One request is about one graph, in one format."""
    problem(client.get(f"/graphs?{query}"), 400)


@pytest.mark.parametrize("query", [f"graph={MODEL}", "default", ""])
def test_head_is_get_without_the_body(client: FlaskClient, query: str) -> None:
    """HEAD has the headers of GET, the length too (5.8)."""
    get, head = (client.open(f"/graphs?{query}", method=method) for method in ("GET", "HEAD"))

    assert (head.status_code, head.get_data()) == (200, b"")
    assert dict(head.headers) == dict(get.headers)
    assert int(head.headers["Content-Length"]) == len(get.get_data())


@pytest.mark.parametrize("query", [f"graph={MODEL}", "default", ""])
def test_graph_that_one_has_is_not_sent(client: FlaskClient, query: str) -> None:
    """One who has a graph gets 304; another graph or format has another tag."""
    tag = client.get(f"/graphs?{query}").headers["ETag"]
    tags = {client.get(f"/graphs?{more}").headers["ETag"] for more in (f"graph={MODEL}", "default", "", "format=nq")}

    assert client.get(f"/graphs?{query}", headers={"If-None-Match": tag}).status_code == 304
    assert len(tags) == 4


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("query", [f"graph={MODEL}", "default", "graph=urn:nothing", ""])
def test_writing_is_forbidden(client: FlaskClient, method: str, query: str) -> None:
    """Each way of writing is answered 403 with why, and what is there stays there (5.3 to 5.7)."""
    before = client.get(f"/graphs?graph={MODEL}").get_data()
    answer = client.open(
        f"/graphs?lang=en&{query}", method=method, data="<urn:a> <urn:b> 1 .", content_type="text/turtle"
    )

    assert "no rights to write" in problem(answer, 403)
    assert client.get(f"/graphs?graph={MODEL}").get_data() == before


def test_other_method_is_not_allowed(client: FlaskClient) -> None:
    """A method that the protocol has not is answered 405 with those that may be used now."""
    answer = client.open("/graphs", method="PROPFIND")

    problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert set(client.options("/graphs").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_description_leads_to_every_graph(client: FlaskClient, version: Version) -> None:
    """The description of the endpoint names an address for each graph, for the default graph and for all of them."""
    told = Graph().parse(data=client.get("/sparql").get_data(), format="turtle")
    places = {str(it): subject for subject, it in told.subject_objects(VOID.dataDump)}

    assert len(places) == len(version.manifest.graphs) + 2
    for place, subject in places.items():
        answer = client.get(place.removeprefix("http://localhost"), headers={"Accept": QUAD_TYPES["nq"]})
        count = told.value(subject, VOID.triples)
        assert answer.status_code == 200
        assert count is None or len(answer.get_data().splitlines()) == int(str(count))


def test_description_leads_to_the_dataset(client: FlaskClient) -> None:
    """Whoever looks for the description of the data at its well-known place is sent there (VoID, 7.2)."""
    answer = client.get("/.well-known/void", headers={"Accept": "text/turtle"})
    told = Graph().parse(data=client.get(answer.headers["Location"]).get_data(), format="turtle")

    assert answer.status_code == 302
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert len(list(told.objects(None, SD.defaultDataset))) == 1


def test_graph_past_the_limit_is_not_cut(folder: Path) -> None:
    """A graph larger than an answer may be is refused whole, with the limit."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_ANSWER_BYTES="200000", SAMENDOEN_WORKERS="1") as app:
        answer = app.test_client().get("/graphs?default")

        assert "200000" in problem(answer, 413)
        assert answer.get_json()["limit"] == "answer_bytes"
