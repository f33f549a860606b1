"""The search over one version: made when it is first asked for, and again when the questions change."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from queries.plans import Plans
from queries.search.entry import EntryCollection, collect_entries, make_question_entries
from queries.search.index import Index
from queries.words import split_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph.engine import Engine
    from graph.message import Translator
    from queries.questions import Library
    from queries.search.found import SearchResults

#: As much as one searches for at once: the longest name in the packaged data has 19 words in 149 characters.
MOST_CHARACTERS, MOST_WORDS = 200, 24


@dataclass(frozen=True)
class _KeptIndex:
    """An index, and the edition of the questions that it was made of."""

    edition: str
    index: Index


class Search:
    """The search over what one engine holds and the questions of one library; threads may share it."""

    def __init__(self, engine: Engine, library: Library, translators: Mapping[str, Translator]) -> None:
        """Search what *engine* holds, and the questions of *library* as they then are; nothing is read yet.

        *translators* have our own texts, by language.
        """
        self._translators = translators
        self._engine = engine
        self._library = library
        self._collection: EntryCollection | None = None
        self._kept: dict[str, _KeptIndex] = {}
        self._lock = Lock()

    def find(self, query: str, language: str, plans: Collection[str] | None = None) -> SearchResults:
        """Find what *query* matches, for a reader of *language*: in all plans, or in those with the keys *plans*.

        :raises BadParameter: when it is longer than anyone would type.
        """
        refuse_long_query(query)
        return self.index(language).find(query, plans)

    def index(self, language: str) -> Index:
        """Return the index of *language*; who asks while it is being made waits for it."""
        with self._lock:
            edition = self._library.edition
            kept = self._kept.get(language)
            if kept is None or kept.edition != edition:
                kept = self._kept[language] = _KeptIndex(edition, self._made(language))
            return kept.index

    def close(self) -> None:
        """Close each index that was made; nobody searches any more."""
        with self._lock:
            for kept in self._kept.values():
                kept.index.close()
            self._kept.clear()

    def _made(self, language: str) -> Index:
        """Make the index of *language*; the things are read once, as a version never changes."""
        if self._collection is None:
            self._collection = collect_entries(Plans(self._engine))
        found = self._collection
        kinds = {kind: words.describe(self._translators[language]) for kind, words in found.kinds.items()}
        return Index((*found.entries, *make_question_entries(self._library.questions.values())), language, kinds)


def refuse_long_query(query: str) -> None:
    """Refuse a *query* that is longer than anyone would type.

    :raises BadParameter: when it is longer.
    """
    if len(query) > MOST_CHARACTERS:
        raise BadParameter(
            "q",
            "The search takes at most %(most)s characters, and this has %(count)s. Leave some out.",
            most=MOST_CHARACTERS,
            count=len(query),
        )
    count = len(split_words(query))
    if count > MOST_WORDS:
        raise BadParameter(
            "q",
            "The search takes at most %(most)s words, and this has %(count)s. Leave some out.",
            most=MOST_WORDS,
            count=count,
        )
