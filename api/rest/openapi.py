"""The OpenAPI document, made of the headers of the questions and of the things that one can choose (OpenAPI 3.0.3)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from api.rest.conduct import API_VERSION, BASE_PATH
from api.rest.network_schemas import build_network_schemas
from api.rest.operations import PROBLEM_RESPONSES
from api.rest.resources import build_paths, build_shared_parameters
from api.rest.schemas import (
    TEXT,
    build_answer_schema,
    build_fixed_schemas,
    build_reference,
    build_set_schemas,
    to_pascal_case,
)
from api.settings import read_settings
from ontology.base import BASE

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from graph.message import Translator

    Member = dict[str, Any]

LICENCE = {
    "name": "EUPL-1.2 (data: CC0-1.0)",
    "url": "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
}
#: What stands for an address of mail where nobody has set one; it is nobody's (RFC 2606).
NO_MAIL = "samendoen@example.org"
PROBLEM_JSON = "application/problem+json"


def build_openapi(scope: Scope, base: str) -> Member:
    """Build the OpenAPI document of the API at *base*, for the data, the questions and the language of *scope*."""
    paths = build_paths(scope)
    return {
        "openapi": "3.0.3",
        "info": _describe_api(scope.translator),
        "servers": [{"url": base}],
        "security": [{}],
        "tags": [{"name": name} for name in dict.fromkeys(tag for it in paths.values() for tag in it["get"]["tags"])],
        "paths": paths,
        "components": {
            "schemas": _build_schemas(scope),
            "parameters": build_shared_parameters(scope),
            "headers": _build_headers(scope.translator),
            "responses": _build_responses(scope.translator),
        },
    }


def _describe_api(translator: Translator) -> Member:
    """Describe the API: what it is, who answers for it, and its licence."""
    _ = translator.gettext
    description = _(
        "The questions of Samendoen as data: who does what in a safety plan, with whom, and on which line that stands. "
        "Each answer says on what its rows rest and what the question cannot see. The data are CC0-1.0. "
        "Only questions are asked, so nothing can be changed and no key is needed."
    )
    return {
        "title": "Samendoen",
        "description": description,
        "version": API_VERSION,
        "contact": _describe_contact(),
        "license": LICENCE,
    }


def _describe_contact() -> Member:
    """Describe whom to contact (API Design Rules, /core/doc-openapi-contact), in any case by mail."""
    contact = read_settings().contact
    url = contact.address if contact.address and not contact.mail else BASE.removesuffix("/")
    return {"name": contact.organisation or "Samendoen", "url": url, "email": contact.mail or NO_MAIL}


def _build_schemas(scope: Scope) -> Member:
    """Build the schemas, by name: the fixed ones, the answers, and the sets that one can choose from."""
    questions = scope.library.questions.values()
    chosen = build_set_schemas(scope, [parameter for it in questions for parameter in it.parameters])
    answers = {f"{to_pascal_case(it.name)}Answer": build_answer_schema(it, scope.translator) for it in questions}
    networks = build_network_schemas(scope.translator)
    return {**build_fixed_schemas(scope.translator), **networks, **answers, **chosen}


def _build_headers(translator: Translator) -> Member:
    """Build the headers of responses, by name."""
    _ = translator.gettext
    headers = {
        "API-Version": (_("The whole version of the API."), API_VERSION),
        "ETag": (_("A tag of the data and the bytes of the answer, for If-None-Match."), '"0123456789abcdef"'),
        "Retry-After": (_("Seconds after which one may try again."), "10"),
    }
    return {
        name: {"description": text, "required": True, "schema": TEXT, "example": example}
        for name, (text, example) in headers.items()
    }


def _build_responses(translator: Translator) -> Member:
    """Build the responses that are the same for every operation, by name."""
    _ = translator.gettext
    version = {"API-Version": build_reference("API-Version", "headers")}
    tagged = {**version, "ETag": build_reference("ETag", "headers")}
    responses: Member = {"NotModified": {"description": _("One has the answer already."), "headers": tagged}}
    for status, name in PROBLEM_RESPONSES.items():
        text, detail = _describe_statuses(translator)[status]
        again = {"Retry-After": build_reference("Retry-After", "headers")} if status == "503" else {}
        example = _build_problem_example(int(status), detail)
        content = {PROBLEM_JSON: {"schema": build_reference("Problem"), "example": example}}
        responses[name] = {"description": text, "headers": {**version, **again}, "content": content}
    return responses


def _build_problem_example(status: int, detail: str) -> Member:
    """Build an example of the problem+json of an error."""
    title = HTTPStatus(status).phrase
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"{BASE_PATH}/questions",
    }


def _describe_statuses(translator: Translator) -> dict[str, tuple[str, str]]:
    """Describe each status: what it means, and an example of the detail that comes with it."""
    _ = translator.gettext
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
