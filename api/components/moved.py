"""The way on from a path without a plan, as paths were when there was one: to the thing, or to the plans with it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, make_response, redirect

from api.components.absent import make_absence
from api.components.page import render_page
from graph.terms import make_iri, make_literal, to_json
from ontology.namespaces import DEF, find_plan_key
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

#: As many plans as the page lists that have a thing of one name.
MOST_LISTED = 100


def lead_to_thing(scope: Scope, url: RequestUrl, name: str, local_id: str) -> Response:
    """Lead to the thing of our class *name* that a chosen plan has under *local_id*; where several have, list them.

    :raises Absent: where none has one.
    """
    bound = {"_class": to_json(make_iri(f"{DEF}{name}")), "_name": to_json(make_literal(local_id))}
    rows = ask_rows(scope.plans.engine, load_panel("same-id"), bound, scope.language)
    owners = {find_plan_key(iri): iri for iri in (row.text("thing") for row in rows)}
    found = [(plan, owners[plan.key]) for plan in scope.chosen if plan.key in owners]
    if not found:
        _ = scope.translator.gettext
        detail = _("No plan has anything called %(id)s here. Choose one from the list.") % {"id": local_id[:80]}
        raise make_absence(scope, url, local_id, detail, url.path.rsplit("/", 2)[-2])
    if len(found) == 1:
        return make_response(redirect(scope.find_page(found[0][1]), HTTPStatus.FOUND))
    page = render_page(scope, url, "several.html", local_id=local_id, found=found[:MOST_LISTED], count=len(found))
    return make_response(page, HTTPStatus.MULTIPLE_CHOICES)
