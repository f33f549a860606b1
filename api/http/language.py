"""Dutch and English: which one a client reads, and the texts of the pages in it.

Flask-Babel chooses the locale of a request by `get_language`, and puts the texts into templates; they come from our
catalogue, which the commands use too, and not from compiled files.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import flask_babel
from flask import g, request

from api.catalogue import DEFAULT_LANGUAGE, Catalogue, find_locale, load_catalogue
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Request

LANGUAGE_COOKIE = "lang"
#: What an answer in a language was chosen by, besides its URL.
LANGUAGE_HEADERS = ("Accept-Language", "Cookie")
#: As many characters of an Accept-Language header as are read: a browser sends some twenty.
MOST_READ = 1_000
#: A language that is wanted, with its region or script and its weight (RFC 9110, 12.5.4); some write `en_GB`.
_RANGE = re.compile(
    r"(\*|[a-z]{2,8})(?:[-_][a-z0-9]{1,8})*"
    r"(?:\s*;\s*q\s*=\s*(0(?:\.[0-9]*)?|1(?:\.0*)?|\.[0-9]+))?"
)


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
    """Get the language of this request: that of the URL, of the cookie or of the browser, else Dutch."""
    if "language" not in g:
        g.language = choose_language(request)
    return str(g.language)


def choose_language(asked: Request) -> str:
    """Choose the language of an answer to *asked*: that of its URL, else of its cookie, else of its browser."""
    wanted, remembered = asked.args.get("lang", ""), asked.cookies.get(LANGUAGE_COOKIE, "")
    chosen = next((lang for lang in (wanted, remembered) if lang in LANGUAGES), "")
    return chosen or negotiate_language(asked.headers.get("Accept-Language", ""))


def negotiate_language(header: str) -> str:
    """Choose the most wanted of our languages by an Accept-Language *header*; Dutch where it wants neither.

    What is not named is given before what is refused. Whatever of it cannot be read is left out.

    >>> negotiate_language("en-GB,en;q=0.9"), negotiate_language("de,en;q=0.5"), negotiate_language("fr")
    ('en', 'en', 'nl')
    """
    return _select_language(header[:MOST_READ])


@lru_cache(maxsize=500)
def _select_language(header: str) -> str:
    """Select the most wanted of our languages by *header*; cached, for browsers send few different ones."""
    ranges = [_RANGE.fullmatch(part.strip()) for part in header.lower().split(",")]
    wanted = [(it[1], float(it[2] or 1), -place) for place, it in enumerate(ranges) if it]
    return max(LANGUAGES, key=lambda language: _rate_language(language, wanted))


def _rate_language(language: str, wanted: list[tuple[str, float, int]]) -> tuple[float, bool, int]:
    """Rate *language*, or else `*`, by its weight and place in what is *wanted*; one that is refused goes last.

    A language is wanted as much as that of its regions which is wanted most.
    """
    fitting = [(name == language, weight, place) for name, weight, place in wanted if name in {language, "*"}]
    named, weight, place = max(fitting, default=(False, 0.0, 0))
    return (weight or -1.0, named, place) if fitting else (0.0, False, 0)


def get_translator() -> Catalogue:
    """Get the texts in the language of this request, to hand on to what has no request."""
    return load_catalogue(get_language())


def gettext(message: str) -> str:
    """Translate *message* into the language of this request."""
    return str(flask_babel.gettext(message))
