"""Make terms, and convert them: the one place where a user's text becomes part of a query."""

from __future__ import annotations

import re
from typing import TypedDict

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from ontology.namespaces import expand_iri

#: The signs that XML 1.0 cannot hold (section 2.2), as they stand within the brackets of a pattern.
CONTROL_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
_CONTROL_PATTERN = re.compile(f"[{CONTROL_CHARACTERS}]")
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

Term = NamedNode | Literal | BlankNode

TermJson = TypedDict("TermJson", {"type": str, "value": str, "xml:lang": str, "datatype": str}, total=False)


def make_iri(text: str) -> NamedNode:
    """Make an IRI of *text*.

    :raises ValueError: when *text* is no absolute IRI, for instance because it holds a space or a bracket.
    """
    return NamedNode(text)


def make_literal(value: str) -> Literal:
    """Make a plain literal of *value*."""
    return Literal(value)


def make_typed_literal(value: str, datatype: str) -> Literal:
    """Make a literal of *value* with the IRI of its *datatype*."""
    return Literal(value, datatype=NamedNode(datatype))


def make_day(day: str) -> Literal:
    """Make a literal of *day*, written as 2020-01-31."""
    return make_typed_literal(day, "http://www.w3.org/2001/XMLSchema#date")


def parse_term(text: str) -> Term:
    """Parse *text* into a term: an IRI, a prefixed name of ours, or a literal between quotes as in Turtle.

    >>> parse_term('"vier"@nl').language
    'nl'

    :raises ValueError: when it writes no single term.
    """
    if not text.startswith('"'):
        return make_iri(expand_iri(text))
    try:
        (triple,) = list(parse(f"<urn:it> <urn:is> {text} .", RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"No literal: {text[:80]}") from error
    value: Term = triple.object
    return value


def to_xml_text(text: str) -> str:
    """Replace each character of *text* that XML 1.0 cannot hold with U+FFFD, so that no file is spoilt."""
    return _CONTROL_PATTERN.sub("\ufffd", text)


def format_term(term: TermJson) -> str:
    """Format *term* as Turtle and SPARQL write it; the inverse of `parse_term`.

    >>> format_term({"type": "literal", "value": "vier", "xml:lang": "nl"})
    '"vier"@nl'
    """
    return str(from_json(term))


def value_of(term: object) -> str:
    """Return the value of *term*; for the default graph and a quoted triple an empty text."""
    return str(getattr(term, "value", ""))


def to_json(term: Term) -> TermJson:
    """Convert *term* to the form of the SPARQL 1.1 Query Results JSON Format, section 3.2.2.

    >>> to_json(make_literal("vier"))
    {'type': 'literal', 'value': 'vier'}
    """
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD_STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def from_json(term: TermJson) -> Term:
    """Make the term that *term* describes; the inverse of `to_json`.

    >>> from_json(to_json(make_iri("https://example.org/x")))
    <NamedNode value=https://example.org/x>
    """
    if term["type"] == "uri":
        return NamedNode(term["value"])
    if term["type"] == "bnode":
        return BlankNode(term["value"])
    if "xml:lang" in term:
        return Literal(term["value"], language=term["xml:lang"])
    if "datatype" in term:
        return Literal(term["value"], datatype=NamedNode(term["datatype"]))
    return Literal(term["value"])
