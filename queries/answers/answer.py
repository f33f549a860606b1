"""Ask a question: read the parameters, bind them, and give rows of plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.engine import Engine, Request
from graph.errors import BadParameter
from graph.terms import TermJson, format_term, make_literal, to_json
from ontology.namespaces import PREFIXES
from queries.answers.value import parse_value
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from queries.questions import Column, Question

Value = str | int | float | None
Row = dict[str, Value]


def _parse_decimal(text: str) -> int | float:
    """Parse *text* as a number, whole where it is written so."""
    return float(text) if "." in text else int(text)


NUMBER_PARSERS: dict[str, Callable[[str], int | float]] = {
    f"{PREFIXES['xsd']}integer": int,
    f"{PREFIXES['xsd']}decimal": _parse_decimal,
    f"{PREFIXES['xsd']}double": float,
}


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
    require_known_language(language)
    terms = {name: parse_value(engine, known[name], text) for name, text in given.items()}
    found = {name: term["value"] for name, term in terms.items()}
    bindings = {f"_{name}": term for name, term in terms.items()}
    names = [column.name for column in question.columns]
    solutions = _ask_solutions(engine, question.query(found), bindings, language)[1]
    return Answer(question, found, language, _to_rows(solutions, names), terms, solutions)


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
    names, solutions = _ask_solutions(engine, query, bindings, language)
    return _to_rows(solutions, [name for name in names if not name.startswith("_")])


def _ask_solutions(
    engine: Engine, query: str, bindings: Mapping[str, TermJson], language: str
) -> tuple[list[str], list[Mapping[str, TermJson]]]:
    """Ask *query* and return its variables, and the terms that it finds for them."""
    bound = {"_lang": to_json(make_literal(language)), **bindings} if "?_lang" in query else dict(bindings)
    reply = json.loads(engine.ask(Request(query, bound)).body)
    return reply["head"]["vars"], reply["results"]["bindings"]


def _to_rows(solutions: list[Mapping[str, TermJson]], names: list[str]) -> list[Row]:
    """Convert *solutions* to rows of plain values under *names*."""
    return [{name: _to_plain_value(found.get(name)) for name in names} for found in solutions]


def _to_plain_value(term: TermJson | None) -> Value:
    """Convert *term* to a plain value; None where there is no term."""
    if term is None:
        return None
    read = NUMBER_PARSERS.get(term.get("datatype", ""))
    return read(term["value"]) if read else term["value"]
