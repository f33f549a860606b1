"""Search by words: over the names, spellings, numbers and explanations of all things, terms and questions."""

from queries.search.entry import Entry
from queries.search.found import Hit, Result, SearchResults
from queries.search.search import MOST_CHARACTERS, Search
from queries.words import find_telling_stems, strip_invisible, to_phrase

__all__ = [
    "MOST_CHARACTERS",
    "Entry",
    "Hit",
    "Result",
    "Search",
    "SearchResults",
    "find_telling_stems",
    "strip_invisible",
    "to_phrase",
]
