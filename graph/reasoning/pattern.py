"""What a CONSTRUCT rule looks for: triple patterns in groups (SPARQL 1.1, section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class TriplePattern:
    """A triple pattern; a variable begins with a question mark, and anything else is an IRI."""

    subject: str
    prop: str
    value: str

    @property
    def variables(self) -> set[str]:
        """The variables in it."""
        return {term for term in (self.subject, self.value) if is_variable(term)}


@dataclass(frozen=True)
class PatternGroup:
    """A group of patterns: all that must be there, the choices, and what must not be."""

    patterns: tuple[TriplePattern, ...]
    unions: tuple[tuple[PatternGroup, ...], ...] = ()
    binds: tuple[tuple[str, str], ...] = ()
    differ: tuple[tuple[str, tuple[str, ...]], ...] = ()
    absent: tuple[PatternGroup, ...] = ()

    def wanted(self) -> Iterator[TriplePattern]:
        """Yield the patterns that it looks for, those of its choices with them."""
        yield from self.patterns
        for branch in chain.from_iterable(self.unions):
            yield from branch.wanted()

    def unwanted(self) -> Iterator[TriplePattern]:
        """Yield the patterns that must not be there."""
        for group in self.absent:
            yield from group.wanted()
            yield from group.unwanted()
        for branch in chain.from_iterable(self.unions):
            yield from branch.unwanted()

    def variables(self) -> set[str]:
        """Collect the variables that have a value wherever it is found."""
        found = {variable for pattern in self.patterns for variable in pattern.variables}
        for union in self.unions:
            found |= set.intersection(*(branch.variables() for branch in union))
        return found | {other for _, other in self.binds}


def is_variable(term: str) -> bool:
    """Say whether *term* of a pattern is a variable."""
    return term.startswith("?")
