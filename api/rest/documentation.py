"""What there is under `/api/v1`: the OpenAPI document for programs, and the same as a page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request

from api.data import data
from api.language import current
from api.negotiate import PAGE, best, nothing_fits
from api.response import tagged
from api.rest import conduct
from api.rest.conduct import BASE, JSON
from api.rest.openapi import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    Member = dict[str, Any]

blueprint = Blueprint("api", __name__, url_prefix=BASE)
#: The document is JSON; tools also ask for it under the name of its kind.
OPENAPI = "application/vnd.oai.openapi+json"
#: As many values of a choice as the page shows.
SHOWN = 6
#: As many characters as a pattern has that one can read; a longer one is told in words.
LONGEST = 40


@dataclass(frozen=True)
class Asked:
    """A parameter as the page shows it: what it takes, in a few values or a pattern, and whether it is needed."""

    name: str
    description: str
    values: tuple[str, ...]
    more: int
    kind: str
    needed: bool


@dataclass(frozen=True)
class Operation:
    """An address as the page shows it."""

    path: str
    name: str
    summary: str
    description: tuple[str, ...]
    parameters: tuple[Asked, ...]
    example: str
    columns: tuple[tuple[str, str, str], ...]
    formats: tuple[str, ...]

    @property
    def is_question(self) -> bool:
        """Whether it answers one question of the library."""
        return self.path.startswith("/questions/")


@dataclass(frozen=True)
class Document:
    """The bytes of the document, kept with the version."""

    body: bytes
    in_memory: bool = True

    @property
    def size(self) -> int:
        """Give how many bytes it is."""
        return len(self.body)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Give the OpenAPI document (API Design Rules, /core/publish-openapi)."""
    conduct.allow("lang", "version")
    if best([JSON, OPENAPI]) is None:
        nothing_fits([JSON])
    return tagged(Response(_document(), content_type=JSON), by_language=True)


@blueprint.get("")
def index() -> Response:
    """Give what there is: as a page for who reads one, or else as links."""
    conduct.allow("lang", "version")
    wanted = best([JSON, PAGE]) or nothing_fits([JSON, PAGE])
    if wanted == JSON:
        response = Response(json.dumps(_links(), ensure_ascii=False, indent=1) + "\n", content_type=JSON)
        return tagged(response, by_language=True)
    found = json.loads(_document())
    operations = list(_operations(found))
    page = render_template("api.html", document=found, operations=operations, base=f"{request.script_root}{BASE}")
    return tagged(make_response(page), by_language=True)


def _document() -> bytes:
    """Give the document as it is written; it is made once for each language, edition of the questions, and version."""
    key = ("openapi", data().library.edition, current(), request.script_root)
    kept = data().cache.peek(key)
    if not isinstance(kept, Document):
        kept = Document(json.dumps(document(), ensure_ascii=False, separators=(",", ":")).encode())
        data().cache.keep(key, kept)
    return kept.body


def _links() -> Member:
    """Give where everything is."""
    base = f"{request.url_root.rstrip('/')}{BASE}"
    names = ("openapi.json", "questions", "cooperation", "measures", "search", "suggestions")
    links = {name.partition(".")[0]: f"{base}/{name}" for name in names}
    return {"title": "Samendoen", "api_version": conduct.VERSION, "version": data().version.digest, "links": links}


def _operations(found: Member) -> Iterator[Operation]:
    """Give each operation of the document that was *found*, with what it refers to filled in."""
    for path, it in found["paths"].items():
        get = it["get"]
        parameters = [_resolved(found, one) for one in get["parameters"]]
        asked = [one for one in parameters if one["in"] == "query"]
        content = get["responses"]["200"]["content"]
        yield Operation(
            path=path,
            name=get["operationId"],
            summary=get["summary"],
            description=tuple(get["description"].split("\n\n")),
            parameters=tuple(_asked(found, one) for one in asked),
            example=_example(path, asked),
            columns=tuple(_columns(found, content[JSON]["schema"])),
            formats=tuple(content),
        )


def _resolved(found: Member, member: Member) -> Member:
    """Give *member*, or what it refers to in the document that was *found*."""
    if "$ref" not in member:
        return member
    for name in member["$ref"].split("/")[1:]:
        found = found[name]
    return found


def _asked(found: Member, parameter: Member) -> Asked:
    """Give *parameter* as the page shows it."""
    schemas = list(_parts(found, parameter["schema"]))
    values = [value for schema in schemas for value in schema.get("enum", ()) if value and "://" not in value]
    first = schemas[0]
    pattern = "" if len(first.get("pattern", "")) > LONGEST else first.get("pattern")
    told = first.get("format") or pattern or first.get("description") or first["type"]
    return Asked(
        name=parameter["name"],
        description=parameter["description"],
        values=tuple(values[:SHOWN]),
        more=max(0, len(values) - SHOWN),
        kind=told,
        needed=bool(parameter.get("required")),
    )


def _parts(found: Member, schema: Member) -> Iterator[Member]:
    """Give the plain schemas that *schema* is put together from."""
    schema = _resolved(found, schema)
    together = [*schema.get("allOf", ()), *schema.get("anyOf", ())]
    for part in together:
        yield from _parts(found, part)
    if not together:
        yield schema


def _example(path: str, parameters: list[Member]) -> str:
    """Give an address at *path* that can be followed: with a value for what is needed, and for the first parameter."""
    given: dict[str, str] = {}
    for place, it in enumerate(parameters):
        values = [it["example"]] if "example" in it else list(it.get("examples", ()))
        if values and (it.get("required") or place == 0) and it["name"] not in ("lang", "version"):
            given[it["name"]] = values[0]
    return f"{request.script_root}{BASE}{path}{'?' if given else ''}{urlencode(given)}"


def _columns(found: Member, schema: Member) -> Iterator[tuple[str, str, str]]:
    """Give the columns of an answer, each with what it is called and its type; none where there are no rows."""
    schema = next(_parts(found, schema))
    rows = schema["properties"].get("rows")
    for name, it in (rows["items"]["properties"] if rows else {}).items():
        yield name, it["title"], it.get("format", it["type"])
