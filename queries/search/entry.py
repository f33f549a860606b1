"""What can be found: the things that have a name, the terms of the model, and the questions of the library."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.engine import SelectedGraphs
from graph.message import Message, OwnWords
from ontology.namespaces import DEF, find_plan_key
from queries.answers import ask_rows
from queries.questions import LANGUAGES, load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.engine import Engine
    from graph.message import Words
    from queries.answers import Row
    from queries.plans import Plans
    from queries.questions import Question

#: Kinds in the order in which an adviser looks for them. The first that a thing is of tells most about it; a thing of
#: none of these is called after the smallest of its classes.
KIND_ORDER = (
    *("theme", "municipality", "target-group", "generic-actor", "partner", "measure", "bill", "law", "standard"),
    *("phenomenon", "instrument", "question", "goal", "claim", "role", "section", "document", "plan", "policy"),
)
#: The kinds of what is a word of the model, and no thing.
MODEL_KINDS = frozenset({"term", "list", "value"})
#: What is of no class of ours is called by these.
KIND_LABELS = {
    "question": Message("question"),
    "term": Message("term of the model"),
    "list": Message("list of values"),
    "other": Message("other"),
}
#: What comes behind the tag of a language in that of a text that stands in for one in another language: `nl-x-en`.
STAND_IN = "-x-"
#: The kind of a class whose name says it differently.
_KIND_BY_CLASS = {"ConceptScheme": "list"}


@dataclass(frozen=True)
class Piece:
    """A text about a thing: what it is to the thing, the text, and the tag of its language; a number has none.

    One that is there in Dutch alone is tagged `nl-x-en` for readers of English. `what` is `other` for another name,
    `misspelt`, `number`, `translation` for the name in another language, `text`, or `keywords`: the terms of a sentence
    on which it rests.
    """

    what: str
    text: str
    language: str = ""

    @property
    def written_in(self) -> str:
        """The language that it is written in, whoever it is for."""
        return self.language.partition(STAND_IN)[0]


@dataclass(frozen=True)
class Entry:
    """What can be found: its IRI (a question has none), local id, kind, names and the texts about it.

    `of_model` says that it is a word of the model, and no thing: a term, a list, or a value of one.
    """

    iri: str
    id: str
    kind: str
    labels: Mapping[str, str]
    pieces: tuple[Piece, ...] = field(default=())
    of_model: bool = False

    @property
    def plan(self) -> str:
        """The key of the plan that owns it; empty for what is the register's, a term, or a question."""
        return find_plan_key(self.iri)

    def label(self, language: str) -> str:
        """Return its name in *language*, or else in any that it has, or else its id."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)

    def label_language(self, language: str) -> str:
        """Return the language that its name is in, for a reader of *language*; empty where it has none."""
        return language if language in self.labels else next(iter(self.labels), "")

    def others(self, language: str) -> list[Piece]:
        """List what else it is called, for a reader of *language*."""
        known = {self.label(language)}
        translated = [Piece("translation", text, other) for other, text in sorted(self.labels.items())]
        called = [piece for piece in self.pieces if piece.what not in ("text", "keywords")]
        return [piece for piece in (*called, *translated) if piece.text not in known]

    def texts(self, language: str) -> list[Piece]:
        """List the texts about it that are in *language*, or in none."""
        wanted = (language, "", f"{LANGUAGES[0]}{STAND_IN}{language}")
        return [piece for piece in self.pieces if piece.what == "text" and piece.language in wanted]

    def keywords(self) -> list[Piece]:
        """List the key words of the sentences on which it rests, which are in the language of the document."""
        return [piece for piece in self.pieces if piece.what == "keywords"]


@dataclass(frozen=True)
class EntryCollection:
    """Everything that can be found, and what each kind is called in each language."""

    entries: tuple[Entry, ...]
    kinds: Mapping[str, Words]


def collect_entries(plans: Plans) -> EntryCollection:
    """Collect the things that have a name, and the terms of the model."""
    terms_by_language = {it: ask_rows(plans.register, load_panel("model-terms"), {}, it) for it in LANGUAGES}
    classes = {row.text("term_id") for row in terms_by_language[LANGUAGES[0]] if row["kind"] == "class"}
    kinds: dict[str, Words] = {
        **KIND_LABELS,
        **{_to_kind(name): OwnWords(_find_labels(terms_by_language, name)) for name in sorted(classes)},
    }
    things = _make_thing_entries(list(_iter_parts(plans)), classes)
    return EntryCollection((*things, *_make_term_entries(terms_by_language)), kinds)


def _iter_parts(plans: Plans) -> Iterator[Engine]:
    """Yield engines over the register, and over what each of the *plans* says: together all there is to find.

    Of a region the texts are more than one answer holds.
    """
    yield plans.register
    for plan in plans:
        yield SelectedGraphs(plans.engine, [graph for graph in plan.graphs if graph not in plans.common])


def make_question_entries(questions: Iterable[Question]) -> tuple[Entry, ...]:
    """Make an entry of each of the *questions*."""
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


def rank_kind(kind: str) -> int:
    """Return the place of *kind* in the order in which an adviser looks for it; the others come after."""
    return KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER)


def _find_labels(terms_by_language: Mapping[str, list[Row]], name: str) -> dict[str, str]:
    """Find what the term called *name* is called in each language."""
    return {
        language: row.text("term_label")
        for language, terms in terms_by_language.items()
        for row in terms
        if row["term_id"] == name
    }


def _make_term_entries(terms_by_language: Mapping[str, list[Row]]) -> list[Entry]:
    """Make an entry of each term of the model, from its rows in each language, *terms_by_language*."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    pieces: dict[str, list[Piece]] = defaultdict(list)
    for language, terms in terms_by_language.items():
        for row in terms:
            labels[row.text("term")][language] = row.text("term_label")
            pieces[row.text("term")].append(Piece("text", row.text("definition"), language))
    return [
        Entry(iri, iri.removeprefix(DEF), "term", names, tuple(dict.fromkeys(pieces[iri])), of_model=True)
        for iri, names in sorted(labels.items())
    ]


