"""What is given for a parameter becomes a term, or is refused with what would be accepted."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from graph.terms import TermJson, to_json
from graph.terms import make_literal as plain
from ontology.namespaces import PREFIXES
from queries import thing

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from graph.engine.store import Engine
    from queries.question import Parameter

#: As many characters as a text may have, and as a message repeats of a value.
LONGEST = 200
SHOWN = 80
#: As many choices as fit in a message.
LISTED = 12
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(?P<fraction>\.[0-9]{1,6})?", re.ASCII)


def read(engine: Engine, parameter: Parameter, value: str) -> TermJson:
    """Give the term that *value* names for *parameter*; a thing is named by its IRI or its local id.

    :raises BadParameter: when it names none; the error says what would be accepted.
    """
    reader = _READERS.get(parameter.type)
    return reader(parameter, value) if reader else _chosen(engine, parameter, value)


def _chosen(engine: Engine, parameter: Parameter, value: str) -> TermJson:
    """Give the IRI of what *value* names among the choices that the graph has for *parameter*."""
    candidates = thing.choices(engine, parameter)
    found = next((it for it in candidates if value in (it.iri, it.id)), None)
    return {"type": "uri", "value": found.iri} if found else _none_of(parameter, value, [it.id for it in candidates])


def _option(parameter: Parameter, value: str) -> TermJson:
    """Give *value* as one of the options of *parameter*."""
    if value not in parameter.options:
        _none_of(parameter, value, list(parameter.options))
    return to_json(plain(value))


def _none_of(parameter: Parameter, value: str, known: list[str]) -> NoReturn:
    """Refuse *value*, which is none of those that are *known*."""
    raise BadParameter(
        parameter.name,
        "%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.",
        value=value[:SHOWN],
        known=", ".join(known[:LISTED]) + (", …" if len(known) > LISTED else ""),
    )


def _day(parameter: Parameter, value: str) -> TermJson:
    """Give *value* as a day."""
    try:
        day = date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError as error:
        raise BadParameter(
            parameter.name,
            "%(value)r is not a day for parameter %(parameter)r. Write it as 2020-01-31.",
            value=value[:SHOWN],
        ) from error
    return _typed(day.isoformat(), "date")


def _year(parameter: Parameter, value: str) -> TermJson:
    """Give *value* as a year."""
    if not _YEAR.fullmatch(value):
        raise BadParameter(
            parameter.name,
            "%(value)r is not a year for parameter %(parameter)r. Write it in four digits, as 2020.",
            value=value[:SHOWN],
        )
    return _typed(value, "integer")


def _number(parameter: Parameter, value: str) -> TermJson:
    """Give *value* as a number, whole where it is written so."""
    found = _NUMBER.fullmatch(value)
    if not found:
        raise BadParameter(
            parameter.name,
            "%(value)r is not a number for parameter %(parameter)r. Write it in digits, with a point before decimals, "
            "as 25000 or 0.5.",
            value=value[:SHOWN],
        )
    return _typed(value, "decimal" if found["fraction"] else "integer")


def _text(parameter: Parameter, value: str) -> TermJson:
    """Give *value* as text: one line that shows as it is read."""
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in value)
    if hidden or len(value) > LONGEST or not value.strip():
        raise BadParameter(
            parameter.name,
            "The text for parameter %(parameter)r does not do. Give one line of at most %(limit)s characters, without "
            "signs that are not seen.",
            limit=LONGEST,
        )
    return to_json(plain(value.strip()))


def _typed(value: str, datatype: str) -> TermJson:
    """Give *value* as a literal of one of XML Schema's types."""
    return {"type": "literal", "value": value, "datatype": f"{PREFIXES['xsd']}{datatype}"}


_READERS: dict[str, Callable[[Parameter, str], TermJson]] = {
    "choice": _option,
    "date": _day,
    "year": _year,
    "number": _number,
    "text": _text,
}
