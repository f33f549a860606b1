"""The Dutch API Design Rules 2.1, each by its name, for all that there is under `/api/v1`.

What has no test here does not apply, or is not ours to keep: `/core/date-time/timezone` and `/core/date-time/format` of
moments (no moment is asked or given), `/core/nested-child`, `/core/modules/*` (no children, places, signatures or
secrets), `/core/transport/tls` with `Strict-Transport-Security` (they belong to the server that ends TLS before us),
`/core/deprecation-schedule` and `/core/transition-period` (there is no version before this one).
`/core/interface-language` is kept as far as the promised names go: those are English, as the model is; every text is
there in Dutch.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from queries.questions.library import find_question, load_questions

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

API = "/api/v1"
ROOT = Path(__file__).parents[5]
#: Of each kind of address and of each kind of fault, one.
ADDRESSES = {
    "": 200,
    "/openapi.json": 200,
    "/questions": 200,
    "/questions/themes": 200,
    "/cooperation": 200,
    "/measures?format=csv": 200,
    "/search?q=jeugd": 200,
    "/suggestions?q=jeu": 200,
    "/": 404,
    "/nope": 404,
    "/questions/nope": 404,
    "/measures?theme=nope": 400,
    "/search": 400,
    "/nope?lang=fr": 400,
}
METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
#: The patterns by which the rules say that one can test.
KEBAB = re.compile(r"(/[a-z0-9]+(-[a-z0-9]+)*)+")
CAMEL = re.compile(r"\$?[a-z][a-z\d]*([A-Z][a-z\d]*)*")
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
EVERY = pytest.mark.parametrize(("path", "status"), ADDRESSES.items())


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    """Give the OpenAPI document."""
    found: dict[str, Any] = client.get(f"{API}/openapi.json").get_json()
    return found


def responses(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Give each answer that the *document* describes, with its status."""
    shared = document["components"]["responses"]
    found = [it for path in document["paths"].values() for it in path["get"]["responses"].items()]
    return [(status, shared[it["$ref"].rpartition("/")[2]] if "$ref" in it else it) for status, it in found]


def told(answer: TestResponse, status: int) -> None:
    """Check that *answer* is a problem with *status*."""
    body = answer.get_json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert answer.content_type == "application/problem+json"
    assert body["title"]
    assert body["detail"]


def test_core_naming_resources(document: dict[str, Any]) -> None:
    """/core/naming-resources, /core/naming-collections: nouns, in the plural where there are many."""
    verbs = {"get", "list", "find", "ask", "fetch", "create", "update", "delete"}
    segments = {word for path in document["paths"] for part in path.split("/") for word in part.split("-")}

    assert segments & verbs == set()
    assert {"/questions", "/measures", "/suggestions"} <= document["paths"].keys()


@pytest.mark.parametrize("path", ["/", "/questions/", "/questions/themes/", "/openapi.json/", "/search/", "/measures/"])
def test_core_no_trailing_slash(client: FlaskClient, document: dict[str, Any], path: str) -> None:
    """/core/no-trailing-slash: an address with a slash after it is not there, and leads nowhere."""
    told(client.get(f"{API}{path}"), 404)
    assert [it for it in document["paths"] if it.endswith("/")] == []


def test_core_path_segments_kebab_case(document: dict[str, Any]) -> None:
    """/core/path-segments-kebab-case: lower case with hyphens; but for the document itself, which has a fixed name."""
    assert [path for path in document["paths"] if not KEBAB.fullmatch(path)] == ["/openapi.json"]


def test_core_query_keys_camel_case(client: FlaskClient, document: dict[str, Any]) -> None:
    """/core/query-keys-camel-case: each parameter, also one that narrows by a column; it does what it says."""
    listed = [it for path in document["paths"].values() for it in path["get"]["parameters"]]
    found = [*listed, *document["components"]["parameters"].values()]
    names = {it["name"] for it in found if it.get("in") == "query"}

    assert "onlyActorALabel" in names
    assert [name for name in names if not CAMEL.fullmatch(name)] == []
    part = client.get(f"{API}/cooperation?onlyActorALabel=Politie&lang=nl").get_json()
    assert 0 < part["count"] < client.get(f"{API}/cooperation?lang=nl").get_json()["count"]
    assert {row["actor_a_label"] for row in part["rows"]} == {"Politie"}


def test_core_hide_implementation(client: FlaskClient) -> None:
    """/core/hide-implementation, /core/http-response-code: no answer names what it is made with."""
    for path in ADDRESSES:
        answer = client.get(f"{API}{path}", headers={"Accept": "application/json"})
        assert not {"X-Powered-By", "Server"} & set(answer.headers.keys())
        if answer.status_code >= 400:
            assert not re.search(r"Traceback|File \"|flask|oxigraph|\.py", answer.text, re.IGNORECASE)


def test_core_date_time_format(document: dict[str, Any]) -> None:
    """/core/date-time/format, /core/date-time/date-omit-time-portion: a day is a `date`, and nothing is a moment."""
    assert "date-time" not in str(document)
    for question in load_questions().values():
        listed = {
            it["name"]: it
            for it in document["paths"][f"/questions/{question.name}"]["get"]["parameters"]
            if "name" in it
        }
        for it in question.parameters:
            if it.type == "date":
                assert {"type": "string", "format": "date"} in listed[it.name]["schema"]["anyOf"]


