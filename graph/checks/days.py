"""Whether each day is written as a day: four digits of the year, and no time zone.

A day with a time zone begins at another moment than the same day without one, and the two need not be in order (XML
Schema 1.1 part 2, section 3.3.9): a law that ends on `2020-01-01+01:00` would still be in force on `2020-01-01`. What
is no day at all, the shapes report, property by property.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, parse

import ontology
from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from ontology.namespaces import PREFIXES, RDFS, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

ZONE = Message(
    '%(property)s has a time zone (%(value)s), and a day here has none; write the day alone, as "%(day)s"^^xsd:date.'
)
YEAR = Message(
    '%(property)s has a year that is not of four digits (%(value)s); write the day as "2020-01-31"^^xsd:date.'
)
_DATE = f"{PREFIXES['xsd']}date"
_ZONED = re.compile(r"(-?\d{4,}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})")
_PLAIN_YEAR = re.compile(r"\d{4}-")


@cache
def list_day_properties() -> frozenset[str]:
    """List the properties of the model whose value is a day, once."""
    quads = (quad for file in ontology.MODEL for quad in parse(path=file, format=RdfFormat.TURTLE))
    found = (it for it in quads if it.predicate.value == f"{RDFS}range" and value_of(it.object) == _DATE)
    return frozenset(value_of(quad.subject) for quad in found)


def check_days(quads: Iterable[tuple[Quad, str]]) -> list[Fault]:
    """List a fault for each day in *quads* (each with its file's name) with a time zone, or an odd year."""
    faults = []
    for quad, place in quads:
        value = quad.object
        if isinstance(value, Literal) and value.datatype.value == _DATE and (words := _find_words(quad, value.value)):
            faults.append(Fault(place, value_of(quad.subject), "plain-day", words))
    return sorted(set(faults))


def _find_words(quad: Quad, value: str) -> Message | None:
    """Find what to say of the day *value* in *quad*, where it is not written as a day of ours."""
    said = {"property": compact_iri(quad.predicate.value), "value": value[:40]}
    if zoned := _ZONED.fullmatch(value):
        return ZONE.fill(**said, day=zoned[1])
    if quad.predicate.value in list_day_properties() and re.match(r"-?\d+-\d{2}-\d{2}$", value):
        return None if _PLAIN_YEAR.match(value) else YEAR.fill(**said)
    return None
