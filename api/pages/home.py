"""The start page, and the lists of themes, partners and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from api.asking import answered
from api.data import data
from api.language import current
from api.pages import form, gaps, question
from queries import thing

if TYPE_CHECKING:
    from flask import Response

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
        fields=form.fields(data().library.find("cooperation")),
        documents=[(it.iri, it.label.get(current(), it.id)) for it in thing.list_things(data().engine, "Document")],
        offered=[data().library.find(name) for name in OFFERED],
    )


@blueprint.get("/themes")
def themes() -> str:
    """List the themes with their sub-themes."""
    return render_template("themes.html", themes=answered("themes", {}).rows)


@blueprint.get("/partners")
def partners() -> Response:
    """List the partners, by kind."""
    return question.page("partners")


@blueprint.get("/measures")
def measures() -> Response:
    """List the measures, by theme, actor or horizon."""
    return question.page("measures")
