"""The partners, and one partner: what it is involved in, answers for, and with whom it cooperates."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from api.components.question_page import render_question_page
from api.components.section import build_section
from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing, find_thing_iri
from api.http.language import gettext as _
from api.requests.question import answer_question

if TYPE_CHECKING:
    from flask import Response

    from queries.answers import Row

blueprint = Blueprint("partners", __name__)


@blueprint.get("/partners")
def list_partners() -> Response:
    """List the partners, by kind."""
    return render_question_page("partners")


@blueprint.get("/partners/<local_id>")
def show_partner(local_id: str) -> str:
    """Show an actor: its names, what it is involved in and answers for, and with whom it cooperates."""
    address = find_thing_iri("Actor", local_id)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel("involvements", address):
        found[str(row["class"])].append(row)
    asked = {"actor": local_id}
    sections = [
        build_section("responsibilities", _("What it answers for"), asked, ("actor", "actor_label")),
        build_section("legal-duties", _("Duties"), asked, ("bearer", "bearer_label")),
        build_section("powers", _("Powers"), asked, ("bearer", "bearer_label")),
        build_section("members", _("Its members"), {"body": local_id}, ("body", "body_label")),
    ]
    return render_template(
        "partners/show.html",
        **describe_thing(address),
        involvements=found,
        sections=[section for section in sections if section.count],
        memberships=ask_panel("memberships", address),
        cooperation=build_table(answer_question("cooperation", asked)),
    )
