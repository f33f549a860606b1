"""Answers as data under `/api/v1`: the questions, and the two headline questions as plain resources."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from api.asking import answered, parameters
from api.data import data
from api.language import DEFAULT, current
from api.negotiate import choose
from api.response import tagged
from graph.errors import BadParameter
from queries import library
from queries.answer import refuse_unknown
from queries.written import MEDIA_TYPES, write

blueprint = Blueprint("answers", __name__, url_prefix="/api/v1")
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
    body = {"version": data().version.digest, "questions": listed, "count": len(listed)}
    return tagged(jsonify(body), by_language=True)


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


def _written(name: str, values: dict[str, str]) -> Response:
    """Answer the question called *name* in the format that is wanted."""
    media_type = choose(OFFERED)
    short = next(key for key, value in OFFERED.items() if value == media_type)
    body = write(data().engine, answered(name, values), short, data().version.digest)
    charset = "; charset=utf-8" if short in ("csv", "ttl") else ""
    response = Response(body, content_type=f"{media_type}{charset}")
    if short in ("csv", "xlsx"):
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{short}"'
    return tagged(response, by_language=True)


@blueprint.before_request
def _language() -> None:
    """Refuse a language that there is not: a program that asks for it would read another unawares."""
    refuse_unknown(request.args.get("lang", DEFAULT))


@blueprint.after_request
def _version(response: Response) -> Response:
    """Name the version of the API (API Design Rules, /core/version-header)."""
    response.headers["API-Version"] = "1.0.0"
    return response
