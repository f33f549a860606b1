"""The page of the search: what was found, best first, with what matched in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.card import build_card
from api.components.page import render_page
from api.requests.scope import get_scope
from api.requests.search import (
    find_owner_label,
    find_page_path,
    find_results,
    parse_search_parameters,
)
from api.requests.url import parse_number, read_url
from queries.answers import has_keywords
from queries.search import strip_invisible

if TYPE_CHECKING:
    from graph.message import Translator

blueprint = Blueprint("search", __name__)
#: As many plans as one is told of that only their titles were searched.
MOST_NAMED = 12
#: As many results as stand on a page.
PAGE_SIZE = 20


@blueprint.get("/search")
def show_search() -> str:
    """Show the answer to what `q` asks, and the results for its words, of the `kind` that is asked for.

    Without words it says how to search.
    """
    scope, url = get_scope(), read_url()
    values = parse_search_parameters(url, "q", "kind", "page")
    words, kind = values["q"], values["kind"]
    if not words.strip():
        return render_page(
            scope, url, "search/index.html", words="", found=None, examples=_list_examples(scope.translator)
        )
    answer = find_results(scope, words, kind)
    hits = answer.list_things_first(kind)
    count = max(1, -(-len(hits) // PAGE_SIZE))
    number = parse_number(url, "page", 1, 1, count)
    start = (number - 1) * PAGE_SIZE
    return render_page(
        scope,
        url,
        "search/index.html",
        words=strip_invisible(words),
        found=answer,
        card=build_card(scope, words) if not kind and number == 1 else None,
        kind=kind,
        hits=hits,
        results=answer.build_results(hits[start : start + PAGE_SIZE]),
        start=start,
        number=number,
        count=count,
        href=partial(find_page_path, scope),
        owner=partial(find_owner_label, scope) if len(scope.plans) > 1 else None,
        matched=_list_match_labels(scope.translator),
        titles_only=[plan for plan in scope.chosen if not has_keywords(plan)]
        if len(scope.chosen) <= MOST_NAMED
        else [],
    )


def _list_examples(translator: Translator) -> tuple[str, ...]:
    """List what to try where nothing was typed yet: names that most plans on safety have."""
    _ = translator.gettext
    return _("youth"), _("police"), _("privacy"), _("who is a member")


def _list_match_labels(translator: Translator) -> dict[str, str]:
    """List the words that say how a result matched, by kind of match."""
    _ = translator.gettext
    return {
        "other": _("Also called"),
        "misspelt": _("Misspelt in the plan as"),
        "number": _("Number"),
        "translation": _("In the other language"),
        "keywords": _("Words in the sentence"),
    }
