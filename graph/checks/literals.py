"""Whether each literal is a value of its datatype, whatever property it is of.

One that is none can be counted, compared and shown by nobody: a page without its subject, a sum without its amount.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.checks.lexical import DATATYPES, XSD, find_example, find_ill_typed
from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from ontology.namespaces import RDF, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

ILL_TYPED = Message(
    '%(property)s has a value that is no %(datatype)s; write it as in "%(example)s"^^%(datatype)s, or as a text '
    "without a datatype."
)
UNKNOWN = Message(
    "%(property)s has a value of %(datatype)s, and XML Schema has no such datatype; %(known)s is most like it."
)
YEAR = Message(
    "%(property)s has a year that is not of four digits, which few programs read; write it as in "
    '"%(example)s"^^%(datatype)s, or as a text without a datatype.'
)
RULE = "value-of-datatype"
_YEARS = frozenset(f"{XSD}{name}" for name in ("date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"))
_PLAIN_YEAR = re.compile(r"(?!0000)[0-9]{4}(?![0-9])")
#: As many faults as are told of one kind; a file of a million has the same one over and over.
_MOST_FAULTS = 1_000
#: What rdflib would look into, and log, or unfold: no shape speaks of these.
_MARKED_UP = frozenset({f"{RDF}XMLLiteral", f"{RDF}HTML"})
_ILL_TYPED = NamedNode("urn:samendoen:ill-typed")


def check_literals(quads: Iterable[tuple[Quad, str]]) -> list[Fault]:
    """List a fault for each literal in *quads* (each with its file's name) that is no value of its datatype."""
    quads = list(quads)
    unfit = find_unfit(quad for quad, _ in quads)
    found = (
        Fault(place, value_of(quad.subject), RULE, _describe(quad.predicate, value), value=value.value)
        for quad, place in quads
        if isinstance(value := quad.object, Literal) and value in unfit and value.datatype.value not in _MARKED_UP
    )
    return sorted(set(islice(found, _MOST_FAULTS)))


def find_unfit(quads: Iterable[Quad]) -> set[Literal]:
    """Find the literals in *quads* that no library should be handed: ill-typed, of an odd year, or marked up."""
    literals = {quad.object for quad in quads if isinstance(quad.object, Literal)}
    odd = {it for it in literals if it.datatype.value in _MARKED_UP or _has_odd_year(it)}
    return odd | find_ill_typed(literals)


def retype(literal: Literal) -> Literal:
    """Return *literal*, which is unfit, for the shapes: as one of a datatype that is not known.

    It breaks the same shapes, and no library tries to read it, which takes one long and another writes into the log.
    """
    return Literal(literal.value, datatype=_ILL_TYPED)


def is_retyped(value: object) -> bool:
    """Say whether *value* is a literal that was unfit."""
    return isinstance(value, Literal) and value.datatype == _ILL_TYPED


def _describe(prop: NamedNode, literal: Literal) -> Message:
    """Describe what is wrong with *literal*, a value of *prop*."""
    datatype = literal.datatype.value
    said = {"property": compact_iri(prop.value), "datatype": compact_iri(datatype)}
    if datatype.startswith(XSD) and datatype.removeprefix(XSD) not in DATATYPES:
        known = get_close_matches(datatype.removeprefix(XSD), sorted(DATATYPES), 1, 0) or ["string"]
        return UNKNOWN.fill(**said, known=f"xsd:{known[0]}")
    words = YEAR if _has_odd_year(literal) and not find_ill_typed([literal]) else ILL_TYPED
    return words.fill(**said, example=find_example(datatype))


def _has_odd_year(literal: Literal) -> bool:
    """Say whether *literal* has a year, and one that is not of four digits."""
    return literal.datatype.value in _YEARS and not _PLAIN_YEAR.match(literal.value)
