"""What the plan leaves open: each kind of gap in numbers, and the rows of the one that is chosen."""

from __future__ import annotations

from flask import Blueprint

from api.components.form import build_fields
from api.components.gap_summary import COUNTED_CLASSES, summarise_gaps
from api.components.page import render_page
from api.components.table import build_table
from api.requests.question import answer_question, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust

blueprint = Blueprint("gaps", __name__)


@blueprint.get("/gaps")
def show_gaps() -> str:
    """Show each kind of gap, and the rows of the one that is chosen."""
    scope, url = get_scope(), read_url()
    values = parse_parameters(url)
    answer = answer_question(scope, "gaps", values)
    chosen = answer.parameters.get("kind", "").rpartition("/")[2]
    everything = answer_question(scope, "gaps", {"theme": values.get("theme", "")}) if chosen else answer
    kinds = summarise_gaps(scope, everything)
    return render_page(
        scope,
        url,
        "gaps/index.html",
        question=answer.question,
        fields=build_fields(scope, answer.question, url.parameters),
        kinds=kinds,
        counted=COUNTED_CLASSES,
        chosen=next((kind for kind in kinds if kind.kind == chosen), None),
        theme=answer.parameters.get("theme", "").rpartition("/")[2],
        table=build_table(scope, answer, ("kind",)),
        trust=assess_trust(answer),
    )
