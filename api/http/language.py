"""Dutch and English: which one a client reads, and the texts of the pages in it.

Flask-Babel chooses the locale of a request by `get_language`, and puts the texts into templates; they come from our
catalogue, which the commands use too, and not from compiled files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask_babel
from flask import g, request

from api.catalogue import DEFAULT_LANGUAGE, Catalogue, find_locale, load_catalogue
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Request

LANGUAGE_COOKIE = "lang"


class CatalogueDomain(flask_babel.Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Texts from the catalogue, in the language of the request."""

    def get_translations(self) -> Catalogue:
        """Get the texts in the language of this request."""
        return get_translator()


def register(app: Flask) -> None:
    """Have *app* choose a language for each request, and its templates speak it."""
    babel = flask_babel.Babel()
    babel.domain_instance = CatalogueDomain()
    babel.init_app(app, default_locale=DEFAULT_LANGUAGE, locale_selector=lambda: find_locale(get_language()))


def get_language() -> str:
    """Get the language of this request: that of the URL, else of the cookie, else Dutch."""
    if "language" not in g:
        g.language = choose_language(request)
    return str(g.language)


def choose_language(asked: Request) -> str:
    """Choose the language of an answer to *asked*: that of its URL, else of its cookie, else Dutch."""
    wanted, remembered = asked.args.get("lang", ""), asked.cookies.get(LANGUAGE_COOKIE, "")
    return next((lang for lang in (wanted, remembered) if lang in LANGUAGES), DEFAULT_LANGUAGE)


def get_translator() -> Catalogue:
    """Get the texts in the language of this request, to hand on to what has no request."""
    return load_catalogue(get_language())


def gettext(message: str) -> str:
    """Translate *message* into the language of this request."""
    return str(flask_babel.gettext(message))
