"""How far a plan goes in saying whose a measure is: who owns it on which day, and else on which step it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.reasoning.spans import Spans
from graph.reasoning.summary_input import group_pairs
from ontology.namespaces import DEF, ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.reasoning.summary_input import SummaryInput

#: The day before every other (XML Schema 1.1, part 2, 3.3.9): from then on holds what no day is said of.
BEGINNING = "0001-01-01"
OWNER, NOBODY = "owner", "nobody"
#: The steps below that of an owner, best first; a measure of which none holds is on that of `NOBODY`.
LOWER_STEPS = ("executor", "partner", "general_word", "we", "target_group")
#: All of them, best first.
OWNERSHIP_STEPS = (OWNER, *LOWER_STEPS, NOBODY)


@dataclass(frozen=True)
class Step:
    """The step below that of an owner on which a measure stands, and the involvements by which it does."""

    name: str
    grounds: frozenset[bytes] = frozenset()


def list_owner_days(read: SummaryInput) -> list[bytes]:
    """List the days on which anything changes in who owns what, after an empty one for the time before."""
    return [b"", *sorted({day for _, *days in read.owners for day in days if day})]


def find_owned(read: SummaryInput, day: bytes) -> set[bytes]:
    """Find what has an owner on *day*."""
    return {thing for thing, begin, end in read.owners if begin <= day and (not end or end > day)}


def find_steps(read: SummaryInput) -> dict[bytes, Step]:
    """Find for each measure the step on which it stands while it has no owner."""
    found = _find_grounds(read)
    return {measure: _find_step(found.get(measure, {})) for measure in read.classes["Measure"]}


def write_steps(steps: Mapping[bytes, Step]) -> Iterator[str]:
    """Yield the triples that `ownership-steps.rq` makes: of each measure its step, and what that rests on."""
    for measure, step in steps.items():
        yield f"{measure.decode()} <{DEF}ownershipStep> <{ID}ownership-step/{step.name}>"
        yield from (f"{measure.decode()} <{DEF}stepRestsOn> {it.decode()}" for it in step.grounds)


def count_steps(
    read: SummaryInput, steps: Mapping[bytes, Step]
) -> Iterator[tuple[bytes, bytes, Mapping[str, int], str]]:
    """Yield each of *steps* with a theme, empty for all, how many measures stand on it, and the day from which."""
    for day in list_owner_days(read):
        owned, counts = find_owned(read, day), defaultdict[tuple[str, bytes], int](int)
        for measure, step in steps.items():
            name = OWNER if measure in owned else step.name
            for theme in (b"", *read.themes.get(measure, ())):
                counts[name, theme] += 1
        for (name, theme), count in counts.items():
            since = (day or BEGINNING.encode()).decode()
            yield f"<{ID}ownership-step/{name}>".encode(), theme, {"measureCount": count}, since


def _find_step(grounds: Mapping[str, set[bytes]]) -> Step:
    """Find the best step of which there are *grounds*."""
    name = next((it for it in LOWER_STEPS if it in grounds), NOBODY)
    return Step(name, frozenset(grounds.get(name, ())))


def _find_grounds(read: SummaryInput) -> dict[bytes, dict[str, set[bytes]]]:
    """Find for each measure the involvements of each step."""
    found: dict[bytes, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    bases, measures = group_pairs(read.links["basis"]), read.classes["Measure"]
    spans = Spans(read)
    for it, measure in read.links["concerns"]:
        if measure not in measures:
            continue
        if it in read.stated:
            for name in _list_stated_steps(read, it):
                found[measure][name].add(it)
        if f"<{ID}basis/implied>".encode() in bases.get(it, ()) and it in read.active and spans.overlap(it, measure):
            found[measure]["we"].add(it)
    return found


def _list_stated_steps(read: SummaryInput, involvement: bytes) -> Iterator[str]:
    """Yield the steps on which a measure stands by a stated *involvement* in it."""
    roles = read.roles.get(involvement, set())
    active, actors = roles & read.classes["ActiveRole"], read.actors.get(involvement, set())
    executor = f"<{ID}role/executor>".encode()
    if actors & read.classes["Partner"]:
        yield from ["executor"] if executor in active else []
        yield from ["partner"] if active - {executor} else []
    if active and actors & read.classes["GenericActor"]:
        yield "general_word"
    if roles - active:
        yield "target_group"
