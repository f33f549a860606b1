"""Search by words: over the names, spellings, numbers and explanations of all things, terms and questions."""

from queries.search.entry import Entry, rank_kind
from queries.search.found import Hit, Result, SearchResults
from queries.search.index import NAMES_TIER, WHOLE_TIER, WORDS_TIER
from queries.search.search import MOST_CHARACTERS, Search
from queries.words import find_telling_stems, strip_invisible, to_phrase

__all__ = [
    "MOST_CHARACTERS",
    "NAMES_TIER",
    "WHOLE_TIER",
    "WORDS_TIER",
    "Entry",
    "Hit",
    "Result",
    "Search",
    "SearchResults",
    "find_telling_stems",
    "rank_kind",
    "strip_invisible",
    "to_phrase",
]
