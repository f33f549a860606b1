"""Texts of our own that are not our own: so many words in a row that the document has in that order.

What a plan says is written afresh, so that a text of ours is one's own and a document's sentences stay in the
document. A name, such as that of an act or a body, is no copy: it counts as one word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from graph.fault import Fault
from graph.message import Message
from graph.sources import NAME_PROPERTIES, Statements
from graph.terms import value_of
from ontology.namespaces import SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from graph.sources import SourceText

#: As many words in a row as make a copy.
COPY_LENGTH = 8
COPIED = Message("'%(words)s' stands so on line %(line)s; say it in words of your own, as the document is not copied.")
#: What has a name that is taken over as it is.
_NAMED_CLASSES = ("Actor", "Partner", "GenericActor", "TargetGroup", "Law", "Standard", "Document")
#: What quotes the document on purpose, and is short.
_QUOTING_PROPERTIES = {f"{SKOS}altLabel", f"{SKOS}hiddenLabel"}
#: A name of fewer words shortens no run of words by much.
_LONG_NAME = 3


def check_copies(quads: Iterable[tuple[Quad, str]], texts: Mapping[str, SourceText]) -> list[Fault]:
    """List each text in *quads* that has `COPY_LENGTH` words in a row of a document among *texts* (by SHA-256)."""
    quads = list(quads)
    statements = Statements(quads)
    documents = list(statements.iter_at_hand(texts))
    if not documents:
        return []
    names, pattern = _find_names(statements)
    runs = {run: line for _, text in documents for run, line in _iter_runs(text, pattern)}
    faults = set()
    for quad, place in quads:
        if (words := _find_own_words(quad, names, pattern)) and (run := _find_copied(words, runs)):
            fault = COPIED.fill(words=" ".join(run), line=runs[run])
            faults.add(Fault(place, value_of(quad.subject), "copied-text", fault, "warning"))
    return sorted(faults)


def _find_names(statements: Statements) -> tuple[set[str], re.Pattern[str]]:
    """Find the nodes that bear names, and what matches each name that is long."""
    nodes = {node for name in _NAMED_CLASSES for node in statements.list_members(name)}
    names = {it for node in nodes for prop in NAME_PROPERTIES for it in statements.list_values(node, prop)}
    long = sorted((it for it in names if len(_split(it)) >= _LONG_NAME), key=lambda it: (-len(it), it))
    return nodes, re.compile("|".join(map(re.escape, long)) or "(?!)", re.IGNORECASE)


def _find_own_words(quad: Quad, names: set[str], pattern: re.Pattern[str]) -> list[str]:
    """Find the words of *quad* where its value is a text of our own; names by *pattern* are one word."""
    value = quad.object
    if not isinstance(value, Literal) or value.language != "nl" or quad.predicate.value in _QUOTING_PROPERTIES:
        return []
    if quad.predicate.value in NAME_PROPERTIES and value_of(quad.subject) in names:
        return []
    return _split(pattern.sub(" naam ", value.value))


def _iter_runs(text: SourceText, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield every run of words of *text* that is as long as a copy, with its line; a later line does not go on."""
    for number, line in reversed(list(enumerate(text.lines, 1))):
        words = _split(pattern.sub(" naam ", line))
        for start in range(len(words) - COPY_LENGTH + 1):
            yield tuple(words[start : start + COPY_LENGTH]), number


def _find_copied(words: list[str], runs: Mapping[tuple[str, ...], int]) -> tuple[str, ...] | None:
    """Find the first of *runs* within *words*."""
    starts = range(len(words) - COPY_LENGTH + 1)
    return next((run for it in starts if (run := tuple(words[it : it + COPY_LENGTH])) in runs), None)


def _split(text: str) -> list[str]:
    """Split *text* into its words, without case."""
    return re.findall(r"\w+", text.casefold())
