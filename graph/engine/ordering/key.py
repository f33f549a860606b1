"""The key of a term: a text, such that the order of the texts by code point is the order of the terms.

What has no term comes first, then blank nodes, IRIs, literals and quoted triples. Literals stand by kind:

1. numbers by value, whatever their type; NaN last
2. truth values, false first
3. moments by kind, each as `graph.engine.ordering.moment` says, and then durations
4. texts: those without a language by code point, and among them those with one by how people look them up, so that É
   stands with E, and then by code point; of the same text the one without comes first
5. all others, and what its own datatype does not know, by datatype and then by lexical form

Where SPARQL says which of two is lower (SPARQL 1.1, 15.1 and 17.3), which it does not of texts with a language, so does
this; where its `<` says neither, of two numbers that are equal for instance, they have the same key, so that the next
condition decides.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.engine.ordering.moment import find_duration_order, find_moment_order
from graph.engine.ordering.number import XSD, find_number_order
from graph.folding import to_sort_key

_BOOLEAN = f"{XSD}boolean"
_STRINGS = frozenset(
    {
        f"{XSD}string",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString",
    }
)
_TRUTH = {"false": "0", "0": "0", "true": "1", "1": "1"}
#: What the key of an IRI begins with; the IRI follows.
IRI_START = "2"
#: What stands between the parts of a key: lower than all that a text has.
BETWEEN = "\x00"


#: The function of a query that gives the key of a term (`graph.engine.screening.order` writes it).
ORDER_KEY = "urn:x-samendoen:order-key"


class OrderKeys:
    """The function of that name: it gives the key of a term as a literal."""

    def __init__(self) -> None:
        """Start before the first term."""
        self._failure: Exception | None = None

    def __call__(self, term: NamedNode | BlankNode | Literal | Triple) -> Literal:
        """Give the key of *term*."""
        try:
            return Literal(make_key(term))
        except Exception as error:  # the engine takes it for no value, and says nothing
            self._failure = error
            raise

    def require_whole(self) -> None:
        """Raise what kept a key from being made, such as want of memory: what was ordered without it is in no order."""
        if self._failure:
            raise self._failure


def make_key(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Make the key of *term*.

    >>> make_key(NamedNode("urn:a")) < make_key(Literal(9)) < make_key(Literal(10)) < make_key(Literal("1"))
    True
    """
    if isinstance(term, NamedNode):
        return f"{IRI_START}{term.value}"
    if isinstance(term, Literal):
        return f"3{_make_literal_key(term)}"
    if isinstance(term, BlankNode):
        return f"1{term.value}"
    return f"4{BETWEEN.join(make_key(part) for part in (term.subject, term.predicate, term.object))}"


def _make_literal_key(literal: Literal) -> str:
    """Make the key of *literal* among literals."""
    lexical, datatype = literal.value, literal.datatype.value
    if datatype in _STRINGS:
        language = literal.language
        return f"6{to_sort_key(lexical)}{BETWEEN}{lexical}{BETWEEN}{language}" if language else f"6{lexical}"
    if order := find_number_order(lexical, datatype):
        return f"1{order}"
    if datatype == _BOOLEAN and lexical in _TRUTH:
        return f"2{_TRUTH[lexical]}"
    if order := find_moment_order(lexical, datatype):
        return f"3{datatype.replace('Stamp', '')}{BETWEEN}{order}"
    if order := find_duration_order(lexical, datatype):
        return f"4{order}"
    return f"7{datatype}{BETWEEN}{lexical}"
