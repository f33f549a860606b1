"""Errors as answers: one table from error to status, problem+json for programs (RFC 9457), a page for people."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from api.language import gettext as _
from graph import errors

if TYPE_CHECKING:
    from flask import Flask, Response

STATUS: dict[type[errors.QueryError], HTTPStatus] = {
    errors.QuerySyntaxError: HTTPStatus.BAD_REQUEST,
    errors.QueryRefused: HTTPStatus.BAD_REQUEST,
    errors.QueryTimeout: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.QueryTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.QueryCrashed: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.UnknownQuestion: HTTPStatus.NOT_FOUND,
    errors.BadParameter: HTTPStatus.BAD_REQUEST,
}


def wants_page() -> bool:
    """Say whether the one who asks reads HTML rather than anything else that they name."""
    wished = {kind: quality for kind, quality in request.accept_mimetypes if "*" not in kind}
    page = wished.pop("text/html", 0)
    return page > 0 and page >= max(wished.values(), default=0)


def answer(status: int, detail: str) -> Response:
    """Give the error *status* with its *detail*, as a page or as problem+json."""
    title = HTTPStatus(status).phrase
    if wants_page() and not request.path.startswith("/api/"):
        response = _page(status, detail)
    else:
        body = {
            "type": "about:blank",
            "status": status,
            "title": title,
            "detail": detail,
            "instance": request.path,
        }
        response = jsonify(body)
        response.content_type = "application/problem+json"
    response.status_code = status
    return response


def _page(status: int, detail: str) -> Response:
    """Make the page of an error."""
    return make_response(render_template("error.html", status=status, detail=detail))


def _http(error: HTTPException) -> Response:
    """Answer an error of HTTP itself, keeping what it says of the methods that are allowed."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    detail = str(error.description)
    if status == HTTPStatus.NOT_FOUND and detail == NotFound.description:
        detail = _("There is nothing at this address. Look in the menu for what there is.")
    response = answer(status, detail)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def told(error: errors.SamendoenError) -> str:
    """Give what *error* says, in the visitor's language."""
    return _(error.template) % error.values if error.values else _(error.template)


def _asked(status: int, error: errors.QueryError) -> Response:
    """Answer what was wrong with a question."""
    return answer(status, told(error))


def register(app: Flask) -> None:
    """Let *app* answer its errors this way."""
    app.register_error_handler(HTTPException, _http)
    for kind, status in STATUS.items():
        app.register_error_handler(kind, partial(_asked, status))
