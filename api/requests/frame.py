"""What every page has around its own part: the menu, the plans, the languages, the search box, and the data version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from api.http.language import get_language
from api.requests.chooser import build_chooser
from api.requests.url import read_url
from api.serving.dataset import get_dataset, is_current_version
from graph.errors import QueryError
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from api.serving.dataset import Dataset

#: Where a choice of plans leads from a page about one plan alone, by its blueprint; else to the start page.
LISTS = {"themes": "themes.list_themes", "measures": "measures.list_measures", "partners": "partners.list_partners"}

#: The pages that have a field for the plan in a form of their own.
CHOOSING_BY_THEMSELVES = {"sparql"}


def build_frame() -> dict[str, object]:
    """Build what the template `base.html` shows of this request; on the page of the search, the words are kept."""
    url, dataset = read_url(), _get_dataset()
    return {
        "lang": get_language(),
        "languages": LANGUAGES,
        "url": url,
        "typed": url.parameters.get("q", "") if request.endpoint == "search.show_search" else None,
        "version": dataset.version,
        "is_current": is_current_version(),
        "several": len(dataset.plans) > 1,
        "chooser": None
        if request.blueprint in CHOOSING_BY_THEMSELVES
        else build_chooser(dataset.plans, dataset.library, url, get_language(), _find_elsewhere()),
    }


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
