"""The sentences of a line of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"\u2018\u201c*])")


def iter_sentences(line: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of *line* begins and ends; the number of a list is none.

    >>> line = "1. Dit is een zin. Dit ook."
    >>> [line[start:end].strip() for start, end in iter_sentences(line)]
    ['Dit is een zin.', 'Dit ook.']
    """
    start = 0
    for end in [*(found.start() for found in _SENTENCE_END.finditer(line)), len(line)]:
        if re.search(r"[^\W\d]", line[start:end]):
            yield start, end
        start = end