def _make_thing_entries(parts: Iterable[Engine], known: set[str]) -> list[Entry]:
    """Make an entry of each thing with a name in any of the *parts*, under the most telling of its *known* classes."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    pieces: dict[str, list[Piece]] = defaultdict(list)
    ids: dict[str, str] = {}
    for row in (row for part in parts for row in part.select(load_panel("search-texts"))):
        iri, what, text, language = row.value("thing"), row.text("what"), row.value("value"), row.language("value")
        if what == "name" and STAND_IN not in language:
            labels[iri].setdefault(language, text)
        elif what == "id":
            ids[iri] = text
        elif what == "text" or STAND_IN not in language:
            pieces[iri].append(Piece(what, text, language))
    grouped = _group_kinds(parts, known)
    kinds = _choose_kinds(grouped)
    return [
        Entry(
            iri,
            ids.get(iri) or re.sub(r"^.*[/#]", "", iri),
            kinds.get(iri, "other"),
            names,
            tuple(dict.fromkeys(pieces[iri])),
            of_model=not MODEL_KINDS.isdisjoint(grouped.get(iri, ())),
        )
        for iri, names in sorted(labels.items())
    ]


def _group_kinds(parts: Iterable[Engine], known: set[str]) -> Mapping[str, list[str]]:
    """Group the kinds of each thing in the *parts*: each of its *known* classes, as a kind."""
    of: dict[str, list[str]] = defaultdict(list)
    for row in (row for part in parts for row in ask_rows(part, load_panel("search-classes"), {}, LANGUAGES[0])):
        if row.text("class") in known | _KIND_BY_CLASS.keys():
            of[row.text("thing")].append(_to_kind(row.text("class")))
    return of


def _choose_kinds(of: Mapping[str, list[str]]) -> dict[str, str]:
    """Choose for each thing the one of its kinds in *of* that says most: first in the order, else the smallest."""
    sizes = Counter(kind for kinds in of.values() for kind in kinds)
    return {thing: min(kinds, key=lambda kind: (rank_kind(kind), sizes[kind], kind)) for thing, kinds in of.items()}


def _to_kind(name: str) -> str:
    """Convert *name*, of a class, to its kind, as URLs write it.

    >>> _to_kind("BudgetLine")
    'budget-line'
    """
    return _KIND_BY_CLASS.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
