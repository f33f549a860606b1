"""The index of what can be found in one language: SQLite's FTS5 in memory.

What stands in it are not words but their numbers in our own vocabulary, and so does every expression that it is asked:
nothing of what a visitor types is ever read as an expression.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING

from queries.questions import LANGUAGES
from queries.search.entry import Piece, rank_kind
from queries.search.found import Hit, SearchResults
from queries.search.vocabulary import Interpretation, Vocabulary
from queries.words import select_telling_words, split_words, to_phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from queries.search.entry import Entry

#: What a word weighs in a name, in another name, in what is told, and among the words of a sentence: see bm25() of
#: SQLite's FTS5.
WEIGHTS = (10.0, 6.0, 1.0, 0.5)
#: The tiers: what matches as a better one comes before anything of the next, whatever it weighs. What was typed is the
#: name, or another name; one of those begins with it, or with a word that it begins; its words are in the names, or
#: anywhere in what is told; or only wider words are; or it takes the words of a sentence that it rests on.
NAMED, ALSO_NAMED, BEGINS, ALSO_BEGINS, BEGUN, ALSO_BEGUN, IN_NAMES, ANYWHERE, WIDENED, SAID = range(10)
#: The worst tier in which what was typed is a whole name, that in which it begins one, and that in which all its words
#: are in the names.
WHOLE_TIER, NAMES_TIER, WORDS_TIER = ALSO_NAMED, ALSO_BEGUN, IN_NAMES
_TABLE = "CREATE VIRTUAL TABLE entry USING fts5(name, other, told, said, content='', tokenize='unicode61')"
_MATCH_QUERY = f"SELECT rowid, bm25(entry, {', '.join(map(str, WEIGHTS))}) FROM entry WHERE entry MATCH ?"  # noqa: S608 numbers
_NAMES, _EXPLAINED = "{name other}", "{name other told}"

RowWeights = dict[int, float]


class Index:
    """What can be found by who reads `language`; the same entries in the same order give the same answers."""

    def __init__(self, entries: Sequence[Entry], language: str, kinds: Mapping[str, str] | None = None) -> None:
        """Read the names and texts of *entries*, whose kinds are called as in *kinds*."""
        self.language = language
        self.entries = tuple(entries)
        self.kinds = {it.kind: (kinds or {}).get(it.kind, it.kind) for it in self.entries}
        self._vocabulary = Vocabulary(LANGUAGES)
        self._phrases: list[tuple[str, frozenset[str]]] = []
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        self._table.execute(_TABLE)
        self._table.executemany(
            "INSERT INTO entry (rowid, name, other, told, said) VALUES (?, ?, ?, ?, ?)",
            ((number, *self._read(number, entry)) for number, entry in enumerate(self.entries)),
        )
        self._vocabulary.close()

    def close(self) -> None:
        """Close the table."""
        self._table.close()

    def find(self, query: str, plans: Collection[str] | None = None) -> SearchResults:
        """Find what has every word of *query*, or else what has some, best first.

        With the keys of *plans* given, nothing of another plan is among it; what belongs to no plan is.
        """
        typed = [word.form for word in split_words(query)]
        asked = select_telling_words(typed)
        meant = tuple(self._vocabulary.meant(form, last=form == typed[-1]) for form in asked)
        known = tuple(it for it in meant if it.all)
        whole = self._ordered(meant, " ".join(typed), plans)
        less = () if whole or known == meant else self._ordered(known, " ".join(it.typed for it in known), plans)
        ordered = whole or less or self._some(known, plans)
        spelt = {form: self._vocabulary.spelt(form) for it in known for form in it.all}
        return SearchResults(
            query, self.language, self.kinds, meant, spelt, ordered, partial=bool(ordered and not whole)
        )

    def _read(self, number: int, entry: Entry) -> tuple[str, ...]:
        """Build what stands in the table for *entry*, and remember what it is called."""
        label, others = Piece("name", entry.label(self.language), self.language), entry.others(self.language)
        called = frozenset(to_phrase(it.text) for it in others)
        self._phrases.append((to_phrase(label.text), called))
        for name in {to_phrase(label.text), to_phrase(entry.id), *called} - {""}:
            self._exact[name].add(number)
        columns = ([label], others, entry.texts(self.language), entry.keywords())
        return tuple(self._numbers(column) for column in columns)

    def _numbers(self, pieces: Iterable[Piece]) -> str:
        """Write out the numbers of the words in *pieces*."""
        read = self._vocabulary.read
        numbers = (read(it.text, it.written_in or self.language, own=self._is_own(it)) for it in pieces)
        return " ".join(str(number) for found in numbers for number in found)

    def _is_own(self, piece: Piece) -> bool:
        """Say whether the words of *piece* are for this reader, so that a part of one, or one near it, finds them."""
        return piece.what != "translation" and (piece.what != "keywords" or piece.language == self.language)

    def _rows(self, groups: Sequence[Sequence[str]], within: str = "") -> RowWeights:
        """Find what has a word of each of the *groups*, *within* some columns, by weight: lower is better."""
        if not groups or not all(groups):
            return {}
        numbers = self._vocabulary.numbers
        either = (" OR ".join(f'"{numbers[form]}"' for form in group) for group in groups)
        wanted = " AND ".join(f"({it})" for it in either)
        with self._lock:
            return dict(self._table.execute(_MATCH_QUERY, (f"{within} : ({wanted})" if within else wanted,)).fetchall())

    def _ordered(self, meant: Sequence[Interpretation], typed: str, plans: Collection[str] | None) -> tuple[Hit, ...]:
        """Find what has every word that is *meant*, or is called as was *typed*, in order; within *plans*."""
        found = self._rows([it.all for it in meant]) | dict.fromkeys(self._exact.get(typed, ()), 0.0)
        same = [it.forms for it in meant]
        in_names, anywhere = self._rows(same, _NAMES).keys(), self._rows(same, _EXPLAINED).keys()
        widened = self._rows([it.all for it in meant], _EXPLAINED).keys()
        tiers = {}
        for number in self._within(found, plans):
            tier = self._tier(number, typed)
            if tier > ALSO_BEGUN:
                within = ((in_names, IN_NAMES), (anywhere, ANYWHERE), (widened, WIDENED))
                tier = next((tier for numbers, tier in within if number in numbers), SAID)
            tiers[number] = tier
        return self._hits(tiers, found)

    def _within(self, numbers: Iterable[int], plans: Collection[str] | None) -> Iterable[int]:
        """Select those of *numbers* of which the entry is of one of *plans*, where those are given, or of no plan."""
        if plans is None:
            return numbers
        wanted = {"", *plans}
        return [number for number in numbers if self.entries[number].plan in wanted]

    def _tier(self, number: int, typed: str) -> int:
        """Return how the names of the entry with *number* match what was *typed*, as a tier."""
        name, called = self._phrases[number]
        if typed == name:
            return NAMED
        if number in self._exact.get(typed, ()):
            return ALSO_NAMED
        for start, tier, tier_of_others in ((f"{typed} ", BEGINS, ALSO_BEGINS), (typed, BEGUN, ALSO_BEGUN)):
            if name.startswith(start):
                return tier
            if any(it.startswith(start) for it in called):
                return tier_of_others
        return WIDENED

    def _some(self, meant: Sequence[Interpretation], plans: Collection[str] | None) -> tuple[Hit, ...]:
        """Find what has some of the words that are *meant*, within *plans*: most of them first, and then by weight."""
        count: dict[int, int] = defaultdict(int)
        weights: dict[int, float] = defaultdict(float)
        for it in meant:
            rows = self._rows([it.all])
            for number in self._within(rows, plans):
                count[number] += 1
                weights[number] += rows[number]
        return self._hits({number: SAID + len(meant) - count[number] for number in count}, weights)

    def _hits(self, tiers: Mapping[int, int], weights: RowWeights) -> tuple[Hit, ...]:
        """Sort what is in *tiers*: among names that match as well, by kind; and then by *weights*."""

        def place(number: int) -> tuple[int, int, float, str, str, str]:
            entry, tier = self.entries[number], tiers[number]
            kind = rank_kind(entry.kind) if tier <= ALSO_BEGUN else 0
            return tier, kind, round(weights[number], 6), self._phrases[number][0], entry.iri, entry.id

        return tuple(Hit(self.entries[number], tiers[number], weights[number]) for number in sorted(tiers, key=place))
