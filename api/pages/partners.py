"""The partners, and one partner: what it is involved in, answers for, and with whom it cooperates."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.page import render_page
from api.components.question_page import make_question_page
from api.components.section import build_section
from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing, enter_plan, find_thing_iri
from api.http.errors import wants_page
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Row

blueprint = Blueprint("partners", __name__)


@blueprint.get("/partners")
def list_partners() -> Response:
    """List the partners, by kind."""
    return make_question_page(get_scope(), read_url(), "partners", for_people=wants_page())


@blueprint.get("/partners/<local_id>")
def show_partner(local_id: str) -> str:
    """Show an actor of the register: its names, what it is involved in, and with whom it cooperates."""
    return _render_partner(get_scope(), read_url(), local_id)


@blueprint.get("/partners/<plan>/<local_id>")
def show_own_partner(plan: str, local_id: str) -> str:
    """Show an actor that a plan has for itself: its names, what it is involved in, and with whom it cooperates."""
    return _render_partner(enter_plan(get_scope(), plan), read_url(), local_id)


def _render_partner(scope: Scope, url: RequestUrl, local_id: str) -> str:
    """Render the page of the actor with *local_id*: what it is involved in and answers for, and with whom."""
    _ = scope.translator.gettext
    iri = find_thing_iri(scope, "Actor", local_id)
    involvements: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel(scope, "involvements", iri):
        involvements[row.text("class")].append(row)
    values = {"actor": local_id}
    sections = [
        build_section(scope, "responsibilities", _("What it answers for"), values, ("actor", "actor_label")),
        build_section(scope, "legal-duties", _("Duties"), values, ("bearer", "bearer_label")),
        build_section(scope, "powers", _("Powers"), values, ("bearer", "bearer_label")),
        build_section(scope, "members", _("Its members"), {"body": local_id}, ("body", "body_label")),
    ]
    return render_page(
        scope,
        url,
        "partners/show.html",
        **describe_thing(scope, iri),
        local_id=local_id,
        involvements=involvements,
        sections=[section for section in sections if section.count],
        memberships=ask_panel(scope, "memberships", iri),
        cooperation=build_table(scope, answer_question(scope, "cooperation", values)),
    )
