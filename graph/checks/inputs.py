"""What is wrong with a file as a whole: empty, given twice, in another vocabulary, or of another plan than its place.

None of this shows in a single statement, and each makes that a page says less than who gave the file expects.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.fault import Fault
from graph.message import Message
from graph.terms import value_of
from ontology.namespaces import DEF, PREFIXES, RDF, compact_iri, find_plan_key, make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Quad

    from graph.sources import Reading

EMPTY = Message("No statement is in this file; if it was downloaded, do so again, or else leave it out.")
TWICE = Message("The bytes of this file were given already, as %(other)s; leave one of the two out.")
TWICE_NAMED = Message("This file is given twice; give it once.")
FOREIGN = Message(
    "%(used)s of %(count)s statements of this file use the model, and pages show nothing of the others; describe its "
    "things by the terms of %(model)s, or leave the file out."
)
MISSPELT = Message(
    "%(used)s of %(count)s statements of this file use the model, and pages show nothing of the others (is %(found)s "
    "meant to be %(model)s?)."
)
OTHER_PLAN = Message("This is of the plan %(other)s and the file is of %(plan)s; give each plan files of its own.")
NO_PLAN = Message("No file says that this is a plan; add: %(plan)s a smd:Plan. Or is another plan meant? %(known)s")
TAKEN = Message("Another file says this plan as well: %(other)s. Give yours another key, or remove the other first.")
_HTTP, _HTTPS = "http://", "https://"


def drop_repeated(readings: Iterable[Reading]) -> tuple[list[Reading], list[Fault]]:
    """Empty each of *readings* whose bytes went before into the same graph, so that they count once; list a fault each.

    Without this each blank node of such a file would be there twice.
    """
    first: dict[tuple[str, str], str] = {}
    kept: list[Reading] = []
    faults: list[Fault] = []
    for reading in readings:
        name = reading.source.name
        other = first.setdefault((reading.sha256, reading.source.graph), name) if reading.quads else None
        twice = other is not None and any(it.source.name == name for it in kept)
        if twice or (other is not None and other != name):
            words = TWICE_NAMED if twice else TWICE.fill(other=other)
            faults.append(Fault(name, "", "file-twice", words, "warning"))
            kept.append(replace(reading, quads=()))
        else:
            if not reading.quads:
                faults.append(Fault(name, "", "file-empty", EMPTY))
            kept.append(reading)
    return kept, faults


def check_inputs(readings: Sequence[Reading]) -> list[Fault]:
    """List what is wrong with the files of *readings*, of which none is there twice."""
    given = [it for it in readings if it.source.graph not in map(make_graph_iri, ("model", "shapes"))]
    known = {value_of(quad.subject) for reading in readings for quad in reading.quads if _uses_model(quad)}
    foreign = [fault for reading in given if not reading.source.packaged for fault in _iter_foreign(reading, known)]
    misplaced = [fault for reading in given for fault in _iter_misplaced(reading)]
    return [*foreign, *misplaced, *_iter_plan_faults(given)]


def _iter_foreign(reading: Reading, known: set[str]) -> Iterator[Fault]:
    """Yield a warning where less than half of a *reading* uses the model, or says more of a thing that is *known*."""
    count = len(reading.quads)
    used = sum(_uses_model(quad) or value_of(quad.subject) in known for quad in reading.quads)
    if 2 * used >= count:
        return
    found = next((it for quad in reading.quads for it in _find_misspelt(quad)), None)
    words = MISSPELT.fill(used=f"{used:,}", count=f"{count:,}", found=found, model=DEF) if found else None
    words = words or FOREIGN.fill(used=f"{used:,}", count=f"{count:,}", model=DEF)
    yield Fault(reading.source.name, "", "uses-model", words, "warning")


def _uses_model(quad: Quad) -> bool:
    """Say whether *quad* uses a term of the model: a property, or a class as the type of something."""
    return quad.predicate.value.startswith(DEF) or (
        quad.predicate.value == f"{RDF}type" and value_of(quad.object).startswith(DEF)
    )


def _find_misspelt(quad: Quad) -> Iterator[str]:
    """Yield the namespace in *quad* that is ours but for its scheme, its last character, or its case."""
    for iri in (quad.predicate.value, value_of(quad.object) if quad.predicate.value == f"{RDF}type" else ""):
        start = iri[: len(iri) - len(iri.replace("#", "/").rpartition("/")[2])]
        if start and start != DEF and _normalise(start) == _normalise(DEF):
            yield start


def _normalise(namespace: str) -> str:
    """Normalise *namespace*, so that two that are easily mistaken for each other are the same."""
    rest = namespace.casefold().removeprefix(_HTTPS).removeprefix(_HTTP)
    return rest.removeprefix("www.").rstrip("#/")


def _iter_misplaced(reading: Reading) -> Iterator[Fault]:
    """Yield a fault for each subject in *reading* that is of another plan than the graph that it is in."""
    plan = find_plan_key(reading.source.graph)
    for subject in sorted({value_of(quad.subject) for quad in reading.quads}):
        other = find_plan_key(subject)
        if plan and other not in ("", plan):
            yield Fault(reading.source.name, subject, "of-its-plan", OTHER_PLAN.fill(other=other, plan=plan))


def _iter_plan_faults(readings: Iterable[Reading]) -> Iterator[Fault]:
    """Yield a fault for each plan that nothing in *readings* says to be one, and for one that several files say."""
    said: dict[str, list[str]] = defaultdict(list)
    spoken: dict[str, str] = {}
    for reading in readings:
        if plan := find_plan_key(reading.source.graph):
            spoken.setdefault(plan, reading.source.name)
        for subject in sorted({value_of(quad.subject) for quad in reading.quads if _is_plan(quad)}):
            said[subject].append(reading.source.name)
    plan_iri = PREFIXES["plan"]
    for key, place in spoken.items():
        if f"{plan_iri}{key}" not in said:
            known = ", ".join(sorted(map(compact_iri, said)))
            words = NO_PLAN.fill(plan=f"plan:{key}", known=known)
            yield Fault(place, f"{plan_iri}{key}", "is-a-plan", words)
    for plan, (first, *others) in said.items():
        yield from (Fault(place, plan, "one-plan", TAKEN.fill(other=first)) for place in others)


def _is_plan(quad: Quad) -> bool:
    """Say whether *quad* says that its subject is a plan."""
    return quad.predicate.value == f"{RDF}type" and value_of(quad.object) == f"{DEF}Plan"
