"""The search as data under `/api/v1`: results in the order of the page, and suggestions while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from api.http.response import add_etag
from api.requests.scope import get_scope
from api.requests.search import (
    find_owner_label,
    find_page_path,
    find_results,
    parse_search_parameters,
)
from api.requests.url import parse_number, read_url
from api.rest.conduct import BASE_PATH, require_json_accepted
from graph.errors import BadParameter
from queries.search import to_phrase

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from queries.search import Hit, Result, SearchResults

blueprint = Blueprint("rest_search", __name__, url_prefix=BASE_PATH)
#: As many results as an answer has, where nothing is said and at most.
USUAL, MOST = 20, 100
#: No search finds as many as this.
FURTHEST = 999_999_999
#: As many suggestions as one sees at a glance, and as many of one name, each of another plan.
SUGGESTED, OF_ONE_NAME = 8, 3
#: As many hits as are looked at for suggestions, so that typing stays quick where many plans have the same names.
LOOKED_AT = 1_000


@blueprint.get("/search")
def list_results() -> Response:
    """List the results for the words in `q`, best first; `partial` says that nothing has all of them."""
    scope, url = get_scope(), read_url()
    values = parse_search_parameters(url, "q", "kind", "limit", "offset")
    words, kind = values["q"], values["kind"]
    if not words.strip():
        raise BadParameter("q", "The parameter %(parameter)r holds the words to search for. Give one or more.")
    limit, offset = parse_number(url, "limit", USUAL, 1, MOST), parse_number(url, "offset", 0, 0, FURTHEST)
    answer = find_results(scope, words, kind)
    hits = answer.list_things_first(kind)
    body = {
        "query": words,
        "version": scope.version.digest,
        "count": len(hits),
        "partial": answer.partial,
        "results": [_describe_result(scope, it) for it in answer.build_results(hits[offset : offset + limit])],
    }
    return add_etag(jsonify(body), scope.version.digest, by_language=True)


@blueprint.get("/suggestions")
def list_suggestions() -> Response:
    """List what the client may be typing: the best that has every word so far; nothing without words."""
    scope = get_scope()
    answer = find_results(scope, parse_search_parameters(read_url(), "q")["q"])
    suggested = [] if answer.partial else _list_suggestions(scope, answer)
    body = {
        "query": answer.query,
        "version": scope.version.digest,
        "count": len(suggested),
        "suggestions": suggested,
    }
    return add_etag(jsonify(body), scope.version.digest, by_language=True)


def _describe_result(scope: Scope, result: Result) -> dict[str, object]:
    """Describe *result* as JSON; a question has no IRI."""
    return {
        "iri": result.entry.iri or None,
        "id": result.entry.id,
        "kind": result.entry.kind,
        "kind_label": result.kind,
        "label": result.label,
        "matched": result.matched,
        "snippet": result.snippet,
        **_describe_owner(scope, result),
        "href": find_page_path(scope, result.entry),
    }


def _describe_owner(scope: Scope, result: Result) -> dict[str, object]:
    """Describe of which plan *result* is; nothing of what belongs to no plan."""
    return {"plan": result.entry.plan or None, "plan_label": find_owner_label(scope, result.entry) or None}


def _list_suggestions(scope: Scope, answer: SearchResults) -> list[dict[str, object]]:
    """List the suggestions for *answer*: one for each hit, or one for all of a name that many plans have."""
    named: dict[tuple[str, str], list[Hit]] = {}
    for hit in answer.list_things_first("")[:LOOKED_AT]:
        named.setdefault((to_phrase(hit.entry.label(scope.language)), hit.entry.kind), []).append(hit)
    found: list[dict[str, object]] = []
    for same in list(named.values())[:SUGGESTED]:
        describe = _suggest_name if len(same) > OF_ONE_NAME else _describe_suggestion
        shown = same[:1] if len(same) > OF_ONE_NAME else same
        found += [describe(scope, it) for it in answer.build_results(shown)]
    return found[:SUGGESTED]


def _suggest_name(scope: Scope, result: Result) -> dict[str, object]:
    """Suggest to search for the name of *result*, which several plans have."""
    _ = scope.translator.gettext
    search = scope.url_for("search.show_search", q=result.label, kind=result.entry.kind)
    return {**_describe_suggestion(scope, result), "plan": None, "plan_label": _("in several plans"), "href": search}


def _describe_suggestion(scope: Scope, result: Result) -> dict[str, object]:
    """Describe *result* as an entry of a list of suggestions."""
    return {
        "label": result.label,
        "kind": result.entry.kind,
        "kind_label": result.kind,
        **_describe_owner(scope, result),
        "href": find_page_path(scope, result.entry),
    }


blueprint.before_request(require_json_accepted)
