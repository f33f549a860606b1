"""Facts as relations, closed under the rules of the ontology: a round at a time, each from what the last one added.

What a round adds is joined with what was there before (semi-naive evaluation), so each way to come to a fact is gone
once. There are as many rounds as the longest hierarchy has levels; a round takes time by what it adds, and by the
relations that it adds to.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from graph.reasoning import joins
from graph.reasoning.joins import EMPTY, joined, links
from ontology.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.reasoning.closure import Rules
    from graph.reasoning.encoded import Terms
    from graph.reasoning.joins import Numbers
    from graph.reasoning.patterns import Pattern

    #: A property; or a property and a class, for what is of that class.
    Name = tuple[int, int]
    Relations = Mapping[Name, Numbers]

TYPE = f"{RDF}type"


class Facts:
    """What is true so far, per property, and for rdf:type per class; and the rules that add to it."""

    def __init__(self, terms: Terms, rules: Rules) -> None:
        """Begin with *rules* about *terms*, and no facts."""
        self.terms = terms
        self.relations: dict[Name, Numbers] = {}
        self.type = terms.iri(TYPE)
        self._rules = _Numbered(terms, rules)
        self._turned: dict[int, tuple[Numbers, Numbers]] = {}

    def add(self, found: Iterable[tuple[Name, Numbers]]) -> set[Name]:
        """Take in what is *found*, with all that follows, and give which relations grew."""
        grown: set[Name] = set()
        while new := self._new(found):
            before = dict(self.relations)
            for name, relation in new.items():
                self.relations[name] = joins.merged(before.get(name, EMPTY), relation)
            grown |= new.keys()
            found = list(self._following(new, before))
        return grown

    def named(self, rows: Numbers) -> dict[Name, Numbers]:
        """Give the relations that *rows*, statements of three numbers, make."""
        order = np.argsort(rows[:, 1], kind="stable")
        parts = ((prop, rows[order[part]]) for prop, part in joins.runs(rows[order, 1]))
        relations = ((prop, joins.once(links(part[:, 0], part[:, 2]))) for prop, part in parts)
        return dict(named for prop, relation in relations for named in self._named(prop, relation))

    def name_of(self, pattern: Pattern) -> Name:
        """Give the name of the relation that *pattern* looks at; a type in a pattern is always of a named class."""
        prop = self.terms.iri(pattern.prop)
        return prop, self.terms.iri(pattern.value) if prop == self.type else 0

    def pairs(self, prop: int, cls: int = 0) -> Numbers:
        """Give the links of *prop*; of rdf:type only those to *cls*, where one is given."""
        return self._pairs(prop, self.relations) if not cls else self.relations.get((prop, cls), EMPTY)

    def _pairs(self, prop: int, relations: Relations) -> Numbers:
        """Give the links of *prop* in *relations*."""
        if prop != self.type:
            return relations.get((prop, 0), EMPTY)
        return joins.together([EMPTY, *(relation for (of, _), relation in relations.items() if of == prop)])

    def _new(self, found: Iterable[tuple[Name, Numbers]]) -> dict[Name, Numbers]:
        """Give those of the links *found* that are no facts yet."""
        parts: dict[Name, list[Numbers]] = defaultdict(list)
        for name, part in found:
            parts[name].append(part)
        fresh = {
            name: joins.without(joins.together(several), self.relations.get(name, EMPTY))
            for name, several in parts.items()
        }
        return {name: relation for name, relation in fresh.items() if len(relation)}

    def _named(self, prop: int, relation: Numbers) -> Iterator[tuple[Name, Numbers]]:
        """Give *relation*, links of *prop*, under its name; those of rdf:type class by class."""
        if prop != self.type:
            yield (prop, 0), relation
        else:
            for cls, members in joins.by_end(relation):
                yield (prop, cls), members

    def _following(self, new: Relations, before: Relations) -> Iterator[tuple[Name, Numbers]]:
        """Give what follows from what is *new*, and from that together with what was there *before*."""
        for (prop, cls), relation in new.items():
            yield from self._of_class(prop, cls, relation)
            for wider in self._rules.superproperties.get(prop, ()):
                yield from self._named(wider, relation)
            if prop in self._rules.inverses:
                backwards = joins.turned(self._to_nodes(relation))
                for inverse in self._rules.inverses[prop]:
                    yield from self._named(inverse, backwards)
        for steps, head in self._rules.chains:
            for place, step in enumerate(steps):
                relation = self._pairs(step, new)
                for earlier in reversed(steps[:place]):
                    relation = self._joined_before(earlier, relation, before)
                for later in steps[place + 1 :]:
                    relation = joined(relation, self.pairs(later)) if len(relation) else EMPTY
                yield from self._named(head, relation)

    def _of_class(self, prop: int, cls: int, relation: Numbers) -> Iterator[tuple[Name, Numbers]]:
        """Give of which classes things are by *relation*: of *prop*, and where that is rdf:type, of those in *cls*."""
        for wider in self._rules.superclasses.get(cls, ()):
            yield (self.type, wider), links(joins.starts(relation), wider)
        if prop in self._rules.domains:
            subjects = joins.distinct(joins.starts(relation))
            for domain in self._rules.domains[prop]:
                yield (self.type, domain), links(subjects, domain)
        if prop in self._rules.ranges:
            values = joins.once(joins.ends(self._to_nodes(relation)))
            for value_class in self._rules.ranges[prop]:
                yield (self.type, value_class), links(values, value_class)

    def _to_nodes(self, relation: Numbers) -> Numbers:
        """Give the links of *relation* that end in an IRI or a blank node."""
        return relation[self.terms.nodes(joins.ends(relation))]

    def _joined_before(self, step: int, relation: Numbers, before: Relations) -> Numbers:
        """Give *relation* with a link of *step*, as it was *before*, in front of each of its links."""
        known = self._pairs(step, before)
        if not len(known) or not len(relation):
            return EMPTY
        kept, backwards = self._turned.get(step, (EMPTY, EMPTY))
        if kept is not known:
            backwards = joins.turned(known)
            self._turned[step] = known, backwards
        return joins.turned(joined(joins.turned(relation), backwards))


class _Numbered:
    """The rules, with numbers for names."""

    def __init__(self, terms: Terms, rules: Rules) -> None:
        """Give *rules* the numbers of *terms*."""

        def numbered(table: Mapping[str, Iterable[str]]) -> dict[int, list[int]]:
            return {terms.iri(name): [terms.iri(other) for other in sorted(others)] for name, others in table.items()}

        self.superclasses = numbered(rules.superclasses)
        self.superproperties = numbered(rules.superproperties)
        self.domains = numbered(rules.domains)
        self.ranges = numbered(rules.ranges)
        self.inverses = numbered(rules.inverses)
        chains = [*rules.chains, *(((prop, prop), prop) for prop in sorted(rules.transitive))]
        self.chains = [([terms.iri(step) for step in steps], terms.iri(head)) for steps, head in chains]
