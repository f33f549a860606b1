"""The start page: what can be asked, and the state of the plan in a few numbers."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.components.form import build_fields
from api.components.gap_summary import summarise_gaps
from api.http.language import get_language
from api.requests.question import answer_question
from api.serving.dataset import get_dataset
from queries.answers import list_things

blueprint = Blueprint("home", __name__)


#: The questions that the start page leads to, beside the two headline ones.
OFFERED_QUESTIONS = ("escalation-levels", "budget", "open-decisions", "defects", "holds-only-for", "duplicates")


@blueprint.get("/")
def show_home() -> str:
    """Show what can be asked, and the state of the plan in a few numbers."""
    partners, measures = answer_question("partners", {}), answer_question("measures", {})
    kinds = {gap.kind: gap for gap in summarise_gaps(answer_question("gaps", {}))}
    return render_template(
        "home/index.html",
        owner=kinds.pop("owner"),
        gaps=[gap for gap in kinds.values() if gap.total],
        partners=len(partners.rows),
        measures=len(measures.rows),
        themes=answer_question("themes", {}).rows,
        fields=build_fields(get_dataset().library.find("cooperation")),
        documents=[
            (it.iri, it.label.get(get_language(), it.id)) for it in list_things(get_dataset().engine, "Document")
        ],
        offered=[get_dataset().library.find(name) for name in OFFERED_QUESTIONS],
    )
