"""What is near what in a plan: which statements share a subject, an action or a theme, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from graph.reasoning.places import list_places
from graph.reasoning.spans import Spans
from graph.reasoning.summary_input import group_pairs
from ontology.namespaces import ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.reasoning.summary_input import Groups, SummaryInput

    #: Things with the order in which they are taken of those in one place, by what they are about.
    Ranked = dict[bytes, set[tuple[int, bytes]]]

#: What can be said to be about a phenomenon or target group, so that what is said of it is too.
_BEARING_CLASSES = ("Measure", "Duty", "Power", "DataSharing")


class Nearby:
    """Everything that the search for what is nearest looks at, grouped so that it is found at once."""

    def __init__(self, read: SummaryInput) -> None:
        """Group what was *read*."""
        self._read = read
        self.plans = read.classes["Plan"]
        self._spans = Spans(read)
        self.counted = group_pairs(read.counted)
        self.concerned = group_pairs(read.links["concerns"])
        self.same = group_pairs([*read.links["sameActionAs"], *read.links["similarTo"]])
        self.funding = group_pairs((thing, it) for it, thing in read.links["funds"])
        self._themes = group_pairs(read.links["hasTheme"])

    @cached_property
    def places(self) -> dict[bytes, set[str]]:
        """For each thing, and each section, the places where it stands."""
        of_evidence = list_places(self._read, "Evidence")
        found: dict[bytes, set[str]] = defaultdict(set, list_places(self._read, "Section"))
        for thing, it in self._read.links["evidence"]:
            found[thing] |= of_evidence.get(it, set())
        return found

    def is_own(self, thing: bytes, place: str) -> bool:
        """Say whether *place* lies in any of the lines in which *thing* is said."""
        return self._spans.hold(thing, place)

    def list_wholes(self, thing: bytes) -> Iterator[tuple[str, set[bytes]]]:
        """Yield for which wholes, and why, what is said of them is near *thing*: its themes, and those above."""
        own = self._themes.get(thing, set()) | (self.concerned.get(thing, set()) & self._read.classes["Theme"])
        yield "theme", own
        yield "above", self.counted.get(thing, set()) - own - self.concerned.get(thing, set())

    def list_by_subject(self, ranked: Ranked, thing: bytes) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield those of *ranked* that are about a phenomenon or target group of *thing*, each with that."""
        for subject in self._subjects.get(thing, ()):
            yield from ((order, it, subject) for order, it in ranked.get(subject, ()))

    def list_open(self, kind: str, subjects: Iterable[bytes], *links: str) -> Iterator[tuple[bytes, bytes]]:
        """Yield what says by *links* of one of *subjects* that the *kind* of gap is left open, each with that."""
        saying = self._read.subjects("leavesOpen", [make_iri(f"gap/{kind}")])
        wanted = {*subjects}
        for it, subject in chain.from_iterable(self._read.links[name] for name in links):
            if it in saying and subject in wanted:
                yield it, subject

    def list_terms(self, measure: bytes) -> set[bytes]:
        """List the sections of the plan that set *measure* a term, by their heading."""
        return self._terms.get(measure, set())

    @cached_property
    def _terms(self) -> Groups:
        """For each thing with a term the sections in which its evidence lies."""
        read = self._read
        timed, sections = read.subjects("horizon"), group_pairs(read.links["inSection"])
        links = ((it, evidence) for it, evidence in read.links["evidence"] if it in timed)
        known = read.classes["Section"]
        return group_pairs((it, section) for it, evidence in links for section in sections.get(evidence, set()) & known)

    @cached_property
    def naming(self) -> Ranked:
        """For each measure who is named in it: first who carries it out."""
        read, executor = self._read, make_iri("role/executor")
        named = self._read.stated & {it for it, _ in read.acting}
        return _group_ranked(
            (about, 1 if executor in read.roles.get(it, ()) else 2, it)
            for it, about in read.links["concerns"]
            if it in named
        )

    @cached_property
    def answering(self) -> Ranked:
        """For each phenomenon and target group who answers for something about it: duties first."""
        duties = self._read.classes["Duty"] & self._read.subjects("bearer")
        return self._rank_by_subject([duties, self._directing & self._read.stated])

    @cached_property
    def claiming(self) -> Ranked:
        """For each phenomenon and target group what the plan claims of who has to do with it."""
        return self._rank_by_subject([self._read.classes["Claim"] & self._read.subjects("about")])

    @cached_property
    def doing(self) -> Ranked:
        """For each phenomenon and target group who carries out something about it."""
        carrying = self._read.subjects("role", [make_iri("role/executor")]) & {it for it, _ in self._read.acting}
        return self._rank_by_subject([carrying & self._read.stated])

    @cached_property
    def answering_for(self) -> Ranked:
        """For each theme, and the plan, who answers for it."""
        answering = self._directing & self._read.stated
        return _group_ranked((about, 1, it) for it, about in self._read.links["concerns"] if it in answering)

    @cached_property
    def lawful(self) -> Ranked:
        """For each phenomenon and target group what names a law about it."""
        return self._rank_by_subject([self._references, self._based])

    @cached_property
    def laws(self) -> Ranked:
        """For each thing what names a law of it; for a theme also of what is in it."""
        ranks = dict.fromkeys(self._based, 2) | dict.fromkeys(self._references, 1)
        direct = ((about, ranks[it], it) for it, about in self._read.links["concerns"] if it in ranks)
        said = [*direct, *((it, 2, it) for it in self._based)]
        within = [(theme, order, it) for thing, order, it in said for theme in self._themes.get(thing, ())]
        return _group_ranked([*said, *within])

    @cached_property
    def funded(self) -> Ranked:
        """For each phenomenon and target group the money for a measure that is about it."""
        links = self._read.links["funds"]
        return _group_ranked((subject, 1, it) for it, thing in links for subject in self._subjects.get(thing, ()))

    @cached_property
    def money(self) -> Ranked:
        """For each theme the money for it or for a measure in it, and for the plan what is requested for it."""
        read = self._read
        requested = read.objects("ofLine", read.subjects("budgetStatus", [make_iri("budget-status/requested")]))
        links = read.links["funds"]
        direct = [(thing, 1, it) for it, thing in links]
        within = [(theme, 1, it) for it, thing in links for theme in self._themes.get(thing, ())]
        whole = [(about, 1, it) for it, about in read.links["concerns"] if it in requested]
        return _group_ranked([*direct, *within, *whole])

    @cached_property
    def _directing(self) -> set[bytes]:
        """Everything said with a role in which one answers for it."""
        return self._read.subjects("role", self._read.classes["AnsweringRole"])

    @cached_property
    def _references(self) -> set[bytes]:
        """The references to a law."""
        return self._read.classes["LegalReference"] & self._read.lawful

    @cached_property
    def _based(self) -> set[bytes]:
        """What has a legal basis."""
        return self._read.subjects("legalBasis")

    @cached_property
    def _subjects(self) -> Groups:
        """For each thing the phenomena and target groups that it names."""
        read, groups = self._read, self._read.classes["TargetGroup"]
        said = ((it, about) for it, about in read.links["concerns"] if it in self._read.stated)
        grouped = ((about, actor) for it, about in said for actor in read.actors.get(it, set()) & groups)
        return group_pairs([*read.links["addresses"], *read.links["about"], *grouped])

    def _rank_by_subject(self, parts: Iterable[set[bytes]]) -> Ranked:
        """Group *parts*, the first before the others, by what they, or the things that they concern, are about."""
        bearing = set[bytes]().union(*(self._read.classes[name] for name in _BEARING_CLASSES))
        return _group_ranked(
            (subject, order, it)
            for order, things in enumerate(parts, 1)
            for it in things
            for about in (it, *(self.concerned.get(it, set()) & bearing))
            for subject in self._subjects.get(about, ())
        )


def make_iri(path: str) -> bytes:
    """Make the IRI of ours that ends in *path*, as N-Quads writes it."""
    return f"<{ID}{path}>".encode()


def _group_ranked(triples: Iterable[tuple[bytes, int, bytes]]) -> Ranked:
    """Group the order and thing of each of *triples* by what they are about."""
    found: Ranked = defaultdict(set)
    for about, order, it in triples:
        found[about].add((order, it))
    return found
