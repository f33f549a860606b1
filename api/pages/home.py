"""The pages for advisers: the start page, the lists, and the questions."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.asking import answered
from api.data import data
from api.language import current
from api.pages import about, gaps, subjects, view
from queries import library, thing

blueprint = Blueprint("pages", __name__)

#: The questions that the start page leads to, beside the two headline ones.
OFFERED = ("escalation-levels", "budget", "open-decisions", "defects", "holds-only-for", "duplicates")


@blueprint.get("/")
def home() -> str:
    """Show what can be asked, and the state of the plan in a few numbers."""
    partners, measures = answered("partners", {}), answered("measures", {})
    kinds = {gap.kind: gap for gap in gaps.summary(answered("gaps", {}))}
    return render_template(
        "home.html",
        owner=kinds.pop("owner"),
        gaps=[gap for gap in kinds.values() if gap.total],
        partners=len(partners.rows),
        measures=len(measures.rows),
        themes=answered("themes", {}).rows,
        fields=view.fields(library.find("cooperation")),
        documents=[(it.iri, it.label.get(current(), it.id)) for it in thing.of_class(data().engine, "Document")],
        offered=[library.find(name) for name in OFFERED],
    )


@blueprint.get("/themes")
def themes() -> str:
    """List the themes with their sub-themes."""
    return render_template("themes.html", themes=answered("themes", {}).rows)


@blueprint.get("/partners")
def partners() -> str:
    """List the partners, by kind."""
    return about.answer_page("partners")


@blueprint.get("/measures")
def measures() -> str:
    """List the measures, by theme, actor or horizon."""
    return about.answer_page("measures")


@blueprint.get("/questions")
def questions() -> str:
    """List the questions by subject."""
    return render_template("questions.html", grouped=subjects.grouped())


@blueprint.get("/questions/<name>")
def question(name: str) -> str:
    """Show a question as a form, with the answer below it."""
    library.find(name)
    return about.answer_page(name)
