"""What is answered to who asks for what is gone: people read a page, and programs get the problem that they always got.

It has 410 where it is known that there was something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, make_response, render_template, request

from api.components.absent import Absent
from api.components.gone import (
    Asked,
    find_gone_plan,
    find_gone_thing,
    tell_gone_edition,
    tell_gone_version,
)
from api.http.errors import (
    STATUS,
    answer_http_error,
    answer_query_error,
    describe_error,
    make_error_response,
    wants_page,
)
from api.http.language import get_language, get_translator
from api.requests.url import read_url
from api.serving.dataset import get_history
from graph.errors import BadParameter, UnknownEdition, UnknownVersion

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.exceptions import NotFound

    from api.components.gone import Gone


def register(app: Flask) -> None:
    """Register on *app* what is said of what is gone; whatever else is wrong is answered as it was."""
    app.register_error_handler(404, _answer_missing)
    app.register_error_handler(UnknownVersion, _answer_unknown_version)
    app.register_error_handler(UnknownEdition, _answer_unknown_edition)
    app.register_error_handler(BadParameter, _answer_bad_parameter)


def _answer_missing(error: NotFound) -> Response:
    """Answer who asks for what is not there: of a thing that was there once, what it was and where it still is."""
    if request.path.startswith("/api/"):
        return answer_http_error(error)
    gone = find_gone_thing(Asked(read_url(), request.script_root, get_language(), get_translator(), get_history()))
    if gone and not wants_page():
        return make_error_response(gone.status, gone.said[0], **gone.members)
    if gone:
        return _make_page(gone, get_language())
    shown = isinstance(error, Absent) and wants_page()
    return make_response(error.show(), error.code) if shown else answer_http_error(error)  # type: ignore[attr-defined]


def _answer_unknown_version(error: UnknownVersion) -> Response:
    """Answer who asks for a version that is not kept."""
    if request.path.startswith("/api/") or not wants_page():
        return answer_query_error(STATUS[UnknownVersion], error)
    asked = Asked(read_url(), request.script_root, get_language(), get_translator(), get_history())
    return _make_page(tell_gone_version(asked, describe_error(error)), get_language())


def _answer_unknown_edition(error: UnknownEdition) -> Response:
    """Answer who asks for a question as it was once, where that is not kept."""
    if request.path.startswith("/api/") or not wants_page():
        return answer_query_error(STATUS[UnknownEdition], error)
    asked = Asked(read_url(), request.script_root, get_language(), get_translator(), get_history())
    return _make_page(tell_gone_edition(asked), get_language())


def _answer_bad_parameter(error: BadParameter) -> Response:
    """Answer who gives a parameter a value that does not fit; a plan that is gone is gone."""
    if error.parameter == "plan" and wants_page() and not request.path.startswith("/api/"):
        asked = Asked(read_url(), request.script_root, get_language(), get_translator(), get_history())
        if gone := find_gone_plan(asked):
            return _make_page(gone, get_language())
    return answer_query_error(STATUS[BadParameter], error)


def _make_page(gone: Gone, language: str) -> Response:
    """Make the page in *language* that says what is *gone*, and offers what can be followed."""
    page = render_template("gone.html", status=int(gone.status), said=gone.said, offers=gone.offers)
    response = make_response(page, gone.status)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Cookie"
    response.headers["Cache-Control"] = "no-cache"
    return response
