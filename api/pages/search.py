"""The page of the search: what was found, best first, with what matched in it."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.language import gettext as _
from api.searching import asked, found, href, number
from queries.search.words import strip_invisible

blueprint = Blueprint("search", __name__)
#: As many results as stand on a page.
SIZE = 20
#: What to try where nothing was typed yet: names that most plans on safety have.
EXAMPLES = {
    "nl": ("jeugd", "politie", "privacy", "wie is lid"),
    "en": ("youth", "police", "privacy", "who is a member"),
}


@blueprint.get("/search")
def page() -> str:
    """Show what the words in `q` find, of the `kind` that is asked for; without words, how to search."""
    given = asked("q", "kind", "page")
    words, kind = given["q"], given["kind"]
    if not words.strip():
        return render_template("search.html", words="", found=None, examples=EXAMPLES)
    answer = found(words, kind)
    hits = answer.of(kind)
    count = max(1, -(-len(hits) // SIZE))
    shown = number("page", 1, 1, count)
    start = (shown - 1) * SIZE
    return render_template(
        "search.html",
        words=strip_invisible(words),
        found=answer,
        kind=kind,
        hits=hits,
        results=answer.shown(hits[start : start + SIZE]),
        start=start,
        number=shown,
        count=count,
        href=href,
        matched=_matched(),
    )


def _matched() -> dict[str, str]:
    """Give how a page says what matched, by what it was."""
    return {
        "other": _("Also called"),
        "misspelt": _("Misspelt in the plan as"),
        "number": _("Number"),
        "translation": _("In the other language"),
    }
