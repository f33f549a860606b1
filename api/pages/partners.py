"""The partners, and one partner: what each plan says that it does, answers for, and with whom it cooperates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.moved import lead_to_thing
from api.components.page import render_page
from api.components.partner import build_part, list_naming_plans
from api.components.plan_list import build_plan_lines
from api.components.question_page import make_question_page
from api.components.statement import group_facts
from api.components.thing import ask_panel, describe_thing, enter_plan, find_speaker, find_thing_iri
from api.http.errors import wants_page
from api.requests.question import parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from ontology.namespaces import find_plan_key
from queries.answers import find_iri

if TYPE_CHECKING:
    from api.requests.scope import Scope

blueprint = Blueprint("partners", __name__)
#: As many plans as a page shows all of what they say of a partner; of more it has a table.
MOST_WHOLE = 3
#: The classes of who can be in the register.
REGISTERED = ("RegisteredBody", "Municipality")


@blueprint.get("/partners")
def list_partners() -> Response:
    """List the partners, by kind."""
    return make_question_page(get_scope(), read_url(), "partners", for_people=wants_page())


@blueprint.get("/partners/<local_id>")
def show_partner(local_id: str) -> Response | str:
    """Show who is in the register: its names and heirs there, and what each plan that names it says of it.

    Who is not in the register may be a plan's own; that leads to its page.
    """
    scope, url = get_scope(), read_url()
    iri = _find_registered(scope, local_id)
    if iri is None:
        return lead_to_thing(scope, url, "Actor", local_id)
    parse_parameters(url)
    measures = list_naming_plans(scope, iri)
    naming = replace(scope, chosen=tuple(plan for plan in scope.chosen if plan.key in measures)).narrow(url)
    speaker = find_speaker(scope, naming.chosen, iri)
    return render_page(
        naming,
        url,
        "partners/show.html",
        **describe_thing(speaker, iri),
        local_id=local_id,
        facts=group_facts(speaker, iri),
        heirs=ask_panel(speaker, "heirs", iri),
        sources=ask_panel(speaker, "sources", iri),
        parts_of=[build_part(scope.within(plan), plan, iri) for plan in naming.chosen]
        if len(naming.chosen) <= MOST_WHOLE
        else [],
        lines=build_plan_lines(scope, naming.chosen),
        measures=measures,
        kinds=[],
        owner=None,
    )


@blueprint.get("/partners/<plan>/<local_id>")
def show_own_partner(plan: str, local_id: str) -> str:
    """Show an actor that a plan has for itself, with those of the same common kind in other plans."""
    whole = get_scope()
    scope = enter_plan(whole, plan)
    iri = find_thing_iri(scope, "Actor", local_id)
    return render_page(
        scope,
        read_url(),
        "partners/show.html",
        **describe_thing(scope, iri),
        local_id=local_id,
        facts={},
        heirs=[],
        sources=[],
        parts_of=[build_part(scope, scope.chosen[0], iri)],
        lines=[],
        measures={},
        kinds=[
            (row, whole.plans.find_owner(str(row["other"] or "")))
            for row in ask_panel(replace(whole, engine=whole.plans.engine), "common-kind", iri)
        ],
        owner=scope.chosen[0],
    )


def _find_registered(scope: Scope, local_id: str) -> str | None:
    """Find the IRI of who has *local_id* and belongs to no plan: from the register, or else from any plan."""
    known = (find_iri(scope.plans.register, name, local_id) for name in REGISTERED)
    iri = next(filter(None, known), None) or find_iri(scope.plans.engine, "Actor", local_id)
    return None if iri is None or find_plan_key(iri) else iri
