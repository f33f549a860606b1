"""Make terms, and convert them: the one place where a user's text becomes part of a query."""

from __future__ import annotations

import re
from typing import TypedDict

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from ontology.namespaces import expand

#: The signs that XML 1.0 cannot hold (section 2.2), as they stand within the brackets of a pattern.
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
_CONTROL = re.compile(f"[{CONTROL}]")
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

Term = NamedNode | Literal | BlankNode

TermJson = TypedDict("TermJson", {"type": str, "value": str, "xml:lang": str, "datatype": str}, total=False)


def iri(text: str) -> NamedNode:
    """Make an IRI of *text*.

    :raises ValueError: when *text* is no absolute IRI, for instance because it holds a space or a bracket.
    """
    return NamedNode(text)


def text(value: str) -> Literal:
    """Make a plain literal of *value*."""
    return Literal(value)


def typed(value: str, datatype: str) -> Literal:
    """Make a literal of *value* with the IRI of its *datatype*."""
    return Literal(value, datatype=NamedNode(datatype))


def written(text: str) -> Term:
    """Make the term that *text* writes: an IRI, a prefixed name of ours, or a literal between quotes as in Turtle.

    >>> written('"vier"@nl').language
    'nl'

    :raises ValueError: when it writes no single term.
    """
    if not text.startswith('"'):
        return iri(expand(text))
    try:
        (triple,) = list(parse(f"<urn:it> <urn:is> {text} .", RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"No literal: {text[:80]}") from error
    value: Term = triple.object
    return value


def xml_text(text: str) -> str:
    """Give *text* with U+FFFD for each sign that XML 1.0 cannot hold, so that it does not spoil a whole file."""
    return _CONTROL.sub("\ufffd", text)


def notation(term: TermJson) -> str:
    """Give *term* as Turtle and SPARQL write it; the inverse of `written`.

    >>> notation({"type": "literal", "value": "vier", "xml:lang": "nl"})
    '"vier"@nl'
    """
    return str(from_json(term))


def value_of(term: object) -> str:
    """Give the value of *term*; the default graph and a quoted triple have none."""
    return str(getattr(term, "value", ""))


def to_json(term: Term) -> TermJson:
    """Give *term* in the form of the SPARQL 1.1 Query Results JSON Format, section 3.2.2.

    >>> to_json(text("vier"))
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

    >>> from_json(to_json(iri("https://example.org/x")))
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
