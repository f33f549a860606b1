"""What the plan leaves open: each kind of gap in numbers, and the rows of the one that is chosen."""

from __future__ import annotations

from flask import Blueprint

from api.components.form import build_fields
from api.components.gap_summary import COUNTED_CLASSES, summarise_gaps
from api.components.page import render_page
from api.components.table import build_table
from api.requests.question import answer_all, find_choices, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust

blueprint = Blueprint("gaps", __name__)


@blueprint.get("/gaps")
def show_gaps() -> str:
    """Show each kind of gap, and the rows of the one that is chosen."""
    scope, url = get_scope(), read_url()
    question = scope.library.find("gaps")
    choices = find_choices(scope, question, url)
    kind, theme = choices.get("kind", "").rpartition("/")[2], choices.get("theme", "")
    kinds = summarise_gaps(scope, theme)
    answer = answer_all(scope, question, parse_parameters(url)) if kind else None
    return render_page(
        scope,
        url,
        "gaps/index.html",
        question=question,
        fields=build_fields(scope, question, url.parameters),
        kinds=kinds,
        counted=COUNTED_CLASSES,
        chosen=next((gap for gap in kinds if gap.kind == kind), None),
        theme=theme.rpartition("/")[2],
        table=build_table(scope, answer, ("kind",)) if answer else None,
        trust=assess_trust(answer) if answer else None,
    )
