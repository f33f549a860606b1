"""Texts by language, and what stands where one is absent: the Dutch one, marked as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The language that every text is in; another is optional.
REQUIRED_LANGUAGE = "nl"
#: How the language tag of a Dutch text begins that stands where another language has none, such as `nl-x-en`.
MARKED_TAG = f"{REQUIRED_LANGUAGE}-x-"


class DutchText(str):
    """A Dutch text where one in another language was asked for, so that who shows it can say so."""

    __slots__ = ()


def find_text(texts: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """Find the one of *texts*, by language tag, that is in *language*, or else in Dutch, or else *otherwise*.

    >>> find_text({"nl": "jeugd", "en": "youth"}, "en"), find_text({"nl": "jeugd"}, "en")
    ('youth', 'jeugd')
    """
    if language in texts:
        return texts[language]
    return DutchText(texts[REQUIRED_LANGUAGE]) if REQUIRED_LANGUAGE in texts else otherwise
