"""The pages of laws and standards: what each is called, how it stood and stands, and where the plan names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from api.components.question_page import render_question_page
from api.components.statement import group_facts
from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing, find_thing_iri, list_days
from api.http.language import get_language
from api.requests.question import answer_question
from api.serving.dataset import get_dataset
from ontology.namespaces import DEF
from queries.answers import find_thing, list_things

if TYPE_CHECKING:
    from flask import Response

    from queries.answers import Row

blueprint = Blueprint("legislation", __name__)
#: What stands under a heading of its own.
RELATIONS = {f"{DEF}{name}" for name in ("succeeds", "becameAct", "transposes")}


@blueprint.get("/legislation")
def list_laws() -> Response:
    """List the laws as they stand on a day, and the standards beside them."""
    standards = sorted(
        (it.label.get(get_language(), it.id), it.iri) for it in list_things(get_dataset().engine, "Standard")
    )
    return render_question_page("legislation", "legislation/index.html", standards=standards)


@blueprint.get("/legislation/<local_id>")
def show_law(local_id: str) -> str:
    """Show a law or standard: how it stood when the plan began and stands today, and what rests on it."""
    address, days = find_thing_iri("Norm", local_id), list_days()
    is_law = find_thing(get_dataset().engine, "Law", local_id) is not None
    sections = {
        "references": answer_question("legal-references", {"law": local_id}),
        **({name: answer_question(name, {"law": local_id}) for name in ("legal-duties", "powers")} if is_law else {}),
    }
    return render_template(
        "legislation/show.html",
        **describe_thing(address),
        classes=ask_panel("classes", address),
        facts=group_facts(address, without=RELATIONS),
        standing={name: _find_standing(address, day) for name, day in days.items()} if is_law else {},
        days=days,
        kin=ask_panel("kin", address),
        sources=ask_panel("sources", address),
        grounded=ask_panel("grounded", address),
        tables={name: build_table(it, ("law", "law_label", "reference")) for name, it in sections.items()},
        counts={name: len(it.rows) for name, it in sections.items()},
    )


def _find_standing(address: str, day: str) -> Row | None:
    """Find how the law with IRI *address* stands on *day*, or nothing where it did not exist yet."""
    return next((row for row in answer_question("legislation", {"on": day}).rows if row["law"] == address), None)
