"""Ask a question: read the parameters, bind them, and give rows of plain values."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graph.engine.store import Engine, Request
from graph.errors import BadParameter, QueryError
from graph.terms import TermJson, text, to_json
from ontology.namespaces import PREFIXES
from queries import thing
from queries.question import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from queries.question import Column, Parameter, Question

Value = str | int | float | None
Row = dict[str, Value]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


def _decimal(text: str) -> int | float:
    """Give the number that *text* writes, whole where it is written so."""
    return float(text) if "." in text else int(text)


NUMBERS: dict[str, Callable[[str], int | float]] = {
    f"{PREFIXES['xsd']}integer": int,
    f"{PREFIXES['xsd']}decimal": _decimal,
    f"{PREFIXES['xsd']}double": float,
}


@dataclass(frozen=True)
class Answer:
    """The rows that answer a question, with what was asked; a value of `parameters` is an IRI, a day or a year."""

    question: Question
    parameters: Mapping[str, str]
    language: str
    rows: list[Row]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return self.question.columns


def ask(engine: Engine, question: Question, values: Mapping[str, str], language: str = "nl") -> Answer:
    """Answer *question* with its parameters given as strings in *values*, labels in *language*.

    :raises BadParameter: when a parameter is unknown, missing, or its value names nothing.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    given = {name: value for name, value in values.items() if value}
    for name in sorted(given.keys() - known.keys()):
        accepted = ", ".join(known) or "-"
        raise BadParameter(name, "This question has no parameter %(parameter)r. It takes: %(known)s.", known=accepted)
    for name, parameter in known.items():
        if parameter.required and name not in given:
            raise BadParameter(name, "This question needs the parameter %(parameter)r.")
    refuse_unknown(language)
    terms = {name: _read(engine, known[name], value) for name, value in given.items()}
    found = {name: term["value"] for name, term in terms.items()}
    bindings = {f"_{name}": term for name, term in terms.items()}
    return Answer(question, found, language, rows(engine, question.query(found), bindings, language, question.columns))


def refuse_unknown(language: str) -> None:
    """Let *language* pass only where there are labels in it.

    :raises BadParameter: when there are none.
    """
    if language not in LANGUAGES:
        raise BadParameter("lang", "The language is one of %(known)s.", known=", ".join(LANGUAGES))


def rows(
    engine: Engine,
    query: str,
    bindings: Mapping[str, TermJson],
    language: str,
    columns: tuple[Column, ...] = (),
) -> list[Row]:
    """Give the rows of *query*, with only the *columns* where those are given, in their order."""
    bound = {"_lang": to_json(text(language)), **bindings} if "?_lang" in query else dict(bindings)
    reply = json.loads(engine.ask(Request(query, bound)).body)
    names = [column.name for column in columns] or [n for n in reply["head"]["vars"] if not n.startswith("_")]
    if absent := set(names) - set(reply["head"]["vars"]):
        raise QueryError("The query does not give the columns %(absent)s.", absent=", ".join(sorted(absent)))
    return [{name: _value(found.get(name)) for name in names} for found in reply["results"]["bindings"]]


def _read(engine: Engine, parameter: Parameter, value: str) -> TermJson:
    """Give the term that *value* names for *parameter*: by IRI or local id, as a day, or as a year."""
    if parameter.type == "date":
        return _day(parameter, value)
    if parameter.type == "year":
        return _year(parameter, value)
    candidates = thing.choices(engine, parameter)
    for candidate in candidates:
        if value in (candidate.iri, candidate.id):
            return {"type": "uri", "value": candidate.iri}
    shown = ", ".join(candidate.id for candidate in candidates[:12])
    more = ", …" if len(candidates) > 12 else ""  # noqa: PLR2004 as many as one line shows
    raise BadParameter(
        parameter.name,
        "%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.",
        value=value[:80],
        known=shown + more,
    )


def _day(parameter: Parameter, value: str) -> TermJson:
    """Give *value* as a day."""
    try:
        day = date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError as error:
        raise BadParameter(
            parameter.name,
            "%(value)r is not a day for parameter %(parameter)r. Write it as 2020-01-31.",
            value=value[:80],
        ) from error
    return {"type": "literal", "value": day.isoformat(), "datatype": f"{PREFIXES['xsd']}date"}


def _year(parameter: Parameter, value: str) -> TermJson:
    """Give *value* as a year."""
    if not _YEAR.fullmatch(value):
        raise BadParameter(
            parameter.name,
            "%(value)r is not a year for parameter %(parameter)r. Write it in four digits, as 2020.",
            value=value[:80],
        )
    return {"type": "literal", "value": value, "datatype": f"{PREFIXES['xsd']}integer"}


def _value(term: TermJson | None) -> Value:
    """Give *term* as a plain value."""
    if term is None:
        return None
    read = NUMBERS.get(term.get("datatype", ""))
    return read(term["value"]) if read else term["value"]
