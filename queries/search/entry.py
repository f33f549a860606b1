"""What can be found: the things that have a name, the terms of the model, and the questions of the library."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.engine.store import Request
from ontology.namespaces import DEF
from queries.answer import rows
from queries.library import panel
from queries.question import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.engine.store import Engine
    from queries.question import Question

#: Kinds in the order in which an adviser looks for them. The first that a thing is of tells most about it; a thing of
#: none of these is called after the smallest of its classes.
ORDER = (
    *("theme", "municipality", "target-group", "generic-actor", "partner", "measure", "bill", "law", "standard"),
    *("phenomenon", "instrument", "question", "goal", "claim", "role", "section", "document", "plan", "policy"),
)
#: What is of no class of ours is called by these.
KINDS = {
    "question": {"nl": "vraag", "en": "question"},
    "term": {"nl": "begrip van het model", "en": "term of the model"},
    "list": {"nl": "waardelijst", "en": "list of values"},
    "other": {"nl": "overig", "en": "other"},
}
#: The kind of a class whose name says it differently.
_CALLED = {"ConceptScheme": "list"}


@dataclass(frozen=True)
class Piece:
    """A text about a thing: what it is to the thing, the text, and its language; a number has none.

    `what` is `other` for another name, `misspelt`, `number`, `translation` for the name in another language, or `text`.
    """

    what: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Entry:
    """What can be found: its IRI, which a question has not, its local id, its kind, its names and what else is told."""

    iri: str
    id: str
    kind: str
    labels: Mapping[str, str]
    pieces: tuple[Piece, ...] = field(default=())

    def label(self, language: str) -> str:
        """Give its name in *language*, or else in any that it has, or else its id."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)

    def others(self, language: str) -> list[Piece]:
        """Give what else it is called, to who reads *language*."""
        known = {self.label(language)}
        translated = [Piece("translation", text, other) for other, text in sorted(self.labels.items())]
        called = [piece for piece in self.pieces if piece.what != "text"]
        return [piece for piece in (*called, *translated) if piece.text not in known]

    def texts(self, language: str) -> list[Piece]:
        """Give what is told of it in *language*, or in none."""
        return [piece for piece in self.pieces if piece.what == "text" and piece.language in (language, "")]


@dataclass(frozen=True)
class Collection:
    """Everything that can be found, and what each kind is called in each language."""

    entries: tuple[Entry, ...]
    kinds: Mapping[str, Mapping[str, str]]


def collect(engine: Engine) -> Collection:
    """Give the things that have a name, and the terms of the model."""
    told = {language: rows(engine, panel("model-terms"), {}, language) for language in LANGUAGES}
    classes = {str(row["term_id"]) for row in told[LANGUAGES[0]] if row["kind"] == "class"}
    kinds = {**KINDS, **{_kind(name): _labels(told, name) for name in sorted(classes)}}
    return Collection((*_things(engine, classes), *_terms(told)), kinds)


def asked(questions: Iterable[Question]) -> tuple[Entry, ...]:
    """Give the *questions* as what can be found."""
    return tuple(
        Entry(
            iri="",
            id=question.name,
            kind="question",
            labels=question.question,
            pieces=(
                *(Piece("other", text, language) for language, text in question.title.items()),
                *(Piece("text", text, language) for language, text in question.description.items()),
            ),
        )
        for question in questions
    )


def rank(kind: str) -> int:
    """Give the place of *kind* in the order in which an adviser looks for it; the others come after."""
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _labels(told: Mapping[str, Iterable[Mapping[str, object]]], name: str) -> dict[str, str]:
    """Give what the term called *name* is called in each language."""
    return {language: str(row["term_label"]) for language, it in told.items() for row in it if row["term_id"] == name}


def _terms(told: Mapping[str, Iterable[Mapping[str, object]]]) -> list[Entry]:
    """Give the terms of the model, of which the rows in each language are *told*."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    pieces: dict[str, list[Piece]] = defaultdict(list)
    for language, terms in told.items():
        for row in terms:
            labels[str(row["term"])][language] = str(row["term_label"])
            pieces[str(row["term"])].append(Piece("text", str(row["definition"]), language))
    return [
        Entry(iri, iri.removeprefix(DEF), "term", names, tuple(dict.fromkeys(pieces[iri])))
        for iri, names in sorted(labels.items())
    ]


def _things(engine: Engine, known: set[str]) -> list[Entry]:
    """Give the things that have a name, each with the most telling of its classes that are *known*."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    pieces: dict[str, list[Piece]] = defaultdict(list)
    ids: dict[str, str] = {}
    for row in json.loads(engine.ask(Request(panel("search-texts"))).body)["results"]["bindings"]:
        iri, what, value = row["thing"]["value"], row["what"]["value"], row["value"]
        if what == "name":
            labels[iri].setdefault(value.get("xml:lang", ""), value["value"])
        elif what == "id":
            ids[iri] = value["value"]
        else:
            pieces[iri].append(Piece(what, value["value"], value.get("xml:lang", "")))
    kinds = _telling(engine, known)
    return [
        Entry(iri, ids.get(iri) or re.sub(r"^.*[/#]", "", iri), kinds.get(iri, "other"), names, tuple(pieces[iri]))
        for iri, names in sorted(labels.items())
    ]


def _telling(engine: Engine, known: set[str]) -> dict[str, str]:
    """Give for each thing the kind that tells most about it: the first in the order, or else its smallest class."""
    of: dict[str, list[str]] = defaultdict(list)
    for row in rows(engine, panel("search-classes"), {}, LANGUAGES[0]):
        if str(row["class"]) in known | _CALLED.keys():
            of[str(row["thing"])].append(_kind(str(row["class"])))
    sizes = Counter(kind for kinds in of.values() for kind in kinds)
    return {thing: min(kinds, key=lambda kind: (rank(kind), sizes[kind], kind)) for thing, kinds in of.items()}


def _kind(name: str) -> str:
    """Give the kind of the class called *name*, as addresses write it.

    >>> _kind("BudgetLine")
    'budget-line'
    """
    return _CALLED.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
