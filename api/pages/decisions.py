"""What the plans leave to be decided: about what, by whom, what depends on it, and since when it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.choice_words import list_field_choices
from api.components.form import build_fields
from api.components.heading import build_heading
from api.components.page import render_page
from api.components.question_page import SIZES, find_result_page
from api.requests.question import answer_all, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust
from visualisation import Bar, BarGroup, draw_bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.requests.scope import Scope
    from queries.answers import Row

blueprint = Blueprint("decisions", __name__)


@dataclass(frozen=True)
class Subject:
    """What decisions are about, in one plan: the decisions, of how many it is said who decides, and the rows shown."""

    thing: str
    label: str
    plan_label: str
    count: int
    decided_by: int
    later: int
    rows: Sequence[Row]


@blueprint.get("/decisions")
def show_decisions() -> str:
    """Show what the plans leave to be decided, by subject, with who decides and what depends on it; `theme` narrows."""
    url = read_url()
    scope = get_scope().narrow(url)
    question = scope.library.find("open-decisions")
    answer = answer_all(scope, question, parse_parameters(url))
    unique = list({(row.text("decision"), row["subject"]): row for row in answer.rows}.values())
    page = find_result_page(url, len(unique))
    subjects = group_by_subject(unique, unique[page.first : page.last])
    fields = build_fields(scope, question, url.parameters)
    return render_page(
        scope,
        url,
        "decisions/index.html",
        question=question,
        fields=fields,
        heading=build_heading(scope, url, list_field_choices(fields, url)),
        subjects=subjects,
        count=len({row["decision"] for row in unique}),
        nameless=sum(not row["decided_by"] for row in unique),
        diagram=_draw(scope, subjects) if subjects else "",
        page=page,
        sizes=SIZES,
        total=len(unique),
        trust=assess_trust(answer),
    )


def group_by_subject(rows: Iterable[Row], shown: Sequence[Row]) -> list[Subject]:
    """Group *rows* by plan and subject, what has most decisions first; each has those of its rows that are *shown*."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((str(row["plan"] or ""), str(row["subject"] or "")), []).append(row)
    subjects = [
        Subject(
            thing,
            str(its[0]["subject_label"] or ""),
            str(its[0]["plan_label"] or ""),
            len(its),
            sum(bool(row["decided_by"]) for row in its),
            sum(bool(row["later"]) for row in its),
            [row for row in its if row in shown],
        )
        for (_plan, thing), its in found.items()
    ]
    return sorted(subjects, key=lambda it: -it.count)


def _draw(scope: Scope, subjects: Sequence[Subject]) -> str:
    """Draw how many decisions are open on each of *subjects*; the table beside it is called `subjects`."""
    groups = [
        BarGroup(
            f"{it.plan_label}: {it.label}" if len(scope.chosen) > 1 else it.label,
            [Bar(it.count, _describe_count(scope, it.count), 2)],
        )
        for it in subjects
    ]
    return draw_bars(groups, scope.translator.gettext("Open decisions by subject"), "subjects")


def _describe_count(scope: Scope, count: int) -> str:
    """Describe that *count* decisions are open."""
    text = scope.translator.ngettext("%(count)s open decision", "%(count)s open decisions", count)
    return text % {"count": count}
