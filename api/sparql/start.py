"""Where one starts in the editor: at a question of the library, with what was chosen there, or at an example."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from queries.answers import parse_value, to_standalone_sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from graph.terms import TermJson
    from queries.questions import Question

EXAMPLE_QUESTION = "themes"
#: What the URL of the editor may say besides the parameters of a question.
EDITOR_NAMES = ("from", "lang", "query", "view", "value", "format", "default-graph-uri", "named-graph-uri")


@dataclass(frozen=True)
class StartingPoint:
    """The query to start with, the question it comes from and what was chosen; or the name of an unknown one.

    `wrong` is what is wrong with a choice, which is then left out of the query.
    """

    query: str
    question: Question | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    unknown: str = ""
    wrong: BadParameter | None = None


def find_starting_point(scope: Scope, parameters: Mapping[str, str]) -> StartingPoint:
    """Find where the editor starts by *parameters*: `from` names a question, the rest are its own."""
    questions = scope.library.questions
    name = parameters.get("from", "")
    if name not in questions:
        first = questions.get(EXAMPLE_QUESTION) or next(iter(questions.values()))
        return StartingPoint(fill_query(scope, first, {})[0], unknown=name[:80])
    chosen = {key: value for key, value in parameters.items() if key not in EDITOR_NAMES and value}
    query, wrong = fill_query(scope, questions[name], chosen)
    return StartingPoint(query, questions[name], chosen, wrong=wrong)


def fill_query(scope: Scope, question: Question, chosen: Mapping[str, str]) -> tuple[str, BadParameter | None]:
    """Fill the query of *question* with what was *chosen*; also return what is wrong with a choice.

    What must be chosen and is not stands at its default, or at its first example.
    """
    terms: dict[str, TermJson] = {}
    wrong = None
    for parameter in question.parameters:
        usual = parameter.default or (parameter.examples[0] if parameter.required and parameter.examples else "")
        for text in filter(None, (chosen.get(parameter.name), usual)):
            try:
                terms[parameter.name] = parse_value(scope.engine, parameter, text)
                break
            except BadParameter as error:
                wrong = wrong or error
    return to_standalone_sparql(question, terms, scope.language), wrong


def list_titles(scope: Scope) -> dict[str, str]:
    """List the title of each question by its name, in alphabetical order of titles."""
    titles = {name: question.title[scope.language] for name, question in scope.library.questions.items()}
    return dict(sorted(titles.items(), key=lambda item: item[1].casefold()))
