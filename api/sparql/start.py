"""Where one starts in the editor: at a question of the library, with what was chosen there, or at an example."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from graph.folding import to_sort_key
from queries.answers import FIRST_PLAN_ONLY, find_dataset, find_default, parse_value, to_standalone_sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from graph.engine import Engine
    from graph.message import Words
    from graph.terms import TermJson
    from queries.plans import Plan
    from queries.questions import Question

    #: The plan that a query is of, or none for the register; the terms in it; and what is wrong with a choice.
    Filled = tuple[Plan | None, dict[str, TermJson], BadParameter | None]

EXAMPLE_QUESTION = "themes"


@dataclass(frozen=True)
class StartingPoint:
    """The query to start with, the question it comes from and what was chosen; or the name of an unknown one.

    `wrong` is what is wrong with a choice, which is then left out of the query. `note` says of which plan the query is,
    where several could be meant.
    """

    query: str
    question: Question | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    unknown: str = ""
    wrong: BadParameter | None = None
    note: Words | None = None


def find_starting_point(scope: Scope, parameters: Mapping[str, str]) -> StartingPoint:
    """Find where the editor starts by *parameters*: `from` names a question, and the others may be its own."""
    questions = scope.library.questions
    name = parameters.get("from", "")
    if name not in questions:
        first = questions.get(EXAMPLE_QUESTION) or next(iter(questions.values()))
        return replace(_start_at(scope, first, {}), question=None, note=None, unknown=name[:80])
    question = questions[name]
    chosen = {it.name: parameters[it.name] for it in question.parameters if parameters.get(it.name)}
    return _start_at(scope, question, chosen)


def _start_at(scope: Scope, question: Question, chosen: Mapping[str, str]) -> StartingPoint:
    """Start at *question* with what was *chosen* in it: over the first plan in which that names something."""
    plan, terms, wrong = _fill_parameters(scope, question, chosen)
    query = to_standalone_sparql(question, terms, scope.language, find_dataset(scope.plans, question, plan))
    several = plan is not None and len(scope.chosen) > 1
    note = FIRST_PLAN_ONLY.fill(plan=plan.find_label(scope.language)) if plan and several else None
    return StartingPoint(query, question, chosen, wrong=wrong, note=note)


def _fill_parameters(scope: Scope, question: Question, chosen: Mapping[str, str]) -> Filled:
    """Fill the parameters of *question* with what was *chosen*, in the first plan in which nothing is wrong with it."""
    plans = scope.chosen if question.by_plan else ()
    if not plans:
        return None, *_fill_terms(scope.plans.register, question, chosen)
    first: Filled | None = None
    for plan in plans:
        filled = (plan, *_fill_terms(plan.engine, question, chosen))
        if filled[-1] is None:
            return filled
        first = first or filled
    return first or (None, {}, None)


def _fill_terms(
    engine: Engine, question: Question, chosen: Mapping[str, str]
) -> tuple[dict[str, TermJson], BadParameter | None]:
    """Find in *engine* the terms that were *chosen* for *question*; also return what is wrong with a choice.

    What must be chosen and is not stands at its default, or at its first example.
    """
    terms: dict[str, TermJson] = {}
    wrong = None
    for parameter in question.parameters:
        usual = find_default(parameter) or (parameter.examples[0] if parameter.required and parameter.examples else "")
        for text in filter(None, (chosen.get(parameter.name), usual)):
            try:
                terms[parameter.name] = parse_value(engine, parameter, text)
                break
            except BadParameter as error:
                wrong = wrong or error
    return terms, wrong


def list_titles(scope: Scope) -> dict[str, str]:
    """List the title of each question by its name, in alphabetical order of titles."""
    titles = {name: question.title[scope.language] for name, question in scope.library.questions.items()}
    return dict(sorted(titles.items(), key=lambda item: to_sort_key(item[1])))
