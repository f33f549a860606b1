"""The themes, and one theme: its story, what it wants and does, with whom, with what means, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.gap_summary import summarise_gaps
from api.components.moved import lead_to_thing
from api.components.page import render_page
from api.components.section import build_section
from api.components.step_summary import summarise_steps
from api.components.thing import ask_panel, describe_thing, enter_plan, find_thing_iri
from api.http.language import gettext as _
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url

if TYPE_CHECKING:
    from queries.answers import Row

blueprint = Blueprint("themes", __name__)
#: The questions about what the references name: of those the plan names none where it has no reference.
FOLLOWING = ("legislation", "standards")
#: What the page of the law itself says, and what says the same as another column where the day is today.
BESIDE_LAW = ("identifier", "identifier_kind", "applies", "source", "status_today")


@blueprint.get("/themes")
def list_themes() -> str:
    """List the themes of each plan with their sub-themes."""
    scope, url = get_scope().narrow(read_url()), read_url()
    grouped: dict[str, list[Row]] = {plan.iri: [] for plan in scope.chosen}
    for row in answer_question(scope, "themes", {}).rows:
        grouped[row.text("plan")].append(row)
    themes = [(plan, grouped[plan.iri]) for plan in scope.chosen]
    return render_page(scope, url, "themes/index.html", themes=themes)


@blueprint.get("/themes/<local_id>")
def find_theme(local_id: str) -> Response:
    """Lead to the theme that a plan has under *local_id*, or list the plans that have one."""
    return lead_to_thing(get_scope(), read_url(), "Theme", local_id)


@blueprint.get("/themes/<plan>/<local_id>")
def show_theme(plan: str, local_id: str) -> str:
    """Show a theme: its story, what it wants and does, with whom, with what means, and what is missing."""
    scope = enter_plan(get_scope(), plan)
    iri = find_thing_iri(scope, "Theme", local_id)
    values = {"theme": local_id}
    today = {**values, "on": scope.on.isoformat()}
    sections = [
        build_section(scope, "measures", _("Measures"), values, ("owner", "owner_label", "owner_basis")),
        build_section(scope, "partner-coverage", _("Active partners"), values, ("theme", "theme_label")),
        build_section(scope, "cooperation", _("Who cooperates on it"), values),
        build_section(scope, "claims", _("What the plan says of it"), values),
        build_section(scope, "goals-and-effects", _("Goals and intended effects"), values),
        build_section(scope, "foci", _("Foci"), values),
        build_section(scope, "instruments", _("Instruments"), values),
        build_section(scope, "agreements", _("Agreements"), values),
        build_section(scope, "legal-references", _("Laws and standards"), values),
        build_section(scope, "legislation", _("How the laws stand today, and what followed"), today, BESIDE_LAW),
        build_section(scope, "standards", _("How the standards stand today, and what followed"), today, BESIDE_LAW),
        build_section(scope, "data-sharing", _("Data sharing"), values),
        build_section(scope, "figures", _("Figures"), values),
    ]
    return render_page(
        scope,
        read_url(),
        "themes/show.html",
        **describe_thing(scope, iri),
        within=ask_panel(scope, "theme-parts", iri),
        sections=[section for section in sections if section.count],
        absent=[section for section in sections if not section.count and section.name not in FOLLOWING],
        steps=summarise_steps(scope, (iri,)),
        missing=[gap for gap in summarise_gaps(scope, (iri,)) if gap.total],
    )
