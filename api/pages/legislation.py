"""The pages of laws and standards: what each is called, how it stood and stands, and where the plan names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from api.asking import answered
from api.data import data
from api.language import current
from api.pages import about, question, statement, view
from ontology.namespaces import DEF
from queries import thing

if TYPE_CHECKING:
    from flask import Response

    from queries.answer import Row

blueprint = Blueprint("legislation", __name__)
#: What stands under a heading of its own.
RELATIONS = {f"{DEF}{name}" for name in ("succeeds", "becameAct", "transposes")}


@blueprint.get("/legislation")
def laws() -> Response:
    """List the laws as they stand on a day, and the standards beside them."""
    standards = sorted((it.label.get(current(), it.id), it.iri) for it in thing.list_things(data().engine, "Standard"))
    return question.page("legislation", "laws.html", standards=standards)


@blueprint.get("/legislation/<local_id>")
def law(local_id: str) -> str:
    """Show a law or standard: how it stood when the plan began and stands today, and what rests on it."""
    address, days = about.find("Norm", local_id), about.days()
    is_law = thing.find_thing(data().engine, "Law", local_id) is not None
    sections = {
        "references": answered("legal-references", {"law": local_id}),
        **({name: answered(name, {"law": local_id}) for name in ("legal-duties", "powers")} if is_law else {}),
    }
    return render_template(
        "law.html",
        **about.told(address),
        classes=about.panel_rows("classes", address),
        facts=statement.facts(address, without=RELATIONS),
        standing={name: _standing(address, day) for name, day in days.items()} if is_law else {},
        days=days,
        kin=about.panel_rows("kin", address),
        sources=about.panel_rows("sources", address),
        grounded=about.panel_rows("grounded", address),
        tables={name: view.table(it, ("law", "law_label", "reference")) for name, it in sections.items()},
        counts={name: len(it.rows) for name, it in sections.items()},
    )


def _standing(address: str, day: str) -> Row | None:
    """Give how the law at *address* stands on *day*, or nothing where there was no such law yet."""
    return next((row for row in answered("legislation", {"on": day}).rows if row["law"] == address), None)
