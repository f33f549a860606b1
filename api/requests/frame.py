"""What every page has around its own part: the menu, the plans, the languages, the search box, and the data version."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from babel.dates import format_date
from flask import current_app, request, url_for

from api.catalogue import find_locale, load_catalogue
from api.http.language import get_language
from api.requests.chooser import build_chooser
from api.requests.navigation import build_navigation
from api.requests.url import read_url
from api.serving.dataset import get_dataset, is_current_version
from graph.errors import QueryError
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from api.serving.dataset import Dataset

#: Where a choice of plans leads from a page about one plan alone, by its blueprint; else to the start page.
LISTS = {"themes": "themes.list_themes", "measures": "measures.list_measures", "partners": "partners.list_partners"}

#: As many characters of the address as fit at the foot of a sheet.
LONGEST_ADDRESS = 200
#: The pages that have a field for the plan in a form of their own.
CHOOSING_BY_THEMSELVES = {"sparql"}


def build_frame() -> dict[str, object]:
    """Build what the template `base.html` shows of this request; on the page of the search, the words are kept."""
    url, dataset, language = read_url(), _get_dataset(), get_language()
    several = len(dataset.plans) > 1
    return {
        "lang": language,
        "languages": LANGUAGES,
        "url": url,
        "typed": url.parameters.get("q", "") if request.endpoint == "search.show_search" else None,
        "version": dataset.version,
        "is_current": is_current_version(),
        "several": several,
        "house": current_app.config["SAMENDOEN_HOUSE_STYLE"],
        "foot": _describe_foot(dataset.version.digest, language),
        "navigation": build_navigation(current_app.view_functions, load_catalogue(language), several=several),
        "chooser": None
        if request.blueprint in CHOOSING_BY_THEMSELVES
        else build_chooser(dataset.plans, dataset.library, url, language, _find_elsewhere()),
    }


def _describe_foot(digest: str, language: str) -> str:
    """Describe what stands at the foot of each sheet of paper: the address, the day and the data."""
    address = request.url if len(request.url) <= LONGEST_ADDRESS else f"{request.url[:LONGEST_ADDRESS]}…"
    day = format_date(datetime.now(UTC).astimezone().date(), "long", locale=find_locale(language))
    return f"{address} · {day} · {digest[:12]}"


def _get_dataset() -> Dataset:
    """Get the dataset of this request; the current one where a page says what is wrong and names no version there is.

    Such a page may be the first to ask for it: no view was found, or none was asked.
    """
    try:
        return get_dataset()
    except QueryError:
        return get_dataset()  # from now on it is the current one


def _find_elsewhere() -> str:
    """Find the path to which a choice of plans leads from this page; nothing where that is the page itself."""
    if request.endpoint is None or request.method != "GET":
        return url_for("home.show_home")
    if "plan" not in (request.view_args or {}):
        return ""
    return url_for(LISTS.get(request.endpoint.partition(".")[0], "home.show_home"))
