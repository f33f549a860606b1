"""What is wrong in the documents of the plans, in words that a colleague can act on, by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.choice_words import list_field_choices
from api.components.form import build_fields
from api.components.heading import build_heading
from api.components.page import render_page
from api.components.question_page import SIZES, find_result_page
from api.requests.question import answer_all, answer_question, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.message import Message
from graph.terms import make_iri, to_json
from ontology.namespaces import PREFIXES
from queries.answers import assess_trust
from visualisation import Bar, BarGroup, draw_bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from api.requests.scope import Scope
    from queries.answers import Row

blueprint = Blueprint("defects", __name__)
#: What to do about a defect of each kind, those first that change what the plan says.
REMEDIES: Mapping[str, Message] = {
    "contradiction": Message("Decide which of the places holds, and change the others to match."),
    "missing_part": Message("Write the part, or remove what announces it."),
    "placeholder": Message("Fill it in, or remove it before the document is adopted."),
    "factual_error": Message("Look it up in the public source, and correct it."),
    "outdated": Message("Replace it by what holds now, with the day from which."),
    "broken_reference": Message("Let it lead to the right place, or remove it."),
    "draft_mark": Message("Finish the passage, and remove the mark."),
    "copied_passage": Message("Keep it in one place, and refer to that from the other."),
    "naming": Message("Choose one name, and use it everywhere."),
    "broken_sentence": Message("Rewrite the sentence; say what was meant."),
    "layout": Message("Make the headings and numbers even."),
    "spelling": Message("Correct the word, everywhere it stands."),
}
#: What to do about a kind that has no remedy of its own.
OTHER_REMEDY = Message("Look at the places, and decide what has to stand there.")


@dataclass(frozen=True)
class DefectKind:
    """A kind of defect: what it is, what to do about it, how many there are, and those of them that are shown."""

    kind: str
    label: str
    definition: str
    remedy: str
    count: int
    rows: Sequence[Row]


@blueprint.get("/defects")
def show_defects() -> str:
    """Show what is wrong in the documents by kind, each with what to do about it; `kind` shows those of one in full."""
    url = read_url()
    scope = get_scope().narrow(url)
    question = scope.library.find("defects")
    answer = answer_all(scope, question, parse_parameters(url))
    everything = answer_question(scope, "defects", {}).rows
    page = find_result_page(url, len(answer.rows))
    kinds = list_kinds(scope, everything, answer.rows[page.first : page.last])
    fields = build_fields(scope, question, url.parameters)
    return render_page(
        scope,
        url,
        "defects/index.html",
        question=question,
        fields=fields,
        heading=build_heading(scope, url, list_field_choices(fields, url)),
        kinds=kinds,
        in_full=bool(url.parameters.get("kind")),
        count=len(everything),
        diagram=_draw(scope, kinds) if kinds else "",
        page=page,
        sizes=SIZES,
        total=len(answer.rows),
        trust=assess_trust(answer),
    )


def list_kinds(scope: Scope, rows: Iterable[Row], shown: Iterable[Row]) -> list[DefectKind]:
    """List the kinds that *rows* have, those first that change what the plan says, each with its rows among *shown*."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.text("kind")] = found.get(row.text("kind"), 0) + 1
    listed: dict[str, list[Row]] = {}
    for row in shown:
        listed.setdefault(row.text("kind"), []).append(row)
    scheme = to_json(make_iri(f"{PREFIXES['scheme']}defect-kind"))
    defined = {row.text("id"): row for row in scope.ask_panel("defined", {"_scheme": scheme})}
    order = [kind for kind in (*REMEDIES, *sorted(found.keys() - REMEDIES.keys())) if kind in found]
    return [
        DefectKind(
            kind,
            scope.find_concept_label("defect-kind", kind),
            defined[kind].text("definition") if kind in defined else "",
            REMEDIES.get(kind, OTHER_REMEDY).describe(scope.translator),
            found[kind],
            listed.get(kind, []),
        )
        for kind in order
    ]


def _draw(scope: Scope, kinds: Sequence[DefectKind]) -> str:
    """Draw how many defects of each of *kinds* there are; the table beside it is called `kinds`."""
    groups = [BarGroup(it.label[:1].upper() + it.label[1:], [Bar(it.count, str(it.count), 2)]) for it in kinds]
    return draw_bars(groups, scope.translator.gettext("Defects by kind"), "kinds")
