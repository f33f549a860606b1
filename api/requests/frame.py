"""What every page has around its own part: the menu, the languages, the search box, and the version of the data."""

from __future__ import annotations

from flask import request

from api.http.language import get_language
from api.requests.url import read_url
from api.serving.dataset import get_dataset, is_current_version
from queries.questions import LANGUAGES


def build_frame() -> dict[str, object]:
    """Build what the template `base.html` shows of this request; on the page of the search, the words are kept."""
    url = read_url()
    return {
        "lang": get_language(),
        "languages": LANGUAGES,
        "url": url,
        "typed": url.parameters.get("q", "") if request.endpoint == "search.show_search" else None,
        "version": get_dataset().version,
        "is_current": is_current_version(),
        "has_several_plans": len(get_dataset().plans) > 1,
    }
