"""The pages of laws and standards: what each is called, how it stood and stands, and where the plan names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.page import render_page
from api.components.question_page import make_question_page
from api.components.statement import group_facts
from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing, find_thing_iri, list_days
from api.http.errors import wants_page
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url
from ontology.namespaces import DEF
from queries.answers import find_iri, list_things

if TYPE_CHECKING:
    from flask import Response

    from api.requests.scope import Scope
    from queries.answers import Row

blueprint = Blueprint("legislation", __name__)
#: What stands under a heading of its own.
RELATIONS = {f"{DEF}{name}" for name in ("succeeds", "becameAct", "transposes")}


@blueprint.get("/legislation")
def list_laws() -> Response:
    """List the laws as they stand on a day, and the standards beside them."""
    scope = get_scope()
    standards = sorted((it.label.get(scope.language, it.id), it.iri) for it in list_things(scope.engine, "Standard"))
    return make_question_page(
        scope,
        read_url(),
        "legislation",
        "legislation/index.html",
        for_people=wants_page(),
        standards=standards,
    )


@blueprint.get("/legislation/<local_id>")
def show_law(local_id: str) -> str:
    """Show a law or standard: how it stood when the plan began and stands today, and what rests on it."""
    scope = get_scope()
    iri, days = find_thing_iri(scope, "Norm", local_id), list_days(scope)
    is_law = find_iri(scope.engine, "Law", local_id) is not None
    under = ("legal-duties", "powers") if is_law else ()
    sections = {
        "references": answer_question(scope, "legal-references", {"law": local_id}),
        **{name: answer_question(scope, name, {"law": local_id}) for name in under},
    }
    return render_page(
        scope,
        read_url(),
        "legislation/show.html",
        **describe_thing(scope, iri),
        classes=ask_panel(scope, "classes", iri),
        facts=group_facts(scope, iri, without=RELATIONS),
        standing={name: _find_standing(scope, iri, day) for name, day in days.items()} if is_law else {},
        days=days,
        kin=ask_panel(scope, "kin", iri),
        sources=ask_panel(scope, "sources", iri),
        grounded=ask_panel(scope, "grounded", iri),
        tables={name: build_table(scope, it, ("law", "law_label", "reference")) for name, it in sections.items()},
        counts={name: len(it.rows) for name, it in sections.items()},
    )


def _find_standing(scope: Scope, iri: str, day: str) -> Row | None:
    """Find how the law *iri* stands on *day*, or nothing where it did not exist yet."""
    answer = answer_question(scope, "legislation", {"on": day})
    return next((row for row in answer.rows if row["law"] == iri), None)
