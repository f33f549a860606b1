"""What there is under `/api/v1`: the OpenAPI document for programs, and the same as a page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request

from api.http.language import get_language
from api.http.negotiation import HTML, negotiate_media_type, refuse_not_acceptable
from api.http.response import add_etag
from api.rest.conduct import API_VERSION, BASE_PATH, JSON, require_known_parameters
from api.rest.openapi import build_openapi
from api.serving.dataset import get_dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    Member = dict[str, Any]

blueprint = Blueprint("rest", __name__, url_prefix=BASE_PATH)
#: The document is JSON; tools also ask for it under the name of its kind.
OPENAPI_TYPE = "application/vnd.oai.openapi+json"
#: As many values of a choice as the page shows.
MOST_VALUES = 6
#: As many characters as a pattern has that one can read; a longer one is told in words.
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
    """An operation as the page shows it: one path with its GET."""

    path: str
    name: str
    summary: str
    description: tuple[str, ...]
    parameters: tuple[ParameterView, ...]
    example: str
    columns: tuple[tuple[str, str, str], ...]
    formats: tuple[str, ...]

    @property
    def is_question(self) -> bool:
        """Whether it answers one question of the library."""
        return self.path.startswith("/questions/")


@dataclass(frozen=True)
class OpenApiDocument:
    """The bytes of the OpenAPI document, kept with the version."""

    body: bytes
    in_memory: bool = True

    @property
    def size(self) -> int:
        """The number of bytes of the document."""
        return len(self.body)


@blueprint.get("/openapi.json")
def serve_openapi() -> Response:
    """Serve the OpenAPI document (API Design Rules, /core/publish-openapi)."""
    require_known_parameters("lang", "version")
    if negotiate_media_type([JSON, OPENAPI_TYPE]) is None:
        refuse_not_acceptable([JSON])
    return add_etag(Response(_write_document(), content_type=JSON), get_dataset().version.digest, by_language=True)


@blueprint.get("")
def show_index() -> Response:
    """Show what the API offers: as a page for a browser, or else as links."""
    require_known_parameters("lang", "version")
    wanted = negotiate_media_type([JSON, HTML]) or refuse_not_acceptable([JSON, HTML])
    if wanted == JSON:
        response = Response(json.dumps(_list_links(), ensure_ascii=False, indent=1) + "\n", content_type=JSON)
        return add_etag(response, get_dataset().version.digest, by_language=True)
    found = json.loads(_write_document())
    operations = list(_iter_operations(found))
    page = render_template(
        "rest/index.html", document=found, operations=operations, base=f"{request.script_root}{BASE_PATH}"
    )
    return add_etag(make_response(page), get_dataset().version.digest, by_language=True)


def _write_document() -> bytes:
    """Write the document as JSON, once for each language, edition of the questions, and version."""
    key = ("openapi", get_dataset().library.edition, get_language(), request.script_root)
    kept = get_dataset().cache.peek(key)
    if not isinstance(kept, OpenApiDocument):
        kept = OpenApiDocument(json.dumps(build_openapi(), ensure_ascii=False, separators=(",", ":")).encode())
        get_dataset().cache.keep(key, kept)
    return kept.body


def _list_links() -> Member:
    """List the URLs of the API."""
    base = f"{request.url_root.rstrip('/')}{BASE_PATH}"
    names = ("openapi.json", "questions", "cooperation", "measures", "search", "suggestions")
    links = {name.partition(".")[0]: f"{base}/{name}" for name in names}
    return {
        "title": "Samendoen",
        "api_version": API_VERSION,
        "version": get_dataset().version.digest,
        "links": links,
    }


def _iter_operations(found: Member) -> Iterator[Operation]:
    """Yield each operation of the document *found*, with its references resolved."""
    for path, it in found["paths"].items():
        get = it["get"]
        parameters = [_resolve_reference(found, one) for one in get["parameters"]]
        asked = [one for one in parameters if one["in"] == "query"]
        content = get["responses"]["200"]["content"]
        yield Operation(
            path=path,
            name=get["operationId"],
            summary=get["summary"],
            description=tuple(get["description"].split("\n\n")),
            parameters=tuple(_describe_parameter(found, one) for one in asked),
            example=_build_example_url(path, asked),
            columns=tuple(_iter_columns(found, content[JSON]["schema"])),
            formats=tuple(content),
        )


def _resolve_reference(found: Member, member: Member) -> Member:
    """Resolve *member* where it is a reference into the document *found*; else return it as it is."""
    if "$ref" not in member:
        return member
    for name in member["$ref"].split("/")[1:]:
        found = found[name]
    return found


def _describe_parameter(found: Member, parameter: Member) -> ParameterView:
    """Describe *parameter* as the page shows it."""
    schemas = list(_iter_plain_schemas(found, parameter["schema"]))
    values = [value for schema in schemas for value in schema.get("enum", ()) if value and "://" not in value]
    first = schemas[0]
    pattern = "" if len(first.get("pattern", "")) > LONGEST_PATTERN else first.get("pattern")
    told = first.get("format") or pattern or first.get("description") or first["type"]
    return ParameterView(
        name=parameter["name"],
        description=parameter["description"],
        values=tuple(values[:MOST_VALUES]),
        more=max(0, len(values) - MOST_VALUES),
        kind=told,
        needed=bool(parameter.get("required")),
    )


def _iter_plain_schemas(found: Member, schema: Member) -> Iterator[Member]:
    """Yield the plain schemas that *schema* is composed of."""
    schema = _resolve_reference(found, schema)
    together = [*schema.get("allOf", ()), *schema.get("anyOf", ())]
    for part in together:
        yield from _iter_plain_schemas(found, part)
    if not together:
        yield schema


def _build_example_url(path: str, parameters: list[Member]) -> str:
    """Build a URL at *path* that works: with values for what is required and for the first parameter."""
    given: dict[str, str] = {}
    for place, it in enumerate(parameters):
        values = [it["example"]] if "example" in it else list(it.get("examples", ()))
        if values and (it.get("required") or place == 0) and it["name"] not in ("lang", "version"):
            given[it["name"]] = values[0]
    return f"{request.script_root}{BASE_PATH}{path}{'?' if given else ''}{urlencode(given)}"


def _iter_columns(found: Member, schema: Member) -> Iterator[tuple[str, str, str]]:
    """Yield the columns of an answer: name, title and type of each; none where there are no rows."""
    schema = next(_iter_plain_schemas(found, schema))
    rows = schema["properties"].get("rows")
    for name, it in (rows["items"]["properties"] if rows else {}).items():
        yield name, it["title"], it.get("format", it["type"])
