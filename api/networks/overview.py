"""The overview of very many plans: which partners each has in common with others, asked of all plans at once.

The question itself is asked of each plan by itself, so that its rows say how often and where. Of many plans a picture
shows only that two share a partner; that takes two queries, however many plans there are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from api.requests.question import answer_all
from api.requests.window import MOST_PLANS
from ontology.namespaces import find_plan_key
from queries.answers import Answer, Row, bind_parameters, gather

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from api.requests.scope import Scope
    from queries.questions import Question

#: The view that oversees all plans, however many there are, and is shown first where they are more than a page has.
OVERVIEW = "plans-by-shared-partners"


def is_overview(scope: Scope, question: Question, values: Mapping[str, str]) -> bool:
    """Say whether *question* with *values* is asked of so many plans that `ask_overview` finds all that is shown."""
    return question.name == OVERVIEW and len(scope.chosen) > MOST_PLANS and not values.keys() - {"kind"}


def ask_view(scope: Scope, question: Question, values: Mapping[str, str]) -> Answer:
    """Answer *question* with *values* as its network needs it: in full, or as `ask_overview` where that shows as much.

    :raises BadParameter: where a value means nothing.
    """
    return (ask_overview if is_overview(scope, question, values) else answer_all)(scope, question, dict(values))


def ask_overview(scope: Scope, question: Question, values: Mapping[str, str]) -> Answer:
    """Answer *question* with *values*: a row for each plan, partner and kind, which says neither how often nor where.

    :raises BadParameter: where a value means nothing.
    """
    bound = bind_parameters(scope.plans.register, question, values)
    kind = bound["kind"]["value"].rpartition("/")[2] if "kind" in bound else ""
    plans = {plan.key: plan for plan in scope.chosen}
    found = sorted({(key, it) for key, it in _iter_partners(scope) if key in plans and kind in ("", it[2])})
    rows = [
        Row(
            {
                "plan": plans[key].iri,
                "plan_label": plans[key].find_label(scope.language),
                **dict(zip(("partner", "partner_label", "kind"), it, strict=True)),
                **dict.fromkeys(("measures", "line", "page", "document", "lines")),
            }
        )
        for key, it in found
        if it[0] not in plans[key].publishers
    ]
    terms = {name: term["value"] for name, term in bound.items()}
    return replace(Answer(question, terms, scope.language, rows, bound), plans=scope.chosen)


def _iter_partners(scope: Scope) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the key of each plan with each of its partners that another can have too: the IRI, its label, its kind."""
    everywhere, register = (replace(scope, engine=it) for it in (scope.plans.engine, scope.plans.register))
    asked = ((everywhere, "active-bodies"), (everywhere, "common-partners"), (register, "bodies"))
    active, common, every_body = gather(lambda it: it[0].ask_panel(it[1]), asked)
    for row in common:
        yield find_plan_key(row.text("actor")), (row.text("partner"), row.text("partner_label"), row.text("kind"))
    bodies: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in every_body:
        bodies[row.text("body")].append((row.text("body"), row.text("body_label"), row.text("kind")))
    for row in active:
        for body in bodies[row.text("partner")]:
            yield find_plan_key(row.text("graph")), body
