"""The proof that the SPARQL of a question does what its header says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.engine import QueryBounds, screen
from graph.errors import BrokenQuestion, QueryError, QuerySyntaxError
from queries.questions.piece import find_when_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from graph.engine import QueryOutline
    from queries.questions.question import Question

    #: What lists the variables that a SELECT returns.
    Lister = Callable[[str], list[str]]

#: What is bound in every question that has a variable for it: the language of the labels, and the day of today.
ALWAYS_BOUND = ("lang", "today")


def require_askable(question: Question, lister: Lister) -> None:
    """Require that the SPARQL of *question* can be asked with none, each and all of its parameters.

    What each of these selects is listed by *lister*.

    :raises BrokenQuestion: when it is no SPARQL, or gives other columns, or its parameters are not in it as they must.
    """
    if not question.text.strip():
        raise BrokenQuestion(question.path, question.first, "The file has no query. Add a SELECT below the header.")
    names = [parameter.name for parameter in question.parameters]
    outline = _screen(question)
    _require_known_parameters(question, outline, {*names, *ALWAYS_BOUND})
    _require_order(question, outline)
    choices = dict.fromkeys([(), *((name,) for name in names), tuple(names)])
    selected = {given: _require_columns(question, given, lister) for given in choices}
    for name in names:
        if f"_{name}" not in selected[name,]:
            raise BrokenQuestion(
                question.path,
                question.first,
                "The SELECT must list ?_%(name)s, on a line that ends with '# when: %(name)s'.",
                name=name,
            )


def _require_known_parameters(question: Question, outline: QueryOutline, known: Collection[str]) -> None:
    """Refuse a variable in the *outline* of *question*, or a mark, that names no parameter of it."""
    variables = outline.variables.items()
    named = [(question.text.count("\n", 0, start), name[1:]) for name, start in variables if name.startswith("_")]
    named += [(number, mark.name) for number, mark in find_when_marks(question.text).items()]
    for number, name in sorted(named):
        if name not in known:
            raise BrokenQuestion(
                question.path,
                question.first + number,
                "There is no parameter '%(name)s'. Describe it in the header, under 'parameters'.",
                name=name,
            )


def _require_order(question: Question, outline: QueryOutline) -> None:
    """Require an ORDER BY in *question*, of this *outline*: without it the same question could have other answers."""
    if not outline.is_ordered:
        last = question.first + question.text.count("\n") - 1
        raise BrokenQuestion(
            question.path,
            last,
            "The query has no ORDER BY after its last bracket. Add it, so that the same question has the same answer.",
        )


def _screen(question: Question) -> QueryOutline:
    """Read the outline of *question* with every line, or refuse it where no query here may hold what it does."""
    try:
        return screen(question.text, QueryBounds())
    except QueryError as error:
        raise BrokenQuestion(question.path, question.first, "%(why)s", why=error) from error


def _require_columns(question: Question, given: Collection[str], lister: Lister) -> list[str]:
    """Require that *question* selects the columns of its header with the *given* parameters; list all it selects."""
    selected = _list_variables(question, given, lister)
    found = [name for name in selected if not name.startswith("_")]
    columns = [column.name for column in question.selected]
    if found != columns:
        raise BrokenQuestion(
            question.path,
            question.first,
            "The query selects %(found)s, and the header has the columns %(columns)s. Make them the same.",
            found=", ".join(found) or "-",
            columns=", ".join(columns),
        )
    return selected


def _list_variables(question: Question, given: Collection[str], lister: Lister) -> list[str]:
    """List with *lister* the variables that the query selects with the *given* parameters, or refuse it."""
    try:
        return lister(question.query(given))
    except QuerySyntaxError as error:
        line = question.find_line(given, int(str(error.values.get("line") or 1)))
        raise BrokenQuestion(
            question.path,
            line,
            "This is no SPARQL 1.1 here, or just before here, in column %(column)s.",
            column=error.values.get("column") or "?",
        ) from error
    except QueryError as error:
        raise BrokenQuestion(question.path, question.first, "%(why)s", why=error) from error
