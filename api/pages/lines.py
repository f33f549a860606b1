"""One line of a document: all that rests on it."""

from __future__ import annotations

from flask import Blueprint, abort

from api.components.page import render_page
from api.http.language import gettext as _
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.terms import make_typed_literal, to_json
from ontology.namespaces import PREFIXES

blueprint = Blueprint("lines", __name__)


@blueprint.get("/lines/<int:number>")
def show_line(number: int) -> str:
    """Show what rests on line *number* of a document, and the line itself where its text is at hand."""
    scope = get_scope()
    bound = {"_line": to_json(make_typed_literal(str(number), f"{PREFIXES['xsd']}integer"))}
    places = scope.ask_panel("line-place", bound)
    if not places:
        abort(404, _("The document has no such line. Choose one from the questions."))
    documents = {row.text("sha256"): row for row in reversed(places)}
    texts = [text for digest in documents if (text := scope.texts.get(digest))]
    return render_page(
        scope,
        read_url(),
        "lines/show.html",
        number=number,
        places=list(documents.values()),
        headings=[row for row in places if row["first"] == number],
        found=scope.ask_panel("resting", bound),
        at_hand=bool(texts),
        sentences=[sentence for text in texts if (sentence := text.line(number).strip())],
    )
