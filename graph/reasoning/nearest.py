"""What comes nearest to what a plan leaves open: another sentence, with the reason why it is near.

For each kind of gap of each thing that can have it there is at most one: the nearest reason there is, and of that the
first place. What lies in the lines of the thing itself says nothing new, and never counts.
"""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING, NamedTuple

from graph.reasoning.nearby import Nearby
from ontology.base import BASE, DEFAULT_BASE, rebase_iri
from ontology.namespaces import DEF, ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from graph.reasoning.nearby import Ranked
    from graph.reasoning.summary_input import SummaryInput

#: Each way in which something is near, nearest first, with the reason that it is: who answers for something about the
#: same subject is nearer than what is claimed of that, and that than who does something about it.
RANKS = {
    "open": "left_open",
    "answering": "same_subject",
    "claiming": "same_subject",
    "doing": "same_subject",
    "same": "same_action",
    "theme": "theme",
    "above": "theme_above",
    "plan": "plan",
}
_ORDER = {name: place for place, name in enumerate(RANKS)}
#: The kinds of gap that a goal can have.
GOAL_GAPS = ("indicator", "baseline", "target", "reporting", "monitor")


class Found(NamedTuple):
    """Something near: in which rank, where, what, and the subject that both share, empty where there is none.

    Of two in the same place that with the lower `order` is nearer; so they sort as they are near.
    """

    rank: int
    place: str
    order: int
    thing: str
    subject: str


class Hint(NamedTuple):
    """Something that may be near, before it is known where it stands."""

    rank: str
    order: int
    thing: bytes
    subject: bytes = b""


def find_nearest(read: SummaryInput) -> dict[tuple[bytes, str], Found]:
    """Find what is nearest for each thing and kind of gap; where nothing is, there is none."""
    near, measures = Nearby(read), read.list_first("Measure")
    lawful = read.list_first("Measure", "Duty", "Power", "DataSharing")
    asked: list[tuple[str, set[bytes], Callable[[Nearby, bytes], Iterator[Hint]]]] = [
        ("owner", measures, _hint_owner),
        ("deadline", measures, _hint_term),
        ("legal_basis", lawful, _hint_law),
        ("money", measures, _hint_money),
    ]
    found = {(it, kind): _choose(near, it, hint(near, it)) for kind, things, hint in asked for it in things}
    for kind in GOAL_GAPS:
        found |= {(it, kind): _choose(near, it, _hint_measuring(near, kind, it)) for it in read.list_first("Goal")}
    return {key: best for key, best in found.items() if best}


def write_nearest(found: Mapping[tuple[bytes, str], Found], plan: str) -> Iterator[str]:
    """Yield the triples that `nearest.rq` makes of what was *found* in the plan with the key *plan*."""
    for (thing, kind), best in found.items():
        names = (rebase_iri(iri, BASE, DEFAULT_BASE) for iri in (thing[1:-1].decode(), f"{ID}gap/{kind}"))
        node = f"<{ID}summary/{plan}/{hashlib.sha256(' '.join(['nearest', *names]).encode()).hexdigest()[:32]}>"
        yield f"{node} <{DEF}nearestFor> {thing.decode()}"
        yield f"{node} <{DEF}nearestGap> <{ID}gap/{kind}>"
        yield f"{node} <{DEF}nearest> <{best.thing}>"
        yield f'{node} <{DEF}nearestPlace> "{best.place}"'
        yield f"{node} <{DEF}nearness> <{ID}nearness/{[*RANKS.values()][best.rank]}>"
        if best.subject:
            yield f"{node} <{DEF}nearestSubject> <{best.subject}>"


def _choose(near: Nearby, thing: bytes, hints: Iterable[Hint]) -> Found | None:
    """Choose the nearest of *hints* outside the lines of *thing*; None where there is none."""
    placed = (
        Found(_ORDER[hint.rank], place, hint.order, _cut_iri(hint.thing), _cut_iri(hint.subject))
        for hint in hints
        for place in near.places.get(hint.thing, ())
        if hint.thing != thing and not near.is_own(thing, place)
    )
    return min(placed, default=None)


def _cut_iri(term: bytes) -> str:
    """Cut the IRI out of *term*, as N-Quads writes it; empty where there is none."""
    return term[1:-1].decode()


def _hint_owner(near: Nearby, measure: bytes) -> Iterator[Hint]:
    """Yield what says who owns *measure*, or who answers for what it is about."""
    themes = near.counted.get(measure, set())
    yield from (Hint("open", 1, *it) for it in near.list_open("owner", themes, "concerns", "relevantTo"))
    yield from (Hint("answering", *it) for it in near.list_by_subject(near.answering, measure))
    yield from (Hint("claiming", *it) for it in near.list_by_subject(near.claiming, measure))
    yield from (Hint("doing", *it) for it in near.list_by_subject(near.doing, measure))
    yield from _hint_named(near, measure)
    yield from _hint_wholes(near.answering_for, near, measure)
    yield from _hint_plan(near.answering_for, near)


def _hint_named(near: Nearby, measure: bytes) -> Iterator[Hint]:
    """Yield whom the same action in another place names, where that is better than whom *measure* itself names."""
    own = min((order for order, _ in near.naming.get(measure, ())), default=sys.maxsize)
    yield from (hint for hint in _hint_same(near.naming, near, measure) if hint.order < own)


def _hint_term(near: Nearby, measure: bytes) -> Iterator[Hint]:
    """Yield the headings that say in what term *measure* falls."""
    yield from (Hint("open", 1, section) for section in near.list_terms(measure))


def _hint_law(near: Nearby, thing: bytes) -> Iterator[Hint]:
    """Yield what names a law about what *thing* is about."""
    yield from (Hint("answering", *it) for it in near.list_by_subject(near.lawful, thing))
    yield from _hint_same(near.laws, near, thing)
    yield from _hint_wholes(near.laws, near, thing)


def _hint_money(near: Nearby, measure: bytes) -> Iterator[Hint]:
    """Yield the money for *measure*, or for what it is about."""
    yield from (Hint("open", 1, it) for it in near.funding.get(measure, ()))
    yield from (Hint("answering", *it) for it in near.list_by_subject(near.funded, measure))
    yield from _hint_same(near.money, near, measure)
    yield from _hint_wholes(near.money, near, measure)
    yield from _hint_plan(near.money, near)


def _hint_measuring(near: Nearby, kind: str, goal: bytes) -> Iterator[Hint]:
    """Yield what says that the *kind* of gap is still open for what *goal* concerns, or for the whole plan."""
    wholes = near.concerned.get(goal, set()) | near.plans
    yield from (Hint("open", 1, *it) for it in near.list_open(kind, wholes, "concerns"))


def _hint_same(ranked: Ranked, near: Nearby, thing: bytes) -> Iterator[Hint]:
    """Yield those of *ranked* that are of the same action as *thing* in another place."""
    for other in near.same.get(thing, ()):
        yield from (Hint("same", order, it, other) for order, it in ranked.get(other, ()))


def _hint_wholes(ranked: Ranked, near: Nearby, thing: bytes) -> Iterator[Hint]:
    """Yield those of *ranked* that are of the themes of *thing*, or of those above."""
    for reason, wholes in near.list_wholes(thing):
        for whole in wholes:
            yield from (Hint(reason, order, it, whole) for order, it in ranked.get(whole, ()))


def _hint_plan(ranked: Ranked, near: Nearby) -> Iterator[Hint]:
    """Yield those of *ranked* that are of the whole plan."""
    for plan in near.plans:
        yield from (Hint("plan", order, it, plan) for order, it in ranked.get(plan, ()))
