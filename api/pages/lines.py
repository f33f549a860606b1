"""One line of a document: all that rests on it."""

from __future__ import annotations

from flask import Blueprint, abort

from api.components.page import render_page
from api.components.thing import enter_plan, find_thing_iri
from api.http.language import gettext as _
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.terms import make_iri, make_typed_literal, to_json
from ontology.namespaces import PREFIXES

blueprint = Blueprint("lines", __name__)


@blueprint.get("/documents/<plan>/<local_id>/lines/<int:number>")
def show_line(plan: str, local_id: str, number: int) -> str:
    """Show what rests on line *number* of a document, and the line itself where its text is at hand."""
    scope = enter_plan(get_scope(), plan)
    document = find_thing_iri(scope, "Document", local_id)
    line = to_json(make_typed_literal(str(number), f"{PREFIXES['xsd']}integer"))
    bound = {"_document": to_json(make_iri(document)), "_line": line}
    places = scope.ask_panel("line-place", bound)
    if not places:
        abort(404, _("The document has no such line. Choose one from the questions."))
    text = scope.texts.get(places[0].text("sha256"))
    return render_page(
        scope,
        read_url(),
        "lines/show.html",
        number=number,
        document=document,
        place=places[0],
        headings=[row for row in places if row["first"] == number],
        found=scope.ask_panel("resting", bound),
        at_hand=text is not None,
        sentence=text.line(number).strip() if text else "",
    )
