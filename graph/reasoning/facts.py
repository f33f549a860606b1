"""Facts as relations, closed under the rules of the ontology: a round at a time, each from what the last one added.

What a round adds is joined with what was there before (semi-naive evaluation), so each way to come to a fact is gone
once. There are as many rounds as the longest hierarchy has levels; a round takes time by what it adds, and by the
relations that it adds to.
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from graph.errors import TooMuchFollows
from graph.reasoning.relation import (
    EMPTY,
    drop_repeats,
    iter_by_end,
    iter_runs,
    join_links,
    list_ends,
    list_starts,
    make_links,
    merge_disjoint,
    reverse_links,
    sort_distinct,
    subtract_links,
    unite_links,
)
from ontology.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.reasoning.encoding import TermNumbers
    from graph.reasoning.pattern import TriplePattern
    from graph.reasoning.relation import Numbers
    from graph.reasoning.rules import OntologyRules

    #: A property; or a property and a class, for what is of that class.
    RelationName = tuple[int, int]
    Relations = Mapping[RelationName, Numbers]

TYPE = f"{RDF}type"
#: As many rounds as there may be: a chain of five hundred takes seconds, and one of thousands an hour.
MOST_ROUNDS = 500


class Facts:
    """What is true so far, per property, and for rdf:type per class; and the rules that add to it."""

    def __init__(self, terms: TermNumbers, rules: OntologyRules) -> None:
        """Begin with *rules* about *terms*, and no facts."""
        self.terms = terms
        self.relations: dict[RelationName, Numbers] = {}
        self.type = terms.iri(TYPE)
        self._rules = _NumberedRules(terms, rules)
        self._turned: dict[int, tuple[Numbers, Numbers]] = {}

    def fork(self, terms: TermNumbers) -> Facts:
        """Make facts that begin with these, about *terms*, a copy of those that these are about."""
        made = copy(self)
        made.terms, made.relations = terms, dict(self.relations)
        made._turned = {}  # noqa: SLF001  its own, as what it keeps differs from now on
        return made

    def add(self, found: Iterable[tuple[RelationName, Numbers]]) -> set[RelationName]:
        """Take in what is *found*, with all that follows, and return which relations grew.

        :raises TooMuchFollows: when that takes more than `MOST_ROUNDS`.
        """
        grown: set[RelationName] = set()
        rounds = 0
        while new := self._new(found):
            rounds += 1
            if rounds > MOST_ROUNDS:
                raise TooMuchFollows
            before = dict(self.relations)
            for name, relation in new.items():
                self.relations[name] = merge_disjoint(before.get(name, EMPTY), relation)
            grown |= new.keys()
            found = list(self._following(new, before))
        return grown

    def named(self, rows: Numbers) -> dict[RelationName, Numbers]:
        """Group *rows*, statements of three numbers, into relations by name."""
        order = np.argsort(rows[:, 1], kind="stable")
        parts = ((prop, rows[order[part]]) for prop, part in iter_runs(rows[order, 1]))
        relations = ((prop, sort_distinct(make_links(part[:, 0], part[:, 2]))) for prop, part in parts)
        return dict(named for prop, relation in relations for named in self._named(prop, relation))

    def name_of(self, pattern: TriplePattern) -> RelationName:
        """Return the name of the relation that *pattern* looks at; a type in it is always a named class."""
        prop = self.terms.iri(pattern.prop)
        return prop, self.terms.iri(pattern.value) if prop == self.type else 0

    def pairs(self, prop: int, cls: int = 0) -> Numbers:
        """Return the links of *prop*; of rdf:type only those to *cls*, where that is passed."""
        return self._pairs(prop, self.relations) if not cls else self.relations.get((prop, cls), EMPTY)

    def _pairs(self, prop: int, relations: Relations) -> Numbers:
        """Return the links of *prop* in *relations*."""
        if prop != self.type:
            return relations.get((prop, 0), EMPTY)
        return unite_links([EMPTY, *(relation for (of, _), relation in relations.items() if of == prop)])

    def _new(self, found: Iterable[tuple[RelationName, Numbers]]) -> dict[RelationName, Numbers]:
        """Select those of the links *found* that are no facts yet."""
        parts: dict[RelationName, list[Numbers]] = defaultdict(list)
        for name, part in found:
            parts[name].append(part)
        fresh = {
            name: subtract_links(unite_links(several), self.relations.get(name, EMPTY))
            for name, several in parts.items()
        }
        return {name: relation for name, relation in fresh.items() if len(relation)}

    def _named(self, prop: int, relation: Numbers) -> Iterator[tuple[RelationName, Numbers]]:
        """Yield *relation*, links of *prop*, under its name; those of rdf:type class by class."""
        if prop != self.type:
            yield (prop, 0), relation
        else:
            for cls, members in iter_by_end(relation):
                yield (prop, cls), members

    def _following(self, new: Relations, before: Relations) -> Iterator[tuple[RelationName, Numbers]]:
        """Yield what follows from what is *new*, and from that with what was there *before*."""
        for (prop, cls), relation in new.items():
            yield from self._of_class(prop, cls, relation)
            for wider in self._rules.superproperties.get(prop, ()):
                yield from self._named(wider, relation)
            if prop in self._rules.inverses:
                backwards = reverse_links(self._to_nodes(relation))
                for inverse in self._rules.inverses[prop]:
                    yield from self._named(inverse, backwards)
        for steps, head in self._rules.chains:
            for place, step in enumerate(steps):
                relation = self._pairs(step, new)
                for earlier in reversed(steps[:place]):
                    relation = self._joined_before(earlier, relation, before)
                for later in steps[place + 1 :]:
                    relation = join_links(relation, self.pairs(later)) if len(relation) else EMPTY
                yield from self._named(head, relation)

    def _of_class(self, prop: int, cls: int, relation: Numbers) -> Iterator[tuple[RelationName, Numbers]]:
        """Yield the types that follow from *relation*: links of *prop*, or for rdf:type those to *cls*."""
        for wider in self._rules.superclasses.get(cls, ()):
            yield (self.type, wider), make_links(list_starts(relation), wider)
        if prop in self._rules.domains:
            subjects = drop_repeats(list_starts(relation))
            for domain in self._rules.domains[prop]:
                yield (self.type, domain), make_links(subjects, domain)
        if prop in self._rules.ranges:
            values = sort_distinct(list_ends(self._to_nodes(relation)))
            for value_class in self._rules.ranges[prop]:
                yield (self.type, value_class), make_links(values, value_class)

    def _to_nodes(self, relation: Numbers) -> Numbers:
        """Select the links of *relation* that end in an IRI or a blank node."""
        return relation[self.terms.nodes(list_ends(relation))]

    def _joined_before(self, step: int, relation: Numbers, before: Relations) -> Numbers:
        """Put a link of *step*, as it was *before*, in front of each link of *relation*."""
        known = self._pairs(step, before)
        if not len(known) or not len(relation):
            return EMPTY
        kept, backwards = self._turned.get(step, (EMPTY, EMPTY))
        if kept is not known:
            backwards = reverse_links(known)
            self._turned[step] = known, backwards
        return reverse_links(join_links(reverse_links(relation), backwards))


class _NumberedRules:
    """The rules, with numbers for names."""

    def __init__(self, terms: TermNumbers, rules: OntologyRules) -> None:
        """Replace the names in *rules* by their numbers in *terms*."""

        def numbered(table: Mapping[str, Iterable[str]]) -> dict[int, list[int]]:
            return {terms.iri(name): [terms.iri(other) for other in sorted(others)] for name, others in table.items()}

        self.superclasses = numbered(rules.superclasses)
        self.superproperties = numbered(rules.superproperties)
        self.domains = numbered(rules.domains)
        self.ranges = numbered(rules.ranges)
        self.inverses = numbered(rules.inverses)
        chains = [*rules.chains, *(((prop, prop), prop) for prop in sorted(rules.transitive))]
        self.chains = [([terms.iri(step) for step in steps], terms.iri(head)) for steps, head in chains]
