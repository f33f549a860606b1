"""The app: a factory that puts the pages, the data and the endpoints together."""

from __future__ import annotations

import logging
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, g, request

from api import linked_data, lost, pages, preparation, rest, sparql
from api.compiled import CompiledTemplates, find_folder
from api.http import assets, cors, errors, language, own_form
from api.http.dutch import mark_dutch
from api.http.language import LANGUAGE_COOKIE
from api.http.policy import build_policy
from api.http.response import name_language
from api.requests.frame import build_frame
from api.rest import conduct
from api.serving import health
from api.serving.compression import Compression
from api.serving.dataset import release_dataset
from api.serving.response_cache import ResponseCache
from api.serving.served import Served
from api.settings import read_settings
from api.sparql.package import list_installed
from api.style.house import read_house_style
from queries.questions import LANGUAGES
from visualisation import VIS_FILES, find_vis_folder

if TYPE_CHECKING:
    from types import TracebackType

    from flask import Response

    from api.style.house import HouseStyle

    ExcInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]

LOG = logging.getLogger("samendoen.server")
BLUEPRINTS = (
    *pages.BLUEPRINTS,
    *linked_data.BLUEPRINTS,
    *rest.BLUEPRINTS,
    *sparql.BLUEPRINTS,
    health.blueprint,
)
MEGABYTE = 1_000_000
STATIC = Path(__file__).parent / "static"


class _App(Flask):
    """Flask, which tells of the failure of a view as the server does of any other."""

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log *exc_info* in our own log, under the name that the request has there, and not beside it."""
        about = {"request": request.environ.get("samendoen.request"), "path": request.path}
        LOG.error("The request failed.", exc_info=exc_info, extra={"about": about})


def create_app(serving: Served | None = None) -> Flask:
    """Build the app over what *serving* serves, or over the data folder that the settings name.

    In the latter case another version is taken into use as soon as it is made current.

    :raises ArchiveError: when there is no version to serve.
    """
    if serving is None:
        serving = Served.open(read_settings())
        serving.watch()
        serving.now.rendering.renderers.warm_up()
        return read_templates(_assemble(serving))
    return _assemble(serving)


def read_templates(app: Flask) -> Flask:
    """Read every template of *app* now, so that nobody who is the first to see a page waits for it; return the app."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    return app


def _assemble(serving: Served) -> Flask:
    """Put the app together over what *serving* serves."""
    app = _App(__name__, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's own provider has it
    app.config.update(MAX_CONTENT_LENGTH=MEGABYTE, MAX_FORM_MEMORY_SIZE=MEGABYTE)
    app.config["SAMENDOEN_PUBLIC"] = serving.settings.public
    app.config["SAMENDOEN_CONTACT"] = serving.settings.contact
    app.config["SAMENDOEN_HOUSE_STYLE"] = _read_house_style(serving)
    app.extensions["samendoen"] = serving
    app.jinja_env.finalize = mark_dutch
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = CompiledTemplates(app.jinja_env, find_folder())
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    assets.register(app, assets.Assets(_list_assets()))
    language.register(app)
    errors.register(app)
    lost.register(app)
    own_form.register(app)
    cors.register(app, lambda: "data" in serving.settings.public or g.get("dataset", serving.now).is_packaged)
    conduct.register(app)
    app.context_processor(build_frame)
    preparation.register(app, serving)
    answering = ResponseCache(app.wsgi_app, serving)
    app.wsgi_app = Compression(answering, lambda: serving.now.cache)  # type: ignore[method-assign]  # as Flask's documentation has it
    app.after_request(_add_common_headers)
    app.teardown_appcontext(release_dataset)
    return app


def _list_assets() -> dict[str, Path]:
    """List the files of the website by their names: our own, and those that others made, where they are installed."""
    own = {path.relative_to(STATIC).as_posix(): path for path in sorted(STATIC.rglob("*")) if path.is_file()}
    drawing = {f"vis/{name}": find_vis_folder() / name for name in VIS_FILES}
    return own | drawing | {f"yasgui/{name}": path for name, path in list_installed().items()}


def _read_house_style(serving: Served) -> HouseStyle | None:
    """Read the house style that the settings name, if they do."""
    return read_house_style(serving.settings.house_style) if serving.settings.house_style else None


def _add_common_headers(response: Response) -> Response:
    """Remember a language that the URL names, and say what a browser may do with the response."""
    language = request.args.get("lang")
    if language in LANGUAGES and response.mimetype == "text/html":
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True)
    response.headers.setdefault("Content-Security-Policy", build_policy())
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if response.mimetype == "text/html" and response.status_code != HTTPStatus.NOT_MODIFIED:
        response.vary.add("Accept")
        name_language(response)
    return response
