"""Where a visitor of the editor starts: at a question of the library, with what was chosen there, or at an example."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.http.language import get_language
from api.serving.dataset import get_dataset
from graph.errors import BadParameter
from queries.answers import parse_value, to_standalone_sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.terms import TermJson
    from queries.questions import Question

EXAMPLE_QUESTION = "themes"
#: What the address of the editor may say besides the parameters of a question.
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


def find_starting_point(address: Mapping[str, str]) -> StartingPoint:
    """Find where the editor starts by the parameters *address*: `from` names a question, the rest are its own."""
    questions = get_dataset().library.questions
    name = address.get("from", "")
    if name not in questions:
        first = questions.get(EXAMPLE_QUESTION) or next(iter(questions.values()))
        return StartingPoint(fill_query(first, {})[0], unknown=name[:80])
    chosen = {key: given for key, given in address.items() if key not in EDITOR_NAMES and given}
    query, wrong = fill_query(questions[name], chosen)
    return StartingPoint(query, questions[name], chosen, wrong=wrong)


def fill_query(question: Question, chosen: Mapping[str, str]) -> tuple[str, BadParameter | None]:
    """Fill the query of *question* with what was *chosen*; also return what is wrong with a choice.

    What must be chosen and is not stands at its default, or at its first example.
    """
    terms: dict[str, TermJson] = {}
    wrong = None
    for parameter in question.parameters:
        usual = parameter.default or (parameter.examples[0] if parameter.required and parameter.examples else "")
        for given in filter(None, (chosen.get(parameter.name), usual)):
            try:
                terms[parameter.name] = parse_value(get_dataset().engine, parameter, given)
                break
            except BadParameter as error:
                wrong = wrong or error
    return to_standalone_sparql(question, terms, get_language()), wrong


def list_titles() -> dict[str, str]:
    """List the title of each question by its name, in alphabetical order of titles."""
    found = {name: question.title[get_language()] for name, question in get_dataset().library.questions.items()}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))
