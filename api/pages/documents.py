"""The documents of the plans: whether each is at hand, how much of it is in the graph, and what rests on a line.

Who is at this machine can give the text of a document here. Nothing else on the pages writes anything.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect

from api.components.documents import keep_document, list_at_hand
from api.components.moved import lead_to_thing
from api.components.page import render_page
from api.components.sentence import list_around, mark_words
from api.components.statement import group_facts
from api.components.thing import ask_panel, describe_thing, enter_plan, find_thing_iri
from api.http.language import gettext as _
from api.requests.scope import get_scope
from api.requests.upload import describe_uploading, read_upload
from api.requests.url import add_parameters, read_url
from api.serving.dataset import get_dataset
from graph.checks import measure_stated
from graph.engine import Request
from graph.terms import make_iri, make_typed_literal, to_json
from ontology.namespaces import PREFIXES
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response as BaseResponse

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from graph.checks import Completeness, DocumentLine
    from graph.message import Message
    from queries.answers import Row

blueprint = Blueprint("documents", __name__)


@dataclass(frozen=True)
class LineMark:
    """A line in the list of a section: its number, its state, and how many of its sentences are accounted for."""

    number: int
    state: str
    accounted: int
    sentences: int


@dataclass(frozen=True)
class SectionMarks:
    """A section with the lines that lie in it and in no smaller one."""

    section: Row
    depth: int
    marks: list[LineMark]

    def count(self, state: str) -> int:
        """Count its lines that are in *state*."""
        return sum(mark.state == state for mark in self.marks)


@blueprint.get("/documents")
def list_documents() -> str:
    """List the documents of the plans, and say of each whether its text is at hand."""
    url = read_url()
    scope = get_scope().narrow(url)
    found = [(plan, list_at_hand(scope.within(plan))) for plan in scope.chosen]
    return render_page(scope, url, "documents/index.html", found=found, **describe_uploading())


@blueprint.get("/documents/<local_id>")
def find_document(local_id: str) -> Response:
    """Lead to the document that a plan has under *local_id*, or list the plans that have one."""
    return lead_to_thing(get_scope(), read_url(), "Document", local_id)


@blueprint.get("/documents/<plan>/<local_id>")
def show_document(plan: str, local_id: str) -> str:
    """Show how much of a document is in the graph, and what of it is left out on purpose."""
    scope, url = enter_plan(get_scope(), plan), read_url()
    iri = find_thing_iri(scope, "Document", local_id)
    return _render_document(scope, url, iri)


@blueprint.post("/documents/<plan>/<local_id>")
def give_document(plan: str, local_id: str) -> BaseResponse:
    """Keep the text of a document that who is at this machine gives, if it is the very document."""
    scope, url = enter_plan(get_scope(), plan), read_url()
    iri = find_thing_iri(scope, "Document", local_id)
    given = keep_document(scope, iri, read_upload(), get_dataset().registered.keep)
    if given.problem:
        return Response(_render_document(scope, url, iri, given.problem), given.status)
    return redirect(add_parameters(scope.find_page(iri), {}, given=given.how), 303)


def _render_document(scope: Scope, url: RequestUrl, iri: str, problem: Message | None = None) -> str:
    """Render the page of the document *iri*, with the *problem* of what was given for it, where there is one."""
    covered = _find_completeness(scope, iri)
    marks = _mark_lines(covered.lines) if covered else _mark_evidence_lines(ask_panel(scope, "covered", iri))
    return render_page(
        scope,
        url,
        "documents/show.html",
        **describe_thing(scope, iri),
        **describe_uploading(),
        state=next((it for it in list_at_hand(scope) if it.iri == iri), None),
        problem=problem.describe(scope.translator) if problem else "",
        given=url.parameters.get("given", ""),
        facts=group_facts(scope, iri),
        covered=covered,
        known=len(marks),
        parts_of=_assign_marks(ask_panel(scope, "sections", iri), marks),
        omitted=ask_panel(scope, "omitted", iri),
    )


@blueprint.get("/documents/<plan>/<local_id>/lines/<int:number>")
def show_line(plan: str, local_id: str, number: int) -> str:
    """Show what rests on line *number* of a document, and the line itself where its text is at hand."""
    scope = enter_plan(get_scope(), plan)
    document = find_thing_iri(scope, "Document", local_id)
    line = to_json(make_typed_literal(str(number), f"{PREFIXES['xsd']}integer"))
    bound = {"_document": to_json(make_iri(document)), "_line": line}
    places = scope.ask_panel("line-place", bound)
    if not places:
        abort(404, _("The document has no such line. Choose one from the questions."))
    digest = places[0].text("sha256")
    text, found = scope.texts.get(digest), scope.ask_panel("resting", bound)
    anchors = [anchor for row in found for anchor in str(row["anchor"] or "").split(" … ")]
    return render_page(
        scope,
        read_url(),
        "documents/line.html",
        number=number,
        document=document,
        place=places[0],
        path=[row for row in reversed(places) if row["section"]],
        headings=[row for row in places if row["first"] == number],
        found=found,
        at_hand=text is not None,
        has_changed=digest in scope.changed,
        sentence=mark_words(text.line(number).strip(), anchors) if text else [],
        around=list_around(text, number) if text else [],
        **describe_uploading(),
    )


def _find_completeness(scope: Scope, iri: str) -> Completeness | None:
    """Find the completeness of the document *iri*; nothing if its text is not at hand."""
    if not scope.texts:
        return None
    stated = scope.engine.ask(Request(load_panel("stated"), graph_type="application/n-triples"))
    return next((it for it in measure_stated(stated.body, scope.texts) if it.document == iri), None)


def _mark_lines(lines: Iterable[DocumentLine]) -> list[LineMark]:
    """Mark each of *lines* with its state and its sentences."""
    return [LineMark(line.number, line.state, line.accounted, line.sentences) for line in lines]


def _mark_evidence_lines(places: list[Row]) -> list[LineMark]:
    """Mark each line that evidence covers, where nothing is known of the other lines."""
    states: dict[int, str] = {}
    for place in places:
        state = "omitted" if place["omitted"] else "represented"
        for number in range(place.integer("first"), place.integer("last") + 1):
            states[number] = state if states.get(number, state) == state else "represented"
    return [LineMark(number, state, 0, 0) for number, state in sorted(states.items())]


def _assign_marks(sections: list[Row], marks: list[LineMark]) -> list[SectionMarks]:
    """Assign *marks* to *sections*; a line belongs to the smallest section that holds it."""
    spans = {row.text("section"): range(row.integer("first"), row.integer("last") + 1) for row in sections}
    own: dict[str, list[LineMark]] = defaultdict(list)
    for mark in marks:
        holding = [section for section, span in spans.items() if mark.number in span]
        if holding:
            own[min(holding, key=lambda section: len(spans[section]))].append(mark)
    return [
        SectionMarks(row, _count_enclosing(spans[it], spans.values()), own[it])
        for it, row in ((row.text("section"), row) for row in sections)
    ]


def _count_enclosing(span: range, spans: Iterable[range]) -> int:
    """Count the larger ones of *spans* in which all of *span* lies."""
    return sum(len(other) > len(span) and span[0] in other and span[-1] in other for other in spans)
