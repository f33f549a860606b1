"""The plans: which there are and what each holds in numbers, and one plan at a glance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.gap_summary import summarise_gaps
from api.components.key_figures import make_figure
from api.components.page import render_page
from api.components.plan_figures import build_plan_figures
from api.components.plan_list import build_plan_lines, find_plans
from api.components.plan_numbers import count_by_plan, sum_numbers
from api.components.step_summary import summarise_steps
from api.components.table import build_table
from api.components.theme_list import build_theme_lines
from api.components.thing import ask_panel, describe_thing, enter_plan
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.requests.window import find_window
from api.serving.dataset import get_history

if TYPE_CHECKING:
    from api.components.key_figures import KeyFigure
    from api.components.table import Table
    from api.requests.scope import Scope
    from api.serving.history import History
    from queries.answers import Row
    from queries.plans import Plan

blueprint = Blueprint("plans", __name__)


@blueprint.get("/plans")
def list_plans() -> str:
    """List the plans with their numbers, or those whose name or publisher has the words in `q`."""
    scope, url = get_scope(), read_url()
    words = url.parameters.get("q", "").strip()
    found = find_plans(scope, words)
    window = find_window(url, len(found))
    return render_page(
        replace(scope, window=window),
        url,
        "plans/index.html",
        words=words,
        found=len(found),
        lines=build_plan_lines(scope, window.select(found)),
        totals=sum_numbers(count_by_plan(scope), found),
    )


@blueprint.get("/plans/<plan>")
def show_plan(plan: str) -> str:
    """Show a plan at a glance: whose it is, when it holds, its documents, its themes, and what it leaves open."""
    scope = enter_plan(get_scope(), plan)
    shown = scope.chosen[0]
    about: dict[str, list[Row]] = defaultdict(list)
    for row in ask_panel(scope, "plan-description", shown.iri):
        about[row.text("what")].append(row)
    digests = {row.text("document"): row["sha256"] for row in scope.ask_panel("document-digests")}
    themes = answer_question(scope, "themes", {}).rows
    return render_page(
        scope,
        read_url(),
        "plans/show.html",
        **describe_thing(scope, shown.iri),
        plan=shown,
        about=about,
        owned={it.iri for it in scope.plans},
        documents=[
            (iri, shown.find_document_label(iri, scope.language), digests.get(iri) in scope.texts)
            for iri in shown.documents
        ],
        themes=build_theme_lines(scope, themes),
        busiest=scope.ask_panel("plan-busiest"),
        decisions=scope.ask_panel("plan-decisions"),
        local=len(answer_question(scope, "holds-only-for", {}).rows),
        money=_build_money(scope),
        figures=_list_figures(scope, shown, get_history()),
        steps=summarise_steps(scope),
        gaps=[gap for gap in summarise_gaps(scope) if gap.total],
        line=build_plan_lines(scope, scope.chosen)[0],
    )


def _list_figures(scope: Scope, plan: Plan, history: History) -> list[KeyFigure]:
    """List the key figures of *plan*: its measures, and those that every page about it begins with."""
    counted = count_by_plan(scope).get(plan.key)
    measures = counted.measures if counted else 0
    words = scope.translator.ngettext("measure", "measures", measures)
    return [
        make_figure(scope, measures, words, scope.url_for("measures.list_measures", plan=plan.key)),
        *build_plan_figures(replace(scope, url_for=partial(scope.url_for, plan=plan.key)), plan, history),
    ]


def _build_money(scope: Scope) -> Table:
    """Build the table of the money of the one plan of *scope*, as a whole."""
    answer = answer_question(scope, "budget-totals", {})
    whole = replace(answer, rows=[row for row in answer.rows if row["item"] is None and row["task_field"] is None])
    without = ("level", "task_field", "share_percent", "amounts", "note", "net_eur", "gross_eur", "unsaid_eur")
    return build_table(scope, whole, ("item_label", *without))
