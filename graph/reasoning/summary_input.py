"""What the summaries of a version are counted from: classes and links, read in one pass."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from ontology.namespaces import DEF, ID, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    Pair = tuple[bytes, bytes]
    Groups = dict[bytes, set[bytes]]

_TYPE = f"<{RDF}type>".encode()
_READ_PROPERTIES = (
    "actor",
    "role",
    "basis",
    "concerns",
    "countsFor",
    "refersTo",
    "relevantTo",
    "leavesOpen",
    "deadline",
    "horizon",
    "measuredBy",
    "legalBasis",
    "funds",
    "ofLine",
    "budgetStatus",
    "evidence",
    "inDocument",
    "firstLine",
    "lastLine",
    "page",
    "setOutIn",
    "inSection",
    "hasTheme",
    "bearer",
    "about",
    "addresses",
    "sameActionAs",
    "similarTo",
    "repeats",
    "baselineValue",
    "targetValue",
    "frequency",
    "validFrom",
    "validUntil",
)
_READ_CLASSES = (
    "Measure",
    "Partner",
    "GenericActor",
    "TargetGroup",
    "ActiveRole",
    "AnsweringRole",
    "Goal",
    "Figure",
    "Duty",
    "Power",
    "DataSharing",
    "Claim",
    "LegalReference",
    "Plan",
    "Theme",
    "Evidence",
    "Section",
    "Standard",
)
_LINKS = {f"<{DEF}{it}>".encode(): it for it in _READ_PROPERTIES}
_CLASSES = {f"<{DEF}{it}>".encode(): it for it in _READ_CLASSES}


class SummaryInput:
    """What the summaries are made of: who is in which class, and what is linked to what."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Read *lines* once."""
        self.classes: dict[str, set[bytes]] = {name: set() for name in _CLASSES.values()}
        self.links: dict[str, list[Pair]] = {name: [] for name in _LINKS.values()}
        for line in lines:
            subject, prop, rest = line.split(b" ", 2)
            if name := _LINKS.get(prop):
                self.links[name].append((subject, rest[: rest.rindex(b" <")]))
            elif prop == _TYPE and (cls := _CLASSES.get(rest.partition(b" ")[0])):
                self.classes[cls].add(subject)

    @cached_property
    def themes(self) -> Groups:
        """For each measure the themes that it counts for."""
        measures = self.classes["Measure"]
        return group_pairs((it, theme) for it, theme in self.counted if it in measures)

    @cached_property
    def counted(self) -> list[Pair]:
        """Each thing that counts for a theme, before that theme; a theme without an IRI counts nothing."""
        return [(it, theme) for it, theme in self.links["countsFor"] if theme.startswith(b"<")]

    @cached_property
    def owners(self) -> list[tuple[bytes, bytes, bytes]]:
        """Each thing that is owned, with the first day of an owner, and the first on which that no longer holds.

        A day is as N-Quads writes it, without its datatype and quotes; one that is not said is empty.
        """
        owning = self.subjects("role", [f"<{ID}role/owner>".encode()])
        begin, end = ({it: cut_literal(day) for it, day in self.links[name]} for name in ("validFrom", "validUntil"))
        return [(thing, begin.get(it, b""), end.get(it, b"")) for it, thing in self.links["concerns"] if it in owning]

    def subjects(self, name: str, values: Iterable[bytes] | None = None) -> set[bytes]:
        """Select what has the property called *name*, with one of *values* where those are given."""
        wanted = None if values is None else {*values}
        return {it for it, value in self.links[name] if wanted is None or value in wanted}

    def objects(self, name: str, subjects: set[bytes]) -> set[bytes]:
        """Select what *subjects* are linked to by the property called *name*."""
        return {value for it, value in self.links[name] if it in subjects}

    @cached_property
    def active(self) -> set[bytes]:
        """Everything said with an active role."""
        roles = self.classes["ActiveRole"]
        return {it for it, role in self.links["role"] if role in roles}

    def list_first(self, *names: str) -> set[bytes]:
        """List everything of the classes called *names* that does not repeat what the document says earlier."""
        return set[bytes]().union(*(self.classes[name] for name in names)) - self.subjects("repeats")

    @cached_property
    def stated(self) -> set[bytes]:
        """Everything that a sentence of the plan states in so many words."""
        return self.subjects("basis", [f"<{ID}basis/stated>".encode()])

    @cached_property
    def roles(self) -> Groups:
        """For each thing said of an actor the roles that it has in it."""
        return group_pairs(self.links["role"])

    @cached_property
    def actors(self) -> Groups:
        """For each thing said of an actor that actor."""
        return group_pairs(self.links["actor"])

    @cached_property
    def lawful(self) -> set[bytes]:
        """Everything that refers to a law; a standard is none."""
        standards = self.classes["Standard"]
        return {it for it, norm in self.links["refersTo"] if norm not in standards}

    @cached_property
    def acting(self) -> list[Pair]:
        """Each partner with an active role, behind what says so."""
        partners = self.classes["Partner"]
        return [(it, actor) for it, actor in self.links["actor"] if actor in partners and it in self.active]

    @cached_property
    def taking(self) -> Groups:
        """For each measure the partners that have an active role in it."""
        measures, links = self.classes["Measure"], self.links["concerns"]
        concerned = group_pairs((it, about) for it, about in links if it in self.active and about in measures)
        return group_pairs((measure, actor) for it, actor in self.acting for measure in concerned.get(it, ()))


def select_counted(lines: Iterable[bytes]) -> list[bytes]:
    """Select those of *lines* that `SummaryInput` looks at: what is common to all plans need be gone through once."""
    kept = []
    for line in lines:
        _, prop, rest = line.split(b" ", 2)
        if prop in _LINKS or (prop == _TYPE and rest.partition(b" ")[0] in _CLASSES):
            kept.append(line)
    return kept


def cut_literal(term: bytes) -> bytes:
    """Cut the text out of *term*, a literal of a number, a day or a word, as N-Quads writes it."""
    return term[1 : term.rindex(b'"')]


def group_pairs(pairs: Iterable[Pair]) -> Groups:
    """Group the second items of *pairs* by the first."""
    found: Groups = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return found
