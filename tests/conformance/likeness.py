"""When two results are the same: by the rules of the suites, exactly, or else by the values of their literals.

The suites ask for the same terms, whatever blank nodes are called. An engine that keeps values rather than spellings
(RDF 1.1 Semantics, section 7: it recognises the datatypes) gives 1 where the data says 01; such a result is the same by
value, and is counted as that.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad

from tests.conformance.results import LANGUAGE, Results, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.conformance.results import Row, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
WHOLE = {"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt"}
TIMES = {"dateTime", "date", "time", "gYear", "gYearMonth"}


def verdict(mine: Results, expected: Results, *, ordered: bool, lax: bool) -> str:
    """Give "exact" or "value", as *mine* are the *expected* results, and "" where they are not.

    With *ordered* the order matters; with *lax* a row may be there fewer times than expected, as REDUCED allows.
    """
    if mine.boolean is not None or expected.boolean is not None or mine.variables != expected.variables:
        return "exact" if (mine.boolean, mine.variables) == (expected.boolean, expected.variables) else ""
    if lax and len(mine.rows) <= len(expected.rows):
        mine, expected = _distinct(mine), _distinct(expected)
    for name, written in (("exact", _as_it_is), ("value", by_value)):
        if _canonical(mine, written, ordered=ordered) == _canonical(expected, written, ordered=ordered):
            return name
    return ""


def same_graph(mine: Iterable[Quad], expected: Iterable[Quad]) -> str:
    """Give "exact" or "value", as *mine* is isomorphic to *expected*, and "" where it is not."""
    one, other = list(mine), list(expected)
    for name, written in (("exact", _as_it_is), ("value", by_value)):
        if _named(_quads(one, written)) == _named(_quads(other, written)):
            return name
    return ""


def _distinct(results: Results) -> Results:
    """Give *results* with each row once."""
    rows = {tuple(sorted(row.items())): row for row in results.rows}
    return replace(results, rows=tuple(rows.values()))


def _canonical(results: Results, written: Callable[[Term], Term], *, ordered: bool) -> set[str]:
    """Give *results* so that equal ones are equal sets: a graph with a node for each row, named by RDFC-1.0."""
    rows = [tuple(sorted((name, written(value)) for name, value in row.items())) for row in results.rows]
    counted = Counter(enumerate(rows) if ordered else ((0, row) for row in rows))
    quads: list[Quad] = []
    for number, ((place, row), times) in enumerate(counted.items()):
        quads += _row(BlankNode(f"row{number}"), dict(row), f"{place} {times}")
    return _named(quads)


def _row(subject: BlankNode, row: Row, note: str) -> Iterable[Quad]:
    """Give *row* as quads about *subject*, with a *note*."""
    yield Quad(subject, NamedNode("urn:note"), Literal(note))
    for name, value in row.items():
        yield Quad(subject, NamedNode(f"urn:variable:{name}"), _node(value))


def _named(quads: Iterable[Quad]) -> set[str]:
    """Give *quads* as lines, with the blank nodes named by RDFC-1.0."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def _quads(quads: Iterable[Quad], written: Callable[[Term], Term]) -> list[Quad]:
    """Give *quads* with each object *written* in one way."""
    return [Quad(q.subject, q.predicate, _node(written(term(q.object))), q.graph_name) for q in quads]


def _node(value: Term) -> NamedNode | BlankNode | Literal:
    """Give *value* as a node of the engine that names blank nodes."""
    kind, text, datatype, language = value
    if kind == "uri":
        return NamedNode(text)
    if kind == "bnode":
        return BlankNode(f"b{text.encode().hex()}")
    if datatype == LANGUAGE:
        return Literal(text, language=language)
    return Literal(text, datatype=NamedNode(datatype or "urn:csv"))


def _as_it_is(value: Term) -> Term:
    """Give *value*."""
    return value


def by_value(value: Term) -> Term:
    """Give *value* in one spelling of the many that its datatype has for it; ill-typed text stays as it is.

    >>> by_value(("literal", "01", XSD + "integer", ""))[1]
    '1'
    """
    kind, text, datatype, language = value
    name = datatype.removeprefix(XSD)
    if kind == "csv":
        return kind, _number(text, float), datatype, language
    if name in WHOLE or name == "decimal":
        text = _number(text, Decimal)
    elif name in {"double", "float"}:
        text = _number(text, float)
    elif name == "boolean":
        text = {"1": "true", "0": "false"}.get(text, text)
    elif name in TIMES:
        text = re.sub(r"(:\d\d\.\d*?)0+(?=$|Z|[+-])", r"\1", text).replace(".Z", "Z")
        text = re.sub(r"[+-]00:00$", "Z", text)
    return kind, text, datatype, language


def _number(text: str, read: type[float | Decimal]) -> str:
    """Give the number that *text* writes, in the one spelling of *read*, or *text* where it writes none."""
    try:
        number = read(text)
    except (ValueError, InvalidOperation):
        return text
    return str(number.normalize() if isinstance(number, Decimal) else number)
