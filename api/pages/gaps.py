"""What the plan leaves open: each kind of gap in numbers, and the rows of the one that is chosen."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.components.form import build_fields
from api.components.gap_summary import COUNTED_CLASSES, summarise_gaps
from api.components.table import build_table
from api.requests.question import answer_question, read_parameters
from api.serving.dataset import get_dataset
from queries.answers import assess_trust

blueprint = Blueprint("gaps", __name__)


@blueprint.get("/gaps")
def show_gaps() -> str:
    """Show each kind of gap, and the rows of the one that is chosen."""
    values = read_parameters()
    answer = answer_question("gaps", values)
    chosen = answer.parameters.get("kind", "").rpartition("/")[2]
    everything = answer_question("gaps", {"theme": values.get("theme", "")}) if chosen else answer
    kinds = summarise_gaps(everything)
    return render_template(
        "gaps/index.html",
        question=get_dataset().library.find("gaps"),
        fields=build_fields(get_dataset().library.find("gaps")),
        kinds=kinds,
        counted=COUNTED_CLASSES,
        chosen=next((kind for kind in kinds if kind.kind == chosen), None),
        theme=answer.parameters.get("theme", "").rpartition("/")[2],
        table=build_table(answer, ("kind",)),
        trust=assess_trust(answer),
    )
