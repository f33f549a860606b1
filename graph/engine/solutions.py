"""The solutions of a SELECT, with their terms by variable and by the kind that whoever asks counts on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from graph.terms import from_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.terms import Term, TermJson

_INTEGER = f"{PREFIXES['xsd']}integer"


class UnexpectedTerm(ValueError):
    """A solution lacks a term, or has one of another kind, that the code which asked counts on.

    It is no `QueryError`: not the client but the query, or who reads its solutions, has to be mended.
    """

    def __init__(self, variable: str, expected: str, found: object, query: str) -> None:
        """Remember the *variable* that was to have what is *expected*, and name the *query*."""
        what = "no term" if found is None else found
        super().__init__(f"?{variable} has {what} where {expected} is expected, in:\n{query.strip()}")
        self.variable = variable
        self.query = query


class Solution:
    """One solution: what a query found for each of its variables.

    Each accessor raises `UnexpectedTerm` where the variable has no term, or one of another kind; an `optional_` one
    returns None where there is no term.
    """

    __slots__ = ("_query", "_terms")

    def __init__(self, terms: Mapping[str, TermJson], query: str) -> None:
        """Hold the *terms*, by variable, that *query* found."""
        self._terms = terms
        self._query = query

    def __contains__(self, name: str) -> bool:
        """Say whether the variable *name* has a term."""
        return name in self._terms

    def term(self, name: str) -> Term:
        """Return the term of *name*."""
        return from_json(self._require(name, "a term"))

    def value(self, name: str) -> str:
        """Return the value of *name*: an IRI, the label of a blank node, or the lexical form of a literal."""
        return self._require(name, "a term")["value"]

    def iri(self, name: str) -> str:
        """Return the IRI of *name*."""
        term = self._require(name, "an IRI")
        return term["value"] if term["type"] == "uri" else self._refuse(name, "an IRI")

    def text(self, name: str) -> str:
        """Return the lexical form of the literal of *name*, whatever its datatype."""
        term = self._require(name, "a literal")
        return term["value"] if term["type"] == "literal" else self._refuse(name, "a literal")

    def integer(self, name: str) -> int:
        """Return the whole number of *name*."""
        term = self._require(name, "an integer")
        return int(term["value"]) if term.get("datatype") == _INTEGER else self._refuse(name, "an integer")

    def language(self, name: str) -> str:
        """Return the language tag of *name*, which is empty for what is in no language."""
        return self._require(name, "a term").get("xml:lang", "")

    def optional_iri(self, name: str) -> str | None:
        """Return the IRI of *name*, where it has one."""
        return self.iri(name) if name in self._terms else None

    def optional_text(self, name: str) -> str | None:
        """Return the lexical form of the literal of *name*, where it has one."""
        return self.text(name) if name in self._terms else None

    def _require(self, name: str, expected: str) -> TermJson:
        """Return the term of *name* as JSON has it, or refuse that it has none where it is *expected*."""
        return self._terms[name] if name in self._terms else self._refuse(name, expected)

    def _refuse(self, name: str, expected: str) -> NoReturn:
        """Refuse what stands for *name*, where *expected* has to.

        :raises UnexpectedTerm: always.
        """
        raise UnexpectedTerm(name, expected, self._terms.get(name), self._query)


@dataclass(frozen=True)
class Solutions:
    """The solutions of `query`, in order; `variables` are those of its SELECT.

    `bindings` holds the same as JSON has it, for who takes many at once.
    """

    query: str
    variables: tuple[str, ...]
    bindings: list[Mapping[str, TermJson]]

    def __len__(self) -> int:
        """Count the solutions."""
        return len(self.bindings)

    def __iter__(self) -> Iterator[Solution]:
        """Iterate over the solutions."""
        return (Solution(terms, self.query) for terms in self.bindings)


def parse_solutions(body: bytes, query: str) -> Solutions:
    """Parse *body*, which answers *query* in the SPARQL 1.1 Query Results JSON Format.

    :raises ValueError: when it holds no solutions, as the answer to an ASK.
    """
    reply = json.loads(body)
    if "results" not in reply:
        raise ValueError(f"This is no SELECT:\n{query.strip()}")
    return Solutions(query, tuple(reply["head"]["vars"]), reply["results"]["bindings"])
