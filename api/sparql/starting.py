"""Where a visitor of the editor starts: at a question of the library, with what was chosen there, or at an example."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.data import data
from api.language import current
from graph.errors import BadParameter
from queries import value
from queries.answer import to_standalone_sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.terms import TermJson
    from queries.question import Question

EXAMPLE = "themes"
#: What the address of the editor may say besides the parameters of a question.
OWN = ("from", "lang", "query", "view", "value", "format", "default-graph-uri", "named-graph-uri")


@dataclass(frozen=True)
class Start:
    """The query to start with, and the question it is of, with what was chosen; or a name that names no question.

    `wrong` is what is wrong with a choice, which is then left out of the query.
    """

    query: str
    question: Question | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    unknown: str = ""
    wrong: BadParameter | None = None


def start(address: Mapping[str, str]) -> Start:
    """Give where the *address* starts: `from` names a question, the rest are its parameters."""
    questions = data().library.questions
    name = address.get("from", "")
    if name not in questions:
        first = questions.get(EXAMPLE) or next(iter(questions.values()))
        return Start(filled(first, {})[0], unknown=name[:80])
    chosen = {key: given for key, given in address.items() if key not in OWN and given}
    query, wrong = filled(questions[name], chosen)
    return Start(query, questions[name], chosen, wrong=wrong)


def filled(question: Question, chosen: Mapping[str, str]) -> tuple[str, BadParameter | None]:
    """Give the query of *question* with what was *chosen* in it, to be read and changed, and what is wrong with that.

    What must be chosen and is not stands at its default, or at its first example.
    """
    terms: dict[str, TermJson] = {}
    wrong = None
    for parameter in question.parameters:
        usual = parameter.default or (parameter.examples[0] if parameter.required and parameter.examples else "")
        for given in filter(None, (chosen.get(parameter.name), usual)):
            try:
                terms[parameter.name] = value.parse_value(data().engine, parameter, given)
                break
            except BadParameter as error:
                wrong = wrong or error
    return to_standalone_sparql(question, terms, current()), wrong


def titles() -> dict[str, str]:
    """Give the title of each question by its name, as the alphabet has them."""
    found = {name: question.title[current()] for name, question in data().library.questions.items()}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))
