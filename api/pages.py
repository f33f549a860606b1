"""The pages for advisers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template

from api import view
from api.answers import answered, parameters
from api.data import data
from api.language import current
from api.language import gettext as _
from graph.terms import iri, to_json, typed
from ontology.namespaces import PREFIXES
from queries import library, thing
from queries.answer import rows
from queries.library import panel

if TYPE_CHECKING:
    from queries.answer import Row

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """Show what can be asked, and the state of the plan in a few numbers."""
    gaps, partners = answered("measures-without-owner", {}), answered("partners", {})
    measures, themes = answered("measures", {}), answered("themes", {})
    return render_template(
        "home.html",
        gaps=len(gaps.rows),
        partners=len(partners.rows),
        measures=len(measures.rows),
        themes=themes.rows,
        fields=view.fields(library.find("cooperation")),
    )


@blueprint.get("/themes")
def themes() -> str:
    """List the themes with their sub-themes."""
    return render_template("themes.html", themes=answered("themes", {}).rows)


@blueprint.get("/themes/<local_id>")
def theme(local_id: str) -> str:
    """Show a theme: its measures, who is active on it, and who cooperates on it."""
    address = _find("Theme", local_id)
    return render_template(
        "theme.html",
        **_about(address),
        within=[row for row in answered("themes", {}).rows if row["broader"] == address],
        measures=view.table(answered("measures", {"theme": local_id}), ("owner", "owner_label", "owner_basis")),
        partners=view.table(answered("partner-coverage", {"theme": local_id}), ("theme", "theme_label")),
        cooperation=view.table(answered("cooperation", {"theme": local_id})),
    )


@blueprint.get("/partners")
def partners() -> str:
    """List the partners, by kind."""
    return _answer_page("partners")


@blueprint.get("/partners/<local_id>")
def partner(local_id: str) -> str:
    """Show an actor: its names, what it is involved in, and with whom it cooperates."""
    address = _find("Actor", local_id)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows("involvements", address):
        found[str(row["class"])].append(row)
    return render_template(
        "partner.html",
        **_about(address),
        involvements=found,
        cooperation=view.table(answered("cooperation", {"actor": local_id})),
    )


@blueprint.get("/measures")
def measures() -> str:
    """List the measures, by theme, actor or horizon."""
    return _answer_page("measures")


@blueprint.get("/measures/<local_id>")
def measure(local_id: str) -> str:
    """Show a measure: its theme, who is involved in it, and where the plan says so."""
    address = _find("Measure", local_id)
    actors = answered("actors-of-measures", {"measure": local_id})
    return render_template(
        "measure.html",
        **_about(address),
        themes=[row for row in answered("measures", {}).rows if row["measure"] == address],
        actors=view.table(actors, ("measure", "measure_label")),
        owned=any(row["role"] == "owner" for row in actors.rows),
    )


@blueprint.get("/gaps")
def gaps() -> str:
    """Show what the plan leaves open: the measures without an owner."""
    answer = answered("measures-without-owner", parameters())
    everything = answered("measures", {k: v for k, v in answer.parameters.items() if k == "theme"})
    return render_template(
        "gaps.html",
        question=answer.question,
        table=view.table(answer),
        fields=view.fields(answer.question),
        count=len(answer.rows),
        total=len(everything.rows),
    )


@blueprint.get("/questions")
def questions() -> str:
    """List the questions."""
    return render_template("questions.html", questions=library.questions().values())


@blueprint.get("/questions/<name>")
def question(name: str) -> str:
    """Show a question as a form, with the answer below it."""
    library.find(name)
    return _answer_page(name)


@blueprint.get("/lines/<int:number>")
def line(number: int) -> str:
    """Show what rests on line *number* of a document, and the line itself where the document is at hand."""
    bound = {"_line": to_json(typed(str(number), f"{PREFIXES['xsd']}integer"))}
    found = rows(data().engine, panel("resting"), bound, current())
    if not found:
        abort(404, _("Nothing in the graph rests on this line."))
    texts = {str(row["sha256"]): data().texts.get(str(row["sha256"])) for row in found}
    sentences = [text.line(number) for text in texts.values() if text]
    return render_template("line.html", number=number, found=found, sentences=sentences)


def _answer_page(name: str) -> str:
    """Give the page of the question called *name*: its form and its answer."""
    answer = answered(name, parameters())
    return render_template(
        "question.html",
        question=answer.question,
        fields=view.fields(answer.question),
        table=view.table(answer),
        count=len(answer.rows),
    )


def _find(name: str, local_id: str) -> str:
    """Give the IRI of the thing of class *name* with *local_id*, or answer 404 with what there is."""
    found = thing.find(data().engine, name, local_id)
    if found is None:
        abort(
            404,
            _("The plan has nothing called %(id)s here. Choose one from the list.") % {"id": local_id[:80]},
        )
    return found.iri


def _about(address: str) -> dict[str, object]:
    """Give what every page about a thing shows: its names and the evidence for it."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in _rows("names", address):
        names[str(row["what"])].append(str(row["value"]))
    places = [{**row, "sentence": _sentence(row)} for row in _rows("evidence", address)]
    return {"address": address, "names": names, "evidence": places, "title": names["name"][0]}


def _sentence(place: Row) -> str:
    """Give the text of the line at *place*, where its document is at hand."""
    text = data().texts.get(str(place["sha256"]))
    return text.line(int(place["line"] or 0)) if text else ""


def _rows(name: str, address: str) -> list[Row]:
    """Give the rows of the panel called *name* about the thing at *address*."""
    return rows(data().engine, panel(name), {"_thing": to_json(iri(address))}, current())
