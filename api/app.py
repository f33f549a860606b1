"""The app: a factory that puts the pages, the data and the endpoints together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, request

from api import cors, errors, health, language, settings
from api.data import get_dataset as served
from api.data import is_current_version, release_dataset
from api.front import ResponseCache
from api.pages import details, documents, gaps, home, legislation, matrix, network, question, search, things, view
from api.policy import build_policy
from api.rest import conduct, documentation, questions
from api.rest import search as search_data
from api.serving import Served
from api.sparql import endpoint, graphs
from queries.question import LANGUAGES

if TYPE_CHECKING:
    from flask import Response

BLUEPRINTS = (
    home,
    question,
    search,
    details,
    legislation,
    gaps,
    matrix,
    documents,
    things,
    questions,
    documentation,
    search_data,
    endpoint,
    graphs,
    network,
    health,
)
MEGABYTE = 1_000_000


def create_app(serving: Served | None = None) -> Flask:
    """Build the app over what *serving* serves, or over the data folder that the settings name.

    In the latter case another version is taken into use as soon as it is made current.

    :raises ArchiveError: when there is no version to serve.
    """
    if serving is None:
        serving = Served.open(settings.read_settings())
        serving.watch()
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's own provider has it
    app.config.update(MAX_CONTENT_LENGTH=MEGABYTE, MAX_FORM_MEMORY_SIZE=MEGABYTE)
    app.extensions["samendoen"] = serving
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the extension
        language.gettext, language.ngettext, newstyle=True
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for module in BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    errors.register(app)
    cors.register(app)
    conduct.register(app)
    app.context_processor(_build_template_context)
    app.wsgi_app = ResponseCache(app.wsgi_app, serving)  # type: ignore[method-assign]  # as Flask's documentation has it
    app.after_request(_add_common_headers)
    app.teardown_appcontext(release_dataset)
    return app


def _build_template_context() -> dict[str, object]:
    """Build what every template can use: the language, the version, and functions."""
    data = served()
    return {
        "lang": language.get_language(),
        "languages": LANGUAGES,
        "here": view.build_changed_url,
        "cleared": view.build_cleared_url,
        "concept": view.find_concept_label,
        "dated": view.format_day,
        "page_of": data.page,
        "identity_of": data.identity,
        "version": data.version,
        "is_current": is_current_version(),
    }


def _add_common_headers(response: Response) -> Response:
    """Remember a language that was asked for, and say what a browser may do with the response."""
    asked = request.args.get("lang")
    if asked in LANGUAGES and response.mimetype == "text/html":
        response.set_cookie(language.LANGUAGE_COOKIE, asked, max_age=31_536_000, samesite="Lax", httponly=True)
    response.headers.setdefault("Content-Security-Policy", build_policy())
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", language.get_language())
        response.headers.setdefault("Vary", "Accept, Cookie")
    return response
