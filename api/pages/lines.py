"""One line of a document: all that rests on it."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from api.http.language import get_language
from api.http.language import gettext as _
from api.serving.dataset import get_dataset
from graph.terms import make_typed_literal, to_json
from ontology.namespaces import PREFIXES
from queries.answers import ask_rows
from queries.questions import load_panel

blueprint = Blueprint("lines", __name__)


@blueprint.get("/lines/<int:number>")
def show_line(number: int) -> str:
    """Show what rests on line *number* of a document, and the line itself where its text is at hand."""
    bound = {"_line": to_json(make_typed_literal(str(number), f"{PREFIXES['xsd']}integer"))}
    places = ask_rows(get_dataset().engine, load_panel("line-place"), bound, get_language())
    if not places:
        abort(404, _("The document has no such line. Choose one from the questions."))
    documents = {str(row["sha256"]): row for row in reversed(places)}
    texts = [text for digest in documents if (text := get_dataset().texts.get(digest))]
    return render_template(
        "lines/show.html",
        number=number,
        places=list(documents.values()),
        headings=[row for row in places if row["first"] == number],
        found=ask_rows(get_dataset().engine, load_panel("resting"), bound, get_language()),
        at_hand=bool(texts),
        sentences=[sentence for text in texts if (sentence := text.line(number).strip())],
    )
