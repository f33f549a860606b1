"""What the plan leaves open: each kind of gap with how many there are, how absence is read, and the rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from api.asking import answered, parameters
from api.data import data
from api.language import current
from api.pages import form, view
from graph.terms import make_iri, to_json
from ontology.namespaces import PREFIXES
from queries.answer import ask_rows
from queries.library import load_panel
from queries.trust import assess_trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.answer import Answer, Row

blueprint = Blueprint("gaps", __name__)

#: Of which classes each kind of gap is counted; without evidence nothing is published, so that kind has none.
COUNTED = {
    "owner": ("Measure",),
    "deadline": ("Measure",),
    "indicator": ("Goal",),
    "legal_basis": ("Measure", "Duty", "Power", "DataSharing"),
    "money": ("Measure",),
    "evidence": (),
}


@dataclass(frozen=True)
class Gap:
    """A kind of gap: what absence means, how many of how many things have it, and how many of each reading."""

    kind: str
    label: str
    definition: str
    count: int
    total: int
    readings: Mapping[str, int]


@blueprint.get("/gaps")
def page() -> str:
    """Show each kind of gap, and the rows of the one that is chosen."""
    values = parameters()
    answer = answered("gaps", values)
    chosen = answer.parameters.get("kind", "").rpartition("/")[2]
    everything = answered("gaps", {"theme": values.get("theme", "")}) if chosen else answer
    kinds = summary(everything)
    return render_template(
        "gaps.html",
        question=data().library.find("gaps"),
        fields=form.fields(data().library.find("gaps")),
        kinds=kinds,
        counted=COUNTED,
        chosen=next((kind for kind in kinds if kind.kind == chosen), None),
        theme=answer.parameters.get("theme", "").rpartition("/")[2],
        table=view.table(answer, ("kind",)),
        trust=assess_trust(answer),
    )


def summary(answer: Answer) -> list[Gap]:
    """Give each kind of gap with its figures, for the theme of *answer*, which holds the gaps of every kind."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in answer.rows:
        found[str(row["kind"])][str(row["node"])] = str(row["reading"])
    totals = _totals(answer.parameters.get("theme"))
    defined = {str(row["id"]): row for row in _defined()}
    return [
        Gap(
            kind,
            str(defined[kind]["label"]),
            str(defined[kind]["definition"]),
            len(found[kind]),
            sum(totals[name] for name in classes),
            dict(sorted(Counter(found[kind].values()).items())),
        )
        for kind, classes in COUNTED.items()
        if kind in defined
    ]


def _totals(theme: str | None) -> Counter[str]:
    """Give how many things there are of each class, of *theme* where one is given."""
    counted = ask_rows(data().engine, load_panel("gap-totals"), {}, current())
    return Counter({str(row["class"]): int(row["count"] or 0) for row in counted if row["theme"] == theme})


def _defined() -> list[Row]:
    """Give the kinds of gap with what absence means for each."""
    scheme = to_json(make_iri(f"{PREFIXES['scheme']}gap"))
    return ask_rows(data().engine, load_panel("defined"), {"_scheme": scheme}, current())
