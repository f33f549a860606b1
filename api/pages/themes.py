"""The themes, and one theme: what it wants and does, with whom, with what means, and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.excerpt import build_excerpt, find_whole
from api.components.gap_summary import summarise_gaps
from api.components.moved import lead_to_thing
from api.components.page import render_page
from api.components.step_summary import summarise_steps
from api.components.theme import (
    ThemeNumbers,
    count_measures,
    find_money,
    group_goals,
    group_measures,
    list_claims,
    list_figures,
    list_laws,
    list_more,
)
from api.components.theme_list import build_theme_lines
from api.components.thing import ask_panel, describe_thing, enter_plan, find_thing_iri
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url

if TYPE_CHECKING:
    from api.components.theme_list import ThemeLine
    from api.requests.scope import Scope

blueprint = Blueprint("themes", __name__)
#: The questions of which the page has the first rows, with the columns that it shows.
EXCERPTS = {
    "data-sharing": ("sharing_label", "recipients", "law", "lines"),
    "figures": ("figure_label", "comparator", "value", "lines"),
}
#: As many rows as two of those show beside each other.
MOST_BESIDE = 5


@blueprint.get("/themes")
def list_themes() -> str:
    """List the themes of each plan with their sub-themes."""
    scope, url = get_scope().narrow(read_url()), read_url()
    grouped: dict[str, list[ThemeLine]] = {plan.iri: [] for plan in scope.chosen}
    for line in build_theme_lines(scope, answer_question(scope, "themes", {}).rows):
        grouped[line.row.text("plan")].append(line)
    themes = [(plan, grouped[plan.iri]) for plan in scope.chosen]
    return render_page(scope, url, "themes/index.html", themes=themes)


@blueprint.get("/themes/<local_id>")
def find_theme(local_id: str) -> Response:
    """Lead to the theme that a plan has under *local_id*, or list the plans that have one."""
    return lead_to_thing(get_scope(), read_url(), "Theme", local_id)


@blueprint.get("/themes/<plan>/<local_id>")
def show_theme(plan: str, local_id: str) -> str:
    """Show a theme: its key figures, what it wants and does, with whom, with what means, and what is open."""
    scope = enter_plan(get_scope(), plan)
    iri = find_thing_iri(scope, "Theme", local_id)
    return render_page(
        scope,
        read_url(),
        "themes/show.html",
        **describe_thing(scope, iri),
        **_find_parts(scope, iri, {"theme": local_id}),
        within=ask_panel(scope, "theme-parts", iri),
        claims=list_claims(scope, iri),
        more=list_more(scope, iri),
        steps=summarise_steps(scope, (iri,)),
        missing=[gap for gap in summarise_gaps(scope, (iri,)) if gap.total],
    )


def _find_parts(scope: Scope, iri: str, values: dict[str, str]) -> dict[str, object]:
    """Find the parts of the page of the theme *iri*, which *values* names, with the key figures that count them."""
    measures = answer_question(scope, "measures", values).rows
    goals = answer_question(scope, "goals-and-effects", values).rows
    partners, laws, money = ask_panel(scope, "theme-partners", iri), list_laws(scope, iri), find_money(scope, iri)
    decisions = ask_panel(scope, "theme-decisions", iri)
    excerpts = {name: build_excerpt(scope, name, values, columns, MOST_BESIDE) for name, columns in EXCERPTS.items()}
    counted = count_measures(measures)
    numbers = ThemeNumbers(*counted, len(partners), len(laws), len(decisions), money)
    return {
        "groups": group_measures(scope, iri, measures),
        "counted": counted,
        "goals": group_goals(iri, goals),
        "partners": partners,
        "pairs": ask_panel(scope, "theme-pairs", iri),
        "laws": laws,
        "duties": ask_panel(scope, "theme-duties", iri),
        "money": money,
        "decisions": decisions,
        "excerpts": excerpts,
        "whole": lambda name: find_whole(scope, name, values),
        "figures": list_figures(scope, iri, numbers),
    }
