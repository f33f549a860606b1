"""What changed of one plan from one version to another, or of what belongs to none: each change by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from graph.versions import Facts
from ontology.namespaces import DEF, PREFIXES, RDF, SKOS
from queries.changes.change import BOOKKEEPING_CLASSES, Change, Side
from queries.changes.description import (
    describe_subject,
    find_concerned,
    find_places,
    find_theme,
    list_participants,
    make_sides,
    to_local_id,
)
from queries.changes.fillers import FILLED_PROPERTIES, FILLED_ROLES, list_fillers
from queries.changes.renaming import find_renamed, rename_things
from queries.changes.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.versions import Node

#: Properties that have a kind of their own: names, classes and evidence.
_APART = frozenset((f"{SKOS}prefLabel", f"{DEF}evidence", f"{RDF}type"))
#: Properties beside those of the model of which a change means something.
_TELLING = frozenset((f"{SKOS}definition", f"{SKOS}broader"))
#: Properties of the model that say how something was written down, and nothing of the policy.
_WORDING = frozenset(f"{DEF}{name}" for name in ("keywords", "anchor", "readsAs", "matchedBy", "explanation", "reason"))


def compare(old: Snapshot | None, new: Snapshot | None, days: tuple[str, str]) -> Iterator[Change]:
    """Yield what changed from *old* to *new*, which were made on *days*; one is None where its plan is not there.

    What got another address is the same thing, and what changed of it besides is told like any other.
    """
    present = new or old
    if present is None:
        return
    empty = Snapshot(present.plan, Facts((), ""))
    before, after = old or empty, new or empty
    names = find_renamed(before, after)
    found = _Comparison(rename_things(before, names), after, is_whole=old is None or new is None)
    if found.is_whole:
        yield found.make("plan", "new" if new else "gone", f"{PREFIXES['plan']}{present.plan}")
    for previous, now in sorted(names.items()):
        yield replace(
            found.make("address", "changed", now, (Side(before.find_label(previous), previous),), (found.name(now),)),
            concerned=found.find_concerned(now) | {previous},
        )
    yield from found.iter_all()
    yield from _iter_passed(found, days)


def _iter_passed(found: _Comparison, days: tuple[str, str]) -> Iterator[Change]:
    """Yield the deadlines in both versions that passed between the *days* on which those were made."""
    for iri in [] if found.is_whole else sorted(found.both):
        day = found.new.facts.find_text(iri, "deadline")
        if days[0][:10] <= day < days[1][:10]:
            sides = make_sides(found.new, found.new.facts.list_values(iri, "deadline"), find_places(found.new, iri))
            yield found.make("deadline", "passed", iri, sides, sides)


@dataclass(frozen=True)
class _Comparison:
    """Two snapshots of one plan, in which the same thing has the same IRI; `is_whole` where one of them is empty."""

    old: Snapshot
    new: Snapshot
    is_whole: bool

    @cached_property
    def both(self) -> set[str]:
        """What is in both, besides what is but a part of something else."""
        here, there = self.new.facts.classes, self.old.facts.classes
        return {it for it in here.keys() & there.keys() if here[it] not in BOOKKEEPING_CLASSES - {"Involvement"}}

    def iter_all(self) -> Iterator[Change]:
        """Yield every change but the addresses; of a plan that is in one version only, what came or went with it."""
        yield from self._iter_things()
        if not self.is_whole:
            yield from self._iter_gaps()
            yield from self._iter_sets("partner", ((it,) for it in self.old.partners ^ self.new.partners))
            yield from self._iter_sets("cooperation", self.old.cooperations ^ self.new.cooperations)
            for iri in sorted(self.both):
                yield from self._iter_of_thing(iri)

    def _iter_things(self) -> Iterator[Change]:
        """Yield what is in one version only; a partner or a plan that is told as such is not told twice."""
        here, there = self.new.facts.classes, self.old.facts.classes
        plan = {f"{PREFIXES['plan']}{self.new.plan}"}
        named = plan if self.is_whole else self.old.partners ^ self.new.partners
        for iri in sorted((here.keys() ^ there.keys()) - named):
            sides = (self.name(iri),)
            yield self.make("thing", "new", iri, (), sides) if iri in here else self.make("thing", "gone", iri, sides)

    def _iter_gaps(self) -> Iterator[Change]:
        """Yield what things in both versions gained and lost: a gap was closed, or is there since."""
        for kind, node in sorted(self.old.gaps ^ self.new.gaps):
            if node in self.both:
                way = "gained" if (kind, node) in self.old.gaps else "lost"
                sides = (list_fillers(it, kind, node) for it in (self.old, self.new))
                yield self.make("gap", way, node, *sides, about=kind)

    def _iter_sets(self, kind: str, keys: Iterable[tuple[str, ...]]) -> Iterator[Change]:
        """Yield which of *keys* came and went: partners, or two of them with what they cooperate on."""
        for key in sorted(keys):
            is_new = key[0] in self.new.partners if len(key) == 1 else key in self.new.cooperations
            snapshot = self.new if is_new else self.old
            places = find_places(snapshot, key[-1])
            sides = (Side(_name_key(snapshot, key), key[-1], places[:3]),)
            one = self.make(kind, "new" if is_new else "gone", key[-1], *(((), sides) if is_new else (sides, ())))
            label, cls = _name_key(snapshot, key), kind.capitalize()
            yield replace(one, iris=key, label=label, cls=cls, concerned=one.concerned | {*key})

    def _iter_of_thing(self, iri: str) -> Iterator[Change]:
        """Yield what changed of *iri*, which is in both versions."""
        if self.new.facts.classes[iri] != "Involvement":
            yield from self._iter_names(iri)
            yield from self._iter_roles(iri)
            yield from self._iter_values(iri)
        before, after = find_places(self.old, iri), find_places(self.new, iri)
        if before != after:
            label = describe_subject(self.new, iri)
            sides = (tuple(Side(label, "", (at,)) for at in its[:12]) for its in (before, after))
            yield self.make("evidence", "changed", iri, *sides)

    def _iter_names(self, iri: str) -> Iterator[Change]:
        """Yield that *iri* is called otherwise: in Dutch, or in another language alone."""
        before, after = self.old.facts.find_names(iri), self.new.facts.find_names(iri)
        if before != after:
            kind = "title" if before.get("nl") != after.get("nl") else "translation"
            yield self.make(kind, "changed", iri, (self.name(iri, self.old),), (self.name(iri),))

    def _iter_roles(self, iri: str) -> Iterator[Change]:
        """Yield who has a role in *iri* since, or no more, where the gap that this closes is not told already."""
        before, after = list_participants(self.old, iri), list_participants(self.new, iri)
        for role in sorted(before.keys() | after.keys()):
            come, gone = _subtract(after, before, role), _subtract(before, after, role)
            if (come or gone) and not self._is_said(FILLED_ROLES.get(role, ""), iri):
                yield self.make("role", _name_way(gone, come), iri, gone, come, about=role)

    def _iter_values(self, iri: str) -> Iterator[Change]:
        """Yield the properties of *iri* that have other values."""
        before, after = self.old.facts.stated[iri], self.new.facts.stated[iri]
        for prop in sorted((before.keys() | after.keys()) - _APART):
            gone, come = (
                one.get(prop, set()) - other.get(prop, set()) for one, other in ((before, after), (after, before))
            )
            gone, come = ({it for it in its if not self._is_said_itself(it)} for its in (gone, come))
            if (gone or come) and not self._is_said(FILLED_PROPERTIES.get(to_local_id(prop), ""), iri):
                yield self._make_value(iri, prop, gone, come)

    def _make_value(self, iri: str, prop: str, gone: set[Node], come: set[Node]) -> Change:
        """Make the change of the values *gone* of *prop* of *iri* to those that have *come*."""
        telling = prop in _TELLING or (prop.startswith(DEF) and prop not in _WORDING)
        languages = {it.language for it in gone | come}
        kind = (
            "wording" if not telling else "translation" if languages and languages.isdisjoint({"", "nl"}) else "value"
        )
        before, after = (
            make_sides(it, nodes, find_places(it, iri)) for it, nodes in ((self.old, gone), (self.new, come))
        )
        things = {it.value for it in gone | come if it.is_iri}
        one = self.make(kind, _name_way(gone, come), iri, before, after, about=to_local_id(prop))
        return replace(one, concerned=one.concerned | things)

    def _is_said_itself(self, node: Node) -> bool:
        """Say whether *node* is a thing that came or went, which tells that something refers to it since or no more."""
        return node.is_iri and (node.value in self.old.facts.classes) != (node.value in self.new.facts.classes)

    def _is_said(self, gap: str, iri: str) -> bool:
        """Say whether the *gap* of *iri* was closed or is there since, which tells the rest."""
        return ((gap, iri) in self.old.gaps) != ((gap, iri) in self.new.gaps)

    def make(  # noqa: PLR0913  each part of a change
        self,
        kind: str,
        way: str,
        iri: str,
        before: tuple[Side, ...] = (),
        after: tuple[Side, ...] = (),
        *,
        about: str = "",
    ) -> Change:
        """Make the change of *iri*, which is described as it is now, or else as it was."""
        there = self.new if iri in self.new.facts.classes else self.old
        return Change(
            plan=self.new.plan,
            kind=kind,
            way=way,
            cls=there.facts.classes.get(iri, "Plan" if kind == "plan" else ""),
            iris=(iri,),
            label=describe_subject(there, iri),
            about=about,
            theme=find_theme(there, iri),
            before=before,
            after=after,
            concerned=frozenset({iri}) if self.is_whole else self.find_concerned(iri),
        )

    def find_concerned(self, iri: str) -> frozenset[str]:
        """Find what *iri* has to do with in either version."""
        return find_concerned(self.old, iri) | find_concerned(self.new, iri)

    def name(self, iri: str, snapshot: Snapshot | None = None) -> Side:
        """Make the side that says what *iri* is called in *snapshot*, or else now, or else before."""
        it = snapshot or (self.new if iri in self.new.facts.classes else self.old)
        return Side(describe_subject(it, iri), iri, find_places(it, iri)[:3])


def _name_key(snapshot: Snapshot, key: tuple[str, ...]) -> Mapping[str, str]:
    """Name a partner, or two of them with what they cooperate on."""
    names = [snapshot.find_label(it) for it in key]
    if len(names) == 1:
        return names[0]
    said = {language: [it.get(language) or it.get("nl", "") for it in names] for language in ("nl", "en")}
    return {language: f"{one}, {other}: {subject}" for language, (one, other, subject) in said.items()}


def _subtract(
    those: Mapping[str, Mapping[str, Side]], these: Mapping[str, Mapping[str, Side]], role: str
) -> tuple[Side, ...]:
    """Return the sides of who has *role* in *those* and not in *these*."""
    return tuple(side for iri, side in those.get(role, {}).items() if iri not in these.get(role, {}))


def _name_way(gone: object, come: object) -> str:
    """Name in which way values changed, of which some have *gone* and some have *come*."""
    return "changed" if gone and come else "gained" if come else "lost"
