"""Whether the text of a literal is a value of its datatype (XML Schema 1.1 part 2, RDF 1.1 section 5).

The engine that answers is asked itself wherever it knows the datatype: what it cannot count or compare is no value to
it either, such as a number of thirty digits. For the other datatypes of RDF there is a pattern here.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from graph.terms import value_of
from ontology.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

XSD = PREFIXES["xsd"]
#: The datatypes that the engine calculates with, each with a value to show as an example.
CALCULATED = {
    "boolean": "true",
    "integer": "42",
    "decimal": "12.50",
    "double": "1.5e3",
    "float": "1.5e3",
    "date": "2020-01-31",
    "time": "13:30:00",
    "dateTime": "2020-01-31T13:30:00",
    "gYear": "2020",
    "gYearMonth": "2020-01",
    "gMonth": "--01",
    "gMonthDay": "--01-31",
    "gDay": "---31",
    "duration": "P1Y6M",
    "yearMonthDuration": "P1Y6M",
    "dayTimeDuration": "P3DT12H",
}
#: The lowest and the highest value of each kind of integer; None where it has none.
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "long": (-(1 << 63), (1 << 63) - 1),
    "int": (-(1 << 31), (1 << 31) - 1),
    "short": (-(1 << 15), (1 << 15) - 1),
    "byte": (-(1 << 7), (1 << 7) - 1),
    "unsignedLong": (0, (1 << 64) - 1),
    "unsignedInt": (0, (1 << 32) - 1),
    "unsignedShort": (0, (1 << 16) - 1),
    "unsignedByte": (0, (1 << 8) - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}
#: The pattern and an example of each other datatype of XML Schema that RDF can have.
_PATTERNS = {
    "dateTimeStamp": (r"[^Z+]*(?:Z|[+-]\d\d:\d\d)", "2020-01-31T13:30:00Z"),
    "hexBinary": (r"(?:[0-9A-Fa-f]{2})*", "48656C6C6F"),
    "base64Binary": (r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?", "SGVsbG8="),
    "anyURI": (r"[^\s<>\"{}|\\^`]+", "https://example.org/"),
    "language": (r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", "nl"),
    "normalizedString": (r"[^\t\r\n]*", "tekst"),
    "token": (r"(?:[^\s]+(?: [^\s]+)*)?", "tekst"),
    "NMTOKEN": (r"[\w:.\u00b7-]+", "tekst"),
    "Name": (r"[^\W\d][\w:.\u00b7-]*|[:_][\w:.\u00b7-]*", "tekst"),
    "NCName": (r"[^\W\d][\w.\u00b7-]*", "tekst"),
}
#: Datatypes of XML Schema of which every text is a value, or which mean nothing outside an XML document.
_UNJUDGED = frozenset(
    {"string", "anyType", "anySimpleType", "anyAtomicType", "untypedAtomic", "QName", "NOTATION", "ID", "IDREF"}
    | {"IDREFS", "ENTITY", "ENTITIES", "NMTOKENS"}
)
DATATYPES = frozenset({*CALCULATED, *_INTEGERS, *_PATTERNS, *_UNJUDGED})
#: What most values look like; these need not be put to the engine.
_PLAIN = {
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "date": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"),
    "boolean": re.compile(r"true|false"),
}
#: As long as the text of a number or a time may be; a longer one takes the engine long.
_MOST_CHARACTERS = 1_000


def find_ill_typed(literals: Iterable[Literal]) -> set[Literal]:
    """Find those of *literals* whose text is no value of their datatype; of one that is not known here, any text is.

    >>> from graph.terms import make_typed_literal
    >>> days = [make_typed_literal(f"2019-02-{day}", f"{XSD}date") for day in (28, 30)]
    >>> [it.value for it in find_ill_typed(days)]
    ['2019-02-30']
    """
    found: set[Literal] = set()
    doubtful: dict[str, set[Literal]] = defaultdict(set)
    for literal in set(literals):
        name = literal.datatype.value.removeprefix(XSD)
        if name in CALCULATED and not (name in _PLAIN and _PLAIN[name].fullmatch(literal.value)):
            doubtful[name].add(literal)
        elif name not in CALCULATED and not _is_value(literal.datatype.value, literal.value):
            found.add(literal)
    for name, several in doubtful.items():
        values = _cast_all(name, {literal.value for literal in several if len(literal.value) <= _MOST_CHARACTERS})
        found |= {literal for literal in several if literal.value not in values}
    return found


def find_example(datatype: str) -> str:
    """Find a value of *datatype*, an IRI, to show as an example; an empty text where none is known.

    >>> find_example(f"{XSD}byte")
    '42'
    """
    name = datatype.removeprefix(XSD)
    if name in _INTEGERS:
        return "-42" if _INTEGERS[name][1] in (0, -1) else "42"
    if datatype == f"{RDF}JSON":
        return "[1, 2]"
    return CALCULATED.get(name) or (_PATTERNS[name][1] if name in _PATTERNS else "")


def _is_value(datatype: str, text: str) -> bool:
    """Say whether *text* is a value of *datatype*, an IRI, with which the engine does not calculate."""
    name = datatype.removeprefix(XSD)
    if datatype == f"{RDF}JSON":
        return _is_json(text)
    if name in _INTEGERS and datatype != name:
        return _is_integer(text, *_INTEGERS[name])
    if name in _PATTERNS and datatype != name:
        whole = re.fullmatch(_PATTERNS[name][0], text) is not None
        return whole and (name != "dateTimeStamp" or bool(_cast_all("dateTime", {text[:_MOST_CHARACTERS]})))
    return name in _UNJUDGED or not datatype.startswith(XSD)


def _is_integer(text: str, low: int | None, high: int | None) -> bool:
    """Say whether *text* is an integer between *low* and *high*, that the engine can count."""
    if not re.fullmatch(r"[+-]?[0-9]{1,20}", text):
        return False
    number = int(text)
    return (low is None or number >= low) and (high is None or number <= high)


def _cast_all(name: str, texts: Iterable[str]) -> set[str]:
    """List those of *texts* that the engine makes a value of, of the datatype of XML Schema called *name*."""
    store, given = Store(), NamedNode("urn:given")
    store.bulk_extend(Quad(given, given, Literal(text)) for text in texts)
    answer = store.query(f"SELECT ?text WHERE {{ ?it ?is ?text BIND(<{XSD}{name}>(?text) AS ?v) FILTER(BOUND(?v)) }}")
    return {value_of(row["text"]) for row in answer} if isinstance(answer, QuerySolutions) else set()


def _is_json(text: str) -> bool:
    """Say whether *text* is JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
