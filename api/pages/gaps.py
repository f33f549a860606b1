"""What the plans leave open: each kind of gap in numbers, and the rows of the one that is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.form import build_fields
from api.components.gap_summary import COUNTED_CLASSES, summarise_gaps
from api.components.nearest import build_gap_table
from api.components.page import render_page
from api.components.plan_list import build_plan_lines
from api.components.question_page import SIZES, find_result_page
from api.components.step_summary import summarise_steps
from api.components.thing import list_days
from api.requests.question import answer_all, find_choices, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.questions import Question

blueprint = Blueprint("gaps", __name__)


@blueprint.get("/gaps")
def show_gaps() -> str:
    """Show each kind of gap, of several plans also for each, and the rows of the one that is chosen."""
    whole, url = get_scope(), read_url()
    scope = whole.narrow(url)
    question = scope.library.find("gaps")
    choices = find_choices(scope, question, url)
    chosen = choices[0][1]
    kind = chosen.get("kind", "").rpartition("/")[2]
    themes = [its["theme"] for _plan, its in choices if "theme" in its]
    kinds = summarise_gaps(whole, themes, chosen["on"])
    return render_page(
        scope,
        url,
        "gaps/index.html",
        question=question,
        fields=build_fields(scope, question, url.parameters),
        days=list_days(scope),
        kinds=kinds,
        steps=summarise_steps(whole, themes, chosen["on"]),
        counted=COUNTED_CLASSES,
        chosen=next((gap for gap in kinds if gap.kind == kind), None),
        theme=url.parameters.get("theme", ""),
        here={name: value for name in ("theme", "on") if (value := url.parameters.get(name, ""))},
        lines=[] if scope.plan or themes else build_plan_lines(scope, scope.chosen, chosen["on"]),
        **(_build_rows(scope, question, url, kind) if kind else {}),
    )


def _build_rows(scope: Scope, question: Question, url: RequestUrl, kind: str) -> dict[str, object]:
    """Build the rows of the *kind* of gap that *url* chooses, a page at a time, and how far they can be trusted."""
    answer = answer_all(scope, question, parse_parameters(url))
    page = find_result_page(url, len(answer.rows))
    shown = replace(answer, rows=answer.rows[page.first : page.last])
    return {
        "table": build_gap_table(scope, shown, kind),
        "page": page,
        "sizes": SIZES,
        "total": len(answer.rows),
        "trust": assess_trust(answer),
    }
