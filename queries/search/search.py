"""The search over one version: made when it is first asked for, and again when the questions change."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from queries.search.entry import Collection, asked, collect
from queries.search.index import Index
from queries.search.words import words

if TYPE_CHECKING:
    from graph.engine.store import Engine
    from queries.library import Library
    from queries.search.found import Found

#: As much as one searches for at once: the longest name in the packaged data has 19 words in 149 characters.
CHARACTERS, WORDS = 200, 24


@dataclass(frozen=True)
class _Kept:
    """An index, and the edition of the questions that it was made of."""

    edition: str
    index: Index


class Search:
    """The search over what one engine holds and the questions of one library; threads may share it."""

    def __init__(self, engine: Engine, library: Library) -> None:
        """Search what *engine* holds, and the questions of *library* as they then are; nothing is read yet."""
        self._engine = engine
        self._library = library
        self._collection: Collection | None = None
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def find(self, query: str, language: str) -> Found:
        """Give what *query* finds for who reads *language*.

        :raises BadParameter: when it is longer than anyone would type.
        """
        refuse_long(query)
        return self.index(language).find(query)

    def index(self, language: str) -> Index:
        """Give the index of *language*; who asks while it is being made waits for it."""
        with self._lock:
            edition = self._library.edition
            kept = self._kept.get(language)
            if kept is None or kept.edition != edition:
                kept = self._kept[language] = _Kept(edition, self._made(language))
            return kept.index

    def close(self) -> None:
        """Let go of what was made; nobody searches any more."""
        with self._lock:
            for kept in self._kept.values():
                kept.index.close()
            self._kept.clear()

    def _made(self, language: str) -> Index:
        """Make the index of *language*; the things are read once, as a version never changes."""
        if self._collection is None:
            self._collection = collect(self._engine)
        found = self._collection
        return Index((*found.entries, *asked(self._library.questions.values())), language, found.kinds)


def refuse_long(query: str) -> None:
    """Let *query* pass where it is of a size that one types.

    :raises BadParameter: when it is longer.
    """
    if len(query) > CHARACTERS:
        raise BadParameter(
            "q",
            "The search takes at most %(most)s characters, and this has %(count)s. Leave some out.",
            most=CHARACTERS,
            count=len(query),
        )
    count = len(words(query))
    if count > WORDS:
        raise BadParameter(
            "q",
            "The search takes at most %(most)s words, and this has %(count)s. Leave some out.",
            most=WORDS,
            count=count,
        )
