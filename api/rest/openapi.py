"""The OpenAPI document, made of the headers of the questions and of the things that one can choose (OpenAPI 3.0.3)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import request

from api import settings
from api.data import data
from api.language import gettext as _
from api.rest import resources, schemas
from api.rest.conduct import BASE, VERSION
from api.rest.operations import FAULTS
from api.rest.schemas import TEXT, reference

if TYPE_CHECKING:
    Member = dict[str, Any]

LICENCE = {
    "name": "EUPL-1.2 (data: CC0-1.0)",
    "url": "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
}
PROBLEM_JSON = "application/problem+json"


def document() -> Member:
    """Give the document over the data and the questions that this request sees, in its language."""
    paths = resources.paths()
    return {
        "openapi": "3.0.3",
        "info": _info(),
        "servers": [{"url": f"{request.script_root}{BASE}"}],
        "security": [{}],
        "tags": [{"name": name} for name in dict.fromkeys(tag for it in paths.values() for tag in it["get"]["tags"])],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "parameters": resources.shared(),
            "headers": _headers(),
            "responses": _responses(),
        },
    }


def _info() -> Member:
    """Give what the API is, who answers for it, and what one may do with it."""
    told = _(
        "The questions of Samendoen as data: who does what in a safety plan, with whom, and on which line that stands. "
        "Each answer says on what its rows rest and what the question cannot see. The data are CC0-1.0. "
        "Only questions are asked, so nothing can be changed and no key is needed."
    )
    return {"title": "Samendoen", "description": told, "version": VERSION, "contact": _contact(), "license": LICENCE}


def _contact() -> Member:
    """Give whom to ask (API Design Rules, /core/doc-openapi-contact)."""
    return {"name": "Samendoen", "url": "https://w3id.org/samendoen", "email": settings.load().contact}


def _schemas() -> Member:
    """Give the schemas, by name: the fixed ones, the answers, and the sets that one can choose from."""
    questions = data().library.questions.values()
    chosen = schemas.chosen(data().engine, [parameter for it in questions for parameter in it.parameters])
    answers = {f"{schemas.pascal(it.name)}Answer": schemas.answer(it) for it in questions}
    return {**schemas.fixed(), **answers, **chosen}


def _headers() -> Member:
    """Give the headers of answers, by name."""
    told = {
        "API-Version": (_("The whole version of the API."), VERSION),
        "ETag": (_("A tag of the data and the bytes of the answer, for If-None-Match."), '"0123456789abcdef"'),
        "Retry-After": (_("Seconds after which one may try again."), "10"),
    }
    return {
        name: {"description": text, "required": True, "schema": TEXT, "example": example}
        for name, (text, example) in told.items()
    }


def _responses() -> Member:
    """Give the answers that are the same for every address, by name."""
    version = {"API-Version": reference("API-Version", "headers")}
    tagged = {**version, "ETag": reference("ETag", "headers")}
    found: Member = {"NotModified": {"description": _("One has the answer already."), "headers": tagged}}
    for status, name in FAULTS.items():
        text, detail = _faults()[status]
        again = {"Retry-After": reference("Retry-After", "headers")} if status == "503" else {}
        example = _problem(int(status), detail)
        content = {PROBLEM_JSON: {"schema": reference("Problem"), "example": example}}
        found[name] = {"description": text, "headers": {**version, **again}, "content": content}
    return found


def _problem(status: int, detail: str) -> Member:
    """Give an example of an error."""
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": f"{BASE}/questions"}


def _faults() -> dict[str, tuple[str, str]]:
    """Give of each status what it means, and an example of what it then says."""
    value = _("%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.")
    formats = _("None of the formats you accept is given here. Formats: %(known)s.")
    crashed = _("Something went wrong here, and not through you. Try again later.")
    return {
        "400": (
            _("A parameter is unknown or repeated, or its value does not fit."),
            value % {"value": "politie", "parameter": "theme", "known": "drugs, jeugd"},
        ),
        "404": (
            _("There is no such address, version or edition."),
            _("There is nothing at this address. /api/v1/openapi.json says what there is."),
        ),
        "406": (_("None of the media types in Accept is given."), formats % {"known": "application/json, text/csv"}),
        "413": (_("The answer is larger than the limit."), _("The answer is larger than the limit.")),
        "500": (_("The fault is ours."), crashed),
        "503": (_("The answer takes longer than the limit, or nobody is free to give it."), crashed),
    }
