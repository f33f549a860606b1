"""A page that is of one plan: which that is, and which others it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.page import render_page
from api.requests.chooser import name_plans

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

#: As many plans as one is offered.
MOST_OFFERED = 50


def enter_one_plan(scope: Scope, url: RequestUrl) -> tuple[Scope, list[tuple[str, str]]]:
    """Narrow *scope* to the one plan that is chosen; with what others are called, each with its path for *url*.

    Where several plans could be meant, the scope stays as it is.
    """
    plans = scope.plans if len(scope.chosen) == 1 else scope.chosen
    names = name_plans(tuple(plans)[:MOST_OFFERED], scope.language)
    chosen = {plan.key for plan in scope.chosen} if len(scope.chosen) == 1 else set()
    others = [(name, url.build_changed(plan=key)) for key, name in names.items() if key not in chosen]
    return (scope.within(scope.chosen[0]) if len(scope.chosen) == 1 else scope), others


def render_plan_choice(scope: Scope, url: RequestUrl, others: list[tuple[str, str]]) -> str:
    """Render the page that says that the one at *url* is of one plan, with the *others* to choose from."""
    return render_page(scope, url, "choose_plan.html", plans=others)
