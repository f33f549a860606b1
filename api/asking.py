"""A question as a request asks it: the parameters in the address, and the answer in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from api.data import data
from api.language import current
from graph.errors import BadParameter
from queries import library
from queries.answer import ask

if TYPE_CHECKING:
    from queries.answer import Answer

#: What the address may say besides the parameters of a question.
OWN = ("format", "lang")


def parameters() -> dict[str, str]:
    """Give the parameters in the address, each once.

    :raises BadParameter: where one is repeated: to take the first silently would answer another question.
    """
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadParameter(
                name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=len(values)
            )
    return {name: value for name, value in request.args.items() if name not in OWN}


def answered(name: str, values: dict[str, str]) -> Answer:
    """Answer the question called *name* in the visitor's language."""
    return ask(data().engine, library.find(name), values, current())
