"""A question as a request asks it: the parameters in the address, and the answer in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from api.data import data
from api.language import current
from graph.errors import BadParameter
from queries.answer import ask
from queries.concept import format_value
from queries.selection import Selection, select_rows

if TYPE_CHECKING:
    from queries.answer import Answer, Value
    from queries.question import Column, Question

#: What the address may say besides the parameters of a question, and how it says which rows to keep.
OWN = ("format", "lang", "version", "edition", "sort", "page", "size")
ONLY = "only."


def parameters() -> dict[str, str]:
    """Give the parameters in the address, each once.

    :raises BadParameter: where one is repeated: to take the first silently would answer another question.
    """
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadParameter(
                name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=len(values)
            )
    return {name: value for name, value in request.args.items() if name not in OWN and not name.startswith(ONLY)}


def selection() -> Selection:
    """Give which rows of the answer the address asks for, and in which order."""
    only = {name.removeprefix(ONLY): value for name, value in request.args.items() if value and name.startswith(ONLY)}
    return Selection(only, request.args.get("sort", ""))


def question(name: str) -> Question:
    """Give the question called *name*, in the edition that the address asks for."""
    return data().editions.find(name, request.args.get("edition", ""))


def answered(name: str, values: dict[str, str]) -> Answer:
    """Answer the question called *name* in the visitor's language."""
    return whole(data().library.find(name), values)


def whole(found: Question, values: dict[str, str]) -> Answer:
    """Give every row of the answer to the question *found*, in the visitor's language."""
    return ask(data().engine, found, values, current())


def part(answer: Answer) -> Answer:
    """Give the part of *answer* that the address asks for."""
    return select_rows(answer, selection(), read)


def read(column: Column, value: Value) -> str:
    """Give *value* of *column* as the visitor reads it."""
    return format_value(data().engine, column, value, current())
