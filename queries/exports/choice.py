"""What was chosen of an answer, in words: its parameters, which rows were kept, and their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers import find_choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Answer
    from queries.questions import Parameter


@dataclass(frozen=True)
class Choice:
    """A choice: what it is of, and what was chosen, as people read both; empty where nothing was.

    `is_day` says that what was chosen is a day, written as 2020-01-31.
    """

    label: str
    value: str
    is_day: bool = False


def list_choices_made(engine: Engine, answer: Answer, translator: Translator, *, whole: bool = False) -> list[Choice]:
    """List the choices that *answer* rests on, in the language of *translator*; *engine* holds the same version.

    With the *whole*, the parameters for which nothing was chosen are listed too.
    """
    language = answer.language
    chosen = (
        Choice(it.label[language], _format_choice(engine, answer, it), it.type == "date")
        for it in answer.question.bound
    )
    return [*(it for it in chosen if it.value or whole), *_iter_selection(answer, translator)]


def _iter_selection(answer: Answer, translator: Translator) -> Iterator[Choice]:
    """Yield which rows were kept and in which order they were put, where that was asked."""
    labels = {it.name: it.label[answer.language] for it in answer.columns}
    for name, value in answer.only.items():
        yield Choice(translator.gettext("Only the rows with"), f"{labels[name]}: {value}")
    if column := labels.get(answer.sort.removeprefix("-")):
        downwards = translator.gettext("%(column)s (downwards)") % {"column": column}
        yield Choice(translator.gettext("Sorted by"), downwards if answer.sort.startswith("-") else column)


def _format_choice(engine: Engine, answer: Answer, parameter: Parameter) -> str:
    """Format what was chosen for *parameter* as people read it; empty where nothing was."""
    value = answer.parameters.get(parameter.name, "")
    if parameter.options and value:
        return parameter.options[value][answer.language]
    engines = [plan.engine for plan in answer.plans] or [answer.register or engine]
    found = find_choice(engines, parameter, lambda it: value in (it.iri, it.id)) if value else None
    return found.label.get(answer.language) or found.label.get("nl", found.id) if found else value
