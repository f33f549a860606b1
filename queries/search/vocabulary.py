"""The words that occur, and which of them a visitor may mean by a word: its forms, what it is part of, what is near."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from queries.words import BEGINNING, PART, fold_text, split_words, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Letters that the last word needs for words that begin with it to count: it may still be being typed.
LAST = 2
#: By so many letters, as many may be wrong.
WRONG = {4: 1, 8: 2}
#: As many words as one word is widened to, the shortest first: they are nearest to what was typed.
WIDEST = 200


@dataclass(frozen=True)
class Interpretation:
    """What may be meant by the word `typed`: its own `forms`, `wider` words, and whether those are only `near` it."""

    typed: str
    forms: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    near: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """Every word that may be meant."""
        return self.forms + self.wider


class Vocabulary:
    """The words of the texts in it, by form, each with a number and a spelling to show."""

    def __init__(self, languages: Iterable[str]) -> None:
        """Begin without words; what is read is in one of the *languages*."""
        self.numbers: dict[str, int] = {}
        self._languages = tuple(languages)
        self._stemmed: set[tuple[str, str]] = set()
        self._own: set[str] = set()
        self._spelt: dict[str, str] = {}
        self._stems: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._sorted: list[str] = []
        self._lines = ""

    def read(self, text: str, language: str, *, own: bool = True) -> list[int]:
        """Learn the words in *text*, which is in *language*, and list their numbers.

        Only *own* words are found by a part of them, or by what is near: others just by their own forms.
        """
        found = split_words(text)
        for word in found:
            self._learn(word.form, text[word.start : word.end], language)
        if own:
            self._own.update(word.form for word in found)
        return [self.numbers[word.form] for word in found]

    def close(self) -> None:
        """Sort the words that were read; after this nothing is added."""
        self._sorted = sorted(self._own)
        self._lines = "".join(f"\n{it}" for it in self._sorted) + "\n"

    def spelt(self, form: str) -> str:
        """Return *form* as a text first spelt it, without capitals."""
        return self._spelt[form]

    def meant(self, form: str, *, last: bool = False) -> Interpretation:
        """Interpret *form* as the words that it may mean; *last* says that more letters of it may come."""
        forms = self._forms(form)
        longer = self._beginning(form, LAST if last else BEGINNING) | self._holding(form)
        wider = sorted(longer.difference(forms), key=lambda it: (len(it), it))[:WIDEST]
        if forms or wider:
            return Interpretation(form, tuple(forms), tuple(wider))
        return Interpretation(form, wider=tuple(self._near(form)), near=True)

    def _learn(self, form: str, spelt: str, language: str) -> None:
        """Add *form*, where it is new, or new in *language*."""
        if form not in self.numbers:
            self.numbers[form] = len(self.numbers)
            self._spelt[form] = spelt.lower() if fold_text(spelt) == form else form
        if (form, language) not in self._stemmed:
            self._stemmed.add((form, language))
            self._stems[language, stem_word(form, language)].append(form)

    def _forms(self, form: str) -> list[str]:
        """List *form* itself, where it occurs, and the other forms of the same word."""
        found = {
            it for language in self._languages for it in self._stems.get((language, stem_word(form, language)), ())
        }
        return sorted(found, key=lambda it: (it != form, it))

    def _beginning(self, form: str, least: int) -> set[str]:
        """Find the words that begin with *form*; none where it has fewer letters than *least*."""
        if len(form) < least:
            return set()
        start = bisect_left(self._sorted, form)
        return set(takewhile(lambda it: it.startswith(form), self._sorted[start:]))

    def _holding(self, form: str) -> set[str]:
        """Find the words that *form*, or its stem in any language, is a part of."""
        parts = {form, *(stem_word(form, it) for it in self._languages)}
        return {it for part in parts if len(part) >= PART and part.isalpha() for it in self._with(part)}

    def _with(self, part: str) -> Iterator[str]:
        """Yield the words that contain *part*: one look through a text is faster than one at each word."""
        place = self._lines.find(part)
        while place >= 0:
            end = self._lines.index("\n", place)
            yield self._lines[self._lines.rindex("\n", 0, place) + 1 : end]
            place = self._lines.find(part, end)

    def _near(self, form: str) -> list[str]:
        """List the words nearest to *form*, where few enough letters are wrong (or change places)."""
        wrong = max((count for length, count in WRONG.items() if len(form) >= length), default=0)
        if not wrong or not form.isalpha():
            return []
        found = process.extract(form, self._sorted, scorer=OSA.distance, score_cutoff=wrong, limit=None)
        least = min((distance for _it, distance, _place in found), default=0)
        return sorted(it for it, distance, _place in found if distance == least and it.isalpha())
