"""Terms: made from a user's text without ever becoming anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from graph.terms import Term, from_json, make_iri, make_literal, make_typed_literal, to_json
from ontology.namespaces import PREFIXES

XSD = PREFIXES["xsd"]
TERMS = [
    NamedNode("https://example.org/é"),
    BlankNode("b0"),
    Literal("vier"),
    Literal(""),
    Literal('a "quote"\n\\ {}'),
    Literal("vier", language="nl"),
    Literal("four", language="en-gb"),
    Literal("4", datatype=NamedNode(f"{XSD}integer")),
    Literal("not a number", datatype=NamedNode(f"{XSD}integer")),
    Literal("x", datatype=NamedNode("https://example.org/own")),
]
NO_IRIS = [
    "",
    "local-id",
    "https://example.org/a b",
    "https://example.org/> } DROP ALL #",
    "https://example.org/<x>",
    'https://example.org/"',
    "https://example.org/{x}",
    "https://example.org/\n",
    "https://example.org/\\u0020|",
    "//example.org/",
]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_term_comes_back_as_it_was(term: Term) -> None:
    """A term written as JSON and read again is the same term."""
    assert from_json(to_json(term)) == term


@given(st.text())
def test_any_text_stays_that_text(value: str) -> None:
    """No text, whatever it holds, becomes anything but a literal with that value."""
    term = make_literal(value)

    assert term.value == value
    assert to_json(term) == {"type": "literal", "value": value}
    assert from_json(to_json(term)) == term


@pytest.mark.parametrize("text", NO_IRIS)
def test_text_that_is_no_iri_is_refused(text: str) -> None:
    """An address with a bracket, a space or no scheme is refused, so none can close an IRI and go on."""
    with pytest.raises(ValueError, match=r".+"):
        make_iri(text)


def test_json_has_the_standard_form() -> None:
    """Types, languages and datatypes stand where the SPARQL JSON results format puts them."""
    assert to_json(make_iri("urn:a")) == {"type": "uri", "value": "urn:a"}
    assert to_json(BlankNode("b")) == {"type": "bnode", "value": "b"}
    assert to_json(Literal("a", language="nl")) == {"type": "literal", "value": "a", "xml:lang": "nl"}
    assert to_json(make_typed_literal("4", f"{XSD}integer")) == {
        "type": "literal",
        "value": "4",
        "datatype": f"{XSD}integer",
    }


def test_typed_string_is_plain() -> None:
    """A literal of type xsd:string is a plain one, as RDF 1.1 has it."""
    assert make_typed_literal("a", f"{XSD}string") == make_literal("a")
