"""What there is under `/api/v1`: the OpenAPI document for programs, and the same as a page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, url_for

from api.components.page import render_page
from api.http.negotiation import HTML, negotiate_media_type, refuse_not_acceptable
from api.http.response import add_etag
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.rest.conduct import API_VERSION, BASE_PATH, JSON, NARROWING, require_known_parameters
from api.rest.openapi import build_openapi
from api.rest.operations import add_answer_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

    Member = dict[str, Any]

blueprint = Blueprint("rest", __name__, url_prefix=BASE_PATH)
#: The document is JSON; tools also ask for it under the name of its kind.
OPENAPI_TYPE = "application/vnd.oai.openapi+json"
QUESTION_PATH = "/questions/"
#: As many values of a choice as the page shows.
MOST_VALUES = 6
#: As many characters as a pattern has that one can read; a longer one is described in words.
LONGEST_PATTERN = 40


@dataclass(frozen=True)
class ParameterView:
    """A parameter as the page shows it: what it takes, in a few values or a pattern, and whether it is needed."""

    name: str
    description: str
    values: tuple[str, ...]
    more: int
    kind: str
    needed: bool


@dataclass(frozen=True)
class Operation:
    """An operation as the page shows it: one path with its GET.

    `parameters` are its own, without those by which rows are kept, of which the names are in `narrowing`, and without
    those that many operations have, of which the names are in `shared`.
    """

    path: str
    name: str
    summary: str
    description: tuple[str, ...]
    parameters: tuple[ParameterView, ...]
    narrowing: tuple[str, ...]
    shared: tuple[str, ...]
    example: str
    columns: tuple[tuple[str, str, str], ...]
    formats: tuple[str, ...]

    @property
    def is_question(self) -> bool:
        """Whether it answers one question of the library."""
        return bool(self.question)

    @property
    def question(self) -> str:
        """The name of that question; empty where it answers none."""
        return self.path.removeprefix(QUESTION_PATH) if self.path.startswith(QUESTION_PATH) else ""


@blueprint.get("/openapi.json")
def serve_openapi() -> Response:
    """Serve the OpenAPI document (API Design Rules, /core/publish-openapi)."""
    require_known_parameters(read_url(), "lang", "version")
    if negotiate_media_type([JSON, OPENAPI_TYPE]) is None:
        refuse_not_acceptable([JSON])
    scope = get_scope()
    body = _write_document(scope, url_for("rest.show_index"))
    return add_etag(Response(body, content_type=JSON), scope.version.digest, by_language=True)


@blueprint.get("")
def show_index() -> Response:
    """Show what the API offers: as pages for a browser, with one `about` each question, or else as links."""
    scope, url, base = get_scope(), read_url(), url_for("rest.show_index")
    media_type = negotiate_media_type([JSON, HTML]) or refuse_not_acceptable([JSON, HTML])
    require_known_parameters(url, "lang", "version", *(["about"] if media_type == HTML else []))
    if media_type == JSON:
        links = _list_links(scope)
        response = Response(json.dumps(links, ensure_ascii=False, indent=1) + "\n", content_type=JSON)
        return add_etag(response, scope.version.digest, by_language=True)
    document = json.loads(_write_document(scope, base, with_examples=False))
    if about := url.parameters.get("about"):
        page = _render_question(scope, url, document, scope.library.find(about).name)
    else:
        values = {"operations": list(_iter_operations(document, base)), "shared": _list_shared(document), "base": base}
        page = render_page(scope, url, "rest/index.html", document=document, **values)
    return add_etag(make_response(page), scope.version.digest, by_language=True)


def _render_question(scope: Scope, url: RequestUrl, document: Member, name: str) -> str:
    """Render the page of the question called *name*, as the *document* of the API describes it."""
    base = scope.url_for("rest.show_index")
    it = next(it for it in _iter_operations(document, base) if it.question == name)
    parameters = [*it.parameters, *(one for one in _list_shared(document) if one.name in it.shared)]
    return render_page(scope, url, "rest/about.html", it=it, parameters=parameters, base=base)


def _write_document(scope: Scope, base: str, *, with_examples: bool = True) -> bytes:
    """Write the document of the API at *base* as JSON, once for each language, edition of the questions, and version.

    Answers as examples take most of the time, and people are not shown them.
    """

    def write() -> bytes:
        document = build_openapi(scope, base)
        if with_examples:
            add_answer_examples(document["paths"], scope)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()

    return scope.rendering.keep(("openapi", base, with_examples, *scope.key), write)


def _list_links(scope: Scope) -> Member:
    """List the URLs of the API."""
    base = f"{scope.root}{BASE_PATH}"
    names = ("openapi.json", "plans", "questions", "cooperation", "measures", "networks", "search", "suggestions")
    links = {name.partition(".")[0]: f"{base}/{name}" for name in names}
    return {
        "title": "Samendoen",
        "api_version": API_VERSION,
        "version": scope.version.digest,
        "links": links,
    }


def _iter_operations(document: Member, base: str) -> Iterator[Operation]:
    """Yield each operation of *document*, the API at *base*, with its references resolved."""
    for path, it in document["paths"].items():
        get = it["get"]
        queried = [one for one in map(partial(_resolve_reference, document), get["parameters"]) if one["in"] == "query"]
        own = [one for one in get["parameters"] if "$ref" not in one]
        narrowing = [one["name"] for one in own if NARROWING.fullmatch(one["name"])]
        content = get["responses"]["200"]["content"]
        yield Operation(
            path=path,
            name=get["operationId"],
            summary=get["summary"],
            description=tuple(get["description"].split("\n\n")),
            parameters=tuple(_describe_parameter(document, one) for one in own if one["name"] not in narrowing),
            narrowing=tuple(narrowing),
            shared=tuple(one["name"] for one in queried if one not in own),
            example=_build_example_url(f"{base}{path}", queried),
            columns=tuple(_iter_columns(document, content[JSON]["schema"])),
            formats=tuple(content),
        )


def _list_shared(document: Member) -> list[ParameterView]:
    """List the parameters of *document* that many operations have."""
    shared = document["components"]["parameters"].values()
    return [_describe_parameter(document, one) for one in shared if one["in"] == "query"]


def _resolve_reference(document: Member, member: Member) -> Member:
    """Resolve *member* where it is a reference into *document*; else return it as it is."""
    if "$ref" not in member:
        return member
    target = document
    for name in member["$ref"].split("/")[1:]:
        target = target[name]
    return target


def _describe_parameter(document: Member, parameter: Member) -> ParameterView:
    """Describe *parameter* as the page shows it."""
    schemas = list(_iter_plain_schemas(document, parameter["schema"]))
    values = [value for schema in schemas for value in schema.get("enum", ()) if value and "://" not in value]
    first = schemas[0]
    pattern = "" if len(first.get("pattern", "")) > LONGEST_PATTERN else first.get("pattern")
    kind = first.get("format") or pattern or first.get("description") or first["type"]
    return ParameterView(
        name=parameter["name"],
        description=parameter["description"],
        values=tuple(values[:MOST_VALUES]),
        more=max(0, len(values) - MOST_VALUES),
        kind=kind,
        needed=bool(parameter.get("required")),
    )


def _iter_plain_schemas(document: Member, schema: Member) -> Iterator[Member]:
    """Yield the plain schemas that *schema* is composed of; a list is of the schemas of its items."""
    schema = _resolve_reference(document, schema)
    together = [*schema.get("allOf", ()), *schema.get("anyOf", ())]
    for part in [*together, *([schema["items"]] if schema.get("type") == "array" else [])]:
        yield from _iter_plain_schemas(document, part)
    if not together and schema.get("type") != "array":
        yield schema


def _build_example_url(path: str, parameters: list[Member]) -> str:
    """Build a URL at *path* that works: with values for what is required and for the first parameter."""
    values: dict[str, str] = {}
    for place, it in enumerate(parameters):
        examples = [it["example"]] if "example" in it else list(it.get("examples", ()))
        if examples and (it.get("required") or place == 0) and it["name"] not in ("lang", "version"):
            values[it["name"]] = examples[0]
    return f"{path}{'?' if values else ''}{urlencode(values)}"


def _iter_columns(document: Member, schema: Member) -> Iterator[tuple[str, str, str]]:
    """Yield the columns of an answer: name, title and type of each; none where there are no rows."""
    schema = next(_iter_plain_schemas(document, schema))
    rows = schema["properties"].get("rows")
    for name, it in (rows["items"]["properties"] if rows else {}).items():
        kind = it.get("type", "number")  # which has a schema of its own, as it may be one that JSON lacks
        yield name, it["title"], it.get("format", kind)
