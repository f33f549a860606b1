"""The questions that a text may ask, by the phrases that the library gives for each: best first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from queries.questions import SLOT
from queries.words import split_words, stem_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from queries.questions import Phrase, Question

#: What stands in a pattern for the words of a name.
_ANY = r"(?P<slot>\S+(?: \S+)*)"
#: Words that make no difference to what is asked.
_IDLE = frozenset(
    (
        "de",
        "het",
        "een",
        "onze",
        "deze",
        "dit",
        "er",
        "dan",
        "nu",
        "ook",
        "the",
        "a",
        "an",
        "our",
        "this",
        "there",
        "now",
    )
)


@dataclass(frozen=True)
class Reading:
    """A question that a text may ask: by which of its phrases, and the words for what that leaves open.

    `literal` is how many words of the phrase the text has.
    """

    question: Question
    phrase: Phrase
    words: str
    literal: int


def list_readings(typed: str, questions: Iterable[Question], language: str) -> list[Reading]:
    """List the *questions* that *typed*, in *language*, may ask: those of which it has most words first."""
    forms = [word.form for word in split_words(typed) if word.form not in _IDLE]
    line = " ".join(stem_word(form, language) for form in forms)
    found = (reading for question in questions for reading in _iter_readings(question, forms, line, language))
    return sorted(found, key=lambda it: (-it.literal, it.question.name))


def _iter_readings(question: Question, forms: list[str], line: str, language: str) -> Iterator[Reading]:
    """Yield how *question* may be asked by *forms*, which are *line* when stemmed in *language*."""
    for phrase in question.asked_as:
        compiled = (_compile(text, language) for text in phrase.texts[language])
        matched = [(literal, found) for pattern, literal in compiled if (found := pattern.fullmatch(line))]
        if matched:
            literal, found = max(matched, key=itemgetter(0))
            yield Reading(question, phrase, _cut(forms, line, found) if phrase.slot else "", literal)


@lru_cache(maxsize=2000)
def _compile(text: str, language: str) -> tuple[re.Pattern[str], int]:
    """Compile *text*, of a phrase in *language*, to a pattern of stems; and count its words."""
    before, *after = SLOT.split(text)
    parts = [_stem(part, language) for part in (before, *after[1:])]
    pattern = " ".join(filter(None, (re.escape(parts[0]), _ANY if after else "", *(map(re.escape, parts[1:])))))
    return re.compile(pattern), sum(len(part.split()) for part in parts)


def _stem(text: str, language: str) -> str:
    """Write *text* in the stems of its words in *language*, without those that make no difference."""
    return " ".join(stem_word(word.form, language) for word in split_words(text) if word.form not in _IDLE)


def _cut(forms: list[str], line: str, matched: re.Match[str]) -> str:
    """Cut from *forms* the words that stand in the slot where *line*, which has their stems, *matched*."""
    first = line.count(" ", 0, matched.start("slot"))
    return " ".join(forms[first : first + matched["slot"].count(" ") + 1])
