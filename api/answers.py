"""Answers as data under `/api/v1`: the questions, and the two headline questions as plain resources."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, jsonify, request

from api.data import data
from api.language import DEFAULT, current
from api.negotiate import choose
from graph.errors import BadParameter
from queries import library
from queries.answer import Answer, ask, refuse_unknown
from queries.written import MEDIA_TYPES, write

blueprint = Blueprint("answers", __name__, url_prefix="/api/v1")
#: What the address may say besides the parameters of a question.
OWN = ("format", "lang")
OFFERED = {name: kind for name, kind in MEDIA_TYPES.items() if name != "table"}


@blueprint.get("/questions")
def questions() -> Response:
    """List the questions with their parameters and columns."""
    language = current()
    listed = [
        {
            "name": question.name,
            "title": question.title[language],
            "question": question.question[language],
            "parameters": [
                {"name": p.name, "label": p.label[language], "type": p.of, "kind": p.type} for p in question.parameters
            ],
            "columns": [column.name for column in question.columns],
            "href": f"{request.base_url}/{question.name}",
        }
        for question in library.questions().values()
    ]
    return tagged(jsonify({"version": data().version.digest, "questions": listed, "count": len(listed)}))


@blueprint.get("/questions/<name>")
def question(name: str) -> Response:
    """Answer the question called *name*."""
    return _written(name, parameters())


@blueprint.get("/cooperation")
def cooperation() -> Response:
    """Tell who cooperates with whom on what; `theme` and `actor` narrow it."""
    return _written("cooperation", parameters())


@blueprint.get("/measures")
def measures() -> Response:
    """List the measures; with `owner=none` those for which the plan names no owner."""
    values = parameters()
    owner = values.pop("owner", None)
    if owner not in (None, "none"):
        raise BadParameter("owner", "The parameter %(parameter)r takes only 'none'. Leave it out for all measures.")
    return _written("measures-without-owner" if owner else "measures", values)


def parameters() -> dict[str, str]:
    """Give the parameters in the address, each once.

    :raises BadParameter: where one is repeated: to take the first silently would answer another question.
    """
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadParameter(
                name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=len(values)
            )
    return {name: value for name, value in request.args.items() if name not in OWN}


def answered(name: str, values: dict[str, str]) -> Answer:
    """Answer the question called *name* in the visitor's language."""
    return ask(data().engine, library.find(name), values, current())


def _written(name: str, values: dict[str, str]) -> Response:
    """Answer the question called *name* in the format that is wanted."""
    media_type = choose(OFFERED)
    short = next(key for key, value in OFFERED.items() if value == media_type)
    body = write(data().engine, answered(name, values), short, data().version.digest)
    charset = "; charset=utf-8" if short in ("csv", "ttl") else ""
    response = Response(body, content_type=f"{media_type}{charset}")
    if short in ("csv", "xlsx"):
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{short}"'
    return tagged(response)


def tagged(response: Response) -> Response:
    """Give *response* an ETag of the data version and its own bytes, and a 304 where the visitor has those."""
    digest = hashlib.sha256(response.get_data()).hexdigest()
    response.set_etag(f"{data().version.digest[:16]}-{digest[:16]}")
    response.headers["Vary"] = "Accept, Cookie"
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


@blueprint.before_request
def _language() -> None:
    """Refuse a language that there is not: a program that asks for it would read another unawares."""
    refuse_unknown(request.args.get("lang", DEFAULT))


@blueprint.after_request
def _version(response: Response) -> Response:
    """Name the version of the API (API Design Rules, /core/version-header)."""
    response.headers["API-Version"] = "1.0.0"
    return response
