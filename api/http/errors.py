"""Errors as answers: one table from error to status, problem+json for programs (RFC 9457), a page for people."""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import abort, g, jsonify, make_response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from api.http.error_page import render_error_page
from api.http.language import get_translator
from api.http.language import gettext as _
from api.http.negotiation import prefers_page, read_media_ranges
from api.http.response import name_language
from graph import errors
from graph.engine import QueryBounds
from ontology.base import BASE

if TYPE_CHECKING:
    from flask import Flask, Response

STATUS: dict[type[errors.QueryError], HTTPStatus] = {
    errors.QuerySyntaxError: HTTPStatus.BAD_REQUEST,
    errors.QueryRefused: HTTPStatus.BAD_REQUEST,
    errors.QueryTimeout: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.QueryTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.QueryCrashed: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.QueryCancelled: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.UnknownQuestion: HTTPStatus.NOT_FOUND,
    errors.UnknownEdition: HTTPStatus.NOT_FOUND,
    errors.UnknownVersion: HTTPStatus.NOT_FOUND,
    errors.BrokenQuestion: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.BadParameter: HTTPStatus.BAD_REQUEST,
}
#: Where the problems of queries are described; the name of each is a place on that page.
PROBLEMS_URL = f"{BASE}sparql#"
PROBLEM_JSON = "application/problem+json"
#: Seconds after which one may try again: by then a query that was under way has ended.
RETRY_SECONDS = 10
#: What a server calls HTTP/1.0.
OLD_PROTOCOLS = ("HTTP/1.0", "HTTP/1")
#: As many characters of a query as an answer repeats; a longer one is refused for its length, so it is in nobody's way.
LONGEST_QUERY = QueryBounds().length


def list_problem_titles() -> dict[type[errors.QueryError], str]:
    """List the title of each problem that a query can have, in the language of this request."""
    return {
        errors.QuerySyntaxError: _("The query is not SPARQL 1.1"),
        errors.QueryRefused: _("The query asks for what this endpoint never does"),
        errors.QueryTimeout: _("The query takes longer than the limit, or no worker is free"),
        errors.QueryTooLarge: _("The query, its answer, or the memory for it, is larger than the limit"),
        errors.QueryCrashed: _("The worker was ended while it answered"),
        errors.QueryCancelled: _("The answer was not waited for, or took too long in all"),
    }


def to_problem_name(problem: type[errors.QueryError]) -> str:
    """Convert the class *problem* to its name in URLs.

    >>> to_problem_name(errors.QueryTooLarge)
    'query-too-large'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", problem.__name__).lower()


def wants_page() -> bool:
    """Say whether the client accepts HTML, and wants nothing else more."""
    return prefers_page(read_media_ranges())


def make_error_response(status: int, detail: str, parameter: str = "", **members: str) -> Response:
    """Make the response for *status* with *detail*: a page, or problem+json with the extra *members*.

    The page leads to itself without the *parameter* whose value is wrong.
    """
    if wants_page() and not request.path.startswith("/api/"):
        response = make_response(render_error_page(status, detail, parameter, _read_query()))
    else:
        response = _make_problem_response(status, detail, members)
    response.status_code = status
    response.headers["Vary"] = "Accept"
    name_language(response)
    response.headers["Cache-Control"] = "no-cache"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _make_problem_response(status: int, detail: str, members: dict[str, str]) -> Response:
    """Make the problem+json of an error; it repeats the query of the request, where there is one."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": quote(request.path),
        **members,
    }
    response = jsonify(body | ({"query": _read_query()} if _read_query() else {}))
    response.content_type = PROBLEM_JSON
    return response


def _read_query() -> str:
    """Read the query of this request, to repeat it; empty if there is none or it is too long."""
    query = str(g.get("query", ""))
    return query if len(query) <= LONGEST_QUERY else ""


def answer_http_error(error: HTTPException) -> Response:
    """Answer an error of HTTP itself; a 405 keeps the methods that are allowed."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    own = error.description != type(error).description
    methods = sorted(error.valid_methods or []) if isinstance(error, MethodNotAllowed) else []
    detail = str(error.description) if own else _describe_status(status, ", ".join(methods))
    response = make_error_response(status, detail)
    if methods:
        response.headers["Allow"] = ", ".join(methods)
    return response


def _describe_status(status: int, methods: str) -> str:
    """Describe *status* where nothing more is known; *methods* are those that are allowed."""
    details = {
        HTTPStatus.NOT_FOUND: _("There is nothing at this address. /api/v1/openapi.json says what there is.")
        if request.path.startswith("/api/")
        else _("There is nothing at this address. Look in the menu for what there is."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This address takes only these methods: %(methods)s.") % {"methods": methods},
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("What was sent is larger than %(limit)s bytes. Send less.")
        % {"limit": request.max_content_length},
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong here, and not through you. Try again later."),
    }
    return details.get(HTTPStatus(status), _("The request cannot be read. Look at its address and its headers."))


def describe_error(error: errors.SamendoenError) -> str:
    """Describe *error* in the language of this request."""
    return error.describe(get_translator())


def answer_query_error(status: int, error: errors.QueryError) -> Response:
    """Answer an error of a query or a question, and say which limit was exceeded."""
    members = {}
    title = list_problem_titles().get(type(error))
    if title:
        members = {"type": PROBLEMS_URL + to_problem_name(type(error)), "title": title}
    if error.limit:
        members["limit"] = error.limit
    parameter = error.parameter if isinstance(error, errors.BadParameter) else ""
    return make_error_response(status, describe_error(error), parameter, **members)


def _refuse_unreadable() -> None:
    """Refuse a request whose query string is not UTF-8, or that has no valid host.

    Only in HTTP/1.0 the host may be left out (RFC 9112, 3.2), as those that look whether a server is alive do.
    """
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        request.query_string = b""  # or the answer, which looks in it for a language, would fail as well
        abort(400)
    if not request.environ.get("HTTP_HOST") and request.environ.get("SERVER_PROTOCOL") in OLD_PROTOCOLS:
        request.environ.pop("HTTP_HOST", None)
        request.__dict__.pop("host", None)  # it is kept there once it was read; now that of the server itself is it
    if not request.host:
        abort(400)


def register(app: Flask) -> None:
    """Register the error handlers on *app*."""
    app.before_request_funcs.setdefault(None, []).insert(0, _refuse_unreadable)  # before any that looks at the URL
    app.register_error_handler(HTTPException, answer_http_error)
    for kind, status in STATUS.items():
        app.register_error_handler(kind, partial(answer_query_error, status))
