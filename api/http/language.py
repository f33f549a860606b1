"""Dutch and English: which one a visitor reads, and the texts of the pages in it.

The texts in templates are English and double as keys; `translations/nl.po` holds the Dutch. It is compiled when
the app starts, so no compiled file is kept.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import g, request

from queries.questions import LANGUAGES

DEFAULT_LANGUAGE = "nl"
LANGUAGE_COOKIE = "lang"
_TRANSLATIONS = Path(__file__).parents[1] / "translations"


@cache
def _load_translations(language: str) -> NullTranslations:
    """Load the translations into *language*; English is what the templates say themselves."""
    path = _TRANSLATIONS / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def get_language() -> str:
    """Get the language of this request: that of the URL, else of the cookie, else Dutch."""
    if "language" not in g:
        asked, remembered = request.args.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")
        g.language = next((lang for lang in (asked, remembered) if lang in LANGUAGES), DEFAULT_LANGUAGE)
    return str(g.language)


def gettext(message: str) -> str:
    """Translate *message* into the language of this request."""
    return _load_translations(get_language()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Translate *one* or *many*, as *number* requires, into the language of this request."""
    return _load_translations(get_language()).ngettext(one, many, number)
