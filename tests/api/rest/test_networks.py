"""Networks under `/api/v1/networks`: every view in every format, described, tagged, and refused for a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.networks.files import FORMATS
from api.rest.network_schemas import build_network_schemas
from graph.message import English
from visualisation import NETWORK_TYPES

if TYPE_CHECKING:
    from flask.testing import FlaskClient

API = "/api/v1/networks"
JSON = {"Accept": "application/json"}
EACH = pytest.mark.parametrize("name", FORMATS)


def test_views_are_listed_and_each_is_there(client: FlaskClient) -> None:
    """The list has the questions that can be seen as a network, with their parameters, and each address answers."""
    body = client.get(API, headers=JSON).get_json()
    library = client.application.extensions["samendoen"].now.library

    assert body["count"] == len(body["networks"]) > 3
    assert [it["name"] for it in body["networks"]] == [it.name for it in library.questions.values() if it.network]
    for it in body["networks"]:
        found = client.get(it["href"], headers=JSON)
        assert (found.status_code, found.get_json()["view"]) == (200, it["name"])
        assert found.get_json()["directed"] is it["directed"]
    cooperation = next(it for it in body["networks"] if it["name"] == "cooperation")
    assert cooperation["parameters"] == ["theme", "actor"]


@EACH
def test_each_format_has_its_type_and_a_name(client: FlaskClient, name: str) -> None:
    """A file says of which type it is and how it may be called, by `format` and by Accept alike."""
    by_name = client.get(f"{API}/cooperation?format={name}")
    media_type = NETWORK_TYPES[name]

    assert by_name.status_code == 200
    assert by_name.content_type.partition(";")[0] == media_type
    assert by_name.content_type.endswith("; charset=utf-8") == media_type.startswith("text/")
    kept = "attachment" if FORMATS[name].is_kept else "inline"
    assert by_name.headers["Content-Disposition"] == f'{kept}; filename="cooperation{FORMATS[name].ending}"'
    first = next(short for short, it in NETWORK_TYPES.items() if it == media_type)
    if name == first and name != "html-file":
        assert client.get(f"{API}/cooperation", headers={"Accept": media_type}).data == by_name.data


@EACH
def test_who_has_it_gets_it_no_more(client: FlaskClient, name: str) -> None:
    """Each file has a tag of the version and its bytes, says by what it varies, and is not sent twice."""
    first = client.get(f"{API}/cooperation?format={name}")
    again = client.get(f"{API}/cooperation?format={name}", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert {"Accept", "Cookie"} <= {it.strip() for it in first.headers["Vary"].split(",")}
    assert client.get(f"{API}/cooperation?format={name}").data == first.data


def test_nodes_and_links_are_as_described(client: FlaskClient) -> None:
    """JSON has the members that the description promises, and no other; links are between the nodes."""
    schemas = build_network_schemas(English())
    body = client.get(f"{API}/cooperation?author=with", headers=JSON).get_json()
    ids = {node["id"] for node in body["nodes"]}

    assert body.keys() == schemas["Network"]["properties"].keys()
    assert len(body["nodes"]) == body["count"]["nodes"] > 2
    assert len(body["links"]) == body["count"]["links"] > 2
    assert all(node.keys() == schemas["NetworkNode"]["properties"].keys() for node in body["nodes"])
    assert all(link.keys() == schemas["NetworkLink"]["properties"].keys() for link in body["links"])
    assert {end for link in body["links"] for end in (link["source"], link["target"])} <= ids
    assert body["parameters"] == {"author": "with"}


def test_state_narrows_the_network(client: FlaskClient) -> None:
    """What is hidden is not there, several kinds at a time; a focus keeps what is near it."""
    whole = client.get(f"{API}/cooperation?author=with", headers=JSON).get_json()
    kinds = sorted({node["kind"] for node in whole["nodes"]})[:2]
    query = "&".join(f"hide={kind}" for kind in kinds)
    part = client.get(f"{API}/cooperation?author=with&{query}", headers=JSON).get_json()
    name = whole["nodes"][-1]["label"]
    near = client.get(f"{API}/cooperation", query_string={"author": "with", "focus": name}, headers=JSON).get_json()

    assert part["parameters"]["hide"] == kinds
    assert kinds[0] not in {node["kind"] for node in part["nodes"]}
    assert part["count"]["nodes"] < whole["count"]["nodes"]
    assert name in {node["label"] for node in near["nodes"]}
    assert near["parameters"]["within"] == "1"


def test_choice_that_leaves_nothing_is_an_empty_network(client: FlaskClient) -> None:
    """Nothing is no mistake: every format says so, and the words say that nothing is left."""
    for name in FORMATS:
        assert client.get(f"{API}/cooperation?weight=1000&format={name}").status_code == 200
    body = client.get(f"{API}/cooperation?weight=1000&lang=en", headers=JSON).get_json()

    assert body["count"] == {"nodes": 0, "links": 0}
    assert "Nothing is left of the network." in body["graph"]["choice"]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("nergens", 404, "cooperation"),
        ("measures", 404, "cooperation"),
        ("cooperation?focus=nergens", 404, "'nergens'"),
        ("cooperation?nergens=1", 400, "theme, actor"),
        ("cooperation?theme=nergens", 400, "theme"),
        ("cooperation?theme=a&theme=b", 400, "2"),
        ("cooperation?node=x", 400, "hide"),
        ("cooperation?zoom=2", 400, "'zoom'"),
        ("cooperation?sort=lines", 400, "'sort'"),
        ("cooperation?edition=0123456789abcdef", 400, "'edition'"),
        ("cooperation?format=doc", 400, "graphml"),
        ("cooperation?basis=guessed", 400, "stated"),
        ("cooperation?author=maybe", 400, "without"),
        ("cooperation?layout=heap", 400, "ring"),
        ("cooperation?weight=0", 400, "1000"),
        ("cooperation?within=4&focus=x", 400, "3"),
        ("cooperation?plan=nergens", 400, "nergens"),
        ("cooperation?lang=fy", 400, "nl, en"),
        ("cooperation?onlyNowhere=x", 400, "only.nowhere"),
        ("?nergens=1", 400, "nergens"),
        (f"cooperation?focus={'x' * 10_000}", 404, "x" * 80),
        (f"cooperation?hide={'x' * 10_000}&basis=x", 400, "basis"),
        (f"cooperation?{'hide=x&' * 201}", 400, "200"),
        (f"{'x' * 3_000}", 404, "cooperation"),
    ],
)
def test_mistake_is_a_problem_that_says_what_is_taken(
    client: FlaskClient, address: str, status: int, says: str
) -> None:
    """What cannot be meant is refused as problem+json, in few words whatever was sent."""
    found = client.get(f"{API}/{address}" if not address.startswith("?") else f"{API}{address}", headers=JSON)

    assert found.status_code == status, found.text
    assert found.content_type == "application/problem+json"
    assert says in found.get_json()["detail"]
    assert len(found.get_json()["detail"]) < 1_000


def test_type_that_is_not_there_is_refused(client: FlaskClient) -> None:
    """Who accepts nothing that there is gets 406; a page is no file that one meant to keep."""
    for accept in ("application/pdf", "text/html"):
        assert client.get(f"{API}/cooperation", headers={"Accept": accept}).status_code == 406
    assert client.get(API, headers={"Accept": "image/png"}).status_code == 406


def test_links_lead_to_the_iris_of_things(client: FlaskClient) -> None:
    """A file is of use elsewhere: nothing in it is a path of this website, and lines are told by their document."""
    body = client.get(f"{API}/cooperation?author=with", headers=JSON).get_json()
    pages = [it["page"] for it in body["nodes"]] + [it["about_page"] for it in body["links"] if it["about_page"]]
    lines = [it["page"] for it in body["links"] if it["page"]]

    assert all(it.startswith("https://") for it in pages)
    assert lines
    assert all("/id/document/" in it and "#line-" in it for it in lines)


def test_language_is_that_of_the_client(client: FlaskClient) -> None:
    """The words in a file are those of the language, and so is its tag."""
    dutch, english = (client.get(f"{API}/cooperation?lang={it}", headers=JSON) for it in ("nl", "en"))

    assert (dutch.get_json()["graph"]["language"], english.get_json()["graph"]["language"]) == ("nl", "en")
    assert dutch.headers["ETag"] != english.headers["ETag"]


def test_description_has_each_view(client: FlaskClient) -> None:
    """Each view is in the description with the parameters of its question, all that narrows, and every media type."""
    document = client.get("/api/v1/openapi.json", headers=JSON).get_json()
    operation = document["paths"]["/networks/cooperation"]["get"]
    shared = document["components"]["parameters"]
    names = {
        it["name"] if "name" in it else shared[it["$ref"].rpartition("/")[2]]["name"] for it in operation["parameters"]
    }

    assert {"theme", "actor", "hide", "relation", "basis", "weight", "author", "focus", "within", "open"} <= names
    assert {"layout", "format", "plan", "lang", "version", "onlySubjectLabel"} <= names
    assert not names & {"sort", "edition", "node", "zoom"}
    assert operation["responses"]["200"]["content"].keys() == set(NETWORK_TYPES.values())
    assert shared["networkFormat"]["schema"]["enum"] == list(NETWORK_TYPES)


def test_index_leads_to_the_networks(client: FlaskClient) -> None:
    """A program that begins at the index finds them."""
    assert client.get("/api/v1", headers=JSON).get_json()["links"]["networks"].endswith(API)
