"""Answers as data under `/api/v1`: the questions, and the two headline questions as plain resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from api import negotiate
from api.asking import parameters, part, whole
from api.asking import question as found
from api.data import data
from api.language import current
from api.negotiate import choose, described
from api.permanent import provenance
from api.response import tagged
from api.rest import conduct
from graph.errors import BadParameter
from queries.formats.written import MEDIA_TYPES, write_answer

if TYPE_CHECKING:
    from queries.question import Parameter, Question

blueprint = Blueprint("answers", __name__, url_prefix="/api/v1")
OFFERED = {name: kind for name, kind in MEDIA_TYPES.items() if name != "table"}
#: The formats that a browser keeps as a file, with the ending of its name.
FILES = {"csv": "csv", "csv-excel": "csv", "xlsx": "xlsx", "docx": "docx"}
#: What an address of pages says, and none of these: all rows are given at once.
PAGED = ("page", "size")
#: What an address may say to be asking for the measures without owner as such, and not for a part of the measures.
BARE = {"owner", "theme", "format", "lang", "version"}


@blueprint.get("/questions")
def questions() -> Response:
    """List the questions with their parameters and columns, and those that cannot be asked."""
    conduct.allow("lang", "version")
    conduct.accept_json()
    library = data().library
    listed = [_told(question, current()) for question in library.questions.values()]
    body = {
        "version": data().version.digest,
        "questions": listed,
        "count": len(listed),
        "broken": [{"name": name, "detail": str(error)} for name, error in library.broken.items()],
    }
    return tagged(jsonify(body), by_language=True)


@blueprint.get("/questions/<name>")
def question(name: str) -> Response:
    """Answer the question called *name*."""
    return _written(found(name), parameters())


@blueprint.get("/cooperation")
def cooperation() -> Response:
    """Tell who cooperates with whom on what; `theme` and `actor` narrow it."""
    return _written(found("cooperation"), parameters())


@blueprint.get("/measures")
def measures() -> Response:
    """List the measures; with `owner=none` and at most a theme, as the question of the measures without owner does."""
    values = {name: value for name, value in parameters().items() if value}
    if values.get("owner") == "none" and {name for name, value in request.args.items() if value} <= BARE:
        del values["owner"]
        return _written(found("measures-without-owner"), values)
    return _written(found("measures"), values)


def _told(question: Question, language: str) -> dict[str, object]:
    """Describe *question* in *language*."""
    return {
        "name": question.name,
        "title": question.title[language],
        "question": question.question[language],
        "description": question.description[language],
        "tags": list(question.tags),
        "parameters": [_parameter(it, language) for it in question.parameters],
        "columns": [column.name for column in question.columns],
        "href": f"{request.base_url}/{question.name}",
    }


def _parameter(parameter: Parameter, language: str) -> dict[str, object]:
    """Describe *parameter* in *language*; `type` says of which class or scheme a value is, or else its kind."""
    return {
        "name": parameter.name,
        "label": parameter.label[language],
        "type": parameter.of or parameter.type,
        "kind": parameter.type,
        "required": parameter.required,
        "default": parameter.default or None,
        "examples": list(parameter.examples or parameter.options),
    }


def _written(question: Question, values: dict[str, str]) -> Response:
    """Answer *question* in the format that is wanted."""
    _refuse()
    short = choose(OFFERED)
    answer = part(whole(question, values))
    body = write_answer(data().engine, answer, short, provenance(answer))
    response = Response(body, content_type=described(OFFERED[short]))
    if short in FILES:
        response.headers["Content-Disposition"] = f'attachment; filename="{question.name}.{FILES[short]}"'
    return tagged(response, by_language=True)


def _refuse() -> None:
    """Refuse a page of the rows, and a format that there is not (API Design Rules, /core/error-handling/invalid-input).

    :raises BadParameter: which says what would be accepted.
    """
    for name in PAGED:
        if name in request.args:
            raise BadParameter(name, "All rows are given at once, so there is no %(parameter)r here. Leave it out.")
    wish = negotiate.asked(request.args.getlist("format"))
    if wish is not None and wish not in OFFERED:
        raise BadParameter(
            "format",
            "There is no format %(wish)r here. Formats: %(known)s.",
            wish=wish[:40],
            known=", ".join(OFFERED),
        )


blueprint.before_request(conduct.spell)