@pytest.mark.parametrize("path", [path for path, status in ADDRESSES.items() if status == 200])
def test_core_http_methods(client: FlaskClient, document: dict[str, Any], path: str) -> None:
    """/core/http-methods: GET and HEAD are answered alike, OPTIONS says so, and any other is refused with 405."""
    whole, head = client.get(f"{API}{path}"), client.head(f"{API}{path}")
    asked = client.options(f"{API}{path}")

    assert {tuple(it) for it in document["paths"].values()} == {("get",)}
    assert (head.status_code, head.get_data(), head.headers["ETag"]) == (200, b"", whole.headers["ETag"])
    assert {it.strip() for it in asked.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}
    for method in METHODS:
        refused = client.open(f"{API}{path}", method=method)
        assert {it.strip() for it in refused.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}
        told(refused, 405)


def test_core_http_safety(client: FlaskClient) -> None:
    """/core/http-safety, /core/stateless: the same request gives the same answer, however often and by whomever."""
    for path in (path for path, status in ADDRESSES.items() if status == 200):
        one, two = (client.application.test_client().get(f"{API}{path}").get_data() for _ in range(2))
        assert one == two


def test_core_resource_operations(document: dict[str, Any]) -> None:
    """/core/resource-operations: the search over everything is a resource of its own."""
    assert "/search" in document["paths"]


@EVERY
def test_core_error_handling_problem_details(client: FlaskClient, path: str, status: int) -> None:
    """/core/error-handling/problem-details: what is wrong is application/problem+json, also for who reads HTML."""
    for accept in ("application/json", "text/html, */*;q=0.5", "*/*"):
        answer = client.get(f"{API}{path}", headers={"Accept": accept})
        if status >= 400:
            told(answer, status)
        else:
            assert answer.status_code == 200


def test_core_error_handling_problem_is_described(document: dict[str, Any]) -> None:
    """/core/error-handling/problem-details, /core/error-handling/invalid-input: each error is described, with 400."""
    for status, it in responses(document):
        if status[0] in "45":
            assert list(it["content"]) == ["application/problem+json"]
    members = document["components"]["schemas"]["Problem"]["properties"]
    assert {"status", "title", "detail"} <= members.keys()
    assert all("400" in path["get"]["responses"] for path in document["paths"].values())


def test_core_doc_openapi(document: dict[str, Any]) -> None:
    """/core/doc-openapi, /core/doc-openapi-contact: OpenAPI 3 with whom to ask, a licence, and texts everywhere."""
    info = document["info"]

    assert re.fullmatch(r"3\.0\.\d+", document["openapi"])
    assert all(info["contact"][name] for name in ("name", "url", "email"))
    assert "EUPL-1.2" in info["license"]["name"]
    assert "CC0" in info["license"]["name"]
    assert all(it["get"]["summary"] and it["get"]["description"] for it in document["paths"].values())


def test_core_doc_language(client: FlaskClient, document: dict[str, Any]) -> None:
    """/core/doc-language: the document is Dutch where no language is asked for."""
    assert document == client.get(f"{API}/openapi.json?lang=nl").get_json()
    assert document["paths"]["/questions/themes"]["get"]["summary"] == find_question("themes").question["nl"]


def test_core_publish_openapi(client: FlaskClient) -> None:
    """/core/publish-openapi: the document is at its fixed place, for every website, and each answer leads to it."""
    answer = client.get(f"{API}/openapi.json", headers={"Origin": "https://elsewhere.example"})

    assert answer.content_type == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert f'<{API}/openapi.json>; rel="service-desc"' in client.get(f"{API}/nope").headers["Link"]


def test_core_uri_version(document: dict[str, Any]) -> None:
    """/core/uri-version: the address has the first number of the version, and only that."""
    major = document["info"]["version"].partition(".")[0]

    assert [it["url"] for it in document["servers"]] == [f"/api/v{major}"]


def test_core_changelog() -> None:
    """/core/changelog: there is a list of what changed."""
    assert "/api/v1" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@EVERY
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_core_version_header(
    client: FlaskClient, document: dict[str, Any], path: str, status: int, method: str
) -> None:
    """/core/version-header, /core/semver: each answer names the whole version, also where no address or method is."""
    answer = client.open(f"{API}{path}", method=method)

    assert answer.headers.getlist("API-Version") == [document["info"]["version"]]
    assert SEMVER.fullmatch(document["info"]["version"])
    assert (answer.status_code == status) or method in ("OPTIONS", "POST")
    assert all("API-Version" in it["headers"] for _status, it in responses(document))


def test_core_version_header_where_nothing_is_acceptable(client: FlaskClient) -> None:
    """/core/version-header: also 304 and 406 name the version."""
    tag = client.get(f"{API}/measures").headers["ETag"]
    for headers, status in (({"If-None-Match": tag}, 304), ({"Accept": "image/png"}, 406)):
        answer = client.get(f"{API}/measures", headers=headers)
        assert (answer.status_code, answer.headers["API-Version"]) == (status, "1.2.0")
    assert "API-Version" not in client.get("/questions").headers


@EVERY
def test_core_transport_security_headers(client: FlaskClient, path: str, status: int) -> None:
    """/core/transport/security-headers: each answer says that it is what it says, and stands in no frame.

    `Cache-Control` is `no-cache` in place of `no-store`: the data are open, and who has an answer asks by its ETag.
    """
    answer = client.get(f"{API}{path}")

    assert answer.status_code == status
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Content-Type"]
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Accept" in answer.headers["Vary"]


@EVERY
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_core_transport_cors(client: FlaskClient, path: str, status: int, method: str) -> None:
    """/core/transport/cors: open data are for every website, with the headers that it needs, also when it is wrong."""
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    answer = client.open(f"{API}{path}", method=method, headers=headers)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "API-Version" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    if method == "OPTIONS" and status == 200:
        assert "GET" in answer.headers["Access-Control-Allow-Methods"]
        assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
