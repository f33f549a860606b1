"""How a header says in which words people ask its question, and which of its columns tell the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from queries.questions.phrase import Phrase
from queries.questions.question import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from queries.questions.mapping import HeaderMapping
    from queries.questions.question import Column, Parameter

PHRASE_KEYS = (*LANGUAGES, "tells")
#: As many phrases as one question has, and texts as one of those has in a language.
MOST_PHRASES, MOST_TEXTS = 20, 20
#: As many columns as tell an answer at a glance.
MOST_COLUMNS = 4
#: What stands in a phrase for the name of a thing: `{theme}`.
SLOT = re.compile(r"\{([a-z]+(?:_[a-z]+)*)\}")


def list_phrases(
    header: HeaderMapping, parameters: Sequence[Parameter], columns: Sequence[Column]
) -> tuple[Phrase, ...]:
    """List the phrases that *header* gives of a question with these *parameters* and *columns*.

    :raises BrokenQuestion: when something is wrong with one; the error names the line, what is wrong, and the remedy.
    """
    if "asked_as" not in header:
        return ()
    listed = header.entries("asked_as", "List under 'asked_as' each way of asking, with 'nl', 'en' and 'tells'.")
    if len(listed) > MOST_PHRASES:
        header.refuse("asked_as", "There are more than %(most)s under 'asked_as'. Leave some out.", most=MOST_PHRASES)
    things = {it.name for it in parameters if it.type == "thing"} | {it.name for it in columns if it.type == "thing"}
    return tuple(_build_phrase(it, things, [column.name for column in columns]) for it in listed)


def _build_phrase(about: HeaderMapping, things: Collection[str], columns: Sequence[str]) -> Phrase:
    """Build the phrase of *about*; its texts leave one of the *things* open, and some of the *columns* tell it."""
    about.allow(PHRASE_KEYS)
    texts = {language: _read_texts(about, language, things) for language in LANGUAGES}
    slots = {slot for listed in texts.values() for text in listed for slot in SLOT.findall(text) or [""]}
    if len(slots) > 1:
        about.refuse("", "The texts of one way of asking leave the same thing open, or none. Write the others apart.")
    tells = about.strings("tells")
    if not 0 < len(tells) <= MOST_COLUMNS:
        about.refuse("tells", "Name under 'tells' one to %(most)s columns that say the answer.", most=MOST_COLUMNS)
    for name in tells:
        if name not in columns:
            known = ", ".join(columns)
            about.refuse("tells", "There is no column '%(name)s'. Name one of %(known)s.", name=name, known=known)
    return Phrase(texts, slots.pop(), tells)


def _read_texts(about: HeaderMapping, language: str, things: Collection[str]) -> tuple[str, ...]:
    """Read from *about* the texts in *language*, each of which leaves one of the *things* open at most, once."""
    texts = about.strings(language)
    if not 0 < len(texts) <= MOST_TEXTS:
        about.refuse(language, "Give under '%(key)s' one to %(most)s texts.", key=language, most=MOST_TEXTS)
    for text in texts:
        named = SLOT.findall(text)
        if len(named) > 1:
            about.refuse(language, "'%(text)s' leaves more than one thing open. Leave one open.", text=text)
        if named and named[0] not in things:
            known = ", ".join(sorted(things)) or "-"
            about.refuse(
                language, "'%(name)s' takes no thing. Leave one of %(known)s open.", name=named[0], known=known
            )
    return texts
