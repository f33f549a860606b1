"""The page of one theme, partner, measure or line: all that the questions tell of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template

from api.asking import answered
from api.data import data
from api.language import current
from api.language import gettext as _
from api.pages import about, gaps, view
from graph.terms import make_typed_literal, to_json
from ontology.namespaces import PREFIXES
from queries.answer import ask_rows
from queries.library import load_panel

if TYPE_CHECKING:
    from api.pages.view import Table
    from queries.answer import Row

blueprint = Blueprint("details", __name__)


@dataclass(frozen=True)
class Section:
    """A part of a page: the answer to the question called `name`, under its own heading."""

    name: str
    heading: str
    table: Table
    count: int


@blueprint.get("/themes/<local_id>")
def theme(local_id: str) -> str:
    """Show a theme: its story, what it wants and does, with whom, with what means, and what is missing."""
    address = about.find("Theme", local_id)
    asked = {"theme": local_id}
    sections = [
        _section("measures", _("Measures"), asked, ("owner", "owner_label", "owner_basis")),
        _section("partner-coverage", _("Active partners"), asked, ("theme", "theme_label")),
        _section("cooperation", _("Who cooperates on it"), asked),
        _section("claims", _("What the plan says of it"), asked),
        _section("goals-and-effects", _("Goals and intended effects"), asked),
        _section("foci", _("Foci"), asked),
        _section("instruments", _("Instruments"), asked),
        _section("agreements", _("Agreements"), asked),
        _section("legal-references", _("Laws and standards"), asked),
        _section("data-sharing", _("Data sharing"), asked),
        _section("figures", _("Figures"), asked),
    ]
    return render_template(
        "theme.html",
        **about.told(address),
        within=[row for row in answered("themes", {}).rows if row["broader"] == address],
        sections=[section for section in sections if section.count],
        absent=[section for section in sections if not section.count],
        missing=[gap for gap in gaps.summary(answered("gaps", asked)) if gap.total],
    )


@blueprint.get("/partners/<local_id>")
def partner(local_id: str) -> str:
    """Show an actor: its names, what it is involved in and answers for, and with whom it cooperates."""
    address = about.find("Actor", local_id)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in about.panel_rows("involvements", address):
        found[str(row["class"])].append(row)
    asked = {"actor": local_id}
    sections = [
        _section("responsibilities", _("What it answers for"), asked, ("actor", "actor_label")),
        _section("legal-duties", _("Duties"), asked, ("bearer", "bearer_label")),
        _section("powers", _("Powers"), asked, ("bearer", "bearer_label")),
        _section("members", _("Its members"), {"body": local_id}, ("body", "body_label")),
    ]
    return render_template(
        "partner.html",
        **about.told(address),
        involvements=found,
        sections=[section for section in sections if section.count],
        memberships=about.panel_rows("memberships", address),
        cooperation=view.table(answered("cooperation", asked)),
    )


@blueprint.get("/measures/<local_id>")
def measure(local_id: str) -> str:
    """Show a measure: its theme, who is involved in it, with what, and what is missing."""
    address = about.find("Measure", local_id)
    actors = answered("actors-of-measures", {"measure": local_id})
    themes = [row for row in answered("measures", {}).rows if row["measure"] == address]
    around: dict[str, list[Row]] = defaultdict(list)
    for row in about.panel_rows("around-measure", address):
        around[str(row["what"])].append(row)
    return render_template(
        "measure.html",
        **about.told(address),
        themes=themes,
        actors=view.table(actors, ("measure", "measure_label")),
        owned=any(row["role"] == "owner" for row in actors.rows),
        missing=_missing(address),
        around=around,
    )


@blueprint.get("/lines/<int:number>")
def line(number: int) -> str:
    """Show what rests on line *number* of a document, and the line itself where the document is at hand."""
    bound = {"_line": to_json(make_typed_literal(str(number), f"{PREFIXES['xsd']}integer"))}
    places = ask_rows(data().engine, load_panel("line-place"), bound, current())
    if not places:
        abort(404, _("The document has no such line. Choose one from the questions."))
    documents = {str(row["sha256"]): row for row in reversed(places)}
    texts = [text for digest in documents if (text := data().texts.get(digest))]
    return render_template(
        "line.html",
        number=number,
        places=list(documents.values()),
        headings=[row for row in places if row["first"] == number],
        found=ask_rows(data().engine, load_panel("resting"), bound, current()),
        at_hand=bool(texts),
        sentences=[sentence for text in texts if (sentence := text.line(number).strip())],
    )


def _section(name: str, heading: str, asked: dict[str, str], without: tuple[str, ...] = ()) -> Section:
    """Give the answer to the question called *name* as a part of a page, *without* the columns named."""
    answer = answered(name, asked)
    return Section(name, heading, view.table(answer, without), len(answer.rows))


def _missing(address: str) -> list[Row]:
    """Give each gap of the measure at *address* once, however many themes it has."""
    found = {str(row["kind"]): row for row in answered("gaps", {}).rows if row["node"] == address}
    return list(found.values())
