"""The start page: what can be asked, and the state of the plan in a few numbers."""

from __future__ import annotations

from flask import Blueprint

from api.components.form import build_fields
from api.components.gap_summary import summarise_gaps
from api.components.page import render_page
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import list_things

blueprint = Blueprint("home", __name__)


#: The questions that the start page leads to, beside the two headline ones.
OFFERED_QUESTIONS = ("escalation-levels", "budget", "open-decisions", "defects", "holds-only-for", "duplicates")


@blueprint.get("/")
def show_home() -> str:
    """Show what can be asked, and the state of the plan in a few numbers."""
    scope, url = get_scope(), read_url()
    totals = {row["class"]: row["count"] for row in scope.ask_panel("totals")}
    kinds = {gap.kind: gap for gap in summarise_gaps(scope)}
    return render_page(
        scope,
        url,
        "home/index.html",
        owner=kinds.pop("owner"),
        gaps=[gap for gap in kinds.values() if gap.total],
        partners=totals.get("Partner", 0),
        measures=totals.get("Measure", 0),
        themes=answer_question(scope, "themes", {}).rows,
        fields=build_fields(scope, scope.library.find("cooperation"), {}),
        documents=[(it.iri, it.label.get(scope.language, it.id)) for it in list_things(scope.engine, "Document")],
        offered=[scope.library.find(name) for name in OFFERED_QUESTIONS],
    )
