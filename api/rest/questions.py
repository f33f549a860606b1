"""Answers as data under `/api/v1`: the questions, and the two headline questions as plain resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from api.http.negotiation import add_charset, negotiate_short_name, parse_format
from api.http.response import add_etag, add_file_name
from api.requests.permalink import build_provenance
from api.requests.question import (
    answer_all,
    build_answer_key,
    find_question,
    parse_parameters,
    parse_selection,
    select_requested,
)
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.rest.conduct import BASE_PATH, require_json_accepted, require_known_parameters, respell_parameters
from graph.errors import BadParameter
from queries.answers import bind_by_plan
from queries.exports import MEDIA_TYPES, draft_answer, name_answer

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.exports import Draft
    from queries.questions import Parameter, Question

blueprint = Blueprint("rest_questions", __name__, url_prefix=BASE_PATH)
OFFERED_FORMATS = {name: kind for name, kind in MEDIA_TYPES.items() if name != "table"}
#: The formats that a browser keeps as a file, with the ending of its name.
FILE_EXTENSIONS = {"csv": "csv", "csv-excel": "csv", "xlsx": "xlsx", "docx": "docx"}
#: What a URL of pages says, and none of these: all rows are given at once.
PAGING_NAMES = ("from", "page", "size")
#: What a URL may say to be asking for the measures without owner as such, and not for a part of the measures.
OWNERLESS_NAMES = {"owner", "theme", "on", "plan", "format", "lang", "version"}


@blueprint.get("/questions")
def list_questions() -> Response:
    """List the questions with their parameters and columns, and the broken ones."""
    require_known_parameters(read_url(), "lang", "version")
    require_json_accepted()
    scope = get_scope()
    listed = [_describe_question(question, scope) for question in scope.library.questions.values()]
    body = {
        "version": scope.version.digest,
        "questions": listed,
        "count": len(listed),
        "broken": [{"name": name, "detail": str(error)} for name, error in scope.library.broken.items()],
    }
    return add_etag(jsonify(body), scope.version.digest, by_language=True)


@blueprint.get("/questions/<name>")
def answer_question(name: str) -> Response:
    """Answer the question called *name*."""
    scope, url = get_scope(), respell_parameters(read_url())
    return _make_answer_response(scope, url, find_question(scope, name, url), parse_parameters(url))


@blueprint.get("/cooperation")
def list_cooperation() -> Response:
    """List who cooperates with whom on what; `theme` and `actor` narrow it."""
    scope, url = get_scope(), respell_parameters(read_url())
    return _make_answer_response(scope, url, find_question(scope, "cooperation", url), parse_parameters(url))


@blueprint.get("/measures")
def list_measures() -> Response:
    """List the measures; with only `owner=none`, and a theme at most, those without owner."""
    scope, url = get_scope(), respell_parameters(read_url())
    values, name = {name: value for name, value in parse_parameters(url).items() if value}, "measures"
    filled = {name for name, value in url.parameters.items() if value}
    if values.get("owner") == "none" and filled <= OWNERLESS_NAMES:
        del values["owner"]
        name = "measures-without-owner"
    return _make_answer_response(scope, url, find_question(scope, name, url), values)


def _describe_question(question: Question, scope: Scope) -> dict[str, object]:
    """Describe *question* as an entry of the list."""
    language = scope.language
    return {
        "name": question.name,
        "title": question.title[language],
        "question": question.question[language],
        "description": question.description[language],
        "tags": list(question.tags),
        "parameters": [_describe_parameter(it, language) for it in question.parameters],
        "columns": [column.name for column in question.columns],
        "href": f"{scope.root}{BASE_PATH}/questions/{question.name}",
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


def _make_answer_response(scope: Scope, url: RequestUrl, question: Question, values: dict[str, str]) -> Response:
    """Answer *question* in the format that is wanted."""
    _refuse_unoffered(url)
    short = negotiate_short_name(OFFERED_FORMATS)
    key = ("answer", short, *build_answer_key(scope, question, url, values))
    body = scope.rendering.write(key, lambda: _draft_answer(scope, url, question, values, short))
    response = Response(body, content_type=add_charset(OFFERED_FORMATS[short]))
    if short in FILE_EXTENSIONS:
        add_file_name(response, f"{_name_file(scope, url, question, values)}.{FILE_EXTENSIONS[short]}")
    return add_etag(response, scope.version.digest, by_language=True)


def _name_file(scope: Scope, url: RequestUrl, question: Question, values: dict[str, str]) -> str:
    """Name the file of the answer to *question* with *values*, of which *url* keeps some rows."""
    asked = scope.chosen if question.by_plan else ()
    bound = bind_by_plan(scope.plans, asked, question, values)
    terms = {name: term["value"] for _, its in bound for name, term in its.items()}
    typed = {it.name: values[it.name] for it in question.parameters if it.type == "words" and values.get(it.name)}
    chosen = {**terms, **typed, **parse_selection(url).only}
    plans = [plan.key for plan in asked]
    return name_answer(question, plans, chosen, scope.version.manifest.created[:10], scope.translator)


def _draft_answer(scope: Scope, url: RequestUrl, question: Question, values: dict[str, str], short: str) -> Draft:
    """Answer *question*, and draft the answer in the format called *short*."""
    answer = select_requested(scope, answer_all(scope, question, values), url)
    return draft_answer(scope.engine, answer, short, build_provenance(scope, answer), scope.translator)


def _refuse_unoffered(url: RequestUrl) -> None:
    """Refuse paging parameters and an unknown format (/core/error-handling/invalid-input).

    :raises BadParameter: which says what would be accepted.
    """
    for name in PAGING_NAMES:
        if name in url.parameters:
            raise BadParameter(name, "All rows are given at once, so there is no %(parameter)r here. Leave it out.")
    wish = parse_format(url.parameters.getlist("format"))
    if wish is not None and wish not in OFFERED_FORMATS:
        raise BadParameter(
            "format",
            "There is no format %(wish)r here. Formats: %(known)s.",
            wish=wish[:40],
            known=", ".join(OFFERED_FORMATS),
        )
