"""The page for what is not there: it says so, and offers what is called most like it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, abort, make_response

from api.components.gone import answer_lost
from api.components.page import render_page
from api.http.errors import wants_page
from api.requests.search import find_owner_label, find_page_path, find_results
from graph.errors import BadParameter

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

#: As many as are offered, and as many characters as are looked for.
MOST_OFFERED, LONGEST = 8, 80


def make_absent_response(scope: Scope, url: RequestUrl, local_id: str, detail: str, word: str) -> Response:
    """Make the response for *local_id*, which there is not: a page with *detail*, and with the nearest names.

    These are of things whose path begins with *word*. Who wants no page is answered 404 with *detail* alone.
    What was there once is answered as what is gone.
    """
    if lost := answer_lost():
        return lost
    if not wants_page():
        abort(HTTPStatus.NOT_FOUND, detail)
    page = render_page(scope, url, "absent.html", detail=detail, nearest=_list_nearest(scope, local_id, word))
    return make_response(page, HTTPStatus.NOT_FOUND)


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
