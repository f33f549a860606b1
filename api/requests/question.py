"""A question as a request asks it: the parameters in the address, and the answer in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from api.http.language import get_language
from api.serving.dataset import get_dataset
from graph.errors import BadParameter
from queries.answers import Selection, ask, format_value, select_rows

if TYPE_CHECKING:
    from queries.answers import Answer, Value
    from queries.questions import Column, Question

#: What the address may say besides the parameters of a question, and how it says which rows to keep.
RESERVED_NAMES = ("format", "lang", "version", "edition", "sort", "page", "size")
ONLY_PREFIX = "only."


def read_parameters() -> dict[str, str]:
    """Read the parameters of a question from the URL, each once.

    :raises BadParameter: where one is repeated: to take the first silently would answer another question.
    """
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadParameter(
                name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=len(values)
            )
    return {
        name: value
        for name, value in request.args.items()
        if name not in RESERVED_NAMES and not name.startswith(ONLY_PREFIX)
    }


def read_selection() -> Selection:
    """Read from the URL which rows of the answer are wanted, and in which order."""
    only = {
        name.removeprefix(ONLY_PREFIX): value
        for name, value in request.args.items()
        if value and name.startswith(ONLY_PREFIX)
    }
    return Selection(only, request.args.get("sort", ""))


def find_question(name: str) -> Question:
    """Find the question called *name*, in the edition that the URL asks for."""
    return get_dataset().editions.find(name, request.args.get("edition", ""))


def answer_question(name: str, values: dict[str, str]) -> Answer:
    """Answer the question called *name* in the language of this request."""
    return answer_all(get_dataset().library.find(name), values)


def answer_all(found: Question, values: dict[str, str]) -> Answer:
    """Answer the question *found* with every row, in the language of this request."""
    return ask(get_dataset().engine, found, values, get_language())


def select_requested(answer: Answer) -> Answer:
    """Select the rows of *answer* that the URL asks for."""
    return select_rows(answer, read_selection(), format_cell)


def format_cell(column: Column, value: Value) -> str:
    """Format *value* of *column* for people, in the language of this request."""
    return format_value(get_dataset().engine, column, value, get_language())
