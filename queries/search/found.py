"""What a search found, and how to show it: what matched, and where in the text that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from queries.words import split_words, to_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from queries.search.entry import Entry, Piece
    from queries.search.vocabulary import Interpretation

#: As many characters of a text as are shown around what matched in it.
SNIPPET_LENGTH = 240
#: As many characters of those before the first word that matched.
LENGTH_BEFORE = 60
#: As many words as are shown of those that a word was widened to.
MOST_SHOWN = 6

#: A text in parts, each with whether it matched.
MarkedText = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hit:
    """An entry that was found, in which tier, and how well it matched there: lower is better."""

    entry: Entry
    tier: int
    weight: float


@dataclass(frozen=True)
class Result:
    """A hit to show: its entry, what its kind is called, its name, and where it matched.

    The name is in the language `spoken`. `matched` is `name`, or what the piece is in which more matched than in the
    name (`queries.search.entry.Piece`), and `excerpt` is that piece, in its `language`.
    """

    entry: Entry
    kind: str
    name: MarkedText
    matched: str
    excerpt: MarkedText = ()
    language: str = ""
    spoken: str = ""

    @property
    def label(self) -> str:
        """The name, as it is."""
        return remove_marks(self.name)

    @property
    def snippet(self) -> str:
        """What matched besides the name, without marks."""
        return remove_marks(self.excerpt)


@dataclass(frozen=True)
class SearchResults:
    """What `query` found, in order; `partial` says that nothing has all of its words, and these have some.

    `meant` is what was looked for, by word, and `spelt` how each of those words is written.
    """

    query: str
    language: str
    kinds: Mapping[str, str]
    meant: tuple[Interpretation, ...]
    spelt: Mapping[str, str]
    hits: tuple[Hit, ...]
    partial: bool = False

    def of(self, kind: str) -> tuple[Hit, ...]:
        """Select the hits of *kind*, or all where that is empty."""
        return tuple(hit for hit in self.hits if not kind or hit.entry.kind == kind)

    def list_things_first(self, kind: str) -> tuple[Hit, ...]:
        """List the hits of *kind*, or all where that is empty: things in their order, and then words of the model."""
        return tuple(sorted(self.of(kind), key=lambda hit: hit.entry.of_model))

    def counts(self) -> list[tuple[str, str, int]]:
        """Count the hits of each kind that was found, with what it is called: of things, most first, then the rest."""
        counted = Counter(hit.entry.kind for hit in self.hits)
        of_model = {hit.entry.kind for hit in self.hits if hit.entry.of_model}
        named = [(kind, self.kinds.get(kind, kind), count) for kind, count in counted.items()]
        return sorted(named, key=lambda it: (it[0] in of_model, -it[2], to_sort_key(it[1]), it[0]))

    def widened(self) -> list[tuple[Interpretation, list[str]]]:
        """List each word that does not occur itself, with the spellings of those looked for instead."""
        return [
            (it, [self.spelt[form] for form in it.wider[:MOST_SHOWN]]) for it in self.meant if it.wider and not it.forms
        ]

    def unknown(self) -> list[str]:
        """List the words that nothing has, however they are read."""
        return [it.typed for it in self.meant if not it.all]

    def build_results(self, hits: Sequence[Hit]) -> list[Result]:
        """Build the results to show from *hits*, with what matched in them."""
        return [self._build_result(hit.entry) for hit in hits]

    def _build_result(self, entry: Entry) -> Result:
        """Build the result of *entry*: its name, and the piece that has most of what its name has not."""
        kind, label = self.kinds.get(entry.kind, entry.kind), entry.label(self.language)
        plain = Result(entry, kind, self._marked(label), "name", spoken=entry.label_language(self.language))
        missing = {it.typed for it in self.meant} - self._has(label)
        typed = to_phrase(self.query)
        if not missing or typed == to_phrase(label):
            return plain
        pieces = [*entry.others(self.language), *entry.texts(self.language), *entry.keywords()]
        best = min(
            pieces, key=lambda it: (to_phrase(it.text) != typed, -len(missing & self._has(it.text))), default=None
        )
        if best and (to_phrase(best.text) == typed or missing & self._has(best.text)):
            return replace(plain, matched=best.what, excerpt=self._cut(best), language=best.written_in)
        if typed == to_phrase(entry.id):
            return replace(plain, matched="number", excerpt=((entry.id, True),))
        return plain

    def _has(self, text: str) -> set[str]:
        """Select the words of the query that are in *text*, in any of the ways that they are read."""
        forms = {word.form for word in split_words(text)}
        return {it.typed for it in self.meant if not forms.isdisjoint(it.all)}

    def _marked(self, text: str) -> MarkedText:
        """Split *text* into parts, of which those that match are marked."""
        wanted = {form for it in self.meant for form in it.all}
        parts, place = [], 0
        for word in split_words(text):
            if word.form in wanted:
                parts += [(text[place : word.start], False), (text[word.start : word.end], True)]
                place = word.end
        return tuple(part for part in (*parts, (text[place:], False)) if part[0])

    def _cut(self, piece: Piece) -> MarkedText:
        """Cut from *piece* the part around the first word that matches, in whole words."""
        wanted = {form for it in self.meant for form in it.all}
        if len(piece.text) <= SNIPPET_LENGTH:
            return self._marked(piece.text)
        found = split_words(piece.text)
        first = next((word.start for word in found if word.form in wanted), 0)
        within = [
            it for it in found if it.start >= first - LENGTH_BEFORE and it.end <= first - LENGTH_BEFORE + SNIPPET_LENGTH
        ] or found[:1]
        start, end = within[0].start, within[-1].end
        before, after = "… " * (start > 0), " …" * (end < len(piece.text))
        return self._marked(f"{before}{piece.text[start:end]}{after}")


def remove_marks(marked: MarkedText) -> str:
    """Join the parts of *marked* into a text without marks.

    >>> remove_marks((("Huis", True), ("dier", False)))
    'Huisdier'
    """
    return "".join(text for text, _is_marked in marked)
