"""The page of one theme, partner, measure or line: all that the questions tell of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template

from api.components.table import build_table
from api.components.thing import ask_panel, describe_thing, find_thing_iri
from api.http.language import get_language
from api.http.language import gettext as _
from api.pages.gaps import summarise_gaps
from api.requests.question import answer_question
from api.serving.dataset import get_dataset
from graph.terms import make_typed_literal, to_json
from ontology.namespaces import PREFIXES
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from api.components.table import Table
    from queries.answers import Row

blueprint = Blueprint("details", __name__)


@dataclass(frozen=True)
class Section:
    """A part of a page: the answer to the question called `name`, under its own heading."""

    name: str
    heading: str
    table: Table
    count: int


@blueprint.get("/themes/<local_id>")
def show_theme(local_id: str) -> str:
    """Show a theme: its story, what it wants and does, with whom, with what means, and what is missing."""
    address = find_thing_iri("Theme", local_id)
    asked = {"theme": local_id}
    sections = [
        _build_section("measures", _("Measures"), asked, ("owner", "owner_label", "owner_basis")),
        _build_section("partner-coverage", _("Active partners"), asked, ("theme", "theme_label")),
        _build_section("cooperation", _("Who cooperates on it"), asked),
        _build_section("claims", _("What the plan says of it"), asked),
        _build_section("goals-and-effects", _("Goals and intended effects"), asked),
        _build_section("foci", _("Foci"), asked),
        _build_section("instruments", _("Instruments"), asked),
        _build_section("agreements", _("Agreements"), asked),
        _build_section("legal-references", _("Laws and standards"), asked),
        _build_section("data-sharing", _("Data sharing"), asked),
        _build_section("figures", _("Figures"), asked),
    ]
    return render_template(
        "theme.html",
        **describe_thing(address),
        within=[row for row in answer_question("themes", {}).rows if row["broader"] == address],
        sections=[section for section in sections if section.count],
        absent=[section for section in sections if not section.count],
        missing=[gap for gap in summarise_gaps(answer_question("gaps", asked)) if gap.total],
    )


@blueprint.get("/partners/<local_id>")
def show_partner(local_id: str) -> str:
    """Show an actor: its names, what it is involved in and answers for, and with whom it cooperates."""
    address = find_thing_iri("Actor", local_id)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel("involvements", address):
        found[str(row["class"])].append(row)
    asked = {"actor": local_id}
    sections = [
        _build_section("responsibilities", _("What it answers for"), asked, ("actor", "actor_label")),
        _build_section("legal-duties", _("Duties"), asked, ("bearer", "bearer_label")),
        _build_section("powers", _("Powers"), asked, ("bearer", "bearer_label")),
        _build_section("members", _("Its members"), {"body": local_id}, ("body", "body_label")),
    ]
    return render_template(
        "partner.html",
        **describe_thing(address),
        involvements=found,
        sections=[section for section in sections if section.count],
        memberships=ask_panel("memberships", address),
        cooperation=build_table(answer_question("cooperation", asked)),
    )


@blueprint.get("/measures/<local_id>")
def show_measure(local_id: str) -> str:
    """Show a measure: its theme, who is involved in it, with what, and what is missing."""
    address = find_thing_iri("Measure", local_id)
    actors = answer_question("actors-of-measures", {"measure": local_id})
    themes = [row for row in answer_question("measures", {}).rows if row["measure"] == address]
    around: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel("around-measure", address):
        around[str(row["what"])].append(row)
    return render_template(
        "measure.html",
        **describe_thing(address),
        themes=themes,
        actors=build_table(actors, ("measure", "measure_label")),
        owned=any(row["role"] == "owner" for row in actors.rows),
        missing=_list_gaps(address),
        around=around,
    )


@blueprint.get("/lines/<int:number>")
def show_line(number: int) -> str:
    """Show what rests on line *number* of a document, and the line itself where its text is at hand."""
    bound = {"_line": to_json(make_typed_literal(str(number), f"{PREFIXES['xsd']}integer"))}
    places = ask_rows(get_dataset().engine, load_panel("line-place"), bound, get_language())
    if not places:
        abort(404, _("The document has no such line. Choose one from the questions."))
    documents = {str(row["sha256"]): row for row in reversed(places)}
    texts = [text for digest in documents if (text := get_dataset().texts.get(digest))]
    return render_template(
        "line.html",
        number=number,
        places=list(documents.values()),
        headings=[row for row in places if row["first"] == number],
        found=ask_rows(get_dataset().engine, load_panel("resting"), bound, get_language()),
        at_hand=bool(texts),
        sentences=[sentence for text in texts if (sentence := text.line(number).strip())],
    )


def _build_section(name: str, heading: str, asked: dict[str, str], without: tuple[str, ...] = ()) -> Section:
    """Build a section with the answer to the question called *name*, *without* the columns named."""
    answer = answer_question(name, asked)
    return Section(name, heading, build_table(answer, without), len(answer.rows))


def _list_gaps(address: str) -> list[Row]:
    """List each gap of the measure with IRI *address* once, however many themes it has."""
    found = {str(row["kind"]): row for row in answer_question("gaps", {}).rows if row["node"] == address}
    return list(found.values())
