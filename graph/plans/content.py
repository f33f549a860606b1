"""What the files of one plan say of it: which plan it is, what it is called, when it holds, and its documents."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import SourceError
from graph.message import Message
from graph.sources import DATA_SUFFIXES, GRAPH_SUFFIXES
from graph.terms import value_of
from ontology.namespaces import DEF, PREFIXES, RDF, SKOS, compact_iri, find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from graph.sources import Reading

#: What a key may be, for it is part of an IRI, of a URL and the name of a folder: no more than 100 characters.
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9_~.-]{0,98}[a-z0-9_~-])?")
_ONE_PLAN = Message("Give the files of one plan at a time, each with the things of that plan alone.")


@dataclass(frozen=True)
class Document:
    """A document of a plan: its IRI, its names by language, and the SHA-256 of its bytes; empty where none is said."""

    iri: str
    label: Mapping[str, str]
    sha256: str


@dataclass(frozen=True)
class PlanContent:
    """What the files of a plan say of it; a day is written as 2020-01-31, and empty where they do not say it.

    `publishers` are IRIs, and `names` maps what has a Dutch name to it.
    """

    label: Mapping[str, str]
    starts: str
    ends: str
    publishers: tuple[str, ...]
    documents: tuple[Document, ...]
    statements: int
    names: Mapping[str, str]


def list_data_files(paths: Iterable[Path]) -> list[Path]:
    """List the files of data among *paths* and in the folders among them, each once.

    A file that is named is listed whatever it is, as is one of RDF in a form that is not read: reading it says why.

    :raises SourceError: when a folder holds none.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        files = [path]
        if path.is_dir():
            files = sorted(it for it in path.rglob("*") if it.is_file() and _is_data(it.relative_to(path)))
        if not files:
            why = Message("This folder holds no file of data.")
            raise SourceError(path, why, Message("Give one with Turtle (.ttl) or N-Triples (.nt)."))
        found |= {it.resolve(): it for it in files if it.resolve() not in found}
    return list(found.values())


def _is_data(path: Path) -> bool:
    """Say whether *path*, within a folder, is a file of data and not hidden."""
    suffix = path.suffix.lower()
    return suffix in DATA_SUFFIXES | GRAPH_SUFFIXES and not any(part.startswith(".") for part in path.parts)


def find_plan(readings: Sequence[Reading]) -> str:
    """Find the key of the one plan that *readings* are of.

    :raises SourceError: when they say no plan or more than one, when its key cannot be one, or when a file speaks of
        the things of another plan.
    """
    plans = _list_plans(readings)
    if not plans:
        why = Message("No file here says which plan it is: there is no smd:Plan.")
        raise SourceError(_name_files(readings), why, Message("Add one, as in: plan:KEY a smd:Plan."))
    if len(plans) > 1:
        shown = ", ".join(f"{compact_iri(iri)} ({place})" for iri, place in sorted(plans.items()))
        why = Message("These files are of several plans: %(plans)s.").fill(plans=shown)
        raise SourceError(_name_files(readings), why, _ONE_PLAN)
    ((iri, place),) = plans.items()
    key = iri.removeprefix(PREFIXES["plan"])
    if not iri.startswith(PREFIXES["plan"]) or not _KEY.fullmatch(key) or ".." in key:
        why = Message("%(plan)s cannot be the IRI of a plan.").fill(plan=iri)
        remedy = Message("Call it %(base)sKEY, with a key of lower case letters, digits and '-'.")
        raise SourceError(place, why, remedy.fill(base=PREFIXES["plan"]))
    for reading in readings:
        _require_of_plan(reading, key)
    return key


def _list_plans(readings: Iterable[Reading]) -> dict[str, str]:
    """List the IRI of each plan in *readings*, with the file that says it."""
    return {
        value_of(quad.subject): reading.source.name
        for reading in readings
        for quad in reading.quads
        if quad.predicate.value == f"{RDF}type" and value_of(quad.object) == f"{DEF}Plan"
    }


def _name_files(readings: Sequence[Reading]) -> str:
    """Name the files of *readings*: the first, and how many more."""
    first = readings[0].source.name
    return f"{first} (+ {len(readings) - 1})" if len(readings) > 1 else first


def _require_of_plan(reading: Reading, key: str) -> None:
    """Refuse a *reading* of which a subject is another plan's than that with *key*, with a SourceError."""
    for quad in reading.quads:
        other = find_plan_key(value_of(quad.subject))
        if other not in ("", key):
            why = Message("This file is of the plan %(plan)s, but %(node)s is of the plan %(other)s.")
            why = why.fill(plan=key, node=compact_iri(value_of(quad.subject)), other=other)
            raise SourceError(reading.source.name, why, _ONE_PLAN)


def describe_plan(key: str, readings: Iterable[Reading]) -> PlanContent:
    """Describe the plan with *key* by what *readings* say; those of the register may be among them, for names."""
    quads = [quad for reading in readings for quad in reading.quads]
    plan = f"{PREFIXES['plan']}{key}"
    about: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        if value_of(quad.subject) == plan:
            about[quad.predicate.value].append(value_of(quad.object))
    labels = _index_labels(quads)
    return PlanContent(
        label=labels.get(plan, {}),
        starts=min(about[f"{DEF}startsOn"], default=""),
        ends=max(about[f"{DEF}endsOn"], default=""),
        publishers=tuple(sorted(about[f"{DEF}publisher"])),
        documents=_list_documents(key, quads, labels),
        statements=sum(find_plan_key(value_of(quad.graph_name)) == key for quad in quads),
        names={iri: names["nl"] for iri, names in labels.items() if "nl" in names},
    )


def _list_documents(key: str, quads: Iterable[Quad], labels: Mapping[str, Mapping[str, str]]) -> tuple[Document, ...]:
    """List the documents of the plan with *key* that *quads* speak of, with their names among *labels*."""
    kinds: set[str] = set()
    digests: dict[str, str] = {}
    for quad in quads:
        subject = value_of(quad.subject)
        if find_plan_key(subject) != key:
            continue
        if quad.predicate.value == f"{RDF}type" and value_of(quad.object) == f"{DEF}Document":
            kinds.add(subject)
        if quad.predicate.value == f"{DEF}sha256":
            digests[subject] = value_of(quad.object)
    return tuple(Document(iri, labels.get(iri, {}), digests.get(iri, "")) for iri in sorted(kinds))


def _index_labels(quads: Iterable[Quad]) -> dict[str, dict[str, str]]:
    """Index the preferred names in *quads*, by what has them and by language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate.value == f"{SKOS}prefLabel":
            found[value_of(quad.subject)][getattr(quad.object, "language", None) or ""] = value_of(quad.object)
    return found
