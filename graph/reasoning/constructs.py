"""The CONSTRUCT rules of `graph/rules`, asked in turns of the facts so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph.reasoning import construct_reader, matching
from graph.reasoning.patterns import is_variable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph.reasoning.closing import Facts, Name
    from graph.reasoning.joins import Numbers


class Constructs:
    """The rules of some files, over the facts so far."""

    def __init__(self, facts: Facts, files: Iterable[Path]) -> None:
        """Ask the rules in *files* of *facts*."""
        self._facts = facts
        self._rules = [_Construct(file, facts) for file in files]

    def take_turns(self) -> set[Name]:
        """Ask each rule until no fact is new, and give the relations that grew.

        A rule waits for one that makes what it looks at, so that few are asked twice.
        """
        pending = list(self._rules)
        grown: set[Name] = set()
        while pending:
            rule = next((one for one in pending if not any(other.feeds(one) for other in pending)), pending[0])
            new = self._facts.add(self._facts.named(rule.made(self._facts)).items())
            pending = [one for one in self._rules if one.wanted & new or (one in pending and one is not rule)]
            grown |= new
        return grown


class _Construct:
    """A rule of a file, its names as numbers."""

    def __init__(self, file: Path, facts: Facts) -> None:
        """Read the rule in *file*, to be asked of *facts*.

        :raises TypeError: when it is no CONSTRUCT, or one that `graph.reasoning.construct_reader` does not read.
        """
        try:
            self._head, self._body = construct_reader.read(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise TypeError(f"{file.name} is not a CONSTRUCT rule: {error}") from error
        self._made = {facts.name_of(pattern) for pattern in self._head}
        body = [*self._body.wanted(), *self._body.unwanted()]
        self.wanted = {facts.name_of(pattern) for pattern in body}

    def feeds(self, other: _Construct) -> bool:
        """Say whether it makes what the *other* looks at."""
        return self is not other and bool(self._made & other.wanted)

    def made(self, facts: Facts) -> Numbers:
        """Give the statements that it makes of *facts*; none with a text for a subject (SPARQL 1.1, section 16.2)."""
        table = matching.find(self._body, facts)
        number, ones = facts.terms.iri, np.ones(table.length, dtype=np.int64)
        parts = [
            np.column_stack([table.columns[t] if is_variable(t) else number(t) * ones for t in triple])
            for triple in ((p.subject, p.prop, p.value) for p in self._head)
        ]
        rows = np.concatenate(parts)
        made: Numbers = rows[facts.terms.nodes(rows[:, 0])]
        return made
