"""The partners, and one partner: what each plan says that it does, answers for, and with whom it cooperates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.absent import make_absence
from api.components.listing import Listing
from api.components.moved import lead_to_thing
from api.components.page import render_page
from api.components.partner import build_part, list_naming_plans, sum_naming
from api.components.plan_list import build_plan_lines
from api.components.question_page import make_question_page
from api.components.thing import ask_panel, describe_names, enter_plan, find_speaker
from api.http.errors import wants_page
from api.requests.question import parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from ontology.namespaces import DEF, find_plan_key
from queries.answers import find_iri

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from queries.answers import Row

blueprint = Blueprint("partners", __name__)
#: As many plans as a page shows all of what they say of a partner; of more it has a table.
MOST_WHOLE = 3
#: The classes of who can be in the register.
REGISTERED = ("RegisteredBody", "Municipality")


@blueprint.get("/partners")
def list_partners() -> Response:
    """List the partners, by kind."""
    listing = Listing("kind", ("actor_label", "measures", "themes"), parameter="kind", by=("measures", "themes"))
    return make_question_page(
        get_scope(), read_url(), "partners", "listed.html", for_people=wants_page(), listing=listing
    )


@blueprint.get("/partners/<local_id>")
def show_partner(local_id: str) -> Response | str:
    """Show who is in the register: its names and heirs there, and all that each plan that names it says of it.

    Who is not in the register may be a plan's own; that leads to its page.
    """
    scope, url = get_scope(), read_url()
    iri = _find_registered(scope, local_id)
    if iri is None:
        return lead_to_thing(scope, url, "Actor", local_id)
    parse_parameters(url)
    measures = list_naming_plans(scope, iri)
    naming = replace(scope, chosen=tuple(plan for plan in scope.chosen if plan.key in measures))
    shown = naming.narrow(url)
    whole = shown.chosen if len(naming.chosen) <= MOST_WHOLE else ()
    speaker = find_speaker(scope, shown.chosen, iri)
    return render_page(
        shown,
        url,
        "partners/show.html",
        **describe_names(speaker, iri),
        **_describe_registered(speaker, iri),
        parts_of=[build_part(scope.within(plan), plan, iri, len(whole)) for plan in whole],
        lines=build_plan_lines(scope, shown.chosen) if scope.has_several else shown.chosen,
        measures={plan.key: measures[plan.key] for plan in naming.chosen},
        in_all=sum_naming([measures[plan.key] for plan in naming.chosen]),
        kinds=[],
        owner=None,
    )


@blueprint.get("/partners/<plan>/<local_id>")
def show_own_partner(plan: str, local_id: str) -> Response | str:
    """Show an actor that a plan has for itself, with those of the same common kind in other plans."""
    whole, url = get_scope(), read_url()
    scope = enter_plan(whole, plan)
    iri = find_iri(scope.engine, "Actor", local_id)
    if iri is None:
        _ = scope.translator.gettext
        detail = _("The plan has nothing called %(id)s here. Choose one from the list.") % {"id": local_id[:80]}
        raise make_absence(scope, url, local_id, detail, "partners")
    twins = ask_panel(replace(whole, engine=whole.plans.engine), "common-kind", iri)
    return render_page(
        scope,
        url,
        "partners/show.html",
        **describe_names(scope, iri),
        facts={},
        ended="",
        heirs=[],
        sources=[],
        parts_of=[build_part(scope, scope.chosen[0], iri)],
        lines=[],
        measures={},
        kinds=[(row, whole.plans.find_owner(str(row["other"] or ""))) for row in twins],
        owner=scope.chosen[0],
    )


def _describe_registered(speaker: Scope, iri: str) -> dict[str, object]:
    """Describe what *speaker* knows of *iri* besides the plans: facts by label, when it ended, heirs and sources."""
    facts: dict[str, list[Row]] = defaultdict(list)
    rows = ask_panel(speaker, "registered", iri)
    ended = next((row.text("value") for row in rows if row["property"] == f"{DEF}validUntil"), "")
    for row in rows:
        if row["property"] != f"{DEF}validUntil":
            facts[row.text("property_label")].append(row)
    is_municipality = any(row["property"] == f"{DEF}municipalityCode" for row in rows)
    return {
        "facts": facts,
        "ended": ended,
        "heirs": ask_panel(speaker, "heirs", iri) if is_municipality else [],
        "sources": ask_panel(speaker, "sources", iri),
    }


def _find_registered(scope: Scope, local_id: str) -> str | None:
    """Find the IRI of who has *local_id* and belongs to no plan: from the register, or else from any plan."""
    known = (find_iri(scope.plans.register, name, local_id) for name in REGISTERED)
    iri = next(filter(None, known), None) or find_iri(scope.plans.engine, "Actor", local_id)
    return None if iri is None or find_plan_key(iri) else iri
