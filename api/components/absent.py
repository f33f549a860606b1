"""What is not there: an error that says so, and for people a page that offers what is called most like it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound

from api.components.page import render_page
from api.requests.search import find_owner_label, find_page_path, find_results
from graph.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

#: As many as are offered, and as many characters as are looked for.
MOST_OFFERED, LONGEST = 8, 80


class Absent(NotFound):
    """There is no such thing; `show` makes the page that says so to people (`api.lost`)."""

    def __init__(self, detail: str, show: Callable[[], str]) -> None:
        """Say in *detail* what is not there."""
        super().__init__(detail)
        self.show = show


def make_absence(scope: Scope, url: RequestUrl, local_id: str, detail: str, word: str) -> Absent:
    """Make the error for *local_id*, which there is not, with *detail*; its page has the nearest names.

    These are of things whose path begins with *word*.
    """
    return Absent(detail, partial(_show, scope, url, local_id, detail, word))


def _show(scope: Scope, url: RequestUrl, local_id: str, detail: str, word: str) -> str:
    """Show that there is no *local_id*, with *detail* and the nearest names."""
    return render_page(scope, url, "absent.html", detail=detail, nearest=_list_nearest(scope, local_id, word))


def _list_nearest(scope: Scope, local_id: str, word: str) -> list[tuple[str, str, str]]:
    """List the name, the path and the plan of each thing that is called most like *local_id*."""
    try:
        hits = find_results(scope, local_id[:LONGEST].replace("-", " ")).hits
    except BadParameter:
        return []
    found = ((hit.entry, find_page_path(scope, hit.entry)) for hit in hits)
    mount = f"{scope.paths.mount}/{word}/"
    pages = [(entry, path) for entry, path in found if path.startswith(mount)][:MOST_OFFERED]
    owner = find_owner_label if scope.has_several else lambda _scope, _entry: ""
    return [(entry.label(scope.language), path, owner(scope, entry)) for entry, path in pages]
