"""The sentence of a document that evidence points at, where the document is at hand, with the words of the anchor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.sources import iter_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.requests.scope import Scope
    from graph.sources import SourceText

    #: A text in pieces, each with whether it is marked.
    Marked = list[tuple[str, bool]]

#: As many lines as are shown before and after one.
AROUND = 2


def find_sentence(scope: Scope, sha256: str, line: int | None, anchor: str) -> Marked:
    """Find the sentence on *line* of the document with *sha256* that has *anchor*, marked in it.

    Nothing where the document is not at hand; all of the line where no one sentence has the anchor.
    """
    text = scope.texts.get(sha256)
    if text is None or not line:
        return []
    whole = text.line(line)
    spans = ((start, end) for start, end in iter_sentences(whole) if anchor and anchor in whole[start:end])
    start, end = next(spans, (0, len(whole)))
    return mark_words(whole[start:end].strip(), [anchor])


def list_around(text: SourceText, line: int) -> list[tuple[int, str]]:
    """List the lines of *text* around *line* that say anything, and that line itself, each with its number.

    >>> from graph.sources import SourceText
    >>> list_around(SourceText("", ("a", "", "b", "c", "d", "e")), 3)
    [(1, 'a'), (3, 'b'), (4, 'c'), (5, 'd')]
    """
    said = [number for number in range(1, len(text.lines) + 1) if text.line(number).strip()]
    before = [number for number in said if number < line][-AROUND:]
    after = [number for number in said if number > line][:AROUND]
    return [(number, text.line(number).strip()) for number in (*before, line, *after)]


def mark_words(text: str, words: Iterable[str]) -> Marked:
    """Mark each of *words* in *text*; what overlaps is one piece.

    >>> mark_words("een plan voor jeugd", ["plan voor", "voor jeugd"])
    [('een ', False), ('plan voor jeugd', True)]
    """
    marked = bytearray(len(text))
    for it in filter(None, words):
        start = text.find(it)
        if start >= 0:
            marked[start : start + len(it)] = b"\1" * len(it)
    pieces: Marked = []
    for letter, flag in zip(text, marked, strict=True):
        if pieces and pieces[-1][1] == bool(flag):
            pieces[-1] = (pieces[-1][0] + letter, bool(flag))
        else:
            pieces.append((letter, bool(flag)))
    return pieces
