"""What a header says that a question leaves out, and the texts of a header in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.questions.question import LANGUAGES, LeftOut, Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from re import Pattern

    from queries.questions.mapping import HeaderMapping

LEFT_OUT_KEYS = (*LANGUAGES, "partly", "see")


def build_texts(about: HeaderMapping, key: str) -> Texts:
    """Read the text under *key* in each language; both must be there."""
    texts = about.mapping(key, "The text is there in both languages. Give '%(key)s' with 'nl' and 'en'.")
    texts.allow(LANGUAGES)
    return {language: texts.string(language) for language in LANGUAGES}


def iter_left_out(
    header: HeaderMapping, choosable: Collection[str], names: Pattern[str], most: int
) -> Iterator[LeftOut]:
    """Yield what *header* says that is left out, by parameter and class or concept.

    Each parameter is one of those *choosable*, of which things or concepts are chosen; their *names* and *most* of them
    are as those of parameters.
    """
    for parameter, listed in header.mappings("leaves_out", names, most):
        if parameter not in choosable:
            listed.refuse(
                "",
                "There is no parameter '%(name)s' that takes a thing or a concept. Name one under 'leaves_out'.",
                name=parameter,
            )
        for of in listed:
            about = listed.mapping(of, "Why is '%(key)s' left out? Give the reason in 'nl' and 'en'.")
            about.allow(LEFT_OUT_KEYS)
            reason = {language: about.string(language) for language in LANGUAGES}
            yield LeftOut(parameter, of, reason, about.flag("partly"), about.string("see", ""))
