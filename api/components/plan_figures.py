"""A plan in six figures that lead on: who takes part, what is missing, what is open, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.key_figures import make_figure, make_warning
from api.components.plan_numbers import count_by_plan, count_steps
from api.components.version_step import describe_last_change
from api.requests.question import answer_question

if TYPE_CHECKING:
    from api.components.key_figures import KeyFigure
    from api.requests.scope import Scope
    from api.serving.history import History
    from queries.plans import Plan

#: The step of ownership on which a measure stands of which nobody is named.
NOBODY = "nobody"


def build_plan_figures(scope: Scope, plan: Plan, history: History) -> list[KeyFigure]:
    """Build the figures of *plan*, which *scope* is about; the last is what changed since the version before.

    That is left out where *history* knows of no version before, or has not compared the two yet.
    """
    link, ngettext = scope.url_for, scope.translator.ngettext
    counted = count_by_plan(scope).get(plan.key)
    partners = counted.partners if counted else 0
    unnamed = count_steps(scope).get(plan.key, {}).get(NOBODY, 0)
    unpaid = len(answer_question(scope, "themes-without-money", {}).rows)
    undecided, changed = len(scope.ask_panel("plan-decisions")), len(scope.ask_panel("laws-changed", scope.bind_day()))
    without = link("questions.show_question", name="measures-without-owner", step=NOBODY)
    return [
        make_figure(scope, partners, ngettext("partner", "partners", partners), link("partners.list_partners")),
        make_warning(
            scope, unnamed, ngettext("measure without anyone named", "measures without anyone named", unnamed), without
        ),
        make_warning(
            scope,
            unpaid,
            ngettext("theme without money", "themes without money", unpaid),
            link("questions.show_question", name="themes-without-money"),
        ),
        make_warning(
            scope,
            changed,
            ngettext("law that changed since the plan", "laws that changed since the plan", changed),
            link("legislation.list_laws"),
        ),
        make_warning(
            scope,
            undecided,
            ngettext("open decision", "open decisions", undecided),
            link("decisions.show_decisions"),
        ),
        *_list_change(scope, plan, history),
    ]


def _list_change(scope: Scope, plan: Plan, history: History) -> list[KeyFigure]:
    """List what changed in *plan* since the version before; nothing where that is not known."""
    change = describe_last_change(scope, history, plan.key if scope.has_several else "")
    if change is None:
        return []
    words = scope.translator.ngettext(
        "thing changed since the last version", "things changed since the last version", change.count
    )
    return [make_figure(scope, change.count, words, change.href)]
