"""The catalogue: every text of ours in Dutch, found by what it is in English.

The English sentences in code and templates double as keys; `translations/nl.po` holds the Dutch. It is compiled when it
is first needed, so no compiled file is kept. Pages, the API and the commands all take their texts from here.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What is spoken where nobody says otherwise.
DEFAULT_LANGUAGE = "nl"
#: The variables that say which language a terminal speaks, the first that is set going before the others (POSIX).
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
#: The locale in which days and numbers are written, where it is not that of the language itself.
_LOCALES = {"en": "en_GB"}
_FOLDER = Path(__file__).parent / "translations"


class Catalogue(Translations):
    """The texts of one language; English is what the texts say themselves."""

    def __init__(self, language: str) -> None:
        """Load the translations into *language*, where there are any."""
        self.language = language
        super().__init__(_compile_translations(_FOLDER / f"{language}.po", language))

    def pgettext(self, context: str, message: str) -> str:
        """Translate *message* as it is said in *context*.

        >>> load_catalogue("nl").pgettext("what was chosen", "all"), load_catalogue("nl").gettext("all")
        ('alles', 'alle')
        """
        return str(super().pgettext(context, message))


def _compile_translations(path: Path, language: str) -> BytesIO | None:
    """Compile the translations into *language* at *path*; None where there is no such file."""
    if not path.exists():
        return None
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return compiled


@cache
def load_catalogue(language: str) -> Catalogue:
    """Load the texts of *language*, once.

    >>> load_catalogue("nl").gettext("No difference.")
    'Geen verschil.'
    """
    return Catalogue(language)


def load_catalogues() -> dict[str, Catalogue]:
    """Load the texts of every language, by its tag.

    >>> sorted(load_catalogues())
    ['en', 'nl']
    """
    return {language: load_catalogue(language) for language in LANGUAGES}


def find_locale(language: str) -> str:
    """Find the locale in which days and numbers are written in a text of *language*.

    >>> find_locale("nl"), find_locale("en")
    ('nl', 'en_GB')
    """
    return _LOCALES.get(language, language)


def find_terminal_language(environ: Mapping[str, str]) -> str:
    """Find the language that the terminal with the variables *environ* speaks, or else Dutch.

    >>> find_terminal_language({"LANG": "en_GB.UTF-8"}), find_terminal_language({"LANG": "C.UTF-8"})
    ('en', 'nl')
    >>> find_terminal_language({"LC_ALL": "nl_NL.UTF-8", "LANG": "en_GB.UTF-8"})
    'nl'
    """
    locale = next((environ[name] for name in LOCALE_VARIABLES if environ.get(name)), "")
    language = locale.replace("-", "_").partition(".")[0].partition("_")[0].lower()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE
