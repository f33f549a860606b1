"""Answers of several systems, held against each other as rows in any order."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Cell = str | float | None
    Rows = Counter[tuple[Cell, ...]]

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("decimal", "double", "float", "int", "integer", "long", "nonNegativeInteger")}
#: So many digits of a number count: an average is summed in another order by each system.
DIGITS = 9


def rows(body: bytes) -> Rows:
    """Give the rows in *body*, SPARQL results in JSON, each as often as it is there.

    A number counts by its value, any other term by its text: systems write 0.50 and 0.5, and type a string or not.

    >>> rows(b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "x"}}, {}]}}')
    Counter({('x',): 1, (None,): 1})
    """
    answer = json.loads(body)
    names = sorted(answer["head"]["vars"])
    return Counter(tuple(_cell(row.get(name)) for name in names) for row in answer["results"]["bindings"])


def _cell(term: Mapping[str, str] | None) -> Cell:
    """Give what *term* counts as."""
    if term is None:
        return None
    if term.get("datatype") in NUMBERS:
        return float(f"{float(term['value']):.{DIGITS}g}")
    return term["value"]


def difference(ours: Rows, theirs: Rows) -> Iterator[str]:
    """Say in what *theirs* differs from *ours*, with an example of either; nothing where they are the same rows."""
    for who, only in (("ours", ours - theirs), ("theirs", theirs - ours)):
        if only:
            yield f"only {who}: {only.total()} rows, such as {min(only, key=str)}"
