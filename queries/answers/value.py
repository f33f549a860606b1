"""What is given for a parameter becomes a term, or is refused with what would be accepted."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from graph.folding import strip_formatting
from graph.terms import TermJson, make_literal, make_typed_literal, to_json
from ontology.namespaces import PREFIXES
from queries.answers.choices import find_iri, find_labelled_iri, list_choices
from queries.questions import is_day, is_number, is_year
from queries.words import to_patterns

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from graph.engine import Engine
    from queries.questions import Parameter

#: As many characters as a text may have, and as a message repeats of a value.
LONGEST_TEXT = 200
LONGEST_SHOWN = 80
#: As many choices as fit in a message.
MOST_LISTED = 12
#: As many words as one looks for at once, and what nothing matches where there is none.
MOST_WORDS, NO_WORD = 24, r"[^\s\S] "


def parse_value(engine: Engine, parameter: Parameter, value: str) -> TermJson:
    """Parse *value* as a term for *parameter*; a thing is named by its IRI or the end of that, its local id, or label.

    :raises BadParameter: when it names none; the error says what would be accepted.
    """
    reader = _PARSERS.get(parameter.type)
    return reader(parameter, value) if reader else _find_choice(engine, parameter, value)


def _find_choice(engine: Engine, parameter: Parameter, value: str) -> TermJson:
    """Find the IRI of what *value* names among the choices that the graph has for *parameter*."""
    if parameter.type == "thing":
        found = next((iri for name in parameter.of.split() if (iri := find_iri(engine, name, value))), None)
    else:
        found = next((it.iri for it in list_choices(engine, parameter) if value in (it.iri, it.id)), None)
    if found is None:
        choices = list_choices(engine, parameter)
        found = find_labelled_iri(choices, value)
    if found is None:
        _refuse_value(parameter, value, [it.id for it in choices])
    return {"type": "uri", "value": found}


def _parse_option(parameter: Parameter, value: str) -> TermJson:
    """Parse *value* as one of the options of *parameter*."""
    if value not in parameter.options:
        _refuse_value(parameter, value, list(parameter.options))
    return to_json(make_literal(value))


def _refuse_value(parameter: Parameter, value: str, known: list[str]) -> NoReturn:
    """Refuse *value*, which is none of those that are *known*."""
    raise BadParameter(
        parameter.name,
        "%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.",
        value=value[:LONGEST_SHOWN],
        known=", ".join(known[:MOST_LISTED]) + (", …" if len(known) > MOST_LISTED else ""),
    )


def _parse_day(parameter: Parameter, value: str) -> TermJson:
    """Parse *value* as a day."""
    if not is_day(value):
        raise BadParameter(
            parameter.name,
            "%(value)r is not a day for parameter %(parameter)r. Write it as 2020-01-31.",
            value=value[:LONGEST_SHOWN],
        )
    return _make_literal(value, "date")


def _parse_year(parameter: Parameter, value: str) -> TermJson:
    """Parse *value* as a year."""
    if not is_year(value):
        raise BadParameter(
            parameter.name,
            "%(value)r is not a year for parameter %(parameter)r. Write it in four digits, as 2020.",
            value=value[:LONGEST_SHOWN],
        )
    return _make_literal(value, "integer")


def _parse_number(parameter: Parameter, value: str) -> TermJson:
    """Parse *value* as a number, whole where it is written so."""
    if not is_number(value):
        raise BadParameter(
            parameter.name,
            "%(value)r is not a number for parameter %(parameter)r. Write it in digits, with a point before decimals, "
            "as 25000 or 0.5.",
            value=value[:LONGEST_SHOWN],
        )
    return _make_literal(value, "decimal" if "." in value else "integer")


def _parse_text(parameter: Parameter, value: str) -> TermJson:
    """Parse *value* as text: one line that shows as it is read."""
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in value)
    if hidden or len(value) > LONGEST_TEXT or not value.strip():
        raise BadParameter(
            parameter.name,
            "The text for parameter %(parameter)r does not do. Give one line of at most %(limit)s characters, without "
            "signs that are not seen.",
            limit=LONGEST_TEXT,
        )
    return to_json(make_literal(value.strip()))


def _parse_words(parameter: Parameter, value: str) -> TermJson:
    """Parse *value* as words: a regular expression for each of those that say something, in any of their forms.

    Whoever pastes them from a document brings soft hyphens and the like along.
    """
    seen = strip_formatting(value) if len(value) <= LONGEST_TEXT else value
    patterns = to_patterns(_parse_text(parameter, seen)["value"])
    if patterns.count(" ") > MOST_WORDS:
        raise BadParameter(
            parameter.name,
            "The parameter %(parameter)r takes at most %(most)s words. Leave some out.",
            most=MOST_WORDS,
        )
    return to_json(make_literal(patterns or NO_WORD))


def _make_literal(value: str, datatype: str) -> TermJson:
    """Make a literal of *value*, with one of the datatypes of XML Schema."""
    return to_json(make_typed_literal(value, f"{PREFIXES['xsd']}{datatype}"))


_PARSERS: dict[str, Callable[[Parameter, str], TermJson]] = {
    "choice": _parse_option,
    "date": _parse_day,
    "year": _parse_year,
    "number": _parse_number,
    "text": _parse_text,
    "words": _parse_words,
}
