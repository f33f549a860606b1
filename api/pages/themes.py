"""The themes, and one theme: its story, what it wants and does, with whom, with what means, and what is missing."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.components.gap_summary import summarise_gaps
from api.components.section import build_section
from api.components.thing import describe_thing, find_thing_iri
from api.http.language import gettext as _
from api.requests.question import answer_question

blueprint = Blueprint("themes", __name__)


@blueprint.get("/themes")
def list_themes() -> str:
    """List the themes with their sub-themes."""
    return render_template("themes/index.html", themes=answer_question("themes", {}).rows)


@blueprint.get("/themes/<local_id>")
def show_theme(local_id: str) -> str:
    """Show a theme: its story, what it wants and does, with whom, with what means, and what is missing."""
    address = find_thing_iri("Theme", local_id)
    asked = {"theme": local_id}
    sections = [
        build_section("measures", _("Measures"), asked, ("owner", "owner_label", "owner_basis")),
        build_section("partner-coverage", _("Active partners"), asked, ("theme", "theme_label")),
        build_section("cooperation", _("Who cooperates on it"), asked),
        build_section("claims", _("What the plan says of it"), asked),
        build_section("goals-and-effects", _("Goals and intended effects"), asked),
        build_section("foci", _("Foci"), asked),
        build_section("instruments", _("Instruments"), asked),
        build_section("agreements", _("Agreements"), asked),
        build_section("legal-references", _("Laws and standards"), asked),
        build_section("data-sharing", _("Data sharing"), asked),
        build_section("figures", _("Figures"), asked),
    ]
    return render_template(
        "themes/show.html",
        **describe_thing(address),
        within=[row for row in answer_question("themes", {}).rows if row["broader"] == address],
        sections=[section for section in sections if section.count],
        absent=[section for section in sections if not section.count],
        missing=[gap for gap in summarise_gaps(answer_question("gaps", asked)) if gap.total],
    )
