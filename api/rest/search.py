"""The search as data under `/api/v1`: results in the order of the page, and suggestions while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from api.data import data
from api.response import tagged
from api.rest.conduct import BASE, accept_json
from api.searching import asked, found, href, number
from graph.errors import BadParameter

if TYPE_CHECKING:
    from queries.search.found import Result

blueprint = Blueprint("search_data", __name__, url_prefix=BASE)
#: As many results as an answer has, where nothing is said and at most.
USUAL, MOST = 20, 100
#: No search finds as many as this.
FURTHEST = 999_999_999
#: As many suggestions as one sees at a glance.
SUGGESTED = 8


@blueprint.get("/search")
def search() -> Response:
    """Give what the words in `q` find, best first; `partial` says that nothing has all of them."""
    given = asked("q", "kind", "limit", "offset")
    words, kind = given["q"], given["kind"]
    if not words.strip():
        raise BadParameter("q", "The parameter %(parameter)r holds the words to search for. Give one or more.")
    limit, offset = number("limit", USUAL, 1, MOST), number("offset", 0, 0, FURTHEST)
    answer = found(words, kind)
    hits = answer.of(kind)
    body = {
        "query": words,
        "version": data().version.digest,
        "count": len(hits),
        "partial": answer.partial,
        "results": [_result(it) for it in answer.shown(hits[offset : offset + limit])],
    }
    return tagged(jsonify(body), by_language=True)


@blueprint.get("/suggestions")
def suggestions() -> Response:
    """Give what one may be typing: the best of what has every word so far; without words, nothing."""
    answer = found(asked("q")["q"])
    results = answer.shown(() if answer.partial else answer.hits[:SUGGESTED])
    suggested = [_suggestion(it) for it in results]
    body = {"query": answer.query, "version": data().version.digest, "count": len(suggested), "suggestions": suggested}
    return tagged(jsonify(body), by_language=True)


def _result(result: Result) -> dict[str, object]:
    """Give *result* as data; a question has no IRI."""
    return {
        "iri": result.entry.iri or None,
        "id": result.entry.id,
        "kind": result.entry.kind,
        "kind_label": result.kind,
        "label": result.label,
        "matched": result.matched,
        "snippet": result.snippet,
        "href": href(result.entry),
    }


def _suggestion(result: Result) -> dict[str, str]:
    """Give *result* as one chooses it from a list."""
    return {
        "label": result.label,
        "kind": result.entry.kind,
        "kind_label": result.kind,
        "href": href(result.entry),
    }


blueprint.before_request(accept_json)
