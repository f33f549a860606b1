"""What is asked for a question becomes terms, in each plan those that the words mean there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from queries.answers.gathering import gather
from queries.answers.value import parse_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.engine import Engine
    from graph.terms import TermJson
    from queries.plans import Plan, Plans
    from queries.questions import Parameter, Question

    #: A plan, or none for the register, with the terms that are bound in it.
    Bound = tuple[Plan | None, dict[str, TermJson]]

#: The default of a day that is the day on which one asks.
TODAY = "today"


def bind_by_plan(plans: Plans, chosen: Sequence[Plan], question: Question, values: Mapping[str, str]) -> list[Bound]:
    """Bind *values* as the parameters of *question* in each of the plans *chosen* in which all of them name something.

    A question of the register is bound there alone; one of plans too where there are none, to refuse what is wrong and
    to show what would be asked.

    :raises BadParameter: when a parameter is unknown or missing, or its value names nothing in any of the plans.
    """
    tried = gather(lambda plan: _try_to_bind(plan, question, values), chosen)
    bound: list[Bound] = [it for it in tried if not isinstance(it, BadParameter)]
    refused = [it for it in tried if isinstance(it, BadParameter)]
    if refused and not bound:
        raise refused[0]
    return bound if chosen else [(None, bind_parameters(plans.register, question, values))]


def _try_to_bind(plan: Plan, question: Question, values: Mapping[str, str]) -> Bound | BadParameter:
    """Bind *values* as the parameters of *question* in *plan*, or return why they cannot be."""
    try:
        return plan, bind_parameters(plan.engine, question, _drop_key(plan, values))
    except BadParameter as error:
        return error


def bind_parameters(engine: Engine, question: Question, values: Mapping[str, str]) -> dict[str, TermJson]:
    """Parse *values* as the parameters of *question*, each a term of the graph; those with a default are always there.

    :raises BadParameter: when a parameter is unknown, missing, or its value names nothing.
    """
    known = {parameter.name: parameter for parameter in question.bound}
    given = {name: given for name, given in values.items() if given}
    for name in sorted(given.keys() - known.keys()):
        accepted = ", ".join(parameter.name for parameter in question.parameters) or "-"
        raise BadParameter(name, "This question has no parameter %(parameter)r. It takes: %(known)s.", known=accepted)
    for name, parameter in known.items():
        if name not in given and parameter.default:
            given[name] = find_default(parameter)
        if parameter.required and name not in given:
            tried = ", ".join(parameter.examples) or "-"
            raise BadParameter(name, "This question needs the parameter %(parameter)r; try %(tried)s.", tried=tried)
    return {name: parse_value(engine, known[name], text) for name, text in given.items()}


def find_today() -> str:
    """Find the day of today where the program runs, as 2020-01-31."""
    return datetime.now(UTC).astimezone().date().isoformat()


def find_default(parameter: Parameter) -> str:
    """Find what *parameter* is where nothing is given."""
    return find_today() if parameter.default == TODAY else parameter.default


def _drop_key(plan: Plan, values: Mapping[str, str]) -> dict[str, str]:
    """Drop the key of *plan* from those *values* that begin with it, as in `zilverhaven-2031/water`."""
    return {name: value.removeprefix(f"{plan.key}/") for name, value in values.items()}
