"""A question as a URL asks it: its parameters, which rows are kept, and the answer in the language of the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.requests.url import ONLY_PREFIX, RESERVED_NAMES
from graph.errors import BadParameter
from queries.answers import Selection, ask, bind_by_plan, bind_parameters, select_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer
    from queries.plans import Plan
    from queries.questions import Question


def parse_parameters(url: RequestUrl) -> dict[str, str]:
    """Parse the parameters of a question in *url*, each once.

    :raises BadParameter: where one is repeated: to take the first silently would answer another question.
    """
    for name, values in url.parameters.lists():
        if len(values) > 1 and name != "plan":
            raise BadParameter(
                name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=len(values)
            )
    return {
        name: value
        for name, value in url.parameters.items()
        if name not in RESERVED_NAMES and not name.startswith(ONLY_PREFIX)
    }


def parse_selection(url: RequestUrl) -> Selection:
    """Parse which rows of the answer *url* keeps, and in which order."""
    only = {
        name.removeprefix(ONLY_PREFIX): value
        for name, value in url.parameters.items()
        if value and name.startswith(ONLY_PREFIX)
    }
    return Selection(only, url.parameters.get("sort", ""))


def build_answer_key(
    scope: Scope, question: Question, url: RequestUrl, values: Mapping[str, str]
) -> tuple[object, ...]:
    """Build all that the answer to *question* with *values*, and the rows of it that *url* keeps, depends on."""
    selection, given = parse_selection(url), sorted(it for it in values.items() if it[1])
    return question.name, question.edition, *given, *sorted(selection.only.items()), selection.sort, *scope.key


def find_question(scope: Scope, name: str, url: RequestUrl) -> Question:
    """Find the question called *name*, in the edition that *url* names."""
    return scope.editions.find(name, url.parameters.get("edition", ""))


def answer_question(scope: Scope, name: str, values: dict[str, str]) -> Answer:
    """Answer the question called *name* with *values* as it is now, with every row."""
    return answer_all(scope, scope.library.find(name), values)


def find_choices(scope: Scope, question: Question, url: RequestUrl) -> list[tuple[Plan | None, dict[str, str]]]:
    """Find what *url* chooses in *question*, defaults included: the IRI or the text of each parameter, in each plan.

    A plan in which a value names nothing is left out; where there is no plan, what is chosen is the register's.

    :raises BadParameter: where a parameter is unknown, repeated or missing, or its value names nothing in any plan.
    """
    values = parse_parameters(url)
    bound = bind_by_plan(scope.plans, scope.chosen, question, values)
    found = bound or [(None, bind_parameters(scope.plans.register, question, values))]
    return [(plan, {name: term["value"] for name, term in terms.items()}) for plan, terms in found]


def answer_all(scope: Scope, question: Question, values: dict[str, str]) -> Answer:
    """Answer *question* with *values* and every row."""
    return ask(scope.plans, question, values, scope.language, scope.chosen)


def select_requested(scope: Scope, answer: Answer, url: RequestUrl) -> Answer:
    """Select the rows of *answer* that *url* keeps, in its order."""
    return select_rows(answer, parse_selection(url), scope.format_cell)
