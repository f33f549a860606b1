"""The page of the search: what was found, best first, with what matched in it."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.http.language import gettext as _
from api.requests.search import find_page_path, find_results, read_number, read_search_parameters
from queries.search import strip_invisible

blueprint = Blueprint("search", __name__)
#: As many results as stand on a page.
PAGE_SIZE = 20


@blueprint.get("/search")
def show_search() -> str:
    """Show the results for the words in `q`, of the `kind` that is asked for; without words, how to search."""
    given = read_search_parameters("q", "kind", "page")
    words, kind = given["q"], given["kind"]
    if not words.strip():
        return render_template("search/index.html", words="", found=None, examples=_list_examples())
    answer = find_results(words, kind)
    hits = answer.of(kind)
    count = max(1, -(-len(hits) // PAGE_SIZE))
    shown = read_number("page", 1, 1, count)
    start = (shown - 1) * PAGE_SIZE
    return render_template(
        "search/index.html",
        words=strip_invisible(words),
        found=answer,
        kind=kind,
        hits=hits,
        results=answer.shown(hits[start : start + PAGE_SIZE]),
        start=start,
        number=shown,
        count=count,
        href=find_page_path,
        matched=_list_match_labels(),
    )


def _list_examples() -> tuple[str, ...]:
    """List what to try where nothing was typed yet: names that most plans on safety have."""
    return _("youth"), _("police"), _("privacy"), _("who is a member")


def _list_match_labels() -> dict[str, str]:
    """List the words that say how a result matched, by kind of match."""
    return {
        "other": _("Also called"),
        "misspelt": _("Misspelt in the plan as"),
        "number": _("Number"),
        "translation": _("In the other language"),
    }
