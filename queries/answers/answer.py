"""Ask a question: read the parameters, bind them, and give rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.engine import Engine, read_outline
from graph.errors import BadParameter
from graph.terms import TermJson, format_term, make_literal, to_json
from queries.answers.row import make_rows
from queries.answers.value import parse_value
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.engine import Solutions
    from queries.answers.row import Row
    from queries.questions import Column, Question

#: The texts of which it is known whether they ask for a language; each question has one for each set of parameters.
_TEXTS_KEPT = 256


@dataclass(frozen=True)
class Answer:
    """The rows that answer a question, with what was asked.

    A value of `parameters` is an IRI, a day, a year, a number or a text; `terms` holds the same as they were bound.
    `solutions` holds the rows as the terms that they were read from. Where only a part of the rows is here, `only` says
    which value each column has in it, as people read it; `sort` names the column by which they were put in order.
    """

    question: Question
    parameters: Mapping[str, str]
    language: str
    rows: list[Row]
    terms: Mapping[str, TermJson] = field(default_factory=dict)
    solutions: list[Mapping[str, TermJson]] = field(default_factory=list)
    only: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return self.question.columns

    @property
    def sparql(self) -> str:
        """The query with the parameters filled in, to read and to edit."""
        return to_standalone_sparql(self.question, self.terms, self.language)


def ask(engine: Engine, question: Question, values: Mapping[str, str], language: str = "nl") -> Answer:
    """Answer *question* with its parameters given as strings in *values*, labels in *language*.

    :raises BadParameter: when a parameter is unknown, missing, or its value names nothing.
    """
    require_known_language(language)
    terms = bind_parameters(engine, question, values)
    found = {name: term["value"] for name, term in terms.items()}
    bindings = {f"_{name}": term for name, term in terms.items()}
    names = [column.name for column in question.columns]
    solutions = _ask_solutions(engine, question.query(found), bindings, language)
    rows = make_rows(solutions.bindings, names, solutions.query)
    return Answer(question, found, language, rows, terms, solutions.bindings)


def bind_parameters(engine: Engine, question: Question, values: Mapping[str, str]) -> dict[str, TermJson]:
    """Parse *values* as the parameters of *question*, each a term of the graph; those with a default are always there.

    :raises BadParameter: when a parameter is unknown, missing, or its value names nothing.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    given = {name: given for name, given in values.items() if given}
    for name in sorted(given.keys() - known.keys()):
        accepted = ", ".join(known) or "-"
        raise BadParameter(name, "This question has no parameter %(parameter)r. It takes: %(known)s.", known=accepted)
    for name, parameter in known.items():
        if name not in given and parameter.default:
            given[name] = parameter.default
        if parameter.required and name not in given:
            tried = ", ".join(parameter.examples) or "-"
            raise BadParameter(name, "This question needs the parameter %(parameter)r; try %(tried)s.", tried=tried)
    return {name: parse_value(engine, known[name], text) for name, text in given.items()}


def to_standalone_sparql(question: Question, terms: Mapping[str, TermJson], language: str) -> str:
    """Write out the SPARQL of *question* with *terms* filled in and labels in *language*, to read and edit."""
    shown = {name: format_term(term) for name, term in terms.items()}
    return question.standalone({**shown, "lang": format_term(to_json(make_literal(language)))})


def require_known_language(language: str) -> None:
    """Require that there are labels in *language*.

    :raises BadParameter: when there are none.
    """
    if language not in LANGUAGES:
        raise BadParameter("lang", "The language is one of %(known)s.", known=", ".join(LANGUAGES))


def ask_rows(engine: Engine, query: str, bindings: Mapping[str, TermJson], language: str) -> list[Row]:
    """Ask *query* and list its rows of plain values, without what was bound in it."""
    solutions = _ask_solutions(engine, query, bindings, language)
    names = [name for name in solutions.variables if not name.startswith("_")]
    return make_rows(solutions.bindings, names, query)


def _ask_solutions(engine: Engine, query: str, bindings: Mapping[str, TermJson], language: str) -> Solutions:
    """Ask *query*, with *language* bound where it has a variable for it, and return its solutions."""
    bound = {"_lang": to_json(make_literal(language)), **bindings} if _has_language(query) else bindings
    return engine.select(query, bound)


@lru_cache(maxsize=_TEXTS_KEPT)
def _has_language(query: str) -> bool:
    """Say whether *query* has a variable for the language of its labels."""
    return "_lang" in read_outline(query).variables
