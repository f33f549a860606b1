"""The CONSTRUCT rules of `graph/reasoning/constructs`, asked in turns of the facts so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph.reasoning.construct_parser import parse_construct
from graph.reasoning.matching import match_group
from graph.reasoning.pattern import is_variable
from ontology.base import rebase_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph.reasoning.facts import Facts, RelationName
    from graph.reasoning.relation import Numbers


class ConstructRules:
    """The CONSTRUCT rules of some files, applied to the facts so far."""

    def __init__(self, facts: Facts, files: Iterable[Path]) -> None:
        """Prepare to apply the rules in *files* to *facts*."""
        self._facts = facts
        self._rules = [_ConstructRule(file, facts) for file in files]

    def take_turns(self) -> set[RelationName]:
        """Apply each rule until no fact is new, and return the relations that grew.

        A rule waits for one that makes what it looks at, so that few are asked twice.
        """
        pending = list(self._rules)
        grown: set[RelationName] = set()
        while pending:
            rule = next((one for one in pending if not any(other.feeds(one) for other in pending)), pending[0])
            new = self._facts.add(self._facts.named(rule.made(self._facts)).items())
            pending = [one for one in self._rules if one.wanted & new or (one in pending and one is not rule)]
            grown |= new
        return grown


class _ConstructRule:
    """A rule of a file, its names as numbers."""

    def __init__(self, file: Path, facts: Facts) -> None:
        """Read the rule in *file*, to be applied to *facts*.

        :raises TypeError: when it is no CONSTRUCT, or one that `graph.reasoning.construct_parser` does not read.
        """
        try:
            self._head, self._body = parse_construct(rebase_text(file.read_text(encoding="utf-8")))
        except ValueError as error:
            raise TypeError(f"{file.name} is not a CONSTRUCT rule: {error}") from error
        self._made = {facts.name_of(pattern) for pattern in self._head}
        body = [*self._body.wanted(), *self._body.unwanted()]
        self.wanted = {facts.name_of(pattern) for pattern in body}

    def feeds(self, other: _ConstructRule) -> bool:
        """Say whether it makes what the *other* looks at."""
        return self is not other and bool(self._made & other.wanted)

    def made(self, facts: Facts) -> Numbers:
        """Make the statements that follow from *facts*, none with a literal as subject (SPARQL 1.1, 16.2)."""
        table = match_group(self._body, facts)
        number, ones = facts.terms.iri, np.ones(table.length, dtype=np.int64)
        parts = [
            np.column_stack([table.columns[t] if is_variable(t) else number(t) * ones for t in triple])
            for triple in ((p.subject, p.prop, p.value) for p in self._head)
        ]
        rows = np.concatenate(parts)
        made: Numbers = rows[facts.terms.nodes(rows[:, 0])]
        return made
