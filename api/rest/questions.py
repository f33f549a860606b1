"""Answers as data under `/api/v1`: the questions, and the two headline questions as plain resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from api.http.language import get_language, get_translator
from api.http.negotiation import add_charset, negotiate_short_name, parse_format
from api.http.response import add_etag
from api.requests.permalink import build_provenance
from api.requests.question import answer_all, read_parameters, select_requested
from api.requests.question import find_question as found
from api.rest.conduct import require_json_accepted, require_known_parameters, respell_parameters
from api.serving.dataset import get_dataset
from graph.errors import BadParameter
from queries.exports import MEDIA_TYPES, write_answer

if TYPE_CHECKING:
    from queries.questions import Parameter, Question

blueprint = Blueprint("rest_questions", __name__, url_prefix="/api/v1")
OFFERED_FORMATS = {name: kind for name, kind in MEDIA_TYPES.items() if name != "table"}
#: The formats that a browser keeps as a file, with the ending of its name.
FILE_EXTENSIONS = {"csv": "csv", "csv-excel": "csv", "xlsx": "xlsx", "docx": "docx"}
#: What an address of pages says, and none of these: all rows are given at once.
PAGING_NAMES = ("page", "size")
#: What an address may say to be asking for the measures without owner as such, and not for a part of the measures.
OWNERLESS_NAMES = {"owner", "theme", "format", "lang", "version"}


@blueprint.get("/questions")
def list_questions() -> Response:
    """List the questions with their parameters and columns, and the broken ones."""
    require_known_parameters("lang", "version")
    require_json_accepted()
    library = get_dataset().library
    listed = [_describe_question(question, get_language()) for question in library.questions.values()]
    body = {
        "version": get_dataset().version.digest,
        "questions": listed,
        "count": len(listed),
        "broken": [{"name": name, "detail": str(error)} for name, error in library.broken.items()],
    }
    return add_etag(jsonify(body), get_dataset().version.digest, by_language=True)


@blueprint.get("/questions/<name>")
def answer_question(name: str) -> Response:
    """Answer the question called *name*."""
    return _make_answer_response(found(name), read_parameters())


@blueprint.get("/cooperation")
def list_cooperation() -> Response:
    """List who cooperates with whom on what; `theme` and `actor` narrow it."""
    return _make_answer_response(found("cooperation"), read_parameters())


@blueprint.get("/measures")
def list_measures() -> Response:
    """List the measures; with only `owner=none`, and a theme at most, those without owner."""
    values = {name: value for name, value in read_parameters().items() if value}
    if values.get("owner") == "none" and {name for name, value in request.args.items() if value} <= OWNERLESS_NAMES:
        del values["owner"]
        return _make_answer_response(found("measures-without-owner"), values)
    return _make_answer_response(found("measures"), values)


def _describe_question(question: Question, language: str) -> dict[str, object]:
    """Describe *question* in *language*."""
    return {
        "name": question.name,
        "title": question.title[language],
        "question": question.question[language],
        "description": question.description[language],
        "tags": list(question.tags),
        "parameters": [_describe_parameter(it, language) for it in question.parameters],
        "columns": [column.name for column in question.columns],
        "href": f"{request.base_url}/{question.name}",
    }


def _describe_parameter(parameter: Parameter, language: str) -> dict[str, object]:
    """Describe *parameter* in *language*; `type` is the class or scheme of its values, or else its kind."""
    return {
        "name": parameter.name,
        "label": parameter.label[language],
        "type": parameter.of or parameter.type,
        "kind": parameter.type,
        "required": parameter.required,
        "default": parameter.default or None,
        "examples": list(parameter.examples or parameter.options),
    }


def _make_answer_response(question: Question, values: dict[str, str]) -> Response:
    """Answer *question* in the format that is wanted."""
    _refuse_unoffered()
    short = negotiate_short_name(OFFERED_FORMATS)
    answer = select_requested(answer_all(question, values))
    body = write_answer(get_dataset().engine, answer, short, build_provenance(answer), get_translator())
    response = Response(body, content_type=add_charset(OFFERED_FORMATS[short]))
    if short in FILE_EXTENSIONS:
        response.headers["Content-Disposition"] = f'attachment; filename="{question.name}.{FILE_EXTENSIONS[short]}"'
    return add_etag(response, get_dataset().version.digest, by_language=True)


def _refuse_unoffered() -> None:
    """Refuse paging parameters and an unknown format (/core/error-handling/invalid-input).

    :raises BadParameter: which says what would be accepted.
    """
    for name in PAGING_NAMES:
        if name in request.args:
            raise BadParameter(name, "All rows are given at once, so there is no %(parameter)r here. Leave it out.")
    wish = parse_format(request.args.getlist("format"))
    if wish is not None and wish not in OFFERED_FORMATS:
        raise BadParameter(
            "format",
            "There is no format %(wish)r here. Formats: %(known)s.",
            wish=wish[:40],
            known=", ".join(OFFERED_FORMATS),
        )


blueprint.before_request(respell_parameters)
